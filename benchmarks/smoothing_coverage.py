"""Coverage of smoothed intervals and false alarms on simulated maps of 100 areas.

    python benchmarks/smoothing_coverage.py [--maps 200] [--kind by_chance]

Three kinds of maps, over five periods and over one: drawn from the model, with standard deviations from its
priors cut to what natural and selecting areas show; a smooth wave with a ridge that no term of the model
describes; and areas that differ by chance alone at 107. Prints the share of true ratios inside the 95 %
intervals, with that of each area by itself beside it, and how often areas are called above 107 and 109.
"""
# ruff: noqa: ARG001 — every kind of map is asked in the same way

import argparse
from collections.abc import Callable

import numpy as np
from scipy import special
from scipy.spatial import Delaunay

from evenborn.sexratio.intervals import ratio_interval
from evenborn.sexratio.smoothing import smooth

AREAS = 100
Kind = Callable[[np.random.Generator, np.ndarray, np.ndarray, int], np.ndarray]


def neighbours(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    points = rng.random((AREAS, 2))
    corners = Delaunay(points).simplices
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    return points, np.unique(np.sort(edges, axis=1), axis=0)


def from_the_model(
    rng: np.random.Generator, pairs: np.ndarray, points: np.ndarray, periods: int
) -> np.ndarray:
    laplacian = np.zeros((AREAS, AREAS))
    for a, b in pairs:
        laplacian[[a, b], [b, a]] -= 1
        laplacian[[a, b], [a, b]] += 1
    covariance = np.linalg.pinv(laplacian)
    covariance /= np.exp(np.log(np.diagonal(covariance)).mean())
    values, vectors = np.linalg.eigh(covariance)
    structured = vectors @ (np.sqrt(np.maximum(values, 0)) * rng.normal(size=AREAS))
    sd_area, sd_time, sd_interaction = (
        rng.uniform(low, high) for low, high in ((0.01, 0.06), (0.003, 0.02), (0.003, 0.02))
    )
    share, correlation = rng.uniform(0.2, 0.95), rng.uniform(0.3, 0.95)
    area = sd_area * (np.sqrt(share) * structured + np.sqrt(1 - share) * rng.normal(size=AREAS))
    period = [rng.normal()]
    for _ in range(periods - 1):
        period.append(correlation * period[-1] + np.sqrt(1 - correlation**2) * rng.normal())
    interaction = sd_interaction * rng.normal(size=(AREAS, periods)) if periods > 1 else 0.0
    time = sd_time * np.array(period) if periods > 1 else np.zeros(1)
    return np.log(1.08) + area[:, None] + time + interaction


def wave_and_ridge(
    rng: np.random.Generator, pairs: np.ndarray, points: np.ndarray, periods: int
) -> np.ndarray:
    phase = rng.uniform(0, 2 * np.pi)
    area = 0.03 * np.sin(5 * points[:, 0] + phase) + 0.08 * (np.abs(points[:, 1] - 0.5) < 0.08)
    slope = 0.01 * np.cos(4 * points[:, 1])
    return np.log(1.06) + area[:, None] + slope[:, None] * np.linspace(-1, 1, periods)


def by_chance(rng: np.random.Generator, pairs: np.ndarray, points: np.ndarray, periods: int) -> np.ndarray:
    return np.full((AREAS, periods), np.log(1.07))


KINDS = (from_the_model, wave_and_ridge, by_chance)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--maps", type=int, default=200)
    parser.add_argument("--kind", choices=[kind.__name__ for kind in KINDS])
    asked = parser.parse_args()
    maps = asked.maps
    print(f"{maps} maps of {AREAS} areas each; births per area and period 100 to 5,000")
    print("map               periods   smoothed   width     alone   width   called>107   false  called>109")
    for kind in [kind for kind in KINDS if asked.kind in (None, kind.__name__)]:
        for periods in (1, 5):
            row = np.mean([one_map(kind, periods, seed) for seed in range(maps)], axis=0)
            print(
                f"{kind.__name__:18}{periods:6}{row[0]:14.3f}{row[1]:8.1f}{row[2]:12.3f}{row[3]:8.1f}"
                f"{row[4]:12.3f}{row[5]:8.3f}{row[6]:12.3f}",
                flush=True,
            )
    print("called: share of maps in which any area is called at a false discovery rate of 5 %; false: mean")
    print("share of the called whose true ratio is not above 107 (0 where none is called)")


def one_map(kind: Kind, periods: int, seed: int) -> list[float]:
    rng = np.random.default_rng([seed, periods])
    points, pairs = neighbours(rng)
    truth = kind(rng, pairs, points, periods)
    size = np.exp(rng.uniform(np.log(100), np.log(5_000), (AREAS, 1)))
    births = rng.poisson(size, (AREAS, periods)) + 1
    male = rng.binomial(births, special.expit(truth))
    result = smooth(male, births - male, neighbours=pairs)
    ratio = 100 * np.exp(truth)
    alone = ratio_interval(male.astype(float), (births - male).astype(float))
    lower, upper = alone.lower, alone.upper
    called = result.exceeding(107)
    wrong = (called & (ratio <= 107 + 1e-9)).sum() / max(called.sum(), 1)
    return [
        np.mean((result.lower <= ratio) & (ratio <= result.upper)), np.median(result.upper - result.lower),
        np.mean((lower <= ratio) & (ratio <= upper)), np.median(upper - lower),
        float(called.any()), wrong, float(result.exceeding(109).any()),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
