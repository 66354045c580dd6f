"""Smoothed ratios of 100 areas and five periods, beside the same model drawn by numpyro's NUTS.

    python benchmarks/smoothing_mcmc.py [--chains 4] [--draws 4000] [--seed 1] [--write FILE]

Needs the extra ``bench``. Prints, for every cell and for the parameters, how far our medians and interval
ends lie from those of the draws, in posterior standard deviations. ``--write`` stores the summaries of the
draws, against which the tests hold ours without drawing again.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from smoothing_sampler import drawn, effective, sampler

from evenborn.sexratio.smoothing import Smoothed, smooth

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "sexratio" / "smoothing"))
from hundred_areas import hundred_areas

PARAMETERS = ("sd_area", "structured_share", "sd_time", "correlation", "sd_interaction")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chains", type=int, default=4)
    parser.add_argument("--draws", type=int, default=4000)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    male, female, pairs = hundred_areas()
    births = male + female
    began = time.perf_counter()
    chain = sampler(pairs, male, births, warmup=asked.warmup, draws=asked.draws, chains=asked.chains)
    draws, _ = drawn(chain, male, asked.seed)
    seconds = time.perf_counter() - began
    rows = list(summaries(draws))
    print(
        f"NUTS: {asked.chains} chains of {asked.draws} draws, {asked.warmup} warm-up, "
        f"seed {asked.seed}, {seconds:.0f} s"
    )
    for name in PARAMETERS:
        print(f"  effective draws of {name}: {float(effective(draws[name])[0]):.0f}")
    print(f"  smallest of a cell: {min(row['effective'] for row in rows if row['name'] == 'log_ratio'):.0f}")
    if asked.write:
        with asked.write.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    began = time.perf_counter()
    ours = smooth(male, female, neighbours=pairs)
    print(f"ours: {time.perf_counter() - began:.2f} s, {ours.effective_points:.0f} effective points of 256")
    compare(rows, ours)


def summaries(draws_by_name: dict[str, np.ndarray]) -> Iterator[dict[str, object]]:
    for name in (*PARAMETERS, "log_ratio"):
        draws = draws_by_name[name]
        flat = draws.reshape(*draws.shape[:2], -1)
        worth = effective(flat)
        for place in range(flat.shape[2]):
            lower, median, upper = np.quantile(flat[:, :, place], [0.025, 0.5, 0.975])
            yield {
                "name": name, "area": place // 5 if name == "log_ratio" else "",
                "period": place % 5 if name == "log_ratio" else "",
                "median": f"{median:.6f}", "lower": f"{lower:.6f}", "upper": f"{upper:.6f}",
                "sd": f"{flat[:, :, place].std():.6f}", "effective": int(worth[place]),
            }  # fmt: skip


def compare(rows: list[dict[str, object]], ours: Smoothed) -> None:
    worst = {"median": [], "lower": [], "upper": []}
    for row in rows:
        sd = float(row["sd"])
        if row["name"] == "log_ratio":
            cell = (int(row["area"]), int(row["period"]))
            found = {"median": ours.ratio[cell], "lower": ours.lower[cell], "upper": ours.upper[cell]}
            for key, value in found.items():
                worst[key].append((np.log(value / 100) - float(row[key])) / sd)
        else:
            found = ours.parameters[row["name"]]
            parts = [f"{getattr(found, key):.4f} ({float(row[key]):.4f})" for key in worst]
            print(f"  {row['name']}: median, lower, upper, ours (NUTS): {', '.join(parts)}")
    for key, values in worst.items():
        print(
            f"  {key} of 500 cells: largest difference {np.abs(values).max():.3f} SD, "
            f"mean {np.mean(values):+.3f}"
        )


if __name__ == "__main__":
    main()
