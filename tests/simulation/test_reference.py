"""The reference pair has its rates, and is as hard to link as it should be."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from evenborn.registers.codes.newborn_names import is_placeholder
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import register
from evenborn.simulation.rates import REFERENCE_DELIVERY, REFERENCE_IMMUNISATION
from evenborn.simulation.reference import reference_cities, write_reference
from evenborn.simulation.world_files import Summary
from simulation.known import within

BIRTHS = 12_000
Row = dict[str, Any]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    folder = tmp_path_factory.mktemp("reference") / "pair"
    return folder, write_reference(folder, BIRTHS, 17)


@pytest.fixture(scope="module")
def registers(pair: tuple[Path, Summary]) -> dict[str, dict[int, Row]]:
    """Rows of A and B by birth."""
    found = {}
    for name in ("delivery", "immunisation"):
        rows = pq.read_table(pair[0] / f"{name}.parquet").to_pylist()
        links = pq.read_table(pair[0] / "truth" / f"links-{name}.parquet").to_pylist()
        assert [link["row"] for link in links] == list(range(2, len(rows) + 2))
        found[name] = {link["birth"]: row for link, row in zip(links, rows, strict=True)}
    return found


def errors(pair: tuple[Path, Summary], name: str, field: str, *kinds: str) -> int:
    return sum(
        (one["register"], one["field"]) == (name, field) and one["kind"] in kinds
        for one in pq.read_table(pair[0] / "truth" / "errors.parquet").to_pylist()
    )


def test_absent_births(pair: tuple[Path, Summary], registers: dict[str, dict[int, Row]]) -> None:
    births = pair[1].births
    assert within(births - len(registers["delivery"]), births, 0.03)
    # what is registered after the file was sent is missing too: four months after the year hardly anything
    assert births - len(registers["immunisation"]) - births * 0.04 < 4 * (births * 0.04) ** 0.5 + 5
    assert births - len(registers["immunisation"]) > births * 0.04 - 4 * (births * 0.04) ** 0.5


@pytest.mark.parametrize(
    ("name", "field", "kinds", "rate"),
    [
        ("delivery", "mother_id_number", ("identity-missing",), 0.06),
        ("delivery", "mother_id_number", ("identity-digit-wrong", "identity-digits-swapped"), 0.010),
        ("delivery", "mother_id_number", ("identity-of-father",), 0.004),
        ("delivery", "mother_name", ("name-missing",), 0.005),
        ("delivery", "mother_name", ("name-romanised",), 0.002),
        ("delivery", "birth_time", ("date-slipped",), 0.008),
        ("delivery", "sex", ("sex-wrong",), 0.003),
        ("immunisation", "mother_id_number", ("identity-missing",), 0.30),
        ("immunisation", "mother_id_number", ("identity-digit-wrong", "identity-digits-swapped"), 0.015),
        ("immunisation", "mother_id_number", ("identity-of-father",), 0.0),
        ("immunisation", "mother_name", ("name-missing",), 0.04),
        ("immunisation", "mother_name", ("name-romanised",), 0.006),
        ("immunisation", "birth_date", ("date-slipped",), 0.015),
        ("immunisation", "sex", ("sex-wrong",), 0.006),
        ("immunisation", "birth_facility", ("facility-missing",), 0.08),
        ("immunisation", "birth_facility", ("facility-wrong",), 0.03),
        ("immunisation", "weight", ("weight-missing",), 0.50),
        ("immunisation", "parity", ("parity-missing",), 0.50),
    ],
)
def test_rates(
    pair: tuple[Path, Summary],
    registers: dict[str, dict[int, Row]],
    name: str,
    field: str,
    kinds: tuple[str, ...],
    rate: float,
) -> None:
    assert within(errors(pair, name, field, *kinds), len(registers[name]), rate)


def test_wrong_names(pair: tuple[Path, Summary], registers: dict[str, dict[int, Row]]) -> None:
    kinds = ("name-homophone", "name-character", "name-dropped-character", "name-swapped-characters")
    for name, rates in (("delivery", REFERENCE_DELIVERY), ("immunisation", REFERENCE_IMMUNISATION)):
        assert within(errors(pair, name, "mother_name", *kinds), len(registers[name]), rates.name_wrong)


def test_weights_are_rounded_as_often_as_stated_where_that_changes_them(
    pair: tuple[Path, Summary], registers: dict[str, dict[int, Row]]
) -> None:
    weights = [int(row["weight"]) for row in registers["delivery"].values()]
    uneven = sum(weight % 100 > 0 for weight in weights) / len(weights)
    count = errors(pair, "immunisation", "weight", "weight-rounded")
    assert within(count, len(registers["immunisation"]), 0.30 * uneven)


def test_names_not_given_and_names_changed(registers: dict[str, dict[int, Row]]) -> None:
    a, b = registers["delivery"], registers["immunisation"]
    assert within(sum(bool(is_placeholder(row["newborn_name"])) for row in a.values()), len(a), 0.55)
    assert within(sum(bool(is_placeholder(row["child_name"])) for row in b.values()), len(b), 0.05)
    named = [
        (row["newborn_name"], b[birth]["child_name"])
        for birth, row in a.items()
        if birth in b
        and not is_placeholder(row["newborn_name"])
        and not is_placeholder(b[birth]["child_name"])
    ]
    assert within(sum(one != other for one, other in named), len(named), 0.04)


def test_families_move_to_another_county(registers: dict[str, dict[int, Row]]) -> None:
    a, b = registers["delivery"], registers["immunisation"]
    both = [(row["residence"], b[birth]["area"]) for birth, row in a.items() if birth in b]
    assert within(sum(one[:6] != other[:6] for one, other in both), len(both), 0.08)
    assert all(one == other or one[:6] != other[:6] for one, other in both)


def test_some_twins_cannot_be_told_apart(tmp_path: Path) -> None:
    """Pairs of one sex of which neither weight, order nor name says which row of B is which row of A."""
    write_reference(tmp_path / "pair", 60_000, 3)
    births = {one["birth"]: one for one in pq.read_table(tmp_path / "pair/truth/births.parquet").to_pylist()}
    rows: dict[str, dict[int, Row]] = {}
    for name in ("delivery", "immunisation"):
        table = pq.read_table(tmp_path / f"pair/{name}.parquet").to_pylist()
        links = pq.read_table(tmp_path / f"pair/truth/links-{name}.parquet")["birth"].to_pylist()
        rows[name] = dict(zip(links, table, strict=True))
    pairs: dict[int, list[int]] = {}
    for birth, one in births.items():
        if one["plurality"] == 2 and birth in rows["delivery"] and birth in rows["immunisation"]:
            pairs.setdefault(one["delivery"], []).append(birth)
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    alike = sum(_cannot_be_told_apart(*pair, rows) for pair in whole)
    assert len(whole) > 700
    assert 0.002 < alike / len(whole) < 0.03


def _cannot_be_told_apart(one: int, other: int, rows: dict[str, dict[int, Row]]) -> bool:
    a, b = rows["delivery"], rows["immunisation"]
    same_sex = len({a[one]["sex"], a[other]["sex"], b[one]["sex"], b[other]["sex"]}) == 1
    names = all(is_placeholder(a[birth]["newborn_name"]) for birth in (one, other)) or all(
        is_placeholder(b[birth]["child_name"]) for birth in (one, other)
    )
    orders = b[one]["parity"] is None and b[other]["parity"] is None
    weights = b[one]["weight"] is None and b[other]["weight"] is None
    return same_sex and names and orders and weights


def test_columns_are_known_to_the_definitions(pair: tuple[Path, Summary]) -> None:
    for name in ("delivery", "immunisation"):
        columns = pq.read_schema(pair[0] / f"{name}.parquet").names
        assert {column: register(name).field_of[header_key(column)] for column in columns} == {
            column: column for column in columns
        }
        assert "certificate_number" not in columns


def test_the_folder_says_how_it_was_made(pair: tuple[Path, Summary]) -> None:
    content = json.loads((pair[0] / "truth" / "parameters.json").read_text("utf-8"))
    assert content["profile"] == "reference"
    assert [one["rates"]["id_missing"] for one in content["pair"]] == [0.06, 0.30]
    assert {path.name for path in pair[0].iterdir()} == {
        "README.md",
        "README.zh.md",
        "delivery.parquet",
        "immunisation.parquet",
        "truth",
    }


def test_sizes() -> None:
    assert [city.births_a_year for city in reference_cities(40_000, 1)] == [13_333] * 3
    with pytest.raises(ValueError, match="births"):
        reference_cities(10, 1)
