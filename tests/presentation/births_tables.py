"""Births tables for tests of what is computed from them, without a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from evenborn.registers.births import BirthsTable, read_births
from evenborn.registers.period import Period
from evenborn.registers.reading import ReadingOptions


def births_table(header: str, rows: Sequence[Sequence[object]], step: str = "year") -> BirthsTable:
    """A table as the reader gives it for a small CSV file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "births.csv"
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        options = replace(ReadingOptions(), period_step=step)  # type: ignore[arg-type]
        return read_births(path, options)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "calendar-year", str(number))
