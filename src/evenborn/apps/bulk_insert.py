"""Many rows into one table, by the database's own way for many: COPY, or one statement on SQLite.

SQLite is given each column as one value, out of which the statement cuts row after row: two thirds of the
time of a value for each cell, and Python is free for whoever makes the next rows meanwhile. PostgreSQL is
given blocks of :mod:`~evenborn.apps.copy_format`.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

from django.db import connections, models, router

from evenborn.apps.copy_format import copied
from evenborn.apps.stores import Store

__all__ = ["insert_rows", "room_for_many"]

_ROOM: Final = (("cache_size", -262_144), ("wal_autocheckpoint", 20_000))
"""On SQLite while many rows are written: 256 MB of pages held, copied to their places more rarely."""
_INTERVAL: Final = 0.0005
"""Seconds that a thread of Python goes on while another waits; ten times as many are usual."""
_TYPES: Final = {
    "CharField": "varchar", "DateField": "date", "DateTimeField": "timestamptz", "BinaryField": "bytea",
    "PositiveIntegerField": "int4", "PositiveSmallIntegerField": "int2", "IntegerField": "int4",
    "ForeignKey": "int8",
}  # fmt: skip
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


def insert_rows(
    model: type[models.Model], constant: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows given as columns, with values that are the same in all of them.

    Parameters
    ----------
    model : type of Model
        Its table stands in any store.
    constant : mapping of str to value
        By field.
    columns : mapping of str to sequence
        By field, all of one length; octets, texts, whole numbers or days, and None.
    """
    rows = len(next(iter(columns.values()), ()))
    if any(len(column) != rows for column in columns.values()):
        raise ValueError("Columns differ in length.")
    if not rows:
        return
    store = _store(model)
    if store.vendor == "postgresql":
        _copied(model, constant, columns)
        return
    cells = [_cells(_adapted(model, name, column)) for name, column in columns.items()]
    asked = _statement(
        model, tuple(constant), tuple(columns), tuple((one.affinity, one.width) for one in cells)
    )
    values = [rows, *(_prepared(model, name, value) for name, value in constant.items())]
    for one in cells:
        values += [one.octets, one.places] if one.width is None else [one.octets]
    with store.wrap_database_errors:  # the raw connection: Django would write the statement anew
        store.connection.execute(asked, values)


@contextmanager
def room_for_many() -> Iterator[None]:
    """Let many rows into the vault for as long as the block lasts, made by one thread, written by another.

    SQLite holds more of the vault in memory. Threads change places more often, for PostgreSQL reads what COPY
    hands it in less time than Python leaves a thread alone, and would wait for the next octets.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_INTERVAL)
    try:
        with _pages_held(connections[Store.VAULT]):
            yield
    finally:
        sys.setswitchinterval(interval)


@contextmanager
def _pages_held(store: Any) -> Iterator[None]:  # noqa: ANN401 - Django's own kinds
    if store.vendor != "sqlite":
        yield
        return
    with store.cursor() as cursor:
        before = [(name, cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name, _ in _ROOM]
        for name, value in _ROOM:
            cursor.execute(f"PRAGMA {name} = {value}")
        try:
            yield
        finally:
            for name, value in before:
                cursor.execute(f"PRAGMA {name} = {value}")


def _copied(
    model: type[models.Model], constant: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
) -> None:
    fields = [_field(model, name) for name in (*constant, *columns)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    types = [_TYPES[type(field).__name__] for field in fields]
    store = _store(model)
    with store.wrap_database_errors, store.cursor() as cursor:
        asked = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(asked) as copy:
            for block in copied(types, tuple(constant.values()), tuple(columns.values())):
                copy.write(block)


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
    model: type[models.Model], constant: tuple[str, ...], columns: tuple[str, ...],
    shapes: tuple[tuple[str, int | None], ...],
) -> str:  # fmt: skip
    names = ", ".join(f'"{_field(model, name).column}"' for name in (*constant, *columns))
    values, free = [f"?{place + 2}" for place in range(len(constant))], len(constant) + 2
    for affinity, width in shapes:
        if width is not None:
            cut = f"substr(?{free}, n * {width} + 1, {width})"
        else:
            start = _number(free + 1, 1, _START)
            cut = f"substr(?{free}, {start} + 1, nullif({_number(free + 1, 1 + _START, _LENGTH)}, -1))"
        values.append(_AS[affinity].format(cut))
        free += 1 if width is not None else 2
    return (
        "WITH RECURSIVE place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < ?1) "  # noqa: S608 - names of ours
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} FROM place"
    )


def _number(place: int, first: int, digits: int) -> str:
    """The number that a column of places holds of row ``n``, from its so manieth digit on."""
    return f"CAST(substr(?{place}, n * {_START + _LENGTH} + {first}, {digits}) AS INTEGER)"


def _adapted(model: type[models.Model], name: str, column: Sequence[Any]) -> Sequence[Any]:
    """Days as the database writes them; there are few different ones."""
    if not isinstance(_field(model, name), models.DateField):
        return column
    written = {value: _prepared(model, name, value) for value in set(column)}
    return [written[value] for value in column]


def _prepared(model: type[models.Model], name: str, value: Any) -> Any:  # noqa: ANN401 - of any field
    return _field(model, name).get_db_prep_save(value, _store(model))


def _store(model: type[models.Model]) -> Any:  # noqa: ANN401 - Django's own kinds
    return connections[router.db_for_write(model)]


def _field(model: type[models.Model], name: str) -> Any:  # noqa: ANN401 - Django's own kinds
    return model._meta.get_field(name)
