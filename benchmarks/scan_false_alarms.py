"""P of the scan on maps of chance alone: it must be uniform, so that 5 % of such maps have one below 0.05.

    OMP_NUM_THREADS=1 python benchmarks/scan_false_alarms.py [--maps 1000]

Every area has one and the same ratio of 107; births per area and period are 20 to 5,000. P is that of the
likeliest cluster, from 99 replications, so that its values are hundredths.
"""

import argparse

import numpy as np

from evenborn.sexratio.scan import scan

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75)
KINDS = {
    "circles, high": ({}, 1, 1),
    "circles, low": ({"direction": "low"}, 1, 1),
    "circles, both": ({"direction": "both"}, 1, 1),
    "ellipses with penalty 1": ({"elliptic": True, "penalty": 1.0}, 1, 5),
    "circles in time, any (6 periods)": ({"times": "any"}, 6, 4),
    "circles in time, latest (6 periods)": ({"times": "latest"}, 6, 2),
}


def p_values(asked: dict[str, object], periods: int, maps: int) -> np.ndarray:
    """Monte Carlo and Gumbel P of the likeliest cluster of each map."""
    rng = np.random.default_rng(2026)
    points = rng.uniform((100, 30), (106, 36), (60, 2))
    births = np.exp(rng.uniform(np.log(20), np.log(5_000), (60, periods))).astype(np.int64)
    found = []
    for generator in rng.spawn(maps):
        male = generator.binomial(births, 107 / 207)
        one = scan(
            male, births - male, points, generator=generator, replications=99, most=1, workers=2, **asked
        )
        found.append((one.clusters[0].p_value, one.clusters[0].gumbel_p_value))
    return np.array(found).T


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--maps", type=int, default=1_000)
    asked = parser.parse_args()
    print("share of maps with P at most " + ", ".join(f"{level:g}" for level in LEVELS) + "; Gumbel 0.05")
    for name, (options, periods, slower) in KINDS.items():
        maps = asked.maps // slower
        monte_carlo, gumbel = p_values(options, periods, maps)
        shares = " | ".join(f"{100 * (monte_carlo <= level + 1e-9).mean():.1f}" for level in LEVELS)
        print(f"| {name} | {maps:,} | {shares} | {100 * (gumbel <= 0.05).mean():.1f} |", flush=True)


if __name__ == "__main__":
    main()
