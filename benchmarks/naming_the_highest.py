"""How often the group table names a county as the highest: where none is, and where one is.

Run: python benchmarks/naming_the_highest.py
"""

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.ranking import rank

TABLES = 4_000
SEED = 10


def named(ratios: list[float], births: int) -> tuple[float, float, float]:
    """Mean of the highest observed ratio; share of tables that name any county, and the last one."""
    share = np.array(ratios) / (100 + np.array(ratios))
    drawn = np.random.default_rng(SEED).binomial(births, share, (TABLES, len(ratios)))
    highest = [rank(male, births - male).highest for male in drawn]
    observed = (100 * drawn / (births - drawn)).max(axis=1).mean()
    last = len(ratios) - 1
    return (
        float(observed),
        float(np.mean([place is not None for place in highest])),
        float(np.mean([place == last for place in highest])),
    )


def main() -> None:
    table = Table("counties", "births each", "mean of the highest", "any named", "the last named")
    for births in (500, 2_000, 5_000, 50_000):
        mean, anyone, _ = named([107.0] * 10, births)
        table.add_row("10 at 107", f"{births:,}", f"{mean:.1f}", f"{100 * anyone:.1f} %", "")
    for births in (2_000, 5_000, 10_000):
        mean, anyone, last = named([107.0] * 9 + [130.0], births)
        cells = (f"{births:,}", f"{mean:.1f}", f"{100 * anyone:.1f} %", f"{100 * last:.1f} %")
        table.add_row("9 at 107, the last at 130", *cells)
    Console(width=100).print(f"{TABLES:,} simulated tables a line, seed {SEED}", table)


if __name__ == "__main__":
    main()
