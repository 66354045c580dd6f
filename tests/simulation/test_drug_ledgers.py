"""Ledgers balance, except in one facility, by as much as was planted."""

from collections import defaultdict

import numpy as np
import pytest

from evenborn.registers.definition import register
from evenborn.simulation.drug_ledgers import balances, drug_ledger
from evenborn.simulation.drugs import drug_issues
from evenborn.simulation.facility_records import facility_work
from evenborn.simulation.staff import facility_codes
from simulation.world import DEFAULT

LEDGER = drug_ledger(DEFAULT, 2024)
ROWS = [
    dict(zip(LEDGER.columns, cells, strict=True))
    for cells in zip(*(column.to_pylist() for column in LEDGER.columns.values()), strict=True)
]
GAINED = ("opening", "in")


def test_columns_are_those_of_the_definition() -> None:
    assert list(LEDGER.columns) == list(register("drug_ledger").fields)
    for row in ROWS:
        for name, field in register("drug_ledger").fields.items():
            if row["entry"] in field.required_if.get("entry", ()):
                assert row[name], (name, row["entry"])


def test_every_month_balances_but_where_units_are_missing() -> None:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in ROWS:
        key = (row["facility"], row["drug"], row["batch"], row["month"])
        sums[key] += int(row["quantity"]) * (1 if row["entry"] in GAINED else -1)
    wrong = {
        (ROWS[at]["facility"], ROWS[at]["drug"], ROWS[at]["batch"], ROWS[at]["month"])
        for at in LEDGER.planted[0].rows.tolist()
    }
    assert {key for key, rest in sums.items() if rest} == wrong
    assert all(ROWS[at]["entry"] == "closing" for at in LEDGER.planted[0].rows.tolist())
    assert all(rest >= 0 for rest in sums.values())


def test_what_is_left_is_carried_on() -> None:
    stocks: dict[tuple[str, str, str], list[tuple[str, str, int]]] = defaultdict(list)
    for row in ROWS:
        if row["entry"] in ("opening", "closing"):
            key = row["facility"], row["drug"], row["batch"]
            stocks[key].append((row["month"], row["entry"], int(row["quantity"])))
    for entries in stocks.values():
        in_order = sorted(entries, key=lambda one: (one[0], one[1] == "closing"))
        assert [entry for _, entry, _ in in_order] == ["opening", "closing"] * 6
        assert in_order[0][2] == in_order[-1][2] == 0
        carried = zip(in_order[1:-1:2], in_order[2::2], strict=True)
        assert all(closing[2] == opening[2] for closing, opening in carried)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_share_of_units_missing_is_the_one_planted(year: int) -> None:
    held = balances(DEFAULT, year)
    anomalous = np.flatnonzero(facility_work(DEFAULT).anomaly == "drug-units-missing")[0]
    own = held.facility == anomalous
    share = held.missing[own].sum() / held.received[own].sum()
    assert share == pytest.approx(DEFAULT.anomaly_drug_units_missing, abs=0.002)
    assert held.missing[~own].sum() == 0
    assert (held.missing >= 0).all()


def test_the_ledger_agrees_with_the_issue_list() -> None:
    listed = drug_issues(DEFAULT, 2024).columns
    used: dict[tuple[str, str, str], int] = defaultdict(int)
    for facility, day, batch, units in zip(
        *(listed[name].to_pylist() for name in ("facility", "issue_date", "batch", "quantity")), strict=True
    ):
        used[facility, day[:7], batch] += int(units)
    in_ledger = {
        (row["facility"], row["month"], row["batch"]): int(row["quantity"])
        for row in ROWS
        if row["entry"] == "issue"
    }
    assert in_ledger == dict(used)


def test_facilities_without_drugs_have_no_ledger() -> None:
    holding = facility_codes(DEFAULT, np.flatnonzero(facility_work(DEFAULT).drugs)).to_pylist()
    assert {row["facility"] for row in ROWS} <= set(holding)
