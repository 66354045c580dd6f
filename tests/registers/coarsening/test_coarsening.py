"""A register's records in, its tables out: 50,000 births of a city, and small cases of each kind of table."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from evenborn.registers.coarsening import Coarsened, Coarsening
from evenborn.registers.coarsening.tables import schema_of
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from registers.coarsening.invented import DELIVERY, births, definition, shuffled
from registers.refusal_words import said

ROWS = 50_000
SEXES = ("male", "female", "unclear")


@pytest.fixture(scope="module")
def batch() -> pa.RecordBatch:
    return births(ROWS)


@pytest.fixture(scope="module")
def coarsened(batch: pa.RecordBatch) -> Coarsened:
    coarsening = Coarsening(DELIVERY)
    coarsening.add(batch)
    return coarsening.finish()


def number_of(table: pa.Table) -> list[int]:
    return [sum(row) for row in zip(*(table[sex].to_pylist() for sex in SEXES), strict=True)]


def test_nothing_else_leaves_than_the_definition_names(coarsened: Coarsened) -> None:
    assert {name: table.schema.names for name, table in coarsened.tables.items()} == {
        "births_by_facility": [
            *("facility", "period", "outcome", "order", "residence", "plurality"),
            *("mother_age", "weight", "gestation", "length", *SEXES),
        ],
        "births_by_county": ["area", "period", "order", *SEXES],
        "births_by_township": ["area", "period", "order", *SEXES],
    }
    for table in coarsened.tables.values():
        assert {str(field.type) for field in table.schema} == {"string", "int64"}
        assert not table.schema.metadata


def test_every_combination_of_the_facility_table_has_ten_births(coarsened: Coarsened) -> None:
    table = coarsened.tables["births_by_facility"]
    told = Counter(zip(*(table[name].to_pylist() for name in table.schema.names[:-3]), strict=True))
    assert max(told.values()) == 1
    assert min(number_of(table)) == coarsened.reports["births_by_facility"].smallest >= 10
    assert sum(number_of(table)) == ROWS
    assert not any(column.null_count for column in table.columns)


def test_sexes_are_those_of_the_records(batch: pa.RecordBatch, coarsened: Coarsened) -> None:
    truth = {one["values"]: one["counts"] for one in batch["sex"].value_counts().to_pylist()}
    table = coarsened.tables["births_by_facility"]
    assert {sex: pc.sum(table[sex]).as_py() for sex in SEXES} == truth


def test_values_are_only_in_forms_that_are_allowed(coarsened: Coarsened) -> None:
    table = coarsened.tables["births_by_facility"]
    shapes = {
        "facility": r"YX\d{6}|all",
        "period": r"2025(-\d{2}|-Q[1-4]|-H[12])?|all",
        "outcome": "live|stillbirth|early-neonatal-death|all",
        "order": r"1|2|3\+|all",
        "residence": r"99010[1-6]|9901|all",
        "plurality": "1|2|all",
        "mother_age": r"<20|20-24|25-29|30-34|35-39|40\+|<25|25-34|35\+|<35|unknown|all",
        "weight": r"<1500|1500-2499|2500-3999|4000\+|<2500|2500\+|unknown|all",
        "gestation": r"<28|28-31|32-36|37-41|42\+|<37|37\+|unknown|all",
        "length": "unknown|all",
    }
    for name, shape in shapes.items():
        assert pc.all(pc.match_substring_regex(table[name], f"^({shape})$")).as_py(), name


def test_exact_counts_are_those_of_counting_one_by_one(batch: pa.RecordBatch, coarsened: Coarsened) -> None:
    rows = [row for row in batch.to_pylist() if row["outcome"] != "stillbirth"]
    for name, area, period in (("births_by_county", 6, "%Y-%m"), ("births_by_township", 9, "%Y")):
        expected = Counter(
            (row["residence"][:area], f"{row['birth_time']:{period}}", _order(row["parity"]), row["sex"])
            for row in rows
        )
        table = coarsened.tables[name]
        found = {
            (*key, sex): number
            for *key, male, female, unclear in zip(*table.to_pydict().values(), strict=True)
            for sex, number in zip(SEXES, (male, female, unclear), strict=True)
            if number
        }
        assert found == expected
        assert coarsened.reports[name].left_out == ROWS - len(rows)
        assert table.equals(table.sort_by([(column, "ascending") for column in ("area", "period", "order")]))


def _order(parity: int) -> str:
    return "3+" if parity > 2 else str(parity)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_tables_do_not_depend_on_the_order_of_the_rows(
    seed: int, batch: pa.RecordBatch, coarsened: Coarsened
) -> None:
    mixed = shuffled(batch, seed)
    coarsening = Coarsening(DELIVERY, limits=Limits(threads=seed))
    for start in range(0, ROWS, 7_001):
        coarsening.add(mixed.slice(start, 7_001))
    again = coarsening.finish()
    for name, table in coarsened.tables.items():
        assert again.tables[name].equals(table)
    assert again.reports["births_by_county"] == coarsened.reports["births_by_county"]


def test_the_report_adds_up(coarsened: Coarsened) -> None:
    report = coarsened.reports["births_by_facility"]
    assert (report.required, report.rows, report.left_out, report.withheld) == (10, ROWS, 0, 0)
    told = Counter[str]()
    for one in report.forms:
        told[one.column] += one.births
    assert set(told.values()) == {ROWS}
    assert report.share("period", "month") > 0.85
    table = coarsened.tables["births_by_facility"]
    months = pc.match_substring_regex(table["period"], r"-\d\d$")
    by_month = sum(n for n, month in zip(number_of(table), months.to_pylist(), strict=True) if month)
    assert report.share("period", "month") == by_month / ROWS
    assert report.facilities is not None
    by_facility = report.facilities.filter(pc.equal(report.facilities["column"], "period"))
    assert pc.sum(by_facility["births"]).as_py() == ROWS
    assert coarsened.reports["births_by_county"].facilities is None


def test_what_is_not_stated_is_a_value_of_its_own() -> None:
    coarsening = Coarsening(DELIVERY)
    columns = {"sex": ["female", None, "male"], "outcome": ["live"] * 3, "residence": ["990101001"] * 3}
    days = pa.array([None, None, None], pa.timestamp("s"))
    coarsening.add(pa.record_batch({**columns, "birth_time": days, "parity": [None, 1, None]}))
    table = coarsening.finish().tables["births_by_county"]
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("990101", None, "1", 0, 0, 1),
        ("990101", None, None, 1, 1, 0),
    ]


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_without_records_has_empty_tables(name: str) -> None:
    coarsened = Coarsening(register(name)).finish()
    for table, found in coarsened.tables.items():
        expected = schema_of(register(name).tables[table])
        assert found.schema.names == expected.names
        assert (found.num_rows, coarsened.reports[table].smallest) == (0, 0)


def test_numbers_are_added_up_and_rows_not_counted() -> None:
    ledger = Coarsening(register("drug_ledger"))
    entries = {
        "facility": ["A", "A", "A", "B"],
        "month": [date(2025, 3, 1)] * 4,
        "drug": ["mifepristone"] * 4,
        "entry": ["in", "in", "issue", "in"],
        "quantity": [10, 1, 2, None],
    }
    ledger.add(pa.record_batch(entries))
    table = ledger.finish().tables["ledger_by_entry"]
    assert table.schema.names == ["facility", "period", "drug", "entry", "quantity"]
    assert table["facility"].to_pylist() == ["A", "A", "B"]
    assert table["entry"].to_pylist() == ["in", "issue", "in"]
    assert table["quantity"].to_pylist() == [11, 2, 0]


def test_a_sum_of_quantities_shows_nothing_of_the_order_in_which_they_came() -> None:
    amounts = [0.1] * 10 + [1e6, 0.3]
    sums = []
    for order in (amounts, amounts[::-1]):
        stock = Coarsening(definition({"x": ("facility", ["as-stated"])}, 1, adds="amount"))
        for amount in order:
            stock.add(pa.record_batch({"x": ["A"], "amount": [amount]}))
        sums.append(stock.finish().tables["table"]["amount"].to_pylist())
    assert sums == [[1_000_001.3]] * 2


def test_counts_that_are_added_up_count_towards_the_smallest() -> None:
    returns = Coarsening(definition({"x": ("facility", ["as-stated", "all"])}, 10, adds="number"))
    returns.add(pa.record_batch({"x": ["A", "B", "C", "D"], "number": [12, 4, 7, 0]}))
    coarsened = returns.finish()
    assert coarsened.tables["table"].to_pylist() == [{"x": "A", "number": 12}, {"x": "all", "number": 11}]


def test_batches_with_other_columns_are_one_file_all_the_same() -> None:
    coarsening = Coarsening(register("household"))
    for columns in ({"sex": ["male"], "area": ["990101001"]}, {"area": ["990101001"], "other": [1]}):
        coarsening.add(pa.record_batch(columns))
    assert coarsening.finish().tables["births_by_county"].to_pylist() == [
        {"area": "990101", "period": None, "male": 1, "female": 0, "unclear": 1}
    ]


def test_a_column_of_persons_is_no_column_of_facilities() -> None:
    coarsening = Coarsening(DELIVERY, file="delivery.csv", limits=Limits(distinct_values=100))
    coarsening.add(pa.record_batch({"facility": [str(number) for number in range(101)]}))
    with pytest.raises(Refusal) as refused:
        coarsening.finish()
    assert refused.value.code == "too-many-values"
    assert any("机构代码" in sentence for sentence in said(refused.value))
