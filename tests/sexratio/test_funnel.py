"""Funnel limits, over-dispersion and false discoveries."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenborn.sexratio.funnel import funnel, funnel_limits


def simulated(ratio: float, births: int, areas: int, tables: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return generator.binomial(births, ratio / (100 + ratio), (tables, areas))


def test_a_county_of_400_births_at_107_reads_anything_from_88_to_130() -> None:
    # The exact central interval of the counts; the drawn limits lie within one birth of it.
    low, high = stats.binom.interval(0.95, 400, 107 / 207)
    assert (round(100 * low / (400 - low)), round(100 * high / (400 - high))) == (88, 130)
    lower, upper = funnel_limits(400, 107)
    assert abs(float(lower) * 400 / (100 + float(lower)) - low) <= 1
    assert abs(float(upper) * 400 / (100 + float(upper)) - high) <= 1


@given(births=st.integers(1, 3_000), boys=st.integers(0, 3_000), target=st.floats(90, 130))
def test_on_or_outside_a_limit_is_a_small_exact_tail(births: int, boys: int, target: float) -> None:
    boys = min(boys, births)
    share = target / (100 + target)
    lower, upper = (float(end) for end in funnel_limits(births, target, 0.95))
    low, high = births * lower / (100 + lower), births if upper == np.inf else births * upper / (100 + upper)
    if lower > 0 and abs(boys - low) > 1e-6:
        assert (boys <= low) == (stats.binom.cdf(boys, births, share) <= 0.025)
    if upper < np.inf and abs(boys - high) > 1e-6:
        assert (boys >= high) == (stats.binom.sf(boys - 1, births, share) <= 0.025)


def test_limits_narrow_with_births_and_widen_with_confidence_and_spread() -> None:
    births = np.array([10, 100, 1_000, 10_000, 1_000_000])
    lower, upper = funnel_limits(births, 107)
    assert (np.diff(lower) > 0).all()
    assert (np.diff(upper) < 0).all()
    wide_lower, wide_upper = funnel_limits(births, 107, 0.998)
    assert (wide_lower <= lower).all()
    assert (wide_upper >= upper).all()
    spread_lower, spread_upper = funnel_limits(births, 107, between_sd=0.05)
    assert (spread_lower[2:] < lower[2:]).all()
    assert (spread_upper[2:] > upper[2:]).all()


def test_without_births_the_limits_are_open() -> None:
    lower, upper = funnel_limits([0, 1], 107)
    assert np.isnan(lower[0]) or lower[0] == 0
    assert (lower[1], upper[1]) == (0, np.inf)


def test_areas_that_differ_by_chance_alone_have_dispersion_one_and_are_not_flagged() -> None:
    tables = simulated(107, 2_000, 60, 3_000, seed=1)
    results = [funnel(boys, 2_000 - boys, 107) for boys in tables]
    assert np.mean([result.dispersion for result in results]) == pytest.approx(1, abs=0.02)
    assert np.mean([result.between_sd for result in results]) < 0.01
    assert np.mean([(result.flag != "inside").any() for result in results]) <= 0.055  # 0.05 and 1.3 SE


def test_a_planted_area_is_flagged_and_the_others_are_not() -> None:
    boys = simulated(107, 5_000, 40, 1, seed=2)[0]
    boys[7] = 5_000 * 125 // 225
    result = funnel(boys, 5_000 - boys, 107)
    assert result.flag[7] == "high"
    assert (np.delete(result.flag, 7) == "inside").all()


def test_an_excess_under_two_points_is_not_flagged_in_however_many_births() -> None:
    result = funnel([51_900_000], [48_100_000], 106.5)
    assert result.p_value[0] < 1e-9
    assert result.flag[0] == "inside"


def test_indian_districts_are_over_dispersed(shared_data: Callable[[str], Path]) -> None:
    with shared_data("india_2011_districts_children_0_6.csv").open(encoding="utf-8") as file:
        rows = [(int(row["male"]), int(row["female"])) for row in csv.DictReader(file)]
    boys, girls = np.array(rows).T
    strict, wide = funnel(boys, girls), funnel(boys, girls, limits="over-dispersed")
    assert len(rows) == 640
    assert round(strict.dispersion, 1) == 115.9
    assert round(strict.between_sd, 4) == 0.0423
    assert (wide.flag != "inside").sum() < (strict.flag != "inside").sum() / 4


def test_benjamini_hochberg_is_over_the_areas_with_births() -> None:
    result = funnel([5_300, 5_650, 0, 5_200], [4_700, 4_350, 0, 4_800], 107)
    held = result.p_value[[0, 1, 3]]
    assert result.q_value[1] == pytest.approx(held[1] * 3)
    assert (result.p_value[2], result.q_value[2], result.flag[2]) == (1, 1, "inside")


def test_zero_girls_is_an_answer() -> None:
    result = funnel([40, 20], [0, 20], 107)
    assert result.ratio[0] == np.inf
    assert result.flag[0] == "high"


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one area"):
        funnel([0], [0])
    with pytest.raises(ValueError, match="positive number"):
        funnel([1], [1], target=-107)
    with pytest.raises(ValueError, match="limits need"):
        funnel_limits(10, 107, confidence=95)
