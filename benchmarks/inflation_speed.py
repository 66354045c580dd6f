"""Time of the inflation model for one series, and beside it brute force to the same effective draws.

Run: ``python benchmarks/inflation_speed.py``.
"""

import time

import numpy as np

from evenborn.sexratio.inflation import DEFAULT_START, PUBLISHED_PRIORS, estimate_inflation, trapezoid
from evenborn.sexratio.inflation.filtering import log_likelihood
from evenborn.sexratio.inflation.series import yearly_births

_BRUTE = 200_000


def main() -> None:
    """Print one line for each length of series."""
    print("years   ours (s)   importance sampling from the prior: effective draws of 200,000, s, s for 3,000")
    for length in (30, 48, 74):
        years = np.arange(2018 - length, 2018)
        level = 1.06 + trapezoid(years, (1992, 0.09, 8, 6, 16))
        girls = np.round(500_000 / (1 + level))
        begun = time.perf_counter()
        estimate_inflation(years, 500_000 - girls, girls, 106, generator=np.random.default_rng(1))
        ours = time.perf_counter() - begun
        begun = time.perf_counter()
        draws = PUBLISHED_PRIORS.draw(_BRUTE, DEFAULT_START, np.random.default_rng(1))
        series = yearly_births(years, 500_000 - girls, girls).on_log_scale(106, 0)
        found = log_likelihood(series, trapezoid(years, draws))
        brute = time.perf_counter() - begun
        weight = np.exp(found - found.max())
        effective = weight.sum() ** 2 / (weight @ weight)
        print(f"{length:5d} {ours:10.2f} {effective:20.1f} {brute:14.2f} {3_000 * brute / effective:14.0f}")


if __name__ == "__main__":
    main()
