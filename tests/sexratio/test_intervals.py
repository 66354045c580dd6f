"""Exact coverage of the intervals: summed over every count that can occur, not simulated."""

import numpy as np
import pytest
from scipy import stats

from evenborn.sexratio.intervals import IntervalMethod, ratio_interval


def exact_coverage(births: int, ratio: float, method: IntervalMethod) -> float:
    male = np.arange(births + 1, dtype=np.float64)
    interval = ratio_interval(male, births - male, method=method)
    held = (interval.lower <= ratio) & (ratio <= interval.upper)
    return float(stats.binom.pmf(male, births, ratio / (100 + ratio))[held].sum())


@pytest.mark.parametrize("births", [10, 100, 1_000, 10_000])
@pytest.mark.parametrize("ratio", [95, 107, 140])
def test_clopper_pearson_never_covers_less_than_stated(births: int, ratio: float) -> None:
    assert exact_coverage(births, ratio, "clopper-pearson") >= 0.95


@pytest.mark.parametrize("method", ["jeffreys", "wilson", "log-normal"])
def test_the_others_cover_as_stated_on_average(method: IntervalMethod) -> None:
    ratios = np.linspace(95, 140, 46)
    for births, tolerance in ((100, 0.01), (1_000, 0.004), (10_000, 0.002)):
        mean = np.mean([exact_coverage(births, ratio, method) for ratio in ratios])
        assert mean == pytest.approx(0.95, abs=tolerance)
