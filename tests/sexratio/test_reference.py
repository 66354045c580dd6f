"""Tests against a reference, and births needed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.ratio import sex_ratio, sex_ratio_of_figure
from evenborn.sexratio.reference import births_needed, compare_with_reference


@pytest.mark.parametrize(
    ("reference", "alternative", "power", "sides", "births"),
    [
        (107, 110, 0.95, 2, 68_096),
        (107, 110, 0.95, 1, 56_709),
        (107, 110, 0.80, 1, 32_403),
        (106, 110, 0.95, 1, 31_596),
        (106, 120, 0.95, 1, 2_822),
        (107, 115, 0.80, 1, 4_772),
        (107, 120, 0.80, 1, 1_890),
    ],
)
def test_births_needed(reference: float, alternative: float, power: float, sides: int, births: int) -> None:
    needed = births_needed(reference, alternative, power=power, sides=1 if sides == 1 else 2)
    assert round(float(needed)) == births


def test_the_required_fall_of_the_reference_case_needs_about_192000_births_a_period() -> None:
    # Two periods are compared, so each needs twice what one needs against a fixed level.
    needed = 2 * births_needed(130.63, 128.267, power=0.8)
    assert float(needed) == pytest.approx(192_000, rel=0.01)


@given(st.floats(80, 130), st.floats(1, 30), st.floats(0.5, 0.99))
def test_the_stated_power_is_reached(reference: float, difference: float, power: float) -> None:
    alternative = reference + difference
    births = births_needed(reference, alternative, power=power, sides=1)
    p0, p1 = reference / (100 + reference), alternative / (100 + alternative)
    critical = p0 + 1.6448536269514722 * np.sqrt(p0 * (1 - p0) / births)
    from scipy.special import ndtr

    assert float(ndtr((p1 - critical) / np.sqrt(p1 * (1 - p1) / births))) == pytest.approx(power, abs=1e-9)


def test_z_is_the_formula() -> None:
    male, female = 5_833, 4_967
    test = compare_with_reference(sex_ratio(male, female), 107, reference_sd=0.003, natural_sd=0.0082)
    spread = np.sqrt(1 / male + 1 / female + 0.003**2 + 0.0082**2)
    assert float(test.z) == pytest.approx(np.log(100 * male / female / 107) / spread)


def test_no_excess_under_two_points_is_an_imbalance_in_however_many_births() -> None:
    below = sex_ratio_of_figure([107 + 1.9, 107 + 2.1], 1e9)
    test = compare_with_reference(below, 107, natural_sd=0)
    assert (test.p_above < 1e-9).all()
    assert list(test.shows_imbalance()) == [False, True]


def test_pooled_years_hardly_lower_the_smallest_excess() -> None:
    test = compare_with_reference(sex_ratio_of_figure([108.7, 108.9], 1e9), 107, periods=5, natural_sd=0)
    assert list(test.shows_imbalance()) == [False, True]


def test_the_error_holds_for_pooled_years_of_a_nature_that_persists() -> None:
    generator = np.random.default_rng(1966)
    deviation = generator.normal(0, 0.0082, 100_000)
    total = np.zeros_like(deviation)
    for _ in range(5):
        total += deviation
        deviation = 0.9 * deviation + generator.normal(0, 0.0082 * (1 - 0.81) ** 0.5, deviation.shape)
    test = compare_with_reference(sex_ratio_of_figure(107 * np.exp(total / 5), 1e9), 107, periods=5)
    assert float((test.p_above <= 0.05).mean()) == pytest.approx(0.05, abs=0.003)


def test_without_one_sex_there_is_an_answer_and_without_births_none() -> None:
    test = compare_with_reference(sex_ratio([30, 0, 0], [0, 30, 0]), 107)
    assert test.z[0] > 2
    assert test.z[1] < -2
    assert np.isnan(test.z[2])
    assert list(test.shows_imbalance()) == [True, False, False]


def test_the_error_of_the_test_is_the_stated_one() -> None:
    generator = np.random.default_rng(1906)
    log_level = np.log(1.07) + generator.normal(0, 0.0082, 200_000)
    share = np.exp(log_level) / (1 + np.exp(log_level))
    male = generator.binomial(20_000, share)
    test = compare_with_reference(sex_ratio(male, 20_000 - male), 107)
    assert float((test.p_above <= 0.05).mean()) == pytest.approx(0.05, abs=0.003)


@pytest.mark.parametrize("arguments", [(0, 110), (107, 107), (107, -1)])
def test_impossible_differences_are_refused(arguments: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="positive and differ"):
        births_needed(*arguments)


def test_impossible_options_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        births_needed(107, 110, power=95)
    with pytest.raises(ValueError, match="reference must be positive"):
        compare_with_reference(sex_ratio(1, 1), 0)
