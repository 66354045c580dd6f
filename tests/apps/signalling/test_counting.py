"""From rows of tables to counts: nothing is lost, nothing is doubled, pooled rows err for the facility."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.signalling import counting
from evenborn.apps.signalling.counting import Row

PERIODS = st.sampled_from(["2024-12", "2025-03", "2025-Q1", "2025-H2", "2024", "all"])
ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from(["F1", "F2", "all"]),
        PERIODS,
        st.sampled_from([{"indication": "unknown"}, {"indication": "growth"}, {"indication": "all"}]),
        st.integers(10, 400),
    ),
    max_size=10,
)


@given(rows=ROWS)
def test_every_scan_is_counted_once(rows: list[Row]) -> None:
    counts = counting.scan_counts(rows)
    known = [row for row in rows if row.facility != "all"]
    if counts is None:
        assert all(row.period == "all" for row in known)
        return
    assert int(counts.scans.sum()) == sum(row.amount for row in known)
    unstated = sum(row.amount for row in known if row.told["indication"] == "unknown")
    assert int(counts.without_indication.sum()) == unstated
    assert "all" not in counts.facility


def test_a_wider_period_has_all_its_months() -> None:
    counts = counting.scan_counts([Row("F1", "2025-H2", {}, 30), Row("F1", "all", {}, 12)])
    assert counts is not None
    assert sorted({str(month) for month in counts.month}) == [f"2025-{month:02}" for month in range(7, 13)]


def test_devices_are_counted_and_not_numbered() -> None:
    counts = counting.devices([Row("F1", "", {"state": "in-use"}, 3), Row("F1", "", {"state": "sealed"}, 2)])
    assert counts is not None
    assert (len(counts.device), int(counts.in_use.sum())) == (5, 3)


def test_issues_are_never_more_than_there_can_have_been() -> None:
    counts = counting.drug_issues([Row("F1", "2025-03", {"drug": "misoprostol"}, 25)])
    assert counts is not None
    assert (counts.issues.tolist(), counts.units.tolist()) == ([3], [25])


def test_a_month_of_a_ledger_is_a_month() -> None:
    rows = [Row("F1", "2025-03", {"drug": "carboprost", "entry": "in"}, 5), Row("F1", "2025", {}, 9)]
    counts = counting.ledger_entries(rows)
    assert counts is not None
    assert counts.month.tolist() == [np.datetime64("2025-03", "M").item()]


@pytest.mark.parametrize("make", [counting.scan_counts, counting.devices, counting.terminations])
def test_no_row_is_nothing(make: "counting.Callable[..., object]") -> None:
    assert make([]) is None
