"""Sheets as a workbook: true numbers that show the same text, and words that are never a formula."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evenborn.apps.documents.grid import Box, Drawn, Role, Sheet, room
from evenborn.presentation.sheets import needs_quote
from evenborn.presentation.tables import Cell
from evenborn.presentation.tokens import colour
from evenborn.presentation.words import say
from evenborn.presentation.workbook import open_book, set_for_print

_FONTS: Final = {"en": "Times New Roman", "zh": "宋体"}
_POINTS: Final = 15
"""Height of a line."""

_FROZEN: Final = 16
"""Rows over the cells that may stay in view; more would leave no room to scroll in."""

_ROLES: Final[Mapping[Role, Mapping[str, object]]] = {
    "corner": {"bold": True, "align": "center", "bg_color": colour("ground")},
    "head": {"bold": True, "align": "center", "bg_color": colour("ground")},
    "side": {"align": "left"},
    "cell": {},
    "total": {"bold": True},
    "void": {"align": "center"},
}


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, font: str) -> None:
        self._book, self._font = book, font
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            whole = {
                "font_name": self._font,
                "font_size": 10,
                "valign": "vcenter",
                "text_wrap": True,
                **wanted,
            }
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def box(self, box: Box, right: bool) -> Format:
        aligned = {"align": "right" if right else "left", **_ROLES[box.role]}
        if box.role == "void" and box.rows > 1:
            aligned |= {"valign": "top", "diag_type": 1, "diag_border": 1}
        number = {"num_format": box.cell.number_format, "text_wrap": box.cell.number is None}
        return self.of(border=1, quote_prefix=needs_quote(box.cell), **aligned, **number)


@dataclass(slots=True)
class _Place:
    sheet: Worksheet
    formats: _Formats
    columns: int
    width: int
    row: int = field(default=0)

    def line(self, text: str, **look: object) -> None:
        """Write one line over all columns."""
        if not text:
            return
        quoted = needs_quote(Cell(text))
        self.write(self.row, 0, 1, self.columns, Cell(text), self.formats.of(quote_prefix=quoted, **look))
        self.sheet.set_row(self.row, min(409, _POINTS * (1 + room(text) // max(self.width, 12))))
        self.row += 1

    def write(self, row: int, column: int, rows: int, columns: int, cell: Cell, look: Format) -> None:
        """Write one cell over what it covers."""
        if rows > 1 or columns > 1:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)
        if cell.number is not None:
            self.sheet.write_number(row, column, cell.number, look)
        elif cell.text:
            self.sheet.write_string(row, column, cell.text, look)
        else:
            self.sheet.write_blank(row, column, None, look)


def sheet_workbook(drawn: Drawn) -> bytes:
    """Write a document of sheets as a workbook of one worksheet, a printed page for each sheet.

    Parameters
    ----------
    drawn : Drawn

    Returns
    -------
    bytes
        The same document gives the same bytes.
    """
    buffer = io.BytesIO()
    day = drawn.made
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a workbook has no time zone
    book = open_book(buffer, drawn.title, created)
    name = say("documents.sheet", drawn.language)
    sheet = book.add_worksheet(name)
    grid = drawn.sheets[0].grid
    place = _Place(sheet, _Formats(book, _FONTS[drawn.language]), grid.columns, grid.width)
    breaks = []
    for one in drawn.sheets:
        if place.row:
            breaks.append(place.row)
        _sheet(place, one, say("documents.colon", drawn.language))
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width + 2)
    sheet.set_h_pagebreaks(breaks)
    set_for_print(sheet, drawn.title)
    if breaks:
        sheet.fit_to_pages(1, len(drawn.sheets))
    book.close()
    return buffer.getvalue()


def _sheet(place: _Place, sheet: Sheet, colon: str) -> None:
    begins = place.row
    place.line(sheet.title, bold=True, font_size=14, align="center")
    for label, text in sheet.particulars:
        place.line(label + colon + text, align="right")
    for text, align in ((sheet.left, "left"), (sheet.middle, "center"), (sheet.right, "right")):
        place.line(text, align=align)
    _grid(place, sheet, alone=begins == 0)
    for note in sheet.notes:
        place.line(note, font_size=9)
    place.row += 1
    for label, text in sheet.signatures:
        place.line(label + colon + (text or "_" * 12))
    place.line(sheet.seal, align="right")
    place.row += 1


def _grid(place: _Place, sheet: Sheet, *, alone: bool) -> None:
    grid, first = sheet.grid, place.row
    numeric = grid.numeric()
    for box in grid.boxes:
        right = box.role in {"cell", "total"} and box.column in numeric
        look = place.formats.box(box, right)
        place.write(first + box.row, box.column, box.rows, box.columns, box.cell, look)
    for number, line in enumerate(grid.by_row()):
        place.sheet.set_row(first + number, _height([box for box in line if box.rows == 1], grid.widths))
    place.row += grid.rows
    cells = first + grid.heads
    if alone and cells <= _FROZEN:
        place.sheet.freeze_panes(cells, grid.sides)
    if alone:
        place.sheet.repeat_rows(first, cells - 1)


def _height(line: list[Box], widths: tuple[int, ...]) -> float:
    """Points that the longest text of a row needs, as far as a row can be high."""
    lines = [
        -(-room(box.cell.text) // max(1, sum(widths[box.column : box.column + box.columns]))) for box in line
    ]
    return float(min(409, _POINTS * max([1, *lines]) + 3))
