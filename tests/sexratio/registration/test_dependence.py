"""Sensitivity: what the ratio becomes under dependence, and the dependence that explains an excess."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.registration import (
    corrected_ratio,
    dependence_range,
    girls_needed,
    plausible_dependence,
    tipping_point,
    with_plausible_hidden_girls,
)
from sexratio.registration.drawn import expected_patterns, of_sex

SEEN = st.tuples(*[st.integers(1, 50_000)] * 3)


@given(SEEN, SEEN, st.floats(0.1, 10))
def test_the_tipping_point_reaches_the_reference(
    male: tuple[int, ...], female: tuple[int, ...], dependence_male: float
) -> None:
    ratio = corrected_ratio(male, female)
    point = float(tipping_point(ratio, 107, dependence_male))
    reached = float(ratio.under(dependence_male, point * dependence_male).estimate)
    assert reached == pytest.approx(107) if point > 0 else reached <= 107 + 1e-9


def test_no_dependence_explains_girls_of_whom_none_is_estimated_to_be_hidden() -> None:
    ratio = corrected_ratio([[5600, 400, 100]] * 3, [[4700, 300, 0], [4700, 0, 300], [6000, 300, 0]])
    assert tipping_point(ratio, 107).tolist() == [np.inf, np.inf, 0]


def test_dependence_that_was_planted_is_found_as_the_tipping_point() -> None:
    """One girl in 16 of whom no register knows: phi of girls is what makes 106 of the rest."""
    boys, girls = of_sex(200_000, 106)
    male, female = expected_patterns(boys, (0.9, 0.8)), expected_patterns(girls * 15 / 16, (0.9, 0.8))
    ratio = corrected_ratio(np.round(male), np.round(female))
    planted = (girls / 16 + girls * 15 / 16 * 0.02) / (girls * 15 / 16 * 0.02)
    assert float(tipping_point(ratio, 106)) == pytest.approx(planted, rel=0.01)
    assert float(girls_needed(ratio, 106)) == pytest.approx(girls / 16 + girls * 15 / 16 * 0.02, rel=0.01)


def test_a_grid_of_dependence() -> None:
    ratio = corrected_ratio([4000, 700, 400], [3500, 900, 350])
    grid = ratio.under(np.array([[1.0], [2.0]]), np.array([1.0, 2.0, 3.0])).estimate
    assert grid.shape == (2, 3)
    assert grid[0, 0] == float(ratio.estimate)
    assert (np.diff(grid, axis=0) > 0).all()
    assert (np.diff(grid, axis=1) < 0).all()


@given(SEEN, SEEN, st.floats(0, 1), st.floats(1, 5))
def test_the_range_holds_every_ratio_within_it(
    male: tuple[int, ...], female: tuple[int, ...], low: float, high: float
) -> None:
    ratio = corrected_ratio(male, female)
    found = dependence_range(ratio, (low, high), (low, high))
    for phi in (low, (low + high) / 2, high):
        for other in (low, high):
            estimate = float(ratio.under(phi, other).estimate)
            assert found.lowest * (1 - 1e-12) <= estimate <= found.highest * (1 + 1e-12)
    assert found.lower <= found.lowest <= found.highest <= found.upper


def test_what_is_plausible_follows_the_coverage() -> None:
    """Poor registers: three times the dependence. Good ones: one girl in twenty hidden."""
    boys, girls = of_sex(100_000, 120)
    poor, good = (
        corrected_ratio(np.round(expected_patterns(boys, known)), np.round(expected_patterns(girls, known)))
        for known in ((0.6, 0.5), (0.95, 0.95))
    )
    assert float(plausible_dependence(poor)) == 3
    assert float(plausible_dependence(good)) == pytest.approx(0.05 / 0.95 / 0.0025, rel=0.03)
    for ratio in (poor, good):
        at_bound = ratio.under(1, plausible_dependence(ratio))
        assert float(with_plausible_hidden_girls(ratio).estimate) == pytest.approx(float(at_bound.estimate))


def test_impossible_dependence_is_refused() -> None:
    ratio = corrected_ratio([9, 1, 1], [9, 1, 1])
    with pytest.raises(ValueError, match="0 or more; 1 is independence"):
        ratio.under(1, -1)
    with pytest.raises(ValueError, match="must not run backwards"):
        dependence_range(ratio, (2, 1))
    for phi in (0, float("inf")):
        with pytest.raises(ValueError, match="dependence of boys must be positive"):
            tipping_point(ratio, 107, phi)
    with pytest.raises(ValueError, match="reference must be positive"):
        tipping_point(ratio, 0)
    for wrong in ({"dependence": 0.9}, {"hidden_share": 1.0}):
        with pytest.raises(ValueError, match="plausible dependence must be 1 or more"):
            plausible_dependence(ratio, **wrong)
