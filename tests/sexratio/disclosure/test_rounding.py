import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.disclosure.rounding import Inequality, RoundedInterval, ratio_inequalities
from evenborn.sexratio.intervals import IntervalMethod, ratio_interval
from sexratio.disclosure.exhaustive import jeffreys

COUNTS = st.integers(1, 5000)


def hold(said: list[Inequality], male: int, female: int) -> bool:
    return all(a * male + b * female <= c for a, b, c in said)


def published(male: int, female: int, decimals: int, method: IntervalMethod = "jeffreys") -> RoundedInterval:
    interval = ratio_interval(np.array(float(male)), np.array(float(female)), 0.95, method)
    ends = round(float(interval.lower), decimals), round(float(interval.upper), decimals)
    return RoundedInterval(*ends, decimals, 0.95, method)


@given(male=COUNTS, female=COUNTS, decimals=st.integers(0, 2), other=COUNTS)
def test_a_rounded_ratio_admits_exactly_the_counts_that_round_to_it(
    male: int, female: int, decimals: int, other: int
) -> None:
    said = ratio_inequalities(round(100 * male / female, decimals), decimals)
    assert hold(said, male, female)
    off = abs(100 * other / female - round(100 * male / female, decimals)) * 10**decimals
    assert hold(said, other, female) == (off <= 0.5) or math.isclose(off, 0.5, abs_tol=1e-6)


@settings(max_examples=25, deadline=None)
@given(male=st.integers(1, 90), female=st.integers(1, 90), decimals=st.integers(0, 1))
def test_with_births_known_an_interval_admits_exactly_the_males_that_round_to_it(
    male: int, female: int, decimals: int
) -> None:
    births = male + female
    interval = published(male, female, decimals)
    said = interval.inequalities(None, None, births)
    half = 0.5 * 10**-decimals + 1e-9
    for boys in range(births + 1):
        low, high = jeffreys(boys, births - boys)
        rounds = abs(low - interval.lower) <= half and abs(high - interval.upper) <= half
        assert hold(said, boys, births - boys) == rounds


@settings(max_examples=15, deadline=None)
@given(male=st.integers(3, 400), female=st.integers(3, 400))
def test_with_one_sex_known_an_interval_gives_the_other(male: int, female: int) -> None:
    interval = published(male, female, 1)
    for known in ((None, female, None), (male, None, None)):
        said = interval.inequalities(*known)
        assert hold(said, male, female)
        step = max(male, female)
        assert not hold(said, male + step, female) or not hold(said, male, female + step)


@settings(max_examples=15, deadline=None)
@given(
    male=st.integers(20, 20_000),
    share=st.floats(0.6, 1.5),
    method=st.sampled_from(["jeffreys", "wilson", "clopper-pearson", "log-normal"]),
)
def test_with_nothing_known_the_truth_is_admitted_and_births_are_told(
    male: int, share: float, method: IntervalMethod
) -> None:
    female = round(male * share)
    said = published(male, female, 1, method).inequalities(None, None, None)
    assert hold(said, male, female)
    assert not hold(said, 3 * male, 3 * female)
    assert not hold(said, male // 2, female // 2)


def test_an_interval_of_a_small_county_gives_its_births_within_a_few() -> None:
    said = published(612, 588, 1).inequalities(None, None, None)
    possible = [n for n in range(900, 1500) if hold(said, round(n * 0.51), n - round(n * 0.51))]
    assert 1180 <= min(possible) <= 1200 <= max(possible) <= 1220


def test_a_very_coarse_interval_leaves_births_without_upper_end() -> None:
    said = RoundedInterval(100.0, 100.0, 0, 0.95, "jeffreys").inequalities(None, None, None)
    assert hold(said, 10_000_000, 10_000_000)
    assert not hold(said, 1000, 1000)


@pytest.mark.parametrize(("male", "female"), [(1000, 1200), (1000, 800)])
def test_inequalities_have_whole_coefficients(male: int, female: int) -> None:
    said = published(male, female, 1).inequalities(None, None, None) + ratio_inequalities(
        100 * male / female, 1
    )
    assert all(isinstance(number, int) for line in said for number in line)
