"""Comparisons of registers for tests of commands, and sheets as an owner fills them in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
from openpyxl.worksheet.worksheet import Worksheet

from cli.answers import Answer, ask

WHY = (
    "--purpose",
    "correcting-registers",
    "--legal-basis",
    "Statistics Law, article 24",
    "--on",
    "2024-06-01",
)
REGISTERS = ("delivery", "immunisation")


@dataclass(frozen=True)
class Comparison:
    """Files, the folder written, and the answer as data."""

    files: tuple[Path, ...]
    run: Path
    answer: Any

    def sheet(self, register: str = "delivery") -> Path:
        """Sheet of differences of one owner."""
        return self.run / f"differences-{register}.xlsx"


def compared(files: Sequence[Path], run: Path, *options: object) -> Comparison:
    """Compare files and write the folder."""
    answer = ask("compare", *files, "--out", run, *WHY, *options, "--json")
    return Comparison(tuple(files), run, answer.json())


def encoded(pair: Path, folder: Path) -> list[Path]:
    """Encode both registers with one key."""
    files = []
    for number, name in enumerate(REGISTERS):
        out = folder / f"{name}.encoded.parquet"
        key = ("--key", folder / "key.txt", *(["--new-key"] if not number else []))
        ask("encode", pair / f"{name}.parquet", "--register", name, *key, "--out", out)
        files.append(out)
    return files


def filled(sheet: Path, out: Path, fill: Callable[[dict[str, Any]], str | None]) -> Path:
    """A copy of a sheet, its last column filled in by what each row holds under its headings."""
    book = openpyxl.load_workbook(sheet)
    rows = book.worksheets[1]
    titles = [cell.value for cell in rows[1]]
    for row in rows.iter_rows(min_row=2):
        said = fill(dict(zip(titles, (cell.value for cell in row), strict=True)))
        if said is not None:
            row[-1].value = said
    book.save(out)
    return out


def listed(sheet: Path) -> list[dict[str, Any]]:
    """Rows of the list of a sheet, by heading."""
    return rows_of(openpyxl.load_workbook(sheet).worksheets[1])


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """Rows below the first, by heading."""
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def everything_in(sheet: Path) -> list[str]:
    """Every cell of every sheet of a workbook, hidden ones too, as text."""
    book = openpyxl.load_workbook(sheet)
    return [
        str(cell)
        for one in book.worksheets
        for row in one.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def texts_of(path: Path, *columns: str) -> set[str]:
    """What stands in columns of a register."""
    table = pq.read_table(path, columns=list(columns))
    return {str(text) for column in table.columns for text in column.to_pylist() if text}


def refused(*arguments: object) -> tuple[str, Answer]:
    """Code of a refusal, and the answer in Chinese."""
    code: str = ask(*arguments, "--json", code=2).json()["refused"]["code"]
    return code, ask(*arguments, "--lang", "zh", code=2)
