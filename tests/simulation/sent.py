"""Files of offices read back by readers that are not Evenborn's."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq

from evenborn.registers.codes.writing import header_key
from evenborn.simulation.offices import OFFICES, Office

Record = dict[str, str]


@cache
def records(folder: Path, register: str) -> dict[int, Record]:
    """Cells as text by field, for every row of a register, by the row as a spreadsheet counts."""
    office = OFFICES[register]
    lines = _lines(folder / f"{register}.{office.suffix}", office)
    header = lines[office.first_row - 2]
    fields = [office.definition.field_of[header_key(heading)] for heading in header]
    return {
        row: dict(zip(fields, cells, strict=True))
        for row, cells in enumerate(lines[office.first_row - 1 :], start=office.first_row)
    }


def _lines(path: Path, office: Office) -> list[list[str]]:
    if office.suffix == "xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    if office.suffix == "parquet":
        table = pq.read_table(path)
        return [table.column_names, *[[cell or "" for cell in row.values()] for row in table.to_pylist()]]
    with path.open(encoding=office.encoding, newline="") as stream:
        return list(csv.reader(stream, delimiter="\t" if office.suffix == "tsv" else ","))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).removesuffix(" 00:00:00")


@cache
def planted(folder: Path) -> list[dict[str, Any]]:
    """What the truth says is wrong."""
    return list(pq.read_table(folder / "truth" / "errors.parquet").to_pylist())


def wrong_in(folder: Path, register: str) -> dict[int, list[dict[str, Any]]]:
    """The same for one register by row."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in planted(folder):
        if one["register"] == register:
            found.setdefault(one["row"], []).append(one)
    return found


def meaning(register: str, field: str, word: str) -> str:
    """What a word of a code list means; the word itself where it means nothing."""
    return OFFICES[register].definition.codes[field].get(word.casefold(), word)
