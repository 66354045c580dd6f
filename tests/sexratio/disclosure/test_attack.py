"""The attacker bites: every way of leaking is planted and must be found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evenborn.sexratio.disclosure import Issue, Revisions, Thresholds, attack
from evenborn.sexratio.disclosure.design import Design
from sexratio.disclosure.exhaustive import Puzzle, TooManyError, groups, jeffreys
from sexratio.disclosure.tables import births, design, issue

RULE = Thresholds(5, 1000, 5)
MALE, FEMALE, BIRTHS = 0, 1, 2
COUNTS = np.array([[3, 4], [61, 54], [70, 66]])
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def found(
    *issues: Issue, width: int = 5, revisions: Revisions = "grow"
) -> dict[tuple[int, str], tuple[float, float]]:
    report = attack(issues, width, revisions=revisions)
    return {(one.issue, one.title): (one.lower, one.upper) for one in report.recovered}


def test_one_withheld_sex_beside_births_is_recovered() -> None:
    lonely = issue(COUNTS, [(0, MALE)], design(3), RULE)
    assert found(lonely) == {(0, "male births of area 0"): (3, 3)}


def test_one_withheld_area_in_a_line_with_a_total_is_recovered() -> None:
    leak = found(issue(COUNTS, [(0, MALE), (0, FEMALE)], design(3), RULE))
    assert leak == {(0, "male births of area 0"): (3, 3), (0, "female births of area 0"): (4, 4)}


def test_a_second_area_that_is_too_small_does_not_hide_it() -> None:
    counts = np.array([[3, 4], [1, 2], [70, 66]])
    hidden = [(area, sex) for area in (0, 1) for sex in (MALE, FEMALE, BIRTHS)]
    leak = found(issue(counts, hidden, design(3), RULE))
    assert leak[0, "male births of area 0"] == (0, 4)
    assert leak[0, "male births of area 1"] == (0, 4)
    assert (0, "female births of area 0") not in leak  # 6 girls in the two together: from 0 to 6


def test_a_second_area_that_is_large_enough_hides_it() -> None:
    hidden = [(area, sex) for area in (0, 1) for sex in (MALE, FEMALE)]
    report = attack([issue(COUNTS, hidden, design(3), RULE)], 5, effort="ranges")
    assert report.recovered == ()
    assert report.lower.tolist() == [0, 0, 57, 51]
    assert report.upper.tolist() == [7, 7, 64, 58]
    assert report.exact.all()


def test_the_difference_of_two_windows_is_recovered() -> None:
    counts = np.array([[[30, 31], [32, 33], [34, 35], [3, 36]]])
    shape = design(1, 4, windows=(3,), totals=())
    hidden = [(0, 0, MALE), (0, 3, MALE), (0, 0, BIRTHS), (0, 3, BIRTHS)]
    assert found(issue(counts, hidden, shape, RULE))[0, "male births of area 0, period 3"] == (3, 3)


def test_a_ratio_beside_a_withheld_sex_is_recovered() -> None:
    counts = np.array([[612, 588], [3, 40], [4, 60]])
    safe = issue(
        counts, [(place, number) for place in range(4) for number in (MALE, BIRTHS)], design(3), RULE
    )
    assert not found(safe)
    ratio = safe.ratio.copy()
    ratio[0] = 104.1
    leak = found(replace(safe, ratio=ratio))
    assert leak[0, "male births of area 0"] == (612, 612)


def test_an_interval_beside_withheld_births_is_recovered() -> None:
    counts = np.array([[612, 588]])
    safe = issue(counts, [(0, MALE), (0, BIRTHS)], design(1, totals=()), RULE)
    lower, upper = (np.array([round(end, 1)]) for end in jeffreys(612, 588))
    assert not found(safe)
    assert found(replace(safe, lower=lower, upper=upper))[0, "male births of area 0"] == (612, 612)


def test_an_interval_beside_births_gives_both_sexes_away() -> None:
    counts = np.array([[104, 96]])
    safe = issue(counts, [(0, MALE), (0, FEMALE)], design(1, totals=()), RULE)
    assert not found(safe)
    lower, upper = (np.array([round(end, 1)]) for end in jeffreys(104, 96))
    leak = found(replace(safe, lower=lower, upper=upper))
    assert leak[0, "female births of area 0"] == (96, 96)


def test_a_total_less_what_is_published_is_recovered_across_periods() -> None:
    counts = np.array([[[3, 30], [40, 41]], [[50, 51], [60, 61]]])
    shape = design(2, 2, totals=("area", "period"))
    hidden = [(0, 0, MALE), (0, 0, BIRTHS), (0, 2, MALE), (0, 2, BIRTHS)]  # the cell and its area's total
    leak = found(issue(counts, hidden, shape, RULE))
    assert leak[0, "male births of area 0, period 0"] == (3, 3)


def test_a_re_issue_with_another_pattern_is_recovered() -> None:
    first = issue(COUNTS, [(a, s) for a in (0, 1) for s in (MALE, FEMALE)], design(3), RULE)
    second = issue(COUNTS, [(a, s) for a in (0, 2) for s in (MALE, FEMALE)], design(3), RULE)
    assert found(first) == found(second) == {}
    leak = found(first, second)
    assert leak[0, "male births of area 0"] == leak[1, "male births of area 0"] == (3, 3)


def test_late_registrations_elsewhere_do_not_hide_it() -> None:
    grown = COUNTS + np.array([[0, 0], [1, 0], [0, 0]])
    first = issue(COUNTS, [(a, s) for a in (0, 1) for s in (MALE, FEMALE)], design(3), RULE)
    second = issue(grown, [(a, s) for a in (0, 2) for s in (MALE, FEMALE)], design(3), RULE)
    leak = found(first, second)
    assert leak[0, "male births of area 0"] == (3, 3)
    assert (0, "male births of area 0") not in found(first, second, revisions="any")


def test_where_a_count_fell_the_attacker_assumes_nothing_about_its_line() -> None:
    fallen = COUNTS - np.array([[0, 0], [0, 0], [9, 9]])
    first = issue(COUNTS, [(a, s) for a in (0, 1) for s in (MALE, FEMALE)], design(3), RULE)
    second = issue(fallen, [(a, s) for a in (0, 1) for s in (MALE, FEMALE)], design(3), RULE)
    assert found(first, second) == {}


def test_an_assumption_that_the_issues_contradict_gives_way_to_the_next_weaker() -> None:
    grown = COUNTS + np.array([[0, 0], [1, 0], [0, 0]])
    first, second = (issue(counts, [(0, MALE), (0, FEMALE)], design(3), RULE) for counts in (COUNTS, grown))
    assert attack([first, second], 5, revisions="unchanged").revisions == "grow"


def test_numbers_that_contradict_each_other_are_refused() -> None:
    wrong = issue(COUNTS, [], design(3), RULE)
    wrong.numbers[0, MALE] = 900
    with pytest.raises(ValueError, match="contradict"):
        attack([wrong], 5)
    with pytest.raises(ValueError, match="width must be at least 1"):
        attack([wrong], 0)


def test_without_a_total_a_withheld_cell_has_no_upper_end() -> None:
    report = attack([issue(COUNTS, [(0, 0), (0, 1), (0, 2)], design(3, totals=()), RULE)], 5, effort="ranges")
    assert report.lower.tolist() == [0, 0, 0]
    assert np.isinf(report.upper).all()


def test_the_sentence_names_the_number() -> None:
    report = attack([issue(COUNTS, [(0, MALE), (0, FEMALE)], design(3), RULE)], 5)
    assert (
        str(report.recovered[0])
        == "Issue 1: a reader can prove that the number of male births of area 0 is 3."
    )
    narrow = attack(
        [issue(np.array([[3, 1], [61, 54]]), [(a, s) for a in (0, 1) for s in (0, 1)], design(2), RULE)], 5
    )
    assert "lies between 0 and 4." in str(narrow.recovered[0])


def masks(shape: Design) -> st.SearchStrategy[list[bool]]:
    size = int(np.prod(shape.published_shape))
    return st.lists(st.booleans(), min_size=size, max_size=size)


@QUICK
@given(data=st.data())
def test_ranges_are_those_of_every_table_tried_in_turn(data: st.DataObject) -> None:
    """Any numbers withheld at random, ratios and intervals left beside them: the exact ends agree."""
    shape = design(2, 2, windows=(), totals=("area", "period"))
    counts = data.draw(births(2, 2))
    hidden = np.array(data.draw(masks(shape))).reshape(shape.published_shape)
    hidden[-1, -1] = False  # the grand total bounds every table
    full = issue(counts, [], shape)
    shown = replace(full, numbers=np.where(hidden, -1, full.numbers))
    puzzle = Puzzle()
    puzzle.add(shown, [groups(2), groups(2)])
    try:
        expected = puzzle.ranges(cap=40)
    except TooManyError:
        assume(False)
    report = attack([shown], 1, effort="ranges")
    for (low, high), lower, upper, exact in zip(
        expected, report.lower, report.upper, report.exact, strict=True
    ):
        assert lower <= low
        assert high <= upper
        if exact and np.isnan(full.lower).all():  # interval ends are kept as slightly wider lines
            assert (lower, upper) == (low, high)


@QUICK
@given(data=st.data())
def test_what_is_called_safe_is_safe_in_every_table_tried_in_turn(data: st.DataObject) -> None:
    shape = design(3, 2, windows=(2,), totals=("area",))
    counts = data.draw(births(3, 2, most=3))
    hidden = np.array(data.draw(masks(shape))).reshape(shape.published_shape)
    hidden[-1] = False
    shown = replace(issue(counts, [], shape), numbers=np.where(hidden, -1, issue(counts, [], shape).numbers))
    puzzle = Puzzle()
    puzzle.add(shown, [groups(3), groups(2, windows=(2,), total=False)])
    try:
        expected = puzzle.ranges(cap=20)
    except TooManyError:
        assume(False)
    report = attack([shown], 2)
    leaks = {one.number for one in report.recovered}
    for number, (low, high) in zip(report.number, expected, strict=True):
        if int(number) not in leaks:
            assert high - low >= 2
        elif np.isnan(shown.lower).all():
            assert high - low < 2
