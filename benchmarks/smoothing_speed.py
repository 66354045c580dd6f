"""2,850 areas over 12 years: ours beside the same model under numpyro's NUTS.

    OMP_NUM_THREADS=1 python benchmarks/smoothing_speed.py [--warmup 60] [--draws 20] [--skip-nuts]

NUTS is not run to the end: after a short warm-up some draws are timed, and its time to 400 effective draws
of the slowest parameter is extrapolated from what they are worth. So few draws tell that badly; therefore
the least time is printed too, which 400 draws take if each were worth one and the warm-up were free.
Times are of the processor, all threads together, so that other work on the machine does not count.
"""

import argparse
import resource
import time

import numpy as np
from scipy import special
from scipy.spatial import Delaunay
from smoothing_sampler import drawn, effective, sampler, warmed

from evenborn.sexratio.smoothing import smooth

AREAS, YEARS = 2_850, 12
PARAMETERS = ("sd_area", "structured_share", "sd_time", "correlation", "sd_interaction")


def country() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Male births, all births, neighbours: a wave over the map, areas and years of their own."""
    rng = np.random.default_rng(2_850)
    points = rng.random((AREAS, 2))
    corners = Delaunay(points).simplices
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    pairs = np.unique(np.sort(edges, axis=1), axis=0)
    births = np.exp(rng.uniform(np.log(300), np.log(12_000), (AREAS, 1))) * rng.uniform(0.8, 1.2, (1, YEARS))
    births = births.astype(np.int64)
    wave = 0.04 * np.sin(6 * points[:, 0]) * np.cos(5 * points[:, 1])
    log_ratio = 0.09 + (wave + rng.normal(0, 0.015, AREAS))[:, None] - 0.003 * np.arange(YEARS)
    log_ratio = log_ratio + rng.normal(0, 0.01, (AREAS, YEARS))
    return rng.binomial(births, special.expit(log_ratio)), births, pairs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--warmup", type=int, default=60)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--skip-nuts", action="store_true")
    asked = parser.parse_args()
    male, births, pairs = country()
    seconds = []
    for _ in range(asked.repeats):
        began = time.process_time()
        ours = smooth(male, births - male, neighbours=pairs)
        seconds.append(time.process_time() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    runs = ", ".join(f"{one:.1f}" for one in seconds)
    print(f"ours: {min(seconds):.1f} s of processor time (best of {runs}), peak {memory:.0f} MB")
    print(f"  {ours.effective_points:.0f} effective points of 64")
    for name in PARAMETERS:
        found = ours.parameters[name]
        print(f"  {name}: {found.median:.4f} [{found.lower:.4f}; {found.upper:.4f}]")
    if not asked.skip_nuts:
        beside(male, births, pairs, asked, min(seconds))


def beside(
    male: np.ndarray, births: np.ndarray, pairs: np.ndarray, asked: argparse.Namespace, ours: float
) -> None:
    chain = sampler(pairs, male, births, warmup=asked.warmup, draws=asked.draws, chains=1, sparse=True)
    began = time.process_time()
    warmed(chain, male, seed=1)
    warm_seconds = time.process_time() - began
    drawn(chain, male, seed=2)  # compiles
    began = time.process_time()
    samples, steps = drawn(chain, male, seed=3)
    seconds = time.process_time() - began
    worth = {name: float(effective(samples[name])[0]) for name in PARAMETERS}
    slowest = min(worth, key=lambda name: worth[name])
    draws, all_draws = asked.draws, ", ".join(f"{name} {value:.1f}" for name, value in worth.items())
    print(f"NUTS: {asked.warmup} warm-up {warm_seconds:.0f} s; {draws} draws {seconds:.0f} s")
    print(f"  {steps:.0f} steps a draw")
    print(f"  effective draws: {all_draws}")
    total, least = seconds * 400 / worth[slowest], seconds * 400 / draws
    print(
        f"  to 400 effective draws of {slowest}, extrapolated: {total:.0f} s, {total / ours:.0f} times ours"
    )
    print(f"  if every draw were worth one and no warm-up: {least:.0f} s, {least / ours:.0f} times ours")


if __name__ == "__main__":
    main()
