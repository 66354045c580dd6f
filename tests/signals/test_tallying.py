"""Registers counted by facility: the counts are right, in any order, and tell of nobody."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from evenborn.signals.counts import BirthCounts, Devices, DrugIssues, LedgerEntries, ScanCounts
from evenborn.signals.tallying import TALLIED, tallied, together


def test_births_by_order_and_county_without_the_dead_and_the_unclear() -> None:
    rows = [
        ("F1", "2025-01-05T08:00", 1, "990101001", "male", "live"),
        ("F1", "2025-01-09T08:00", 1, "990101002", "female", "early-neonatal-death"),
        ("F1", "2025-01-09T08:00", 4, "990101002", "male", "live"),
        ("F1", "2025-01-09T08:00", None, None, "male", "live"),
        ("F1", "2025-01-09T08:00", 1, "990101002", "male", "still"),
        ("F1", "2025-01-09T08:00", 1, "990101002", "unclear", "live"),
        ("F1", "2025-01-09T08:00", 1, "990101002", None, "live"),
    ]
    names = ("facility", "birth_time", "parity", "residence", "sex", "outcome")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    columns["birth_time"] = pa.array(np.array(columns["birth_time"], "datetime64[s]"))
    counts = tallied("delivery", [pa.record_batch(columns)])
    assert isinstance(counts, BirthCounts)
    cells = zip(counts.order, counts.residence, counts.male, counts.female, strict=True)
    assert sorted((int(o), str(r), int(m), int(f)) for o, r, m, f in cells) == [
        (0, "", 1, 0),
        (1, "990101", 1, 1),
        (3, "990101", 1, 0),
    ]


def scans(order: list[int]) -> pa.RecordBatch:
    rows = [
        ("F1", date(2025, 1, 5), "D1", "growth", "Zhao"),
        ("F1", date(2025, 1, 5), "D1", None, "Zhao"),
        ("F1", date(2025, 1, 6), "D1", "unknown", "Zhao"),
        ("F1", date(2025, 1, 6), "D2", "growth", "Zhao"),
        ("F2", date(2025, 2, 6), "D1", "growth", "Zhao"),
    ]
    names = ("facility", "scan_date", "device", "indication", "operator")
    chosen = [rows[place] for place in order]
    return pa.record_batch(dict(zip(names, map(list, zip(*chosen, strict=True)), strict=True)))


def test_scans_by_month_and_device_in_any_order_and_any_parts() -> None:
    whole = tallied("ultrasound_log", [scans([0, 1, 2, 3, 4])])
    mixed = tallied("ultrasound_log", [scans([4, 2, 0]), scans([3, 1])])
    assert isinstance(whole, ScanCounts)
    assert isinstance(mixed, ScanCounts)
    assert whole.scans.tolist() == [3, 1, 1]
    assert whole.without_indication.tolist() == [2, 0, 0]
    assert whole.days.tolist() == [2, 1, 1]
    for name in ScanCounts.__slots__:
        assert (getattr(whole, name) == getattr(mixed, name)).all()
        assert "Zhao" not in getattr(whole, name).astype(str)


def test_an_optional_column_that_is_missing_is_stated_nowhere() -> None:
    counts = tallied("ultrasound_log", [scans([0, 1, 2, 3, 4]).drop_columns(["indication"])])
    assert isinstance(counts, ScanCounts)
    assert counts.without_indication.tolist() == counts.scans.tolist()


def test_devices_ledgers_and_issues() -> None:
    held = tallied(
        "device",
        [
            pa.record_batch(
                {
                    "facility": ["F1", "F1"],
                    "device_number": ["D1", "D2"],
                    "state": ["in-use", "sealed"],
                    "state_date": pa.array([None, date(2025, 3, 9)], pa.date32()),
                }
            )
        ],
    )
    assert isinstance(held, Devices)
    assert held.in_use.tolist() == [True, False]
    assert np.isnat(held.since[0])
    assert held.since[1] == np.datetime64("2025-03")
    month = pa.array([date(2025, 3, 1)] * 2, pa.date32())
    ledger = {"facility": ["F1"] * 2, "drug": ["misoprostol"] * 2, "batch": ["B"] * 2, "month": month}
    entries = tallied("drug_ledger", [pa.record_batch(ledger | {"entry": ["in"] * 2, "quantity": [30, 12]})])
    assert isinstance(entries, LedgerEntries)
    assert (entries.quantity.tolist(), entries.month.astype(str).tolist()) == ([42], ["2025-03"])
    given = pa.record_batch(
        {"facility": ["F1"] * 2, "drug": ["misoprostol"] * 2, "issue_date": month, "quantity": [3, 4]}
    )
    issues = tallied("drug_issue", [given])
    assert isinstance(issues, DrugIssues)
    assert (issues.issues.tolist(), issues.units.tolist()) == ([2], [7])


@pytest.mark.parametrize("name", TALLIED)
def test_a_register_without_rows_has_counts_without_entries(name: str) -> None:
    counts = tallied(name, [])
    assert len(counts.facility) == 0


def test_files_of_one_register_together() -> None:
    one, other = tallied("ultrasound_log", [scans([0])]), tallied("ultrasound_log", [scans([4])])
    assert isinstance(one, ScanCounts)
    assert isinstance(other, ScanCounts)
    both = together([one, other])
    assert both is not None
    assert both.facility.tolist() == ["F1", "F2"]
    with pytest.raises(KeyError):
        tallied("household", [])
