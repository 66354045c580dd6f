"""Coverage of the four 95 % intervals by simulation: 10,000 replications for each births and ratio.

Run: python benchmarks/interval_coverage.py
"""

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.intervals import IntervalMethod, ratio_interval

BIRTHS = (10, 30, 100, 300, 1_000, 10_000, 100_000)
RATIOS = (95, 102, 107, 115, 125, 140)
METHODS: tuple[IntervalMethod, ...] = ("jeffreys", "wilson", "clopper-pearson", "log-normal")
REPLICATIONS = 10_000
SEED = 107


def coverage(births: int, ratio: float, method: IntervalMethod, generator: np.random.Generator) -> float:
    """Share of simulated intervals that hold the true ratio."""
    male = generator.binomial(births, ratio / (100 + ratio), REPLICATIONS).astype(np.float64)
    interval = ratio_interval(male, births - male, method=method)
    return float(((interval.lower <= ratio) & (ratio <= interval.upper)).mean())


def main() -> None:
    console = Console(width=110)
    console.print(f"Coverage of 95 % intervals, {REPLICATIONS:,} replications, seed {SEED}")
    for method in METHODS:
        generator = np.random.default_rng(SEED)
        cells = {(b, r): coverage(b, r, method, generator) for b in BIRTHS for r in RATIOS}
        table = Table("births", *(f"R = {ratio}" for ratio in RATIOS), title=method)
        for births in BIRTHS:
            table.add_row(f"{births:,}", *(f"{100 * cells[births, ratio]:.1f} %" for ratio in RATIOS))
        console.print(table)
        values = np.array(list(cells.values()))
        console.print(f"mean {100 * values.mean():.2f} %, lowest {100 * values.min():.1f} %\n")


if __name__ == "__main__":
    main()
