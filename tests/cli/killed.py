"""Commands that write, killed with -9 at any instant: what may stand under the final name afterwards."""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pyarrow.compute as pc
import pyarrow.parquet as pq

from forks import Forked
from registers.delivery_rows import row, write

OLD = b"what stood here before"
IMPORTED = (
    "pyarrow.dataset",
    "pydantic.type_adapter",
    "sqlglot.dialects.duckdb",
    "xlsxwriter",
    "evenborn.comparison.compare",
    "evenborn.comparison.coverage",
    "evenborn.comparison.encode",
    "evenborn.presentation.bad_rows",
    "evenborn.presentation.check_report",
    "evenborn.presentation.coarsen_report",
    "evenborn.presentation.comparison_answer",
    "evenborn.presentation.encoded",
    "evenborn.presentation.run_folder",
    "evenborn.presentation.simulated",
    "evenborn.presentation.terminal",
    "evenborn.registers.check",
    "evenborn.registers.coarsening",
    "evenborn.registers.codes.area_files",
    "evenborn.simulation.world_files",
)
"""What the commands import when they run."""


def register_file(folder: Path, rows: int = 3_000) -> Path:
    """A delivery register of which every tenth row is to be corrected."""
    made = [row(number, weight="32" if number % 10 == 0 else "3250") for number in range(1, rows + 1)]
    return write(folder, made)


@dataclass(frozen=True)
class Command:
    """One command: its arguments, the names that it writes, and what a whole result is."""

    arguments: Sequence[str]
    names: Sequence[str]
    is_whole: Callable[[Path], bool]


def is_workbook(path: Path) -> bool:
    """Whether every part of a workbook is there and unpacks."""
    with ZipFile(path) as archive:
        return archive.testzip() is None and "xl/workbook.xml" in archive.namelist()


def is_table(path: Path) -> bool:
    """Whether a Parquet file can be read to its last row."""
    return pq.read_table(path).num_rows > 0


def is_city(path: Path) -> bool:
    """Whether a simulated folder holds its last part."""
    return (path / "truth" / "truth.json").exists() and is_table(path / "truth" / "errors.parquet")


def commands(register: Path) -> dict[str, Command]:
    """The commands that write, on one register."""
    on = ["--on", "2025-12-31"]
    return {
        "check": Command(
            ["check", str(register), "--register", "delivery", "--bad", "bad.xlsx", *on],
            ["bad.xlsx"],
            is_workbook,
        ),
        "coarsen": Command(
            ["coarsen", str(register), "--register", "delivery", "--out", "births.parquet", *on],
            ["births.parquet", "births-townships.parquet", "births-facilities.parquet"],
            is_table,
        ),
        "simulate": Command(
            ["simulate", "--out", "city", "--births", "1200", "--years", "1"], ["city"], is_city
        ),
    }


def is_encoding(path: Path) -> bool:
    """Whether an encoding, or the list that leads back from it, holds as many births as the other."""
    whole = path.with_name(path.name.removesuffix(".own.csv").removesuffix(".parquet") + ".parquet")
    births = len(pc.unique(pq.read_table(whole, columns=["record"])["record"]))
    return births > 0 and len(whole.with_suffix(".own.csv").read_text("utf-8").splitlines()) == births + 1


def is_run(path: Path) -> bool:
    """Whether the folder of a comparison holds its record and a sheet for each owner."""
    json.loads((path / "record.json").read_text("utf-8"))
    return all(is_workbook(path / f"differences-{name}.xlsx") for name in ("delivery", "immunisation"))


def comparing_commands(pair: Path) -> dict[str, Command]:
    """The commands that compare registers, on a pair of them."""
    on = ["--on", "2024-06-01"]
    files = [str(pair / f"{name}.parquet") for name in ("delivery", "immunisation")]
    key = pair / "key.txt"
    if not key.exists():
        make = ["encode", files[0], "--register", "delivery", "--key", str(key), "--new-key", "--out"]
        assert start(Command([*make, str(pair / "with-key.parquet"), *on], [], is_table), pair).wait() == 0
    why = ["--purpose", "correcting-registers", "--legal-basis", "Statistics Law, article 24"]
    return {
        "encode": Command(
            ["encode", files[0], "--register", "delivery", "--key", str(key), "--out", "births.parquet", *on],
            ["births.parquet", "births.own.csv"],
            is_encoding,
        ),
        "compare": Command(["compare", *files, "--out", "run", *why, *on], ["run"], is_run),
    }


def start(command: Command, folder: Path) -> Forked:
    """Run a command in a folder, with every import done: a kill then meets its work and not its beginning."""
    wanted = {"arguments": list(command.arguments), "environment": dict(os.environ), "script": ""}
    return Forked(wanted | {"folder": str(folder), "out": os.devnull, "error": os.devnull}, IMPORTED)


def seconds_of(command: Command, folder: Path) -> float:
    """How long an undisturbed run takes."""
    before = time.monotonic()
    assert start(command, folder).wait() in (0, 3)
    return time.monotonic() - before


def kill_after(command: Command, seconds: float, folder: Path) -> None:
    """Start a command and kill it with -9 after some time, unless it has ended."""
    assert start(command, folder).kill_after(seconds) in (0, 3, -9)


def halves(command: Command, folder: Path) -> list[str]:
    """Final names under which neither the old content nor a whole result stands."""
    found = []
    for name in command.names:
        path = folder / name
        old = path.is_file() and path.read_bytes() == OLD
        if path.exists() and not old and not command.is_whole(path):
            found.append(name)
    return found
