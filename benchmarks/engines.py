"""Do both engines find the same, and what does each cost? DuckDB beside Spark, same files, same run.

The reference pair is simulated, and each engine compares it in a process of its own. Printed are wall and
processor seconds with those of Java, peak memory of Python and of Java, links, and how far the weights of
all pairs differ. ``--births 15000`` sets the size, ``--master local[2]`` where Spark runs, ``--pairs DIR``
keeps the simulated pairs and uses them again. ``--parts 2000`` lets DuckDB score the candidate pairs once
more, in parts of so many; ``--no-spark`` leaves Spark out.
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
from linking_truth import PAIR

from evenborn.comparison import linking, scoring
from evenborn.comparison.backends.backend import EngineChoice
from evenborn.comparison.backends.spark_session import lacking
from evenborn.comparison.compare import RegisterFile, compare
from evenborn.comparison.recording import links_hash
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.reference import write_reference

OPTIONS = CheckOptions(date(2030, 1, 1))


def link(folder: Path, choice: EngineChoice, out: Path, parts: int) -> dict[str, object]:
    """One run, in this process."""
    if parts:
        whole = scoring.score
        linking.score = lambda *given: whole(*given, most=parts)
    files = [RegisterFile(folder / f"{name}.parquet", register(name), OPTIONS) for name in PAIR]
    start = time.perf_counter()
    compared = compare(files, choice=choice)
    wall = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found = compared.linked[0, 1]
    pairs = np.column_stack([found.pairs.left, found.pairs.right])
    np.savez(out, pairs=pairs, weights=found.weights, births=compared.births)
    return {
        "seconds": wall,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "peaks": [one.ru_maxrss / 1e6 for one in used],
        "links": len(found.links),
        "candidates": sum(one.pairs for one in found.candidates),
        "hash": links_hash(found),
        "told": [one.table.to_pylist() for one in compared.differences],
    }


def in_own_process(folder: Path, name: str, master: str, out: Path, parts: int) -> dict:
    """Run one engine in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--one", name, "--master", master, "--pairs", str(folder)]
    command += ["--out", str(out), "--parts", str(parts)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def printed(name: str, found: dict) -> None:
    """One line of the table."""
    python, java = found["peaks"]
    cost = f"{found['seconds']:7.1f} s {found['cpu']:7.1f} s {python:6.2f} GB {java:6.2f} GB"
    print(
        f"  {name:<22}{cost} {found['links']:>11,} links, {found['candidates']:>12,} candidates", flush=True
    )


def held_against(one: Path, other: Path, first: dict, second: dict) -> None:
    """Whether two runs found the same."""
    left, right = np.load(one), np.load(other)
    same = np.array_equal(left["pairs"], right["pairs"])
    largest = float(np.abs(left["weights"] - right["weights"]).max(initial=0)) if same else float("nan")
    agree = first["hash"] == second["hash"] and np.array_equal(left["births"], right["births"])
    told = first["told"] == second["told"]
    print(
        f"  same links and births: {agree}; same differences told: {told}; "
        f"same weighed pairs: {same}, weights differ by at most {largest:.1e} bits",
        flush=True,
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--births", type=int, nargs="+", default=[15_000])
    asked.add_argument("--master", default="local[2]")
    asked.add_argument("--parts", type=int, default=0)
    asked.add_argument("--no-spark", action="store_true")
    asked.add_argument("--pairs", type=Path)
    asked.add_argument("--one")
    asked.add_argument("--out", type=Path)
    chosen = asked.parse_args()
    if chosen.one:
        choice = EngineChoice(chosen.one, chosen.master)
        print(json.dumps(link(chosen.pairs, choice, chosen.out, chosen.parts)))
        return
    print("wall and processor seconds; peak of Python, of Java")
    with tempfile.TemporaryDirectory() as made:
        for births in chosen.births:
            folder = (chosen.pairs or Path(made)) / f"pair-{births}"
            if not folder.exists():
                folder.parent.mkdir(parents=True, exist_ok=True)
                write_reference(folder, births=births)
            print(f"{births:,} births")
            runs = [("DuckDB", "duckdb", 0)]
            runs += [(f"DuckDB, {chosen.parts:,} at once", "duckdb", chosen.parts)] if chosen.parts else []
            if not chosen.no_spark and lacking():
                print(f"  Spark cannot run here: {lacking()} is not installed")
                chosen.no_spark = True
            runs += [] if chosen.no_spark else [(f"Spark, {chosen.master}", "spark", 0)]
            results = []
            for place, (name, engine, parts) in enumerate(runs):
                out = Path(made) / f"{place}.npz"
                results.append((in_own_process(folder, engine, chosen.master, out, parts), out))
                printed(name, results[-1][0])
                if place:
                    held_against(results[0][1], out, results[0][0], results[-1][0])


if __name__ == "__main__":
    main()
