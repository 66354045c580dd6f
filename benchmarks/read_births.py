"""How long does a file of ten million births take to read, beside the bare engine on the same file?

Prints rows a second, the ratio to a bare DuckDB ``GROUP BY`` of the same columns under the same limits, and
the peak memory of each, for Parquet and CSV. Each figure is the best of three, every run in a process of
its own whose libraries are loaded. ``--rows`` makes it smaller.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROWS = 10_000_000
RUNS = 3
DIVISIONS = {"month": "sex, month, county, birth_order", "date": "sex, date, county, birth_order"}
MADE = """
    COPY (
        SELECT CASE WHEN hash(i) % 2060 < 1060 THEN '男' ELSE '女' END AS sex,
               strftime(born, '%Y-%m') AS month, born AS date,
               CAST(620700 + hash(i * 7) % 100 AS VARCHAR) AS county,
               1 + CAST(hash(i * 11) % 100 >= 55 AS INTEGER) + CAST(hash(i * 11) % 100 >= 92 AS INTEGER)
                   AS birth_order
        FROM (SELECT i, DATE '2010-01-01' + CAST(hash(i * 3) % 1095 AS INTEGER) AS born
              FROM range({rows}) numbers(i))
    ) TO '{path}'
"""


def make(folder: Path, rows: int) -> list[Path]:
    """Write the same births as Parquet and as CSV."""
    paths = [folder / "births.parquet", folder / "births.csv"]
    for path in paths:
        duckdb.execute(MADE.format(rows=rows, path=path))
    return paths


def bare(path: Path, division: str) -> int:
    """The engine alone: the counts of the same columns."""
    with tempfile.TemporaryDirectory() as spill:
        config = {"memory_limit": "1GB", "preserve_insertion_order": False, "temp_directory": spill}
        connection = duckdb.connect(config=config)
        reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        text = "" if reader == "read_parquet" else ", all_varchar = true"
        columns = DIVISIONS[division]
        table = connection.execute(
            f"SELECT {columns}, count(*) AS births FROM {reader}('{path}'{text}) GROUP BY ALL"
        ).to_arrow_table()
        return int(table.num_rows)


def ours(path: Path, division: str) -> int:
    """The reader, with every value checked and days or months counted into years."""
    from evenborn.registers.births import read_births  # noqa: PLC0415 - the bare run must not pay for it
    from evenborn.registers.reading import ReadingOptions  # noqa: PLC0415

    return read_births(path, ReadingOptions(columns={"period": division})).rows


def measured(path: Path, division: str) -> tuple[dict[str, float], dict[str, float]]:
    """Best seconds and peak megabytes, bare and ours in turn, each run in its own process."""
    runs: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
    for _ in range(RUNS):
        for what, found in runs.items():
            command = [sys.executable, __file__, "--run", what, "--path", str(path), "--division", division]
            found.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    best = [{name: min(run[name] for run in found) for name in found[0]} for found in runs.values()]
    return best[0], best[1]


def one_run(what: str, path: Path, division: str) -> None:
    """Run once and print the figures; ten births first, so that loading libraries is not counted."""
    work = {"bare": bare, "ours": ours}[what]
    with tempfile.TemporaryDirectory() as folder:
        for tiny in make(Path(folder), 10):
            work(tiny, division)
    started = time.perf_counter()
    work(path, division)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def report(rows: int) -> None:
    """Make the files, run both on each, print the table."""
    print(f"{rows:,} births, one row each; best of {RUNS}")
    print("file     by       bare s   ours s  ratio    ours rows/s  bare MB  ours MB")
    with tempfile.TemporaryDirectory() as folder:
        for path in make(Path(folder), rows):
            for division in DIVISIONS:
                engine, reader = measured(path, division)
                took, bare_took = reader["seconds"], engine["seconds"]
                print(
                    f"{path.suffix[1:]:8} {division:6} {bare_took:8.2f} {took:8.2f} {took / bare_took:6.2f} "
                    f"{rows / took:14,.0f} {engine['megabytes']:8.0f} {reader['megabytes']:8.0f}"
                )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--run", choices=["bare", "ours"])
    parser.add_argument("--path", type=Path)
    parser.add_argument("--division", choices=list(DIVISIONS))
    asked = parser.parse_args()
    if asked.run:
        one_run(asked.run, asked.path, asked.division)
    else:
        report(asked.rows)


if __name__ == "__main__":
    main()
