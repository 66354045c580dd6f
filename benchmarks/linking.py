"""How well and how fast are two registers of newborns linked? Ours beside plain Splink, same files, same run.

For each size the reference pair is simulated, and every way is run in a process of its own: plain Splink
with the settings of ``benchmarks/plain_splink.py``, ours on the two files, ours on encodings made under a
key. Printed are pairwise F1 against the truth (all, twins, unnamed newborns), wall and processor seconds,
peak memory, and ratios to plain Splink. ``--births 15000 150000`` sets the sizes, ``--no-peer`` leaves
plain Splink out, ``--pairs DIR`` keeps the simulated pairs and uses them again.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
from linking_truth import PAIR, f1_scores
from plain_splink import measured

from evenborn.comparison.compare import Compared, RegisterFile, compare
from evenborn.comparison.encode import encode
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.reference import write_reference

OPTIONS = CheckOptions(date(2030, 1, 1))
KEY = bytes(range(32))


def rows_of(compared: Compared, encoded: Path | None) -> list[np.ndarray]:
    """Row of the file by record of each register."""
    rows = []
    for place, name in enumerate(PAIR):
        numbers = compared.records[place].column("row").to_numpy()
        if encoded is not None:
            listed = np.loadtxt(
                encoded / f"{name}.csv", delimiter=",", skiprows=1, usecols=(0, 1), quotechar='"'
            )
            row_of = np.zeros(len(listed), np.int64)
            row_of[listed[:, 0].astype(np.int64)] = listed[:, 1].astype(np.int64)
            numbers = row_of[numbers]
        rows.append(numbers)
    return rows


def scores(folder: Path, compared: Compared, encoded: Path | None) -> dict[str, float]:
    """F1 of the links."""
    rows = rows_of(compared, encoded)
    both = compared.births[(compared.births >= 0).all(axis=1)]
    return f1_scores(folder, np.column_stack([rows[0][both[:, 0]], rows[1][both[:, 1]]]))


def link(folder: Path, way: str) -> dict[str, object]:
    """One run, in this process."""
    with tempfile.TemporaryDirectory() as made:
        encoded = Path(made) if way == "encoded" else None
        start = time.perf_counter(), time.process_time()
        files = [RegisterFile(folder / f"{name}.parquet", register(name), OPTIONS) for name in PAIR]
        encoding = 0.0
        if encoded is not None:
            for name, file in zip(PAIR, files, strict=True):
                encode(
                    file.path,
                    register(name),
                    OPTIONS,
                    KEY,
                    encoded / f"{name}.parquet",
                    encoded / f"{name}.csv",
                )
            files = [RegisterFile(encoded / f"{name}.parquet", None, OPTIONS) for name in PAIR]
            encoding = time.perf_counter() - start[0]
        compared = compare(files)
        wall, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        found = {
            "seconds": wall,
            "cpu": cpu,
            "peak": peak,
            "encoding": encoding,
            "f1": scores(folder, compared, encoded),
        }
        said = compared.evaluations[0, 1]
        return found | {"said": [said.precision.share, said.recall.share]}


def in_own_process(folder: Path, way: str) -> dict[str, object]:
    """Run one way in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--one", way, "--pairs", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def peer(folder: Path) -> dict[str, object]:
    """Plain Splink."""
    return dict(measured(folder))


def printed(name: str, found: dict, beside: dict | None) -> None:
    """One line of the table."""
    share = f"{found['seconds'] / beside['seconds']:.2f}" if beside else "–"
    scores_ = "  ".join(f"{found['f1'][group]:.5f}" for group in ("all", "twins", "unnamed"))
    cost = f"{found['seconds']:7.1f} s {found['cpu']:7.1f} s {found['peak']:5.2f} GB"
    print(f"  {name:<36}{scores_} {cost}  {share}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--births", type=int, nargs="+", default=[15_000, 150_000, 1_000_000])
    asked.add_argument("--ways", nargs="+", default=["plain", "encoded"])
    asked.add_argument("--no-peer", action="store_true")
    asked.add_argument("--pairs", type=Path)
    asked.add_argument("--one")
    chosen = asked.parse_args()
    if chosen.one:
        print(json.dumps(link(chosen.pairs, chosen.one)))
        return
    print("F1: all · twins · unnamed; wall and processor seconds; peak; wall beside plain Splink")
    with tempfile.TemporaryDirectory() as made:
        for births in chosen.births:
            folder = (chosen.pairs or Path(made)) / f"pair-{births}"
            if not folder.exists():
                folder.parent.mkdir(parents=True, exist_ok=True)
                write_reference(folder, births=births)
            print(f"{births:,} births")
            beside = None if chosen.no_peer else peer(folder)
            if beside is not None:
                printed("plain Splink, one to one", beside, None)
            for way in chosen.ways:
                found = in_own_process(folder, way)
                note = f"ours, {way}" + (
                    f" ({found['encoding']:.0f} s of it encoding)" if found["encoding"] else ""
                )
                printed(note, found, beside)
                print(
                    f"    the model says: precision {found['said'][0]:.5f}, recall {found['said'][1]:.5f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
