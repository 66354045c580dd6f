"""What every file format offers to the counting: text columns, and the row of a value when asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evenborn.registers.codes.periods import CLOCK
from evenborn.registers.engine import Engine, EngineError
from evenborn.registers.mapping import Header
from evenborn.registers.refusal import Refusal

CLOCKED = "VARCHAR WITH A TIME OF DAY"
"""What a text column of periods is called here once its first rows have shown times of day."""

Key = tuple[str | None, ...]
"""Texts of some columns of one row; None for an empty cell."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """The first of some cells in file order.

    Attributes
    ----------
    row : int
        As a spreadsheet counts, header = 1 where it stands first.
    column : int
        Position from 0.
    value : str or None
        Text of the cell.
    number : int
        How many such cells the file has.
    """

    row: int
    column: int
    value: str | None
    number: int


class Source(Protocol):
    """One open file.

    Attributes
    ----------
    format, encoding, sheet, sha256 : str or None
        What was found out about the file.
    head : sequence of (row, cells)
        Its first rows.
    types : sequence of str
        Engine type of each column, known once attached.
    row_has_content : str
        SQL condition that holds for a row with anything in any column.
    """

    format: str
    encoding: str | None
    sheet: str | None
    sha256: str
    head: list[tuple[int, list[str]]]
    types: list[str]
    row_has_content: str

    def refusal_for_header(self, refusal: Refusal) -> Refusal:
        """The same refusal of a header row, or what the format knows better about it."""

    def attach(self, header: Header) -> None:
        """Make the rows below the header readable as ``births_file`` with columns ``c0``, ``c1`` …"""

    def first_cell(self, bad: Mapping[int, Collection[str | None]]) -> BadCell:
        """First cell that holds one of the bad texts of its column."""

    def rows_with(self, columns: Sequence[int], keys: Collection[Key]) -> list[int]:
        """Numbers of the first rows that hold one of the keys in ``columns``."""

    def refusal_for(self, error: EngineError) -> Refusal:
        """Why the engine could not read the file, as a person should hear it."""


def grouping(column: int, kind: str) -> str:
    """SQL by which the values of a column are told apart before anything looks at them.

    The time of day is cut off a date, so that ten million births do not have ten million periods;
    a text only where its first rows have one, because looking for it in every row takes time.

    Examples
    --------
    >>> grouping(2, "TIMESTAMP")
    'CAST(c2 AS DATE)'
    """
    if kind.startswith("TIMESTAMP"):
        return f"CAST(c{column} AS DATE)"
    if kind == CLOCKED:
        day = f"regexp_replace(c{column}, '{CLOCK}', '\\1')"
        return f"CASE WHEN contains(c{column}, ':') THEN {day} ELSE c{column} END"
    return f"c{column}"


def as_text(expression: str, kind: str) -> str:
    """SQL for the text of a grouped value, empty as NULL, whole floating-point numbers without ``.0``.

    Examples
    --------
    >>> as_text("c0", "VARCHAR")
    "nullif(c0, '')"
    """
    if kind in {"VARCHAR", CLOCKED}:
        return f"nullif({expression}, '')"
    if kind in {"DOUBLE", "FLOAT"}:
        whole = f"isfinite({expression}) AND {expression} = trunc({expression}) AND abs({expression}) < 9e18"
        number = f"CAST(CAST({expression} AS BIGINT) AS VARCHAR)"
        text = f"CAST({expression} AS VARCHAR)"
        return f"CASE WHEN isnan({expression}) THEN NULL WHEN {whole} THEN {number} ELSE {text} END"
    return f"CAST({expression} AS VARCHAR)"


def is_blank(expression: str) -> str:
    """SQL that holds where a text is absent or nothing but blanks, Chinese ones too.

    Examples
    --------
    >>> is_blank("c0").startswith("coalesce(trim(c0")
    True
    """
    return f"coalesce(trim({expression}, ' \t\r\n\u00a0\u3000'), '') = ''"


def column_text(types: Sequence[str], column: int) -> str:
    """SQL for the text by which a cell of a column is known."""
    return as_text(grouping(column, types[column]), types[column])


def first_cell_in(
    engine: Engine,
    numbered: str,
    types: Sequence[str],
    bad: Mapping[int, Collection[str | None]],
) -> BadCell:
    """First bad cell of a relation that has a column ``row``."""
    found = []
    for column, values in bad.items():
        text = column_text(types, column)
        empty = f" OR {text} IS NULL" if None in values else ""
        sql = (
            f"SELECT min(row), count(*) FROM {numbered} WHERE {text} IN (SELECT unnest(?::VARCHAR[])){empty}"
        )
        first, number = engine.rows(sql, [[value for value in values if value is not None]])[0]
        if number:
            value = engine.rows(f"SELECT {text} FROM {numbered} WHERE row = ?", [first])[0][0]
            found.append(BadCell(first, column, value, number))
    first_found = min(found, key=lambda cell: (cell.row, cell.column))
    return BadCell(first_found.row, first_found.column, first_found.value, sum(cell.number for cell in found))


def rows_with_in(
    engine: Engine,
    numbered: str,
    types: Sequence[str],
    columns: Sequence[int],
    keys: Collection[Key],
) -> list[int]:
    """First rows of a relation with a column ``row`` that hold one of the keys."""
    texts = [column_text(types, column) for column in columns]
    one_key = " AND ".join(f"{text} IS NOT DISTINCT FROM ?::VARCHAR" for text in texts)
    sql = f"SELECT row FROM {numbered} WHERE {' OR '.join([f'({one_key})'] * len(keys))} ORDER BY row LIMIT 2"
    return [row for (row,) in engine.rows(sql, [value for key in keys for value in key])]


def general_refusal(error: EngineError, file: str) -> Refusal:
    """A refusal for what no format explains better."""
    message = str(error)
    if "Out of Memory" in message or "max_temp_directory_size" in message:
        return Refusal("not-enough-room", file=file)
    return Refusal("unreadable", file=file, cause=message.strip().splitlines()[0][:300])
