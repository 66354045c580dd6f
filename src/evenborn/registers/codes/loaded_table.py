"""The small tables that an installation brings along (areas, holidays): CSV with a header, read whole."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from evenborn.registers.codes.gb18030 import NotGb18030, decode
from evenborn.registers.codes.writing import header_key, plain
from evenborn.registers.refusal import Refusal

LARGEST_TABLE = 1 << 28
"""Bytes; every village of the country has its place in far less."""


def read_table(
    path: Path,
    columns: Mapping[str, tuple[str, ...]],
    required: tuple[str, ...],
    bare: tuple[str, ...] = (),
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a small table, each with its row number as a spreadsheet counts.

    Parameters
    ----------
    path : Path
        UTF-8 or GB 18030, separated by commas.
    columns : mapping
        Column → headers that it may have beside its own name; others are passed over.
    required : tuple of str
        Columns without which the table says nothing.
    bare : tuple of str, optional
        Columns, in their order, of a table without a header: one whose first cell is a number.

    Yields
    ------
    row : int
    cells : dict
        Column → text, half-width and trimmed; empty for a column that the table lacks.

    Raises
    ------
    Refusal
        ``no-such-file``, ``is-a-folder``, ``no-permission``, ``unreadable``, ``file-too-large``,
        ``loaded-table-not-text``, ``loaded-table-missing-column`` or ``loaded-table-empty``.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        first = next(rows, [])
        headless = bool(bare) and plain("".join(first[:1])).isdecimal()
        places = {name: place for place, name in enumerate(bare)} if headless else _places(first, columns)
        for column in required:
            if column not in places:
                raise Refusal("loaded-table-missing-column", file=path.name, column=column)
        count = 0
        for cells in chain([first] if headless else [], rows):
            if any(plain(cell) for cell in cells):
                row = 1 if headless and not count else rows.line_num
                count += 1
                yield row, {column: _cell(cells, places.get(column)) for column in columns}
        if not count:
            raise Refusal("loaded-table-empty", file=path.name)
    except csv.Error as error:
        raise Refusal("loaded-table-not-text", file=path.name) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise Refusal("file-too-large", file=path.name, limit=LARGEST_TABLE)
        data = path.read_bytes()
    except OSError as error:
        kinds = {FileNotFoundError: "no-such-file", NotADirectoryError: "no-such-file"}
        kinds |= {IsADirectoryError: "is-a-folder", PermissionError: "no-permission"}
        cause = error.strerror or type(error).__name__
        raise Refusal(kinds.get(type(error), "unreadable"), file=path.name, cause=cause) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return decode(data)
    except NotGb18030 as error:
        raise Refusal("loaded-table-not-text", file=path.name) from error


def _places(header: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    keys = [header_key(cell) for cell in header]
    places = {}
    for column, others in columns.items():
        names = {header_key(name) for name in (column, *others)}
        found = [place for place, key in enumerate(keys) if key in names]
        if found:
            places[column] = found[0]
    return places


def _cell(cells: list[str], place: int | None) -> str:
    return plain(cells[place]) if place is not None and place < len(cells) else ""
