"""Counts from the store: rolled up where they can be, kept apart where only something wider is told."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from evenborn.registers.coarsening import Coarsening
from evenborn.registers.cube import Cube, count, open_cube
from evenborn.registers.facts import Facts
from registers.coarsened import household, origin
from registers.coarsening.invented import DELIVERY, births

YEAR = ("2025-01-01", "2025-12-31")


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts(tmp_path)


def rows(table: pa.Table, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def test_months_become_quarters_and_counties_prefectures(facts: Facts) -> None:
    found = household(
        ("990101001", "2025-01-08", "male"),
        ("990102001", "2025-03-31", "female"),
        ("990102002", "2025-04-01", "male"),
        ("620102002", "2025-04-01", "unclear"),
    )
    facts.write(found, origin(*YEAR))
    told = ("area", "period", "male", "female", "unclear", "wider")
    assert rows(count(facts, "births_by_county", step="quarter", level="prefecture"), *told) == [
        ("6201", "2025-Q2", 0, 0, 1, False),
        ("9901", "2025-Q1", 1, 1, 0, False),
        ("9901", "2025-Q2", 1, 0, 0, False),
    ]
    assert rows(count(facts, "births_by_county", step="year", level="province"), *told) == [
        ("62", "2025", 0, 0, 1, False),
        ("99", "2025", 2, 1, 0, False),
    ]
    assert rows(count(facts, "births_by_county", by=[]), "male", "female", "wider") == [(2, 1, False)]


def test_a_wider_period_or_area_is_neither_spread_nor_dropped(facts: Facts) -> None:
    facts.write(household(("990101001", "2025-01-08", "male")), origin(*YEAR))
    told = ("area", "period", "male", "wider")
    assert rows(count(facts, "births_by_township", step="quarter"), *told) == [("990101", "2025", 1, True)]
    assert rows(count(facts, "births_by_township", step="year"), *told) == [("990101", "2025", 1, False)]
    assert rows(count(facts, "births_by_county", level="township"), *told) == [("990101", "2025-01", 1, True)]
    assert rows(count(facts, "births_by_township", by=["area"]), "area", "wider") == [("990101", False)]


def test_all_births_of_a_generalised_table_are_in_one_row_each(facts: Facts) -> None:
    coarsening = Coarsening(DELIVERY)
    coarsening.add(births(3_000))
    facts.write(coarsening.finish(), origin(*YEAR))
    with open_cube(facts, "births_by_facility") as cube:
        for step in ("month", "quarter", "half-year", "year"):
            table = cube.count(["facility", "period", "residence"], step=step, level="prefecture")
            assert sum(sum(row) for row in rows(table, "male", "female", "unclear")) == 3_000
            keys = rows(table, "facility", "period", "residence", "wider")
            assert max(Counter(keys).values()) == 1
        assert {period for period, wider in rows(table, "period", "wider") if not wider} == {"2025"}
        quarters = cube.count(["period"], step="quarter")
        assert [len(period) for period, wider in rows(quarters, "period", "wider") if not wider] == [7] * 4
        assert set(rows(quarters, "period", "wider")) >= {("2025-H1", True), ("2025-H2", True)}


def test_what_is_not_stated_stays_so(facts: Facts) -> None:
    coarsening = Coarsening(DELIVERY)
    coarsening.add(pa.record_batch({"sex": ["male"] * 12, "outcome": ["live"] * 12}))
    facts.write(coarsening.finish(), origin(*YEAR))
    told = ("area", "period", "order", "male", "wider")
    assert rows(count(facts, "births_by_county"), *told) == [(None, None, None, 12, False)]
    facility = count(facts, "births_by_facility", by=["facility", "period", "residence"])
    assert rows(facility, "facility", "period", "residence", "wider") == [("unknown",) * 3 + (False,)]


def test_registers_are_never_added_together(facts: Facts) -> None:
    facts.write(household(("990101001", "2025-01-08", "male")), origin(*YEAR))
    coarsening = Coarsening(DELIVERY)
    coarsening.add(births(500))
    facts.write(coarsening.finish(), origin(*YEAR))
    assert [name for (name,) in rows(count(facts, "births_by_county", by=[]), "register")] == [
        "delivery",
        "household",
    ]


def test_a_column_that_the_table_does_not_have_is_an_error(facts: Facts) -> None:
    facts.write(household(), origin(*YEAR))
    with pytest.raises(ValueError, match="has no column 'facility'; it has area, period"):
        count(facts, "births_by_county", by=["facility"])


def test_an_empty_store_counts_nothing(facts: Facts) -> None:
    with open_cube(facts, "births_by_county") as cube:
        assert isinstance(cube, Cube)
        assert cube.count().num_rows == 0


def test_amounts_are_added_up_too(facts: Facts) -> None:
    from evenborn.registers.definition import register

    ledger = Coarsening(register("drug_ledger"))
    entries = {"facility": ["A", "A"], "drug": ["mifepristone"] * 2, "entry": ["in"] * 2, "quantity": [3, 4]}
    ledger.add(pa.record_batch(entries))
    facts.write(ledger.finish(), origin(*YEAR))
    assert rows(count(facts, "ledger_by_entry", by=["drug"]), "drug", "quantity") == [("mifepristone", 7)]
