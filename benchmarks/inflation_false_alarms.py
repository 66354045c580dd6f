"""How often the inflation model calls a series raised that is not: chance, a wrong baseline, real births.

Simulated series have 48 years and no transition. `chance alone`: binomial births and nothing else.
`natural`: natural variation too, as the model holds. `1 point too low`: the true ratio without selection
is 107 where 106 is stated, as known or with the spread within a region.
With a file of births by population and year (the columns population, year, male, female) every population
is estimated from 1970 on against the baseline of one region, whatever its own region is.

Run: python benchmarks/inflation_false_alarms.py [--replications 60] [--births FILE]
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.inflation import BASELINE_SD, FEWEST_YEARS, estimate_inflation, reference_baseline

YEARS = np.arange(1970, 2018)
REGION = "Europe, North America, Australia, New Zealand"
PARTICLES = 1_000
KINDS = (  # title, true ratio, with natural variation, spread of the stated baseline of 106
    ("chance alone", 1.06, False, 0.0),
    ("natural", 1.06, True, 0.0),
    ("1 point too low, as known", 1.07, True, 0.0),
    ("1 point too low, with spread", 1.07, True, BASELINE_SD),
)


def probabilities(level: float, natural: bool, spread: float, births: int, replications: int) -> np.ndarray:
    """P (raised) of simulated series without a transition."""
    rng, found = np.random.default_rng(births), []
    for _ in range(replications):
        deviation, ratio = rng.normal(0, 0.00358 / np.sqrt(1 - 0.81)), []
        for _ in YEARS:
            ratio.append(level * np.exp(natural * deviation))
            deviation = 0.9 * deviation + rng.normal(0, 0.00358)
        boys = rng.binomial(births, np.array(ratio) / (1 + np.array(ratio)))
        answer = estimate_inflation(
            YEARS, boys, births - boys, 106, baseline_sd=spread, generator=rng, particles=PARTICLES
        )
        found.append(answer.probability)
    return np.array(found)


def simulated(replications: int) -> Table:
    """Share of simulated series above three probabilities."""
    table = Table(title=f"P (raised) of series that are not raised; {replications} series each")
    for title in ("series", "births a year", ">= .5, %", ">= .95, %", "median"):
        table.add_column(title, justify="left" if title == "series" else "right")
    for title, level, natural, spread in KINDS:
        for births in (20_000, 500_000):
            p = probabilities(level, natural, spread, births, replications)
            shares = (f"{100 * (p >= cut).mean():.1f}" for cut in (0.5, 0.95))
            table.add_row(title, f"{births:,}", *shares, f"{np.median(p):.2f}")
    return table


def real(file: Path) -> Table:
    """P (raised) of each population, the highest first."""
    series = defaultdict(list)
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if int(row["year"]) >= YEARS[0]:
                series[row["population"]].append([int(row[name]) for name in ("year", "male", "female")])
    known, found = reference_baseline(REGION), []
    for name, held in series.items():
        if len(held) >= FEWEST_YEARS:
            answer = estimate_inflation(
                *np.array(held).T, known.baseline, baseline_sd=known.baseline_sd,
                generator=np.random.default_rng(1), particles=PARTICLES,
            )  # fmt: skip
            found.append((answer.probability, name, len(held), answer.births.sum()))
    called = sum(probability >= 0.95 for probability, *_ in found)
    table = Table(title=f"{len(found)} populations, baseline {known.baseline}: {called} called raised")
    for title in ("population", "years", "births", "P (raised)"):
        table.add_column(title, justify="right")
    for probability, name, years, births in sorted(found, reverse=True):
        table.add_row(name, str(years), f"{births:,.0f}", f"{probability:.3f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--replications", type=int, default=60)
    parser.add_argument("--births", type=Path)
    asked = parser.parse_args()
    console = Console(width=110)
    console.print(simulated(asked.replications))
    if asked.births:
        console.print(real(asked.births))


if __name__ == "__main__":
    main()
