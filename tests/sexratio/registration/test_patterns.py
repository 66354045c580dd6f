"""Capture patterns: their order, and counts that are refused."""

import pytest

from evenborn.sexratio.registration import capture_patterns, patterns_of_two
from evenborn.sexratio.registration.patterns import checked_patterns


def test_patterns_run_from_all_registers_to_the_last_one_alone() -> None:
    written = ["".join(map(str, pattern)) for pattern in capture_patterns(3)]
    assert written == ["111", "110", "101", "100", "011", "010", "001"]


@pytest.mark.parametrize("registers", [1, 6])
def test_other_numbers_of_registers_are_refused(registers: int) -> None:
    with pytest.raises(ValueError, match=f"2 to 5 at a time, not {registers}"):
        capture_patterns(registers)


def test_totals_become_patterns_area_by_area() -> None:
    assert patterns_of_two([950, 10], [800, 10], [760, 0]).tolist() == [[760, 190, 40], [0, 10, 10]]
    assert patterns_of_two([5, 6], 4, 4).tolist() == [[4, 1, 0], [4, 2, 0]]


def test_more_births_in_both_than_in_one_are_refused() -> None:
    with pytest.raises(ValueError, match="more births were found in both registers"):
        patterns_of_two(10, 5, 6)


@pytest.mark.parametrize(
    ("male", "female"), [([1, 2], [1, 2]), ([1] * 7, [1] * 3), (5, [1] * 3), ([1] * 63, [1] * 63), ([], [])]
)
def test_an_axis_that_holds_no_patterns_is_refused(male: object, female: object) -> None:
    with pytest.raises(ValueError, match="the capture patterns of 2 to 5 registers"):
        checked_patterns(male, female)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [-1, 0.5, float("nan"), float("inf")])
def test_what_is_no_count_is_refused(count: float) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        checked_patterns([1, 2, count], [1, 2, 3])
