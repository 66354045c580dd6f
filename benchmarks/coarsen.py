"""How long does a year of births take to become the tables that leave, beside the bare engine counting it?

Prints rows a second, the ratio to a bare DuckDB ``GROUP BY`` of the same file (the finest combinations of
each of the three tables, nothing generalised) and the peak memory of each. The births are invented: many
small facilities and few large ones, most mothers from the facility's own county. ``--rows`` sets how many.
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
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 16_000_000
FACILITIES = 20_000
COUNTIES = 2_850
PART = 1_000_000
FINEST = {
    "facility": "facility, date_trunc('month', birth_time), outcome, least(parity, 3), left(residence, 6), "
    "least(plurality, 3), date_sub('year', mother_birth_date, birth_time::DATE) // 5, weight // 1000, "
    "gestational_weeks // 4, length // 5, sex",
    "county": "left(residence, 6), date_trunc('month', birth_time), least(parity, 3), sex",
    "township": "residence, least(parity, 3), sex",
}


def batch(rng: np.random.Generator, rows: int, weights: np.ndarray, home: np.ndarray) -> pa.RecordBatch:
    """Births as the check hands them on."""
    facility = rng.choice(len(weights), rows, p=weights)
    county = np.where(rng.random(rows) < 0.85, home[facility], (home[facility] + rng.integers(1, 8, rows)))
    township = (county % COUNTIES + 100_000) * 1_000 + rng.integers(1, 15, rows)
    early = rng.random(rows) < 0.06
    weeks = np.where(early, rng.integers(28, 37, rows), np.round(rng.normal(39.1, 1.1, rows))).astype(float)
    weight = np.round(rng.normal(3280, 420, rows) - 180 * np.maximum(38 - weeks, 0), -1).clip(500, 6000)
    names = pa.array([f"YX{number:06d}" for number in range(len(weights))])
    born = np.datetime64("2025-01-01", "s") + rng.integers(0, 365 * 86_400, rows).astype("timedelta64[s]")
    age = rng.normal(28.5, 4.8, rows).clip(15, 50) * 365.25
    sexes, outcomes = pa.array(["male", "female", "unclear"]), pa.array(["live", "stillbirth"])
    return pa.record_batch(
        {
            "facility": names.take(pa.array(facility)),
            "birth_time": pa.array(born),
            "outcome": outcomes.take(pa.array((rng.random(rows) < 0.005).astype(int))),
            "parity": rng.choice(4, rows, p=[0.57, 0.34, 0.07, 0.02]) + 1,
            "residence": pa.array(township).cast(pa.string()),
            "plurality": 1 + (rng.random(rows) < 0.03).astype(int),
            "mother_birth_date": pa.array(born.astype("datetime64[D]") - age.astype("timedelta64[D]")),
            "weight": weight,
            "gestational_weeks": weeks,
            "length": np.round(weight / 130 + 25),
            "sex": sexes.take(pa.array(rng.choice(3, rows, p=[0.53, 0.4698, 0.0002]))),
        }
    )


def make(path: Path, rows: int) -> None:
    """Write the births as Parquet."""
    rng = np.random.default_rng(7)
    weights = rng.lognormal(0, 1.3, max(FACILITIES * rows // ROWS, 10))
    home = rng.integers(0, COUNTIES, len(weights))
    parts = [min(PART, rows - start) for start in range(0, rows, PART)]
    first = batch(rng, parts[0], weights / weights.sum(), home)
    with pq.ParquetWriter(path, first.schema) as writer:
        writer.write_batch(first)
        for part in parts[1:]:
            writer.write_batch(batch(rng, part, weights / weights.sum(), home))


def bare(path: Path) -> int:
    """The engine alone: the finest combinations of each table."""
    connection = duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": False})
    found = 0
    for columns in FINEST.values():
        sql = f"SELECT {columns}, count(*) FROM read_parquet('{path}') GROUP BY ALL"
        found += connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()[0][0]
    return int(found)


def ours(path: Path) -> int:
    """The three tables with their reports."""
    from evenborn.registers.coarsening import Coarsening  # noqa: PLC0415 - the bare run must not pay for it
    from evenborn.registers.definition import register  # noqa: PLC0415

    coarsening = Coarsening(register("delivery"))
    for part in pq.ParquetFile(path).iter_batches():
        coarsening.add(part)
    coarsened = coarsening.finish()
    report = coarsened.reports["births_by_facility"]
    if report.rows != report.withheld and report.smallest < report.required:
        raise SystemExit(f"A combination of the facility table has {report.smallest} births.")
    return sum(table.num_rows for table in coarsened.tables.values())


def reading(path: Path) -> int:
    """Only reading the file into batches, which is a part of ``ours``."""
    return sum(part.num_rows for part in pq.ParquetFile(path).iter_batches())


WORK = {"reading": reading, "bare": bare, "ours": ours}


def one_run(what: str, path: Path) -> None:
    """Run once and print the figures; a hundred births first, so that loading libraries is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "tiny.parquet", 100)
        WORK[what](Path(folder) / "tiny.parquet")
    started, worked = time.perf_counter(), time.process_time()
    found = WORK[what](path)
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": peak, "rows": found}))


def report(rows: int) -> None:
    """Make the births, run all on them, print the table."""
    print(f"{rows:,} births to three tables")
    print("             s  processor s     births/s      MB       rows made")
    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "births.parquet"
        make(path, rows)
        for what in WORK:
            command = [sys.executable, __file__, "--run", what, "--path", str(path)]
            run = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            runs[what] = run
            print(
                f"{what:8} {run['seconds']:6.1f} {run['processor']:12.1f} {rows / run['seconds']:12,.0f} "
                f"{run['megabytes']:7.0f} {run['rows']:15,}"
            )
    alone = runs["ours"]["seconds"] - runs["reading"]["seconds"]
    ratio = runs["ours"]["seconds"] / runs["bare"]["seconds"]
    print(f"ours takes {ratio:.2f} times as long as the bare engine;")
    print(f"without reading the file it coarsens {rows / alone:,.0f} births a second")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--run", choices=list(WORK))
    parser.add_argument("--path", type=Path)
    asked = parser.parse_args()
    if asked.run:
        one_run(asked.run, asked.path)
    else:
        report(asked.rows)


if __name__ == "__main__":
    main()
