"""What a definition says may leave is read as it is written, and nothing else is."""

from itertools import pairwise

import pytest

from evenborn.registers.definition import REGISTERS, Definition, register
from evenborn.registers.leaving import FORMS, CoarsenedTable, Form, read_table

ENTRY = {
    "en": "births by facility",
    "zh": "按机构汇总的出生",
    "smallest": 10,
    "beside": ["sex"],
    "only": {"outcome": ["live"]},
    "column": {
        "facility": {"from": "facility", "as": ["as-stated", "all"]},
        "mother_age": {"from": "birth_time", "since": "mother_birth_date", "as": [[20, 35], "all"]},
        "sex": {"from": "sex", "as": ["as-stated"]},
    },
}

TABLES = [
    pytest.param(register(name), table, id=f"{name}.{table.name}")
    for name in REGISTERS
    for table in register(name).tables.values()
]


def test_a_table_is_read_as_it_is_written() -> None:
    table = read_table("births", ENTRY)
    assert (table.name, table.en, table.zh) == ("births", "births by facility", "按机构汇总的出生")
    assert (table.smallest, table.beside, table.adds) == (10, ("sex",), "")
    assert table.only == {"outcome": ("live",)}
    assert [column.name for column in table.columns] == ["facility", "mother_age", "sex"]
    age = table.columns[1]
    assert (age.field, age.since) == ("birth_time", "mother_birth_date")
    assert age.forms == (Form("band", (20, 35)), Form("all"))


def test_what_is_left_out_means_exact_counts_of_all_rows() -> None:
    table = read_table("devices", {"en": "devices", "zh": "设备", "column": {}})
    assert table == CoarsenedTable("devices", "devices", "设备", (), 1, (), {}, "")


@pytest.mark.parametrize("form", ["day", "exact", "", "As-stated"])
def test_a_form_that_does_not_exist_is_refused(form: str) -> None:
    entry = {**ENTRY, "column": {"period": {"from": "birth_time", "as": ["month", form]}}}
    with pytest.raises(ValueError, match=f"{form!r} is no form in which a field may leave"):
        read_table("births", entry)


def test_no_form_is_exact() -> None:
    assert not {"day", "moment", "exact", "number", "village"} & set(FORMS)


@pytest.mark.parametrize(("definition", "table"), TABLES)
def test_columns_selections_and_sums_are_fields_of_the_register(
    definition: Definition, table: CoarsenedTable
) -> None:
    fields = definition.fields
    for column in table.columns:
        assert column.field in fields
        assert not column.since or fields[column.since].type in ("day", "moment")
        assert column.forms
    for field, meanings in table.only.items():
        assert set(meanings) <= {one.name for one in definition.lists[field].meanings}
    assert not table.adds or fields[table.adds].type in ("count", "quantity")
    assert set(table.beside) <= {column.name for column in table.columns}


@pytest.mark.parametrize(("definition", "table"), TABLES)
def test_forms_widen_from_the_first_to_the_last(definition: Definition, table: CoarsenedTable) -> None:
    order = ("month", "quarter", "half-year", "year"), ("township", "county", "prefecture")
    for column in table.columns:
        names = [form.name for form in column.forms]
        assert "all" not in names[:-1]
        for chain in order:
            places = [chain.index(name) for name in names if name in chain]
            assert places == sorted(places)
        bands = [form.cuts for form in column.forms if form.name == "band"]
        assert all(list(cuts) == sorted(set(cuts)) for cuts in bands)
        assert all(set(wider) < set(finer) for finer, wider in pairwise(bands))


@pytest.mark.parametrize(("definition", "table"), TABLES)
def test_a_table_that_widens_can_widen_to_nothing(definition: Definition, table: CoarsenedTable) -> None:
    """Every column but the sex ends in ``all``, else ten births of a combination could be out of reach."""
    widening = [column for column in table.columns if column.name not in table.beside]
    assert all((column.forms[-1].name == "all") == (table.smallest > 1) for column in widening)
