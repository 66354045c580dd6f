"""The corrected ratio: the case of ten thousand births, coverage of the interval, properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.registration import corrected_ratio
from evenborn.sexratio.registration.corrected import check_reference
from sexratio.registration.drawn import drawn_patterns, expected_patterns, of_sex

BOYS_KNOWN, GIRLS_KNOWN = (0.95, 0.8), (0.9, 0.8)
SEEN = st.tuples(*[st.integers(1, 50_000)] * 3)


def test_ten_thousand_births() -> None:
    """The first register holds .95 of boys and .90 of girls, the second .8 of both; the truth is 106."""
    boys, girls = of_sex(10_000, 106)
    male, female = expected_patterns(boys, BOYS_KNOWN), expected_patterns(girls, GIRLS_KNOWN)
    assert round(100 * male[:2].sum() / female[:2].sum(), 1) == 111.9
    ratio = corrected_ratio(np.round(male), np.round(female))
    assert round(float(ratio.observed.estimate), 1) == 107.1
    assert round(float(ratio.estimate), 1) == 106.0
    assert round(float(ratio.standard_error), 2) == 2.14
    assert round(106 * np.sqrt(1 / boys + 1 / girls), 2) == 2.12


@pytest.mark.parametrize("births", [300, 10_000])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_covers_a_known_truth(births: int, confidence: float) -> None:
    generator = np.random.default_rng(births)
    boys, girls = of_sex(births, 106)
    male = drawn_patterns(generator, boys, BOYS_KNOWN, 10_000)
    female = drawn_patterns(generator, girls, GIRLS_KNOWN, 10_000)
    interval = corrected_ratio(male, female).interval(confidence)
    covered = np.mean((interval.lower <= 106) & (interval.upper >= 106))
    assert covered == pytest.approx(confidence, abs=0.015)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_complete_registers_change_nothing(boys: int, girls: int) -> None:
    ratio = corrected_ratio([boys, 0, 0], [girls, 0, 0])
    assert float(ratio.estimate) == float(ratio.observed.estimate)
    assert float(ratio.standard_error) == pytest.approx(float(ratio.observed.standard_error))
    assert float(ratio.registration_effect) == 0


@given(SEEN, SEEN)
def test_exchanging_the_sexes_inverts_the_ratio(male: tuple[int, ...], female: tuple[int, ...]) -> None:
    one, other = corrected_ratio(male, female), corrected_ratio(female, male)
    assert float(one.estimate) == pytest.approx(10_000 / float(other.estimate))
    assert float(one.interval().lower) == pytest.approx(10_000 / float(other.interval().upper))


@given(SEEN, SEEN, st.integers(2, 50))
def test_more_births_of_the_same_kind_narrow_the_interval(
    male: tuple[int, ...], female: tuple[int, ...], times: int
) -> None:
    one = corrected_ratio(male, female)
    many = corrected_ratio([times * n for n in male], [times * n for n in female])
    assert float(many.log_variance) < float(one.log_variance)


def test_strata_are_estimated_apart_and_added_up() -> None:
    """Girls of the hills are hardly registered; pooled with the plain they hide each other."""
    male = np.round([expected_patterns(30_000, (0.95, 0.9)), expected_patterns(10_600, (0.8, 0.7))])
    female = np.round([expected_patterns(28_300, (0.95, 0.9)), expected_patterns(10_000, (0.5, 0.4))])
    apart = corrected_ratio(male, female).summed_strata()
    pooled = corrected_ratio(male.sum(axis=0), female.sum(axis=0))
    assert float(apart.estimate) == pytest.approx(106, abs=0.05)
    assert float(pooled.estimate) > 108
    assert float(apart.observed.estimate) == float(pooled.observed.estimate)


def test_registers_that_share_no_girl_say_nothing_about_the_ratio() -> None:
    interval = corrected_ratio([90, 5, 5], [0, 50, 40]).interval()
    assert (float(interval.lower), float(interval.upper)) == (0, np.inf)


@pytest.mark.parametrize("confidence", [0, 1, 1.5])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="the confidence must lie between 0 and 1"):
        corrected_ratio([9, 1, 1], [9, 1, 1]).interval(confidence)


def test_impossible_references_are_refused() -> None:
    for level in (0, -107, float("nan")):
        with pytest.raises(ValueError, match="reference must be positive"):
            check_reference(level)
