"""Run lengths by formula and by the Markov chain, held against printed values and against simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.cusum import (
    Shift,
    approximate_run_length,
    approximate_threshold,
    expected_alarms,
    mean_run_length,
    monthly_steps,
    threshold_for,
    thresholds,
)

WATCHED = Shift(106, 115)


def simulated(births: list[int], ratio: float, threshold: float, runs: int, seed: int) -> tuple[float, float]:
    """Mean run length, and its standard error; each month's births are drawn from ``births``."""
    rng = np.random.default_rng(seed)
    level, length, month = np.zeros(runs), np.zeros(runs), 0
    going = np.arange(runs)
    while len(going):
        month += 1
        size = rng.choice(births, len(going))
        boys = rng.binomial(size, ratio / (100 + ratio))
        level = np.maximum(0, level + boys * WATCHED.boy + (size - boys) * WATCHED.girl)
        over = level >= threshold
        length[going[over]] = month
        going, level = going[~over], level[~over]
    return float(length.mean()), float(length.std() / runs**0.5)


@pytest.mark.parametrize(("shifted", "years"), [(110, 9.2), (115, 3.5), (120, 1.9), (130, 0.9)])
def test_the_printed_delays(shifted: float, years: float) -> None:
    shift = Shift(106, shifted)
    threshold = approximate_threshold(50 * 1_000, shift)
    in_control, delay = approximate_run_length(threshold, shift)
    assert float(in_control) == pytest.approx(50_000)
    assert round(float(delay) / 1_000, 1) == years


@given(births=st.floats(0.5, 1e12), shifted=st.floats(107, 200))
def test_the_threshold_by_formula_is_its_inverse(births: float, shifted: float) -> None:
    shift = Shift(106, shifted)
    in_control, _ = approximate_run_length(approximate_threshold(births, shift), shift)
    assert float(in_control) == pytest.approx(births, rel=1e-6)


@pytest.mark.parametrize(
    ("births", "ratio", "threshold"),
    [
        ([1], 106, 1.0),  # birth by birth
        ([1], 115, 2.0),
        ([20], 106, 2.0),
        ([20], 115, 3.0),
        ([1_000], 106, 3.0),
        ([1_000], 115, 4.0),
        ([0, 3, 50, 400], 106, 2.0),  # months without births, months with many
        ([3, 3, 3, 100_000], 106, 0.5),  # one enormous month among small ones
        ([20], 100, 0.8),  # lower than the reference
    ],
)
def test_the_chain_agrees_with_simulation(births: list[int], ratio: float, threshold: float) -> None:
    seen, error = simulated(births, ratio, threshold, 6_000, 11)
    exact = mean_run_length(monthly_steps(births, ratio, WATCHED), threshold)
    assert abs(exact - seen) < 3.5 * error + 0.01 * exact


def test_birth_by_birth_the_formula_is_near_and_too_low() -> None:
    exact = mean_run_length(monthly_steps([1], 106, WATCHED), 3.0)
    formula = float(approximate_run_length(3.0, WATCHED)[0])
    assert 0.9 * exact < formula < exact


def test_by_the_month_false_alarms_are_rarer_than_birth_by_birth() -> None:
    exact = mean_run_length(monthly_steps([1_000], 106, WATCHED), 3.0) * 1_000
    assert exact > 4 * mean_run_length(monthly_steps([1], 106, WATCHED), 3.0)


def test_a_head_start_shortens_the_way_and_alarms_in_given_months_add_up() -> None:
    steps = monthly_steps([300], 106, WATCHED)
    lengths = [mean_run_length(steps, 3.0, start) for start in (0.0, 1.0, 2.0, 2.9)]
    assert lengths == sorted(lengths, reverse=True)
    months = 6_000
    for start, length in ((0.0, lengths[0]), (1.0, lengths[1])):
        found = expected_alarms([300] * months, 3.0, 106, WATCHED, start)
        assert found == pytest.approx(months / length, rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    births=st.lists(st.integers(0, 3_000), min_size=1, max_size=6).filter(any),
    months=st.floats(12, 100_000),
    shifted=st.sampled_from([95.0, 110.0, 115.0, 130.0]),
    head_start=st.sampled_from([0.0, 0.5]),
)
def test_the_threshold_keeps_its_promise(
    births: list[int], months: float, shifted: float, head_start: float
) -> None:
    shift = Shift(106, shifted)
    steps = monthly_steps(births, 106, shift)
    threshold = threshold_for(steps, months, shift, head_start)
    shorter, longer = (
        mean_run_length(steps, threshold * factor, head_start * threshold * factor) for factor in (0.9, 1.1)
    )
    assert shorter <= months * 1.01 or threshold == pytest.approx(steps.spread / 100)
    assert longer >= months * 0.99


def test_steps_are_binomial_and_add_up_even_for_enormous_months() -> None:
    for births in ([0], [1], [37, 0, 5], [10**9]):
        steps = monthly_steps(births, 112, WATCHED)
        assert steps.probability.sum() == pytest.approx(1)
        assert steps.probability @ steps.value == pytest.approx(WATCHED.mean(112) * np.mean(births), rel=1e-6)
    assert steps.spread == pytest.approx(WATCHED.spread(112) * 10**4.5, rel=1e-5)


def test_where_nothing_can_rise_nothing_alarms() -> None:
    nothing = monthly_steps([0, 0], 106, WATCHED)
    assert mean_run_length(nothing, 3.0) == np.inf
    assert threshold_for(nothing, 120, WATCHED) == np.inf
    assert thresholds([[0, 0], [5, 9]], WATCHED)[0] == np.inf
    assert expected_alarms([0, 0], 3.0, 106, WATCHED) == 0


def test_births_so_many_that_one_month_is_enough() -> None:
    for births in (10**6, 10**9):
        threshold = threshold_for(monthly_steps([births], 106, WATCHED), 120, WATCHED)
        assert 0 < threshold < np.inf
        assert mean_run_length(monthly_steps([births], 115, WATCHED), threshold) == pytest.approx(1)


def test_what_cannot_be_asked() -> None:
    steps = monthly_steps([10], 106, WATCHED)
    for wrong in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="threshold"):
            mean_run_length(steps, wrong)
    with pytest.raises(ValueError, match="start"):
        mean_run_length(steps, 2.0, 2.0)
    with pytest.raises(ValueError, match="month"):
        monthly_steps([], 106, WATCHED)
    with pytest.raises(ValueError, match="whole numbers"):
        monthly_steps([1.5], 106, WATCHED)
    for reference, shifted in ((106, 106), (0, 115), (106, float("inf")), (float("nan"), 115)):
        with pytest.raises(ValueError, match="two different"):
            Shift(reference, shifted)
    with pytest.raises(ValueError, match="1 years or more"):
        thresholds([[5, 6]], WATCHED, years=0.5)
    with pytest.raises(ValueError, match="areas by months"):
        thresholds([5, 6], WATCHED)
    with pytest.raises(ValueError, match="head start"):
        threshold_for(steps, 120, WATCHED, 1.0)
    with pytest.raises(ValueError, match="positive"):
        approximate_threshold(0, WATCHED)
    with pytest.raises(ValueError, match="positive"):
        approximate_run_length(0, WATCHED)
