"""How often the CUSUM of births alarms falsely, and how long it takes to a true alarm: stated and seen.

Areas of 20 to 2,000 births a month, Poisson from month to month, are followed together from 107 to 115 with
one false alarm in 10 years stated for all of them. `as stated`: every area at 107. `natural`: at 105.5 with
the natural variation of years (standard deviation of log R 0.0082, correlation 0.9). `natural at 107`: the
same variation around the reference itself. Thresholds are set once, from the first ten years of births.
`computed` is exact for areas at 107 that start at S = 0, as each run of 100 years does.
The delay is from the first month of a shift in an area that was in control for as long as it happened to be.

Run: python benchmarks/cusum_false_alarms.py [--centuries 100] [--repeats 2000] [--speed 2850]
"""

import argparse
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.cusum import (
    FALSE_ALARM_YEARS,
    Shift,
    approximate_threshold,
    expected_alarms,
    monitor,
    thresholds,
)

SIZES = (20, 50, 200, 500, 2_000)
SHIFT = Shift()
KINDS = (("as stated, 107", 107.0, 0.0), ("natural, 105.5", 105.5, 0.0082), ("natural at 107", 107.0, 0.0082))
PERSISTENCE = 0.9
MONTHS = 12


def ratios(level: float, natural_sd: float, areas: int, years: int, rng: np.random.Generator) -> np.ndarray:
    """Ratio of each area and month, the same for all months of a year."""
    spread = natural_sd * (1 - PERSISTENCE**2) ** 0.5
    deviation, found = rng.normal(0, natural_sd, areas), []
    for _ in range(years):
        found.append(level * np.exp(deviation))
        deviation = PERSISTENCE * deviation + rng.normal(0, spread, areas)
    return np.repeat(np.array(found).T, MONTHS, axis=1)


def alarms(limit: np.ndarray, size: np.ndarray, ratio: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Number of alarms of each area."""
    births = rng.poisson(size[:, None], ratio.shape)
    boys = rng.binomial(births, ratio / (100 + ratio))
    level, found = np.zeros(len(size)), np.zeros(len(size))
    steps = boys * SHIFT.boy + (births - boys) * SHIFT.girl
    for month in range(steps.shape[1]):
        level = np.maximum(0, level + steps[:, month])
        over = level >= limit
        found += over
        level[over] = 0
    return found


def false_alarms(centuries: int) -> Table:
    """Alarms in 10 years of all areas together; one is stated."""
    table = Table(title=f"False alarms of all areas together in {FALSE_ALARM_YEARS:g} years; 1 is stated")
    for title in ("areas", "births a month", "true ratio", "computed", "seen", "standard error"):
        table.add_column(title, justify="right")
    for areas, sizes in ((5, SIZES), (100, SIZES), (100, (20,)), (100, (2_000,))):
        size = np.resize(np.array(sizes, dtype=float), areas)
        rng = np.random.default_rng(areas + len(sizes))
        limit = thresholds(rng.poisson(size[:, None], (areas, 10 * MONTHS)), SHIFT)
        century = rng.poisson(size[:, None], (areas, 100 * MONTHS))
        exact = sum(
            expected_alarms(row, height, 107, SHIFT) for row, height in zip(century, limit, strict=True)
        )
        for title, level, natural in KINDS:
            runs = [
                alarms(limit, size, ratios(level, natural, areas, 100, rng), rng).sum()
                for _ in range(centuries)
            ]
            seen = np.array(runs) / (100 / FALSE_ALARM_YEARS)
            births = "20 to 2,000" if len(sizes) > 1 else f"{sizes[0]:,}"
            error = seen.std(ddof=1) / centuries**0.5
            computed = "" if natural or level != 107 else f"{exact / (100 / FALSE_ALARM_YEARS):.2f}"
            table.add_row(f"{areas}", births, title, computed, f"{seen.mean():.2f}", f"{error:.2f}")
    return table


def delays(repeats: int) -> Table:
    """Months from a shift to its alarm in one of 100 areas, by births and by the ratio that follows."""
    table = Table(title="Months from a shift to its alarm, one of 100 areas")
    for title in ("births a month", "threshold", "by formula", "115, computed", "115", "110", "120", "130"):
        table.add_column(title, justify="right")
    size = np.resize(np.array(SIZES, dtype=float), 100)
    rng = np.random.default_rng(7)
    births = rng.poisson(size[:, None], (100, 10 * MONTHS))
    found = monitor(np.zeros_like(births), births)
    for place, number in enumerate(SIZES):
        limit = found.threshold[place]
        seen = [delay(number, limit, level, repeats, rng) for level in (115, 110, 120, 130)]
        formula = approximate_threshold(FALSE_ALARM_YEARS * MONTHS * 100 * number, SHIFT)
        written = (f"{value:,.1f}" for value in (found.delay[place], *seen))
        table.add_row(f"{number:,}", f"{limit:.2f}", f"{formula:.2f}", *written)
    return table


def delay(births: int, limit: float, ratio: float, repeats: int, rng: np.random.Generator) -> float:
    """Mean months to the alarm, after five years in control at 107."""
    level, months = np.zeros(repeats), np.zeros(repeats)
    waiting = np.ones(repeats, dtype=bool)
    for month in range(5 * MONTHS + 20_000):
        true = 107 if month < 5 * MONTHS else ratio
        size = rng.poisson(births, repeats)
        boys = rng.binomial(size, true / (100 + true))
        level = np.maximum(0, level + boys * SHIFT.boy + (size - boys) * SHIFT.girl)
        over = level >= limit
        level[over] = 0
        if month >= 5 * MONTHS:
            months[waiting] += 1
            waiting &= ~over
        if not waiting.any():
            break
    return float(months.mean())


def speed(areas: int) -> str:
    """Processor time to follow so many areas over three years."""
    rng = np.random.default_rng(1)
    births = rng.poisson(rng.uniform(20, 2_000, (areas, 1)), (areas, 36))
    boys = rng.binomial(births, 107 / 207)
    began = time.process_time()
    monitor(boys, births - boys)
    return f"{areas:,} areas, 36 months: {time.process_time() - began:.1f} s of the processor"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--centuries", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=2_000)
    parser.add_argument("--speed", type=int, default=2_850)
    asked = parser.parse_args()
    console = Console(width=110)
    console.print(false_alarms(asked.centuries))
    console.print(delays(asked.repeats))
    console.print(speed(asked.speed))


if __name__ == "__main__":
    main()
