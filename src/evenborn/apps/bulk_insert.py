"""Many rows into one table, by the database's own way for many: COPY, or one statement on SQLite.

What the database is given is written first, by :mod:`~evenborn.apps.cut_format` for SQLite and by
:mod:`~evenborn.apps.copy_format` for PostgreSQL, by another thread where one is at hand.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connections, models, router

from evenborn.apps.copy_format import copied
from evenborn.apps.cut_format import cut_rows
from evenborn.apps.stores import Store

__all__ = ["WrittenRows", "insert_rows", "insert_written", "room_for_many", "written_rows", "written_whole"]

_ROOM: Final = (("cache_size", -262_144), ("wal_autocheckpoint", 20_000))
"""On SQLite while many rows are written: 256 MB of pages held, copied to their places more rarely."""
_INTERVAL: Final = 0.0005
"""Seconds that a thread of Python goes on while another waits; ten times as many are usual."""
_TYPES: Final = {
    "CharField": "varchar", "DateField": "date", "DateTimeField": "timestamptz", "BinaryField": "bytea",
    "PositiveIntegerField": "int4", "PositiveSmallIntegerField": "int2", "IntegerField": "int4",
    "ForeignKey": "int8",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """Rows as their database takes them, ready to be handed over.

    Attributes
    ----------
    model : type of Model
    statement : str
        Empty where there is no row.
    handed : iterable
        The values of the statement, or on PostgreSQL the blocks that COPY reads.
    """

    model: type[models.Model]
    statement: str
    handed: Iterable[Any] = field(repr=False)


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
    insert_written(written_rows(model, constant, columns))


def written_rows(
    model: type[models.Model], constant: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
) -> WrittenRows:
    """Write rows as their database takes them, without asking it anything: any thread may.

    On PostgreSQL the blocks are made as they are asked for, the server reading one while the next is made.

    Parameters
    ----------
    model, constant, columns
        As of :func:`insert_rows`.
    """
    rows = len(next(iter(columns.values()), ()))
    if any(len(column) != rows for column in columns.values()):
        raise ValueError("Columns differ in length.")
    if not rows:
        return WrittenRows(model, "", ())
    if _store(model).vendor == "postgresql":
        return _copied(model, constant, columns)
    asked, values = cut_rows(
        model._meta.db_table,
        [_field(model, name).column for name in (*constant, *columns)],
        [_prepared(model, name, value) for name, value in constant.items()],
        [_adapted(model, name, column) for name, column in columns.items()],
    )
    return WrittenRows(model, asked, values)


def written_whole(rows: WrittenRows) -> WrittenRows:
    """The same with nothing left to be made: for a thread that writes what another one inserts."""
    return WrittenRows(rows.model, rows.statement, list(rows.handed))


def insert_written(rows: WrittenRows) -> None:
    """Hand rows over to their database."""
    if not rows.statement:
        return
    store = _store(rows.model)
    if store.vendor == "postgresql":
        with store.wrap_database_errors, store.cursor() as cursor, cursor.copy(rows.statement) as copy:
            for block in rows.handed:
                copy.write(block)
        return
    with store.wrap_database_errors:  # the raw connection: Django would write the statement anew
        store.connection.execute(rows.statement, rows.handed)


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
) -> WrittenRows:
    fields = [_field(model, name) for name in (*constant, *columns)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    types = [_TYPES[type(field).__name__] for field in fields]
    asked = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT BINARY)"
    return WrittenRows(model, asked, copied(types, tuple(constant.values()), tuple(columns.values())))


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
