"""Commands that write, killed with -9 at any instant: what may stand under the final name afterwards."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pyarrow.compute as pc
import pyarrow.parquet as pq

from registers.delivery_rows import row, write

OLD = b"what stood here before"


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


def start(command: Command, folder: Path) -> "subprocess.Popen[bytes]":
    """Run a command in a folder."""
    program = [sys.executable, "-m", "evenborn", *command.arguments]
    return subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def seconds_of(command: Command, folder: Path) -> float:
    """How long an undisturbed run takes."""
    before = time.monotonic()
    assert start(command, folder).wait() in (0, 3)
    return time.monotonic() - before


def kill_after(command: Command, seconds: float, folder: Path) -> None:
    """Start a command and kill it with -9 after some time, unless it has ended."""
    process = start(command, folder)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def halves(command: Command, folder: Path) -> list[str]:
    """Final names under which neither the old content nor a whole result stands."""
    found = []
    for name in command.names:
        path = folder / name
        old = path.is_file() and path.read_bytes() == OLD
        if path.exists() and not old and not command.is_whole(path):
            found.append(name)
    return found
