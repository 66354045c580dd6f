"""A copy of every store as it was at one moment.

All stores are held against writing for as long as it takes to open a view of each, some milliseconds; the
copies are then made from the views while the office goes on.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import psycopg

from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from evenborn.site.backup.manifest import StoreCopy
from evenborn.site.backup.postgresql import dump
from evenborn.site.config import Config
from evenborn.site.databases import sqlite_path

__all__ = ["copies"]

LONGEST_WAIT = 20
"""Seconds that a store may be busy."""


class _View(Protocol):
    def copy_to(self, folder: Path) -> StoreCopy: ...


def copies(config: Config, folder: Path) -> list[StoreCopy]:
    """Write a copy of every store into a folder.

    Raises
    ------
    Refusal
        ``store-busy``, ``backup-no-store``, ``no-postgresql-tools``, ``postgresql-tool-failed``.
    """
    with ExitStack() as views:
        with ExitStack() as locks:
            for store in Store:
                locks.enter_context(_held(store, config))
            opened = [views.enter_context(_view(store, config)) for store in Store]
        return [view.copy_to(folder) for view in opened]


@contextmanager
def _held(store: Store, config: Config) -> Iterator[None]:
    """Nobody writes into the store meanwhile."""
    path = sqlite_path(store, config)
    try:
        if path is not None:
            with _sqlite(path, "rw") as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield
        else:
            with psycopg.connect(config.stores.url(store)) as server:
                server.execute(f"SET lock_timeout = '{LONGEST_WAIT}s'")
                server.execute("LOCK TABLE audit_head IN EXCLUSIVE MODE")
                yield
                server.rollback()
    except psycopg.errors.LockNotAvailable as problem:
        raise Refusal("store-busy", store=store.label) from problem
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Refusal("store-busy", store=store.label) from problem
        raise _system_error(problem, f"{store.label}.sqlite3") from problem


@contextmanager
def _view(store: Store, config: Config) -> Iterator[_View]:
    path = sqlite_path(store, config)
    if path is not None:
        with _sqlite(path, "ro") as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the view begins here
            yield _SqliteView(store, connection)
    else:
        url = config.stores.url(store)
        with psycopg.connect(url) as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            server.read_only = True
            snapshot = server.execute("SELECT pg_export_snapshot()").fetchone()
            yield _PostgresqlView(store, server, url, snapshot[0] if snapshot else "")


@contextmanager
def _sqlite(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise Refusal("backup-no-store", file=str(path))
    connection = sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode={mode}", uri=True, isolation_level=None, timeout=LONGEST_WAIT
    )
    try:
        yield connection
    finally:
        connection.close()


def _system_error(problem: sqlite3.OperationalError, name: str) -> OSError:
    """What SQLite says of a disk, as the system says it."""
    said = problem.sqlite_errorname
    full = any(part in said for part in ("FULL", "WRITE", "SHMSIZE"))
    return OSError(errno.ENOSPC if full else errno.EIO, str(problem), name)


@dataclass(frozen=True, slots=True)
class _SqliteView:
    store: Store
    connection: sqlite3.Connection

    def copy_to(self, folder: Path) -> StoreCopy:
        name = f"{self.store.label}.sqlite3"
        number, head = self.connection.execute("SELECT number, hash FROM audit_head").fetchone()
        copy = sqlite3.connect(folder / name)
        try:
            self.connection.backup(copy)
        except sqlite3.OperationalError as problem:
            raise _system_error(problem, name) from problem
        finally:
            copy.close()
        return StoreCopy(self.store.label, "sqlite", f"stores/{name}", number, head)


@dataclass(frozen=True, slots=True)
class _PostgresqlView:
    store: Store
    connection: "psycopg.Connection[tuple[object, ...]]"
    url: str
    snapshot: object

    def copy_to(self, folder: Path) -> StoreCopy:
        name = f"{self.store.label}.dump"
        row = self.connection.execute("SELECT number, hash FROM audit_head").fetchone()
        number, head = row or (0, "")
        dump(self.url, str(self.snapshot), folder / name)
        return StoreCopy(self.store.label, "postgresql", f"stores/{name}", int(str(number)), str(head))
