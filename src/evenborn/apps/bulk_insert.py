"""Many rows into one table, by the database's own way for many: COPY, or few statements of many rows.

One statement of many rows leaves Python to whoever seals the next rows until all of them are in; a
statement a row would ask for it back each time.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from django.db import connections, models, router

from evenborn.apps.stores import Store

__all__ = ["insert_rows", "room_for_many"]

_AT_ONCE: Final = 4000
"""Rows in one statement on SQLite, at most."""
_VALUES: Final = 32_000
"""Values in one statement on SQLite, at most."""
_ROOM: Final = (("cache_size", -262_144), ("wal_autocheckpoint", 20_000))
"""On SQLite while many rows are written: 256 MB of pages held, copied to their places more rarely."""
_TYPES: Final = {
    "CharField": "varchar", "DateField": "date", "DateTimeField": "timestamptz", "BinaryField": "bytea",
    "PositiveIntegerField": "int4", "PositiveSmallIntegerField": "int2", "IntegerField": "int4",
    "ForeignKey": "int8",
}  # fmt: skip


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
        By field, all of one length.
    """
    store = _store(model)
    if store.vendor == "postgresql":
        _copied(model, constant, columns)
        return
    first = [_prepared(model, name, value) for name, value in constant.items()]
    rows = list(zip(*(_adapted(model, name, column) for name, column in columns.items()), strict=True))
    with store.wrap_database_errors:  # the raw connection: Django would write each statement anew
        most = min(_AT_ONCE, (_VALUES - len(first)) // len(columns))
        for start in range(0, len(rows), most):
            part = rows[start : start + most]
            asked = _statement(model, tuple(constant), tuple(columns), len(part))
            store.connection.execute(asked, [*first, *chain.from_iterable(part)])


@contextmanager
def room_for_many() -> Iterator[None]:
    """Let SQLite hold more of the vault in memory for as long as the block lasts."""
    store = connections[Store.VAULT]
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
    first = tuple(constant.values())
    with _store(model).cursor() as cursor:
        asked = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(asked) as copy:
            copy.set_types([_TYPES[type(field).__name__] for field in fields])
            for row in zip(*columns.values(), strict=True):
                copy.write_row(first + row)


@lru_cache(maxsize=8)
def _statement(
    model: type[models.Model], constant: tuple[str, ...], columns: tuple[str, ...], rows: int
) -> str:
    names = ", ".join(f'"{_field(model, name).column}"' for name in (*constant, *columns))
    first = [f"?{place + 1}" for place in range(len(constant))]
    numbers = iter(range(len(constant) + 1, len(constant) + 1 + rows * len(columns)))
    values = ("(" + ",".join([*first, *(f"?{next(numbers)}" for _ in columns)]) + ")" for _ in range(rows))
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) VALUES {','.join(values)}"  # noqa: S608 - names of ours


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
