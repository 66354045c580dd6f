"""A scan of 3,500 areas with 999 replications, beside the plain loop; ellipses and space-time smaller.

    OMP_NUM_THREADS=1 python benchmarks/scan_speed.py [--replications 999] [--only-circles]

The plain loop weighs every window of every map by itself: for each map and centre one running total and one
array of log likelihood ratios. It is timed on a part and extrapolated, and must find the same maxima there.
Seconds of the processor count all threads together, so that other work on the machine does not count.
"""

import argparse
import resource
import time

import numpy as np

from evenborn.sexratio.scan import log_likelihood_ratio, scan
from evenborn.sexratio.scan.replications import Map, drawn, maxima
from evenborn.sexratio.scan.windows import Windows, all_windows

PLAIN_CENTRES, PLAIN_MAPS = 70, 16


def country(areas: int, years: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Male births, all births, points."""
    rng = np.random.default_rng(areas)
    points = rng.uniform((100, 25), (120, 40), (areas, 2))
    births = np.exp(rng.uniform(np.log(300), np.log(12_000), (areas, years))).astype(np.int64)
    return rng.binomial(births, 107 / 207), births, points


def timed(areas: int, years: int, replications: int, **asked: object) -> float:
    """Run a scan, print what it took, return its seconds of the processor."""
    male, births, points = country(areas, years)
    clock, began = time.perf_counter(), time.process_time()
    generator = np.random.default_rng(1)
    found = scan(
        male, births - male, points, generator=generator, replications=replications, workers=2, **asked
    )
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = ", ".join(f"{key} {value}" for key, value in asked.items()) or "circles"
    print(
        f"{areas:,} areas, {years} years, {said}: {found.windows:,} windows x {replications}: "
        f"{time.perf_counter() - clock:.1f} s by the clock, {spent:.1f} s of the processor, "
        f"peak {memory:.0f} MB, P {found.clusters[0].p_value:.3f}",
        flush=True,
    )
    return spent


def plain(windows: Windows, births: np.ndarray, maps: np.ndarray) -> tuple[np.ndarray, int]:
    """Maxima of maps, and how many windows were weighed, by the plain loop."""
    found, weighed = np.zeros(len(maps)), 0
    for row in range(len(windows)):
        members, _ = windows.row(row)
        size = np.cumsum(births[members])
        for at, male in enumerate(maps):
            ratios = log_likelihood_ratio(np.cumsum(male[members]), size, male.sum(), births.sum())
            found[at] = max(found[at], ratios.max())
            weighed += len(members)
    return found, weighed


def beside_the_plain_loop(spent: float, replications: int) -> None:
    """Time the plain loop on a part of the maps and centres."""
    male, births, points = country(3_500, 1)
    windows = all_windows(points, births[:, 0])
    rows = np.linspace(0, len(windows) - 1, PLAIN_CENTRES).astype(int)
    parts = [windows.row(row)[0] for row in rows]
    start = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    some = Windows(windows.shapes, np.concatenate(parts), start, np.zeros(0, np.int64))
    of = Map(births, int(male.sum()), some, ((0, 1),), "high", 0.0)
    generators = np.random.default_rng(1).spawn(PLAIN_MAPS)
    maps = drawn(of, generators)[:, :, 0]
    began = time.process_time()
    found, weighed = plain(some, births[:, 0], maps)
    each = (time.process_time() - began) / weighed
    ours = maxima(of, np.random.default_rng(1).spawn(PLAIN_MAPS), 2)
    whole = each * len(windows.members) * replications
    print(
        f"the plain loop: {1e9 * each:.0f} ns a window and map, the whole {whole:,.0f} s of the processor, "
        f"{whole / spent:.0f} times ours; the same maxima: {np.allclose(found, ours, rtol=0, atol=1e-9)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--replications", type=int, default=999)
    parser.add_argument("--only-circles", action="store_true")
    asked = parser.parse_args()
    spent = timed(3_500, 1, asked.replications)
    beside_the_plain_loop(spent, asked.replications)
    if not asked.only_circles:
        timed(640, 1, asked.replications, elliptic=True, penalty=1.0)
        timed(640, 12, asked.replications, times="any")
        timed(3_500, 12, asked.replications, times="latest")


if __name__ == "__main__":
    main()
