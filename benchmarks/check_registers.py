"""How fast is a register checked, beside a bare parse of the same file? CSV, XLSX, and ten million rows.

    .venv/bin/python benchmarks/check_registers.py [--rows 1000000] [--sheet-rows 200000] [--most 10000000]

The delivery register with all its fields and rules, made by the simulation. The bare parse reads every cell
as text and looks at none: Arrow's streaming reader and DuckDB's for text (both beside the hash and encoding
that every reading begins with), calamine for the workbook. Peak memory is that of a process of its own.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import csv as arrow_csv
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from evenborn.registers.check import checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city

ON = date(2030, 1, 1)


PROVINCES = (
    61,
    11,
    12,
    13,
    14,
    15,
    21,
    22,
    23,
    31,
    32,
    33,
    34,
    35,
    36,
    37,
    41,
    42,
    43,
    44,
    45,
    46,
    50,
    51,
    52,
    53,
)
WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]


def made(rows: int, folder: Path) -> Path:
    """A delivery register in UTF-8 with so many rows: a simulated year, and again under other numbers."""
    city = folder / "city"
    write_city(CityParameters(births_a_year=max(20_000, rows // len(PROVINCES) * 11 // 10), years=1), city)
    (sent,) = city.glob("delivery*.csv")
    lines = sent.read_bytes().decode("gb18030").splitlines()
    start = next(place for place, line in enumerate(lines) if line.count(",") > 10)
    head, *body = csv.reader(lines[start:])
    path = folder / "delivery.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        for number, cells in zip(range(rows), repeated(body), strict=False):
            writer.writerow([f"{number:09d}", *cells[1:]])
    return path


def repeated(body: list[list[str]]) -> Iterator[list[str]]:
    """The rows once in each province, so that no mother and no certificate occurs in two rounds."""
    for turn, province in enumerate(PROVINCES):
        for cells in body:
            yield [another(cell, province, turn) for cell in cells] if turn else cells


def another(cell: str, province: int, turn: int) -> str:
    """A sound identity number with another province, a certificate of another series, or the same cell."""
    if len(cell) == 18 and cell[:17].isdigit():
        sound = check_digit(cell[:17]) == cell[17]
        number = f"{province}{cell[2:17]}"
        return number + check_digit(number) if sound else cell
    if len(cell) == 10 and cell[1:].isdigit() and cell[0].isalpha():
        return chr(ord("A") + turn) + cell[1:]
    return cell


def check_digit(number: str) -> str:
    """Last digit of an identity number, GB 11643."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11]


def sheet(source: Path, rows: int) -> Path:
    """The first rows of a text file as a workbook."""
    path = source.with_suffix(".xlsx")
    book = Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    with source.open(encoding="utf-8", newline="") as stream:
        for number, cells in zip(range(rows + 1), csv.reader(stream), strict=False):
            page.write_row(number, 0, cells)
    book.close()
    return path


def bare_arrow(path: Path) -> int:
    """Every cell as text, by Arrow's streaming reader on one thread."""
    with path.open(encoding="utf-8") as stream:
        names = stream.readline().strip().split(",")
    kinds = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    options = arrow_csv.ReadOptions(use_threads=False, block_size=16 << 20)
    return sum(
        batch.num_rows for batch in arrow_csv.open_csv(path, read_options=options, convert_options=kinds)
    )


def bare_duckdb(path: Path) -> int:
    """Every cell as text into Arrow, by DuckDB."""
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    found = connection.execute(f"SELECT * FROM read_csv('{path}', all_varchar = true)")
    return sum(batch.num_rows for batch in found.to_arrow_reader(100_000))


def bare_calamine(path: Path) -> int:
    """Every cell of the first sheet as a Python value."""
    return sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())


def checked(path: Path) -> int:
    """The whole check."""
    with checking(path, register("delivery"), CheckOptions(ON)) as result:
        return result.summary.rows


WORK: dict[str, Callable[[Path], int]] = {
    "bare parse, Arrow": bare_arrow,
    "bare parse, DuckDB": bare_duckdb,
    "bare parse, calamine": bare_calamine,
    "evenborn check": checked,
}


def measured(name: str, path: Path) -> dict[str, float]:
    """Rows, seconds and peak megabytes of one piece of work in a process of its own."""
    command = [sys.executable, __file__, "--child", name, "--file", str(path)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    result: dict[str, float] = json.loads(out)
    return result


def child(name: str, path: Path) -> None:
    """Do one piece of work and print what it took."""
    before = time.perf_counter()
    rows = WORK[name](path)
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak}))


def compare(path: Path, bare: list[str]) -> None:
    """Print each piece of work on one file, and the check as a multiple of every bare parse."""
    results = {name: measured(name, path) for name in [*bare, "evenborn check"]}
    own = results["evenborn check"]
    for name, one in results.items():
        times = "" if name == "evenborn check" else f"check takes {own['seconds'] / one['seconds']:.2f} times"
        rate = one["rows"] / one["seconds"]
        speed = f"{one['rows']:>12,} rows {rate:>12,.0f} rows/s {one['peak']:>8,.0f} MB"
        print(f"{path.name:16}{name:22}{speed}  {times}")


def main() -> None:
    """Make the files, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=200_000)
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--child")
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.file)
        return
    with tempfile.TemporaryDirectory() as name:
        path = made(asked.rows, Path(name))
        compare(path, ["bare parse, Arrow", "bare parse, DuckDB"])
        compare(sheet(path, asked.sheet_rows), ["bare parse, calamine"])
        if asked.most:
            compare(made(asked.most, Path(tempfile.mkdtemp(dir=name))), ["bare parse, Arrow"])


if __name__ == "__main__":
    main()
