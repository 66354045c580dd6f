"""Time, programmes and share of numbers withheld when tables of many small areas are published.

Run: python benchmarks/disclosure.py
"""

import time

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.disclosure import Publication, publish

SEED = 107
SHARE_OF_BOYS = 0.52
SPREAD = 1.0  # standard deviation of the log of the areas' sizes
TABLES = (
    (60, 3, 300, (2,)),
    (60, 3, 60, (2,)),
    (100, 12, 1200, (3,)),
    (100, 12, 400, (3,)),
    (100, 12, 120, (3,)),
)
"""Areas, periods, births of the median area over all periods, windows."""


def births(areas: int, periods: int, median: int, generator: np.random.Generator) -> np.ndarray:
    """Counts of shape (areas, periods, 2)."""
    size = median * np.exp(generator.normal(0, SPREAD, areas))
    every = generator.poisson(np.repeat(size[:, np.newaxis] / periods, periods, axis=1))
    male = generator.binomial(every, SHARE_OF_BOYS)
    return np.stack([male, every - male], axis=-1)


def published(counts: np.ndarray, windows: tuple[int, ...], earlier: tuple[Publication, ...]) -> Publication:
    """The table with both totals and its windows."""
    totals = ("area", "period")
    return publish(counts[..., 0], counts[..., 1], totals=totals, windows=windows, earlier=earlier)


def row(name: str, counts: np.ndarray, table: Publication, seconds: float) -> list[str]:
    numbers = table.issue.design.tabulate(counts)
    births_withheld = numbers[table.withheld].sum() / numbers.sum()
    cells, totals = table.part(), table.part(area="total")
    return [
        name,
        f"{numbers.size:,}",
        f"{100 * (numbers < table.rule.count).mean():.1f} %",
        f"{100 * table.withheld.mean():.1f} %",
        f"{100 * births_withheld:.2f} %",
        f"{100 * cells.births_withheld.mean():.1f} %",
        f"{totals.births_withheld.sum()}",
        f"{table.attack.programmes}",
        f"{seconds:.2f}",
    ]


def main() -> None:
    console = Console(width=120)
    heads = ("table", "births", "issue", "numbers", "small", "withheld", "their births", "cells", "totals")
    table = Table(*heads, "programmes", "seconds", title=f"Publishing with totals and windows, seed {SEED}")
    for areas, periods, median, windows in TABLES:
        generator = np.random.default_rng(SEED)
        counts = births(areas, periods, median, generator)
        late = counts + generator.binomial(counts, 0.03)
        earlier: tuple[Publication, ...] = ()
        for name, issue in (("first", counts), ("re-issue", late)):
            start = time.process_time()
            made = published(issue, windows, earlier)
            seconds = time.process_time() - start
            table.add_row(f"{areas}×{periods}", f"{median}", *row(name, issue, made, seconds))
            earlier = (made,)
    console.print(table)
    console.print(
        "births: of the median area over all periods. small: numbers under 5, zero included.\n"
        "withheld: small and complementary. their births: births that the withheld numbers speak of,\n"
        "in per cent of those of all numbers. cells: areas by periods whose births are withheld.\n"
        "totals: births withheld among the totals over areas. programmes: of the last attack.\n"
        "seconds: processor time."
    )


if __name__ == "__main__":
    main()
