"""How a table stands in a worksheet: header rows, number formats, widths, frozen panes, rows to repeat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evenborn.presentation.tables import Cell, Look, Table, groupings
from evenborn.presentation.tokens import colour

_STARTERS: Final = tuple("=+-@|%")

_FROZEN_AT_MOST: Final = 5
"""A header that stands lower is not frozen: it would leave no room to scroll in."""

_WIDE_CHARACTER: Final = 0x2E80
"""Characters from here on take the room of two."""

_LOOKS: Final[dict[Look, dict[str, object]]] = {
    "plain": {},
    "high": {"font_color": colour("above"), "bold": True},
    "low": {"font_color": colour("below"), "bold": True},
    "indeterminate": {},
    "unreliable": {"font_color": colour("warn"), "italic": True},
    "too-few": {"font_color": colour("ink-faint"), "italic": True},
    "suppressed": {"font_color": colour("ink-soft"), "bg_color": colour("neutral-soft")},
    "no-births": {"font_color": colour("ink-faint"), "italic": True},
    "incomplete": {"font_color": colour("warn"), "bold": True},
}


_HEADER: Final = {
    "bold": True,
    "text_wrap": True,
    "valign": "bottom",
    "bg_color": colour("ground"),
    "bottom": 1,
}


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook, font: str) -> None:
        self._book = book
        self._font = font
        self._cells: dict[tuple[str, Look, bool, bool, bool], Format] = {}
        self.title = self._made({"bold": True, "font_size": 14})
        self.words = self._made({"text_wrap": True})
        self.caption = self._made({"bold": True, "font_size": 11})
        self.note = self._made({"text_wrap": True, "font_color": colour("ink-soft"), "font_size": 9})
        self.header = self._made(_HEADER)
        self.number_header = self._made({**_HEADER, "align": "right"})
        self.over = self._made({**_HEADER, "align": "center"})
        self.above_header = self._made({"bg_color": colour("ground")})

    def cell(self, number_format: str, look: Look, *, right: bool, quoted: bool, wrap: bool) -> Format:
        """Return the format of a cell; ``quoted`` marks words that a spreadsheet could take for a formula."""
        key = (number_format, look, right, quoted, wrap)
        if key not in self._cells:
            self._cells[key] = self._made(
                {
                    "num_format": number_format,
                    "align": "right" if right else "left",
                    "quote_prefix": quoted,
                    "text_wrap": wrap,
                    "bottom": 4,
                    "bottom_color": colour("line"),
                    **_LOOKS[look],
                }
            )
        return self._cells[key]

    def _made(self, wanted: Mapping[str, object]) -> Format:
        return self._book.add_format({"font_name": self._font, "font_size": 10, "valign": "top", **wanted})


@dataclass(slots=True)
class Place:
    """Where the next line of a worksheet goes, and how many columns it has."""

    sheet: Worksheet
    formats: Formats
    width: int
    row: int = field(default=0)


def write_lines(place: Place, lines: Iterable[str], look: Format) -> None:
    """Write sentences, each across all columns, and leave a row free after them."""
    written = 0
    for line in filter(None, lines):
        place.sheet.merge_range(place.row, 0, place.row, max(place.width - 1, 1), "", look)
        place.sheet.write_string(place.row, 0, line, look)
        place.sheet.set_row(
            place.row, None if place.row == 0 else 15 * (1 + _room(line) // (12 * place.width))
        )
        place.row += 1
        written += 1
    place.row += 1 if written else 0


def write_table(place: Place, table: Table, *, main: bool) -> None:
    """Write a table; the ``main`` one of a sheet sets widths, frozen panes and the rows that repeat."""
    write_caption(place, table)
    first = place.row
    _header(place, table)
    for row in table.rows:
        for at, cell in enumerate(row):
            _cell(place, at, cell, table.columns[at].kind == "number")
        place.row += 1
    if main:
        named = sum(column.names_row for column in table.columns)
        if first <= _FROZEN_AT_MOST:
            place.sheet.freeze_panes(place.row - len(table.rows), named)
        place.sheet.repeat_rows(first, place.row - len(table.rows) - 1)
        for at, column in enumerate(table.columns):
            place.sheet.set_column(at, at, _width(table, at, column.width))
    place.row += 1
    write_lines(place, [*table.notes, *([table.source] if table.source else [])], place.formats.note)


def write_caption(place: Place, table: Table) -> None:
    """Write the caption of a table in the row over its header."""
    place.sheet.write_string(place.row, 0, table.title, place.formats.caption)
    place.row += 1


def _header(place: Place, table: Table) -> None:
    sheet, formats = place.sheet, place.formats
    if any(column.over for column in table.columns):
        at = 0
        for run in groupings(table.columns):
            last = at + len(run.columns) - 1
            if run.over and last > at:
                sheet.merge_range(place.row, at, place.row, last, "", formats.over)
            for under in range(at, last + 1):
                sheet.write_string(
                    place.row, under, run.over, formats.over if run.over else formats.above_header
                )
            at = last + 1
        place.row += 1
    for at, column in enumerate(table.columns):
        look = formats.number_header if column.kind == "number" else formats.header
        sheet.write_string(place.row, at, column.title, look)
    place.row += 1


def _cell(place: Place, at: int, cell: Cell, right: bool) -> None:
    quoted = needs_quote(cell)
    wrap = cell.number is None and _room(cell.text) > 60
    look = place.formats.cell(cell.number_format, cell.look, right=right, quoted=quoted, wrap=wrap)
    if cell.number is not None:
        place.sheet.write_number(place.row, at, cell.number, look)
    elif cell.text:
        place.sheet.write_string(place.row, at, cell.text, look)
    else:
        place.sheet.write_blank(place.row, at, None, look)


def needs_quote(cell: Cell) -> bool:
    """Whether a spreadsheet could take the words of a cell for a formula, if somebody edits them.

    Examples
    --------
    >>> needs_quote(Cell("=1+1")), needs_quote(Cell("-2", -2)), needs_quote(Cell("two"))
    (True, False, False)
    """
    return cell.number is None and cell.text.startswith(_STARTERS)


def _width(table: Table, at: int, least: int) -> int:
    return min(max([least, *(_room(row[at].text) + 2 for row in table.rows)]), 112)


def _room(text: str) -> int:
    return sum(2 if ord(character) >= _WIDE_CHARACTER else 1 for character in text)
