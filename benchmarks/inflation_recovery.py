"""How well the inflation model recovers what is known: coverage of start, height, end; false alarms.

Series are drawn from the model itself: transitions from the published priors, natural variation,
binomial births. Run: ``python benchmarks/inflation_recovery.py [replications]``.
"""

import sys

import numpy as np

from evenborn.sexratio.inflation import (
    DEFAULT_START,
    PUBLISHED_PRIORS,
    Band,
    end_of,
    estimate_inflation,
    trapezoid,
)

YEARS = np.arange(1970, 2018)
BASELINE = 1.06


def _drawn(
    rng: np.random.Generator, births: int, inflation: np.ndarray
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Boys and girls by year, and the ratio that there would be without inflation."""
    natural, deviation = [], rng.normal(0, 0.00358 / np.sqrt(1 - 0.81))
    for _ in YEARS:
        natural.append(deviation)
        deviation = 0.9 * deviation + rng.normal(0, 0.00358)
    without = BASELINE * np.exp(natural)
    ratio = without + inflation
    boys = rng.binomial(births, ratio / (1 + ratio))
    return (boys, births - boys), without


def _inside(band: Band, truth: float) -> bool:
    return bool(band.lower <= truth <= band.upper)


def recovery(births: int, replications: int) -> str:
    """One line of the table: 95 % intervals that hold the truth, and how wide they are."""
    rng = np.random.default_rng(births)
    held, width, found_inflated, done = np.zeros(4), [], 0, 0
    while done < replications:
        transition = PUBLISHED_PRIORS.draw(1, DEFAULT_START, rng)[0]
        inflation = trapezoid(YEARS, transition)
        if not (inflation > 0).any():
            continue  # nothing of it lies in the data
        counts, without = _drawn(rng, births, inflation)
        found = estimate_inflation(YEARS, *counts, 100 * BASELINE, generator=rng)
        end = float(end_of(transition))
        truth = (
            (found.start, transition[0]), (found.height, 100 * transition[1]), (found.end, end),
        )  # fmt: skip
        held += [*(_inside(band, value) for band, value in truth), 0]
        true_missing = births * (1 / (1 + without) - 1 / (1 + without + inflation)).sum()
        held[3] += _inside(found.missing["fixed-births"].total, float(true_missing))
        width.append(float(found.start.upper - found.start.lower))
        found_inflated += found.probability >= 0.95
        done += 1
    share = 100 * held / replications
    return (
        f"{births:>9,} {share[0]:6.1f} {share[1]:7.1f} {share[2]:6.1f} {share[3]:8.1f}"
        f" {np.median(width):12.1f} {100 * found_inflated / replications:12.1f}"
    )


def false_alarms(births: int, replications: int) -> str:
    """One line of the table: series without a transition that are called inflated."""
    rng = np.random.default_rng(births + 1)
    none = np.zeros(len(YEARS))
    probability = np.array(
        [
            estimate_inflation(
                YEARS, *_drawn(rng, births, none)[0], 100 * BASELINE, generator=rng, particles=1_500
            ).probability
            for _ in range(replications)
        ]
    )
    return (
        f"{births:>9,} {100 * (probability >= 0.5).mean():8.1f} {100 * (probability >= 0.8).mean():8.1f}"
        f" {100 * (probability >= 0.95).mean():8.1f} {np.median(probability):8.2f}"
    )


def main() -> None:
    """Print both tables."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"95 % intervals that hold the truth, %, {replications} series of {len(YEARS)} years each")
    print("births/yr  start  height    end  missing  width(start)  P>=.95 (%)")
    for births in (20_000, 200_000, 2_000_000):
        print(recovery(births, replications), flush=True)
    print(f"\nSeries without a transition called inflated, %, {replications} series each")
    print("births/yr   P>=.5    P>=.8   P>=.95   median P")
    for births in (2_000, 20_000, 200_000, 2_000_000):
        print(false_alarms(births, replications), flush=True)


if __name__ == "__main__":
    main()
