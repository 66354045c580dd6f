"""The rows that were not accepted, as a file to correct: the sender's own layout, reasons beside each row."""

import csv
import errno
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evenborn.presentation.check_report import reasons
from evenborn.presentation.numbers import Language
from evenborn.presentation.tokens import colour
from evenborn.presentation.words import say
from evenborn.registers.definition import Definition
from evenborn.registers.issues import BadRow
from evenborn.registers.refusal import Refusal

MOST_ROWS = 1_000_000
"""Rows that one worksheet can hold beside a header and a title."""

_FORMULA = re.compile(r"[=+\-@](?![0-9.]+$).")
"""How a cell begins that a spreadsheet would run when it opens a text file."""


def write_bad_rows(
    path: Path,
    head: Sequence[tuple[int, Sequence[str]]],
    width: int,
    rows: Iterable[BadRow],
    number: int,
    definition: Definition,
    language: Language,
) -> None:
    """Write rows to be corrected, as a workbook or, where the name ends in ``.csv``, as text.

    The columns are the sender's, in the sender's order, so that the corrected file is read like the
    first; the reasons and the row's number in the first file stand in two columns behind them, which a
    check passes over.

    Parameters
    ----------
    path : pathlib.Path
        Where to write, a temporary name; its suffix decides the format.
    head : sequence of (row, cells)
        The sender's rows down to the header.
    width : int
        Columns of the sender.
    rows : iterable of BadRow
    number : int
        How many they are.
    definition : Definition
    language : {"en", "zh"}

    Raises
    ------
    Refusal
        ``too-many-bad-rows`` where they do not fit into a worksheet, ``bad-rows-format`` for another suffix.
    """
    if path.suffix.casefold() == ".csv":
        _write_text(path, head, width, rows, definition, language)
    elif path.suffix.casefold() == ".xlsx":
        if number > MOST_ROWS:
            raise Refusal("too-many-bad-rows", file=path.name, rows=number, limit=MOST_ROWS)
        _write_workbook(path, head, width, rows, definition, language)
    else:
        raise Refusal("bad-rows-format", file=path.name)


def _titles(language: Language) -> list[str]:
    return [say("check.reason-header", language), say("check.row-header", language)]


def _header_row(head: Sequence[tuple[int, Sequence[str]]], width: int) -> list[str]:
    cells = list(head[-1][1])[:width] if head else []
    return cells + [""] * (width - len(cells))


def _write_workbook(
    path: Path,
    head: Sequence[tuple[int, Sequence[str]]],
    width: int,
    rows: Iterable[BadRow],
    definition: Definition,
    language: Language,
) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    book = Workbook(str(path), options)
    title = definition.zh if language == "zh" else definition.en
    sheet = book.add_worksheet(title[:31])
    as_text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "valign": "top", "bottom": 1})
    reason = book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour("warn-soft")})
    _set_up(sheet, width, as_text, reason)
    _write_cells(sheet, 0, [*_header_row(head, width), *_titles(language)], bold)
    for number, bad in enumerate(rows, start=1):
        _write_cells(sheet, number, bad.cells, as_text)
        sheet.write_string(number, width, reasons(bad.issues, definition, language), reason)
        sheet.write_number(number, width + 1, bad.row)
    try:
        book.close()
    except OSError as error:
        cause = errno.errorcode.get(error.errno or 0, str(error))
        raise Refusal("cannot-write", file=path.name, cause=cause) from error


def _set_up(sheet: Worksheet, width: int, as_text: object, reason: object) -> None:
    sheet.set_column(0, width - 1, 16, as_text)
    sheet.set_column(width, width, 60, reason)
    sheet.set_column(width + 1, width + 1, 10)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cells(sheet: Worksheet, row: int, cells: Sequence[str], form: object) -> None:
    for place, cell in enumerate(cells):
        if cell:
            sheet.write_string(row, place, cell, form)


def _write_text(
    path: Path,
    head: Sequence[tuple[int, Sequence[str]]],
    width: int,
    rows: Iterable[BadRow],
    definition: Definition,
    language: Language,
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*_header_row(head, width), *_titles(language)])
        for bad in rows:
            words = reasons(bad.issues, definition, language).replace("\n", " ")
            cells = [f"'{cell}" if _FORMULA.match(cell) else cell for cell in bad.cells]
            writer.writerow([*cells, words, str(bad.row)])
