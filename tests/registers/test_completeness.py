"""Facilities and months are held against what was expected of them."""

from datetime import date
from pathlib import Path

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.completeness import Received
from registers.delivery_rows import DELIVERY, ON, row, write


def received(folder: Path, numbers: dict[tuple[str, int], int]) -> Received:
    rows = [
        row(
            place,
            facility=facility,
            birth_time=f"2025-{month:02d}-11 10:00",
            registered_at=f"2025-{month:02d}-11 12:00",
        )
        for place, (facility, month) in enumerate(
            (key for key, number in numbers.items() for _ in range(number)), start=1
        )
    ]
    with checking(write(folder, rows), DELIVERY, CheckOptions(ON)) as checked:
        return checked.summary.received


def test_a_silent_month_of_a_busy_facility_is_pointed_out_and_that_of_a_small_one_is_not(
    tmp_path: Path,
) -> None:
    numbers = {("YX-A", 1): 12, ("YX-A", 2): 12, ("YX-A", 4): 12, ("YX-B", 1): 2, ("YX-B", 4): 2}
    (silent,) = received(tmp_path, numbers).silent()
    assert (silent.facility, silent.month, silent.received, silent.expected) == (
        "YX-A",
        date(2025, 3, 1),
        0,
        12,
    )


def test_a_mean_of_six_leaves_a_silent_month_to_chance_and_one_of_eight_does_not(tmp_path: Path) -> None:
    six = received(tmp_path, {("YX-A", 1): 9, ("YX-A", 3): 9})
    eight = received(tmp_path, {("YX-A", 1): 12, ("YX-A", 3): 12})
    assert (len(six.silent()), len(eight.silent())) == (0, 1)


def test_what_was_expected_is_held_against_what_came(tmp_path: Path) -> None:
    seen = received(tmp_path, {("YX-A", 1): 3, ("YX-A", 2): 2, ("YX-C", 1): 1})
    expected = {("YX-A", date(2025, 1, 1)): 3, ("YX-A", date(2025, 2, 1)): 4, ("YX-B", date(2025, 1, 1)): 5}
    differing = [
        (one.facility, one.month.month, one.received, one.expected) for one in seen.against(expected)
    ]
    assert differing == [("YX-A", 2, 2, 4), ("YX-B", 1, 0, 5), ("YX-C", 1, 1, 0)]


def test_rows_that_are_not_accepted_were_sent_all_the_same(tmp_path: Path) -> None:
    rows = [row(1), row(2, sex="7")]
    with checking(write(tmp_path, rows), DELIVERY, CheckOptions(ON)) as checked:
        assert [one.received for one in checked.summary.received.months()] == [2]
