"""Rows as one statement of SQLite takes them: each column a value, out of which it cuts the cells. Pure.

A value for each cell would take three times as long, during which Python was not free for other threads.

References
----------
SQLite, “The WITH Clause” (recursive common table expressions) and “Built-In Scalar SQL Functions” (substr of
a BLOB counts octets).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

__all__ = ["cut_rows"]

_AFFINITIES: Final = {bytes: "BLOB", str: "TEXT", int: "INTEGER"}
_PADDED: Final = "padded"
_AS: Final = {
    "BLOB": "{}", "TEXT": "CAST({} AS TEXT)", "INTEGER": "CAST({} AS INTEGER)",
    _PADDED: "rtrim(CAST({} AS TEXT))",
}  # fmt: skip
_SHORT: Final = 16
"""Characters of a text that is cheaper filled up with spaces than with its place beside it."""
_START: Final = 12
_LENGTH: Final = 9
"""Digits that say where a cell begins and how many octets it has."""


def cut_rows(
    table: str, names: Sequence[str], constant: Sequence[Any], columns: Sequence[Sequence[Any]]
) -> tuple[str, list[Any]]:
    """The statement that inserts rows, and its values.

    Parameters
    ----------
    table : str
    names : sequence of str
        Columns of the table: first those that are constant, then the others.
    constant : sequence of value
    columns : sequence of sequence of value
        Of one length, at least one row; octets, texts or whole numbers, and None.

    Examples
    --------
    >>> import sqlite3
    >>> store = sqlite3.connect(":memory:")
    >>> _ = store.execute("CREATE TABLE births (register TEXT, area TEXT, hash BLOB)")
    >>> names, columns = ["register", "area", "hash"], [["1", "22"], [b"a", None]]
    >>> asked, values = cut_rows("births", names, ["delivery"], columns)
    >>> _ = store.execute(asked, values)
    >>> store.execute("SELECT * FROM births").fetchall()
    [('delivery', '1', b'a'), ('delivery', '22', None)]
    """
    cells = [_cells(column) for column in columns]
    shapes = tuple((one.affinity, one.width) for one in cells)
    values: list[Any] = [len(columns[0]), *constant]
    for one in cells:
        values += [one.octets, one.places] if one.width is None else [one.octets]
    return _statement(table, tuple(names), len(constant), shapes), values


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column as one value.

    Attributes
    ----------
    affinity : str
        What SQLite makes of the octets of a cell; ``padded`` is a text filled up with spaces.
    octets : bytes
        Cell after cell.
    width : int or None
        Of every cell, where all have the same and none is None.
    places : bytes
        Otherwise where each begins and how long it is; -1 for None.
    """

    affinity: str
    octets: bytes
    width: int | None
    places: bytes = b""


def _cells(column: Sequence[Any]) -> _Cells:
    kind = next((type(cell) for cell in column if cell is not None), bytes)
    if kind is int and None not in column:
        width = max(len(str(max(column))), len(str(min(column))))
        return _Cells(_AFFINITIES[int], _written(f"%{width}d", column), width)
    octets: Any = column
    if kind is str and None not in column and (joined := "".join(column)).isascii():
        if _is_padded(joined, most := max(map(len, column))):
            return _Cells(_PADDED, _written(f"%-{most}s", column), most)
        return _of_widths(joined.encode("ascii"), list(map(len, column)), _AFFINITIES[str])
    if kind is not bytes:
        octets = [None if cell is None else str(cell).encode() for cell in column]
    lengths = [-1 if cell is None else len(cell) for cell in octets]
    return _of_widths(b"".join(filter(None, octets)), lengths, _AFFINITIES[kind])


def _is_padded(joined: str, most: int) -> bool:
    """Whether texts of so many characters at most are filled up with spaces, which none of them has."""
    return 0 < most <= _SHORT and not {" ", "\0"} & {*joined}


def _of_widths(octets: bytes, lengths: list[int], affinity: str) -> _Cells:
    """Cells one after the other; -1 octet has one that is None."""
    most = max(lengths)
    if min(lengths) == most > 0:
        return _Cells(affinity, octets, most)
    places = [0] * (2 * len(lengths))
    places[::2] = list(accumulate((max(length, 0) for length in lengths[:-1]), initial=0))
    places[1::2] = lengths
    # One octet more than is used: what is cut out of nothing is NULL.
    return _Cells(affinity, octets + b"\0", None, _written(f"%{_START}d%{_LENGTH}d", places))


def _written(pattern: str, cells: Sequence[Any]) -> bytes:
    """Numbers or texts in as many places as the pattern gives them, all at once."""
    times = len(cells) // pattern.count("%")
    return ((pattern * times) % tuple(cells)).encode("ascii")


@lru_cache(maxsize=32)
def _statement(
    table: str, names: tuple[str, ...], constant: int, shapes: tuple[tuple[str, int | None], ...]
) -> str:
    values, free = [f"?{place + 2}" for place in range(constant)], constant + 2
    for affinity, width in shapes:
        if width is not None:
            cut = f"substr(?{free}, n * {width} + 1, {width})"
        else:
            start = _number(free + 1, 1, _START)
            cut = f"substr(?{free}, {start} + 1, nullif({_number(free + 1, 1 + _START, _LENGTH)}, -1))"
        values.append(_AS[affinity].format(cut))
        free += 1 if width is not None else 2
    quoted = ", ".join(f'"{name}"' for name in names)
    return (
        "WITH RECURSIVE place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < ?1) "  # noqa: S608 - names of ours
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM place"
    )


def _number(place: int, first: int, digits: int) -> str:
    """The number that a column of places holds of row ``n``, from its so manieth digit on."""
    return f"CAST(substr(?{place}, n * {_START + _LENGTH} + {first}, {digits}) AS INTEGER)"
