"""Intervals of 1,000,000 areas beside the bare quantile function on the same arrays, same run.

Run: python benchmarks/interval_speed.py
"""

from collections.abc import Callable
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy import special

from evenborn.sexratio.intervals import IntervalMethod
from evenborn.sexratio.ratio import sex_ratio

AREAS = 1_000_000
METHODS: tuple[IntervalMethod, ...] = ("jeffreys", "wilson", "clopper-pearson", "log-normal")


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the quickest of so many rounds."""
    seconds = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


def main() -> None:
    generator = np.random.default_rng(107)
    births = np.exp(generator.uniform(np.log(10), np.log(100_000), AREAS)).astype(np.int64)
    male = generator.binomial(births, 107 / 207)
    female = births - male
    bare = best_of(lambda: special.betaincinv(male + 0.5, female + 0.5, 0.025))
    table = Table("what", "seconds", "times the bare quantile call", title=f"{AREAS:,} areas, one core")
    table.add_row("scipy.special.betaincinv, one call", f"{bare:.2f}", "1.0")
    for method in METHODS:
        seconds = best_of(lambda chosen=method: sex_ratio(male, female).interval(method=chosen))
        table.add_row(f"both ends, {method}, counts checked", f"{seconds:.2f}", f"{seconds / bare:.1f}")
    seconds = best_of(lambda: sex_ratio(male, female).probability_above(107))
    table.add_row("probability above 107", f"{seconds:.2f}", f"{seconds / bare:.1f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
