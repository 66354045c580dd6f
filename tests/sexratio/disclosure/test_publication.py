"""Suppression never leaks: whatever is published, no table tried in turn tells a withheld number."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evenborn.sexratio.counts import IntArray
from evenborn.sexratio.disclosure import (
    WITHHELD,
    CannotProtectError,
    Publication,
    Thresholds,
    publish,
    publish_counts,
)
from evenborn.sexratio.intervals import ratio_interval
from sexratio.disclosure.exhaustive import Puzzle, TooManyError, groups
from sexratio.disclosure.tables import SMALL, births

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=SLOW)


def widest(puzzle: Puzzle, cap: int = 30) -> list[int]:
    """Width of the range of each withheld number; the example is left out where that takes too long."""
    try:
        return [high - low for low, high in puzzle.ranges(cap, enough=SMALL.width)]
    except TooManyError:
        assume(False)
    return []


def shows_nothing_small(table: Publication, counts: np.ndarray, rule: Thresholds) -> None:
    """Every number shown is true and not small; every ratio stands on enough births, both sexes shown."""
    numbers = table.issue.numbers
    true = table.issue.design.tabulate(counts)
    shown = numbers != WITHHELD
    assert (numbers[shown] == true[shown]).all()
    assert (numbers[shown] >= rule.count).all()
    with_ratio = ~np.isnan(table.issue.ratio)
    assert (np.isnan(table.issue.ratio) == np.isnan(table.issue.lower)).all()
    assert (numbers[with_ratio] != WITHHELD).all()
    assert (numbers[with_ratio][:, 2] >= rule.ratio).all()


@QUICK
@given(
    counts=births(3, 2),
    windows=st.sampled_from([(), (2,)]),
    totals=st.sampled_from([("area",), ("area", "period")]),
)
def test_no_withheld_number_of_a_table_can_be_told(
    counts: IntArray, windows: tuple[int, ...], totals: tuple[str, ...]
) -> None:
    table = publish(counts[..., 0], counts[..., 1], windows=windows, totals=totals, rule=SMALL)
    shows_nothing_small(table, counts, SMALL)
    assert table.attack.recovered == ()
    puzzle = Puzzle()
    puzzle.add(table.issue, [groups(3), groups(2, windows, "period" in totals)])
    assert min(widest(puzzle), default=SMALL.width) >= SMALL.width


@QUICK
@given(counts=births(4), late=st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_no_withheld_number_of_two_issues_can_be_told(counts: IntArray, late: list[int]) -> None:
    later = counts + np.array(late).reshape(4, 2)
    first = publish(counts[:, 0], counts[:, 1], rule=SMALL)
    try:
        second = publish(later[:, 0], later[:, 1], rule=SMALL, earlier=(first,))
    except CannotProtectError:
        assume(False)
    shows_nothing_small(second, later, SMALL)
    shown_before = first.issue.numbers != WITHHELD
    assert (second.issue.numbers[shown_before] != WITHHELD).all()
    puzzle = Puzzle()
    puzzle.add(first.issue, [groups(4)])
    puzzle.add(second.issue, [groups(4)])
    puzzle.rising = [(cell, cell + 8) for cell in range(8)]
    assert min(widest(puzzle), default=SMALL.width) >= SMALL.width


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(data=st.data())
def test_larger_tables_of_the_real_rule_pass_the_attack(data: st.DataObject) -> None:
    areas, periods = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 6))
    windows = tuple(w for w in (2, 3) if w <= periods and data.draw(st.booleans()))
    seed = data.draw(st.integers(0, 2**32 - 1))
    generator = np.random.default_rng(seed)
    counts = generator.poisson(np.exp(generator.uniform(-1, 7, (areas, 1, 1))), (areas, periods, 2))
    table = publish(counts[..., 0], counts[..., 1], windows=windows, totals=("area", "period"))
    assert table.attack.recovered == ()
    shows_nothing_small(table, counts, Thresholds(5, 1000, 5))


def test_published_ratios_and_intervals_are_those_of_the_counts_rounded() -> None:
    table = publish(
        [[612, 700], [20, 30]],
        [[588, 600], [31, 32]],
        windows=(2,),
        ratio_decimals=2,
        interval=("wilson", 0.9),
    )
    expected = ratio_interval(np.array([612.0, 700.0]), np.array([588.0, 600.0]), 0.9, "wilson")
    assert table.part().ratio[0].tolist() == [104.08, 116.67]
    assert table.part().lower[0].tolist() == np.round(expected.lower, 2).tolist()
    assert table.part().upper[0].tolist() == np.round(expected.upper, 2).tolist()
    assert (
        table.part().ratio_withheld.tolist()
        == table.part().interval_withheld.tolist()
        == [[False] * 2, [True] * 2]
    )
    assert table.part(period="window-2").ratio[0].tolist() == [round(100 * 1312 / 1188, 2)]


def test_birth_orders_are_an_axis_like_any_other() -> None:
    male = np.array([[[400, 90, 3]], [[300, 80, 20]], [[500, 70, 30]]])
    female = np.array([[[380, 70, 6]], [[310, 60, 22]], [[480, 66, 25]]])
    table = publish(male, female, totals=("area", "period", "order"))
    assert table.part(order="total", area="total").births.tolist() == [[[2912]]]
    assert table.part().male_withheld[0, 0, 2]
    assert table.withheld.sum() < table.withheld.size / 4
    assert table.attack.recovered == ()


def test_the_largest_totals_stay() -> None:
    generator = np.random.default_rng(7)
    male, female = generator.poisson(np.exp(generator.normal(3, 1.2, (40, 1))), (2, 40, 3))
    table = publish(male, female, windows=(2,), totals=("area", "period"))
    for levels in (
        {"area": "total"},
        {"area": "total", "period": "total"},
        {"area": "total", "period": "window-2"},
    ):
        assert not table.part(**levels).male_withheld.any()
        assert not table.part(**levels).births_withheld.any()


def test_a_publication_is_the_same_each_time() -> None:
    generator = np.random.default_rng(3)
    male, female = generator.poisson(12, (2, 20, 4))
    first, second = (publish(male, female, windows=(2,), totals=("area", "period")) for _ in range(2))
    assert (first.issue.numbers == second.issue.numbers).all()
    assert first.attack.programmes == second.attack.programmes


def test_empty_tables_and_single_cells() -> None:
    assert publish([0], [0]).withheld.all()
    assert not publish([600], [600], totals=()).withheld.any()
    alone = publish([600], [3])
    assert alone.part().female_withheld.all()
    assert alone.part(area="total").female_withheld.all()


def test_cells_that_cannot_hold_births_are_shown_empty() -> None:
    male, female = [[0, 40], [30, 41], [20, 42]], [[0, 43], [31, 44], [22, 45]]
    known = [[True, False], [False, False], [False, False]]
    table = publish(male, female, totals=("area", "period"), impossible=known)
    assert table.part().births[0, 0] == 0
    assert not table.withheld.any()
    assert publish(male, female, totals=("area", "period")).part().births_withheld[0, 0]


def test_terminations_have_their_own_threshold() -> None:
    table = publish_counts([9, 12, 40], axes=("facility",), totals=("facility",), kind="terminations")
    assert table.part().tolist() == [WITHHELD, WITHHELD, 40]
    assert publish_counts([9, 12, 40], axes=("facility",), totals=("facility",)).part().tolist() == [
        9,
        12,
        40,
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"male": [1.5]}, "male births must be whole numbers"),
        ({"male": [-3]}, "male births must be whole numbers"),
        ({"axes": ("area", "period")}, "The counts have 1 axes"),
        ({"totals": ("order",)}, r"The table has the axes \('area',\); not order"),
        ({"windows": (3,)}, "not period"),
        ({"labels": {"area": ("A", "B")}}, "The axis area has 1 positions and 2 labels"),
        ({"impossible": [True, True]}, r"impossible has the shape \(2,\)"),
        ({"interval": ("guess", 0.95)}, "method must be one of"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        publish(**{"male": [700], "female": [700], **arguments})
