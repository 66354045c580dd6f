"""The only place that opens DuckDB: in memory, offline, bounded, with a folder of its own.

A file to be read is linked into that folder, so that no character of its name can mean anything to the
engine, and the engine may open nothing else.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa

from evenborn.registers.limits import Limits

_WAITING = 4
"""Statements that may wait for the one before them; each holds a batch in memory."""
_TICK = 0.1  # seconds between two looks at how far a query is


class EngineError(Exception):
    """The engine could not do what it was asked; the message is the engine's."""


class Engine:
    """A connection that runs SQL inside its limits.

    Attributes
    ----------
    folder : pathlib.Path
        The only folder that the engine may read or write.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder
        self._background = ThreadPoolExecutor(1, "evenborn-engine")
        self._pending: deque[Future[None]] = deque()
        self._inserting = Lock()

    def link(self, path: Path, name: str) -> Path:
        """Make ``path`` readable for the engine as ``folder / name``."""
        link = self.folder / name
        link.symlink_to(path.resolve())
        return link

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query; raises :class:`EngineError`."""
        self._wait_for_background()
        return self._rows(sql, parameters)

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, list(parameters)).fetchall()
        except duckdb.Error as error:
            raise EngineError(str(error)) from error

    def table(self, sql: str) -> pa.Table:
        """All rows of a query as an Arrow table; raises :class:`EngineError`."""
        self._wait_for_background()
        try:
            return self._connection.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            raise EngineError(str(error)) from error

    def batches(self, sql: str, rows: int) -> Iterator[pa.RecordBatch]:
        """The rows of a query in batches of at most so many; raises :class:`EngineError`."""
        self._wait_for_background()
        try:
            yield from self._connection.execute(sql).to_arrow_reader(rows)
        except duckdb.Error as error:
            raise EngineError(str(error)) from error

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table readable under ``name``."""
        self._wait_for_background()
        self._connection.register(name, table)

    def unregister(self, name: str) -> None:
        """Forget what was registered under ``name``."""
        self._wait_for_background()
        self._connection.unregister(name)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for a library that brings its own SQL; its limits stay as they are."""
        self._wait_for_background()
        return self._connection

    def insert(self, sql: str, name: str, make: Callable[[], pa.Table]) -> None:
        """Make an Arrow table and run a statement that reads it as ``name``, while the caller goes on.

        Statements run one after the other; every other call waits for them first. What goes wrong is
        raised as :class:`EngineError` by a later call. Several threads may insert; nothing else may be asked
        for until they have ended.

        Examples
        --------
        >>> from evenborn.registers.partial_folders import working_folder
        >>> batch = pa.table({"number": [1, 2]})
        >>> with working_folder() as folder, open_engine(folder, Limits()) as engine:
        ...     _ = engine.rows("CREATE TABLE births (number BIGINT)")
        ...     engine.insert("INSERT INTO births FROM batch", "batch", lambda: batch)
        ...     engine.rows("SELECT count(*) FROM births")
        [(2,)]
        """
        with self._inserting:
            while len(self._pending) >= _WAITING:
                self._pending.popleft().result()
            self._pending.append(self._background.submit(self._insert, sql, name, make))

    def _insert(self, sql: str, name: str, make: Callable[[], pa.Table]) -> None:
        self._connection.register(name, make())
        self._rows(sql)
        self._connection.unregister(name)

    def _wait_for_background(self) -> None:
        while self._pending:
            self._pending.popleft().result()

    def close(self) -> None:
        """Drop what waits, end what runs, and close the connection."""
        self._background.shutdown(wait=True, cancel_futures=True)
        self._connection.close()

    def run(self, sql: str, progress: Callable[[float], None] | None = None) -> None:
        """Run one long statement and report the share done, 0 to 1; raises :class:`EngineError`."""
        if progress is None:
            self.rows(sql)
            return
        self._wait_for_background()
        with ThreadPoolExecutor(1) as pool:
            work = pool.submit(self._rows, sql)
            try:
                self._watch(work, progress)
            except BaseException:
                self._connection.interrupt()
                raise
            work.result()

    def _watch(self, work: "Future[list[tuple[Any, ...]]]", progress: Callable[[float], None]) -> None:
        furthest = 0.0
        while not work.done():
            share = self._connection.query_progress() / 100
            if share > furthest:
                furthest = min(share, 1.0)
                progress(furthest)
            try:
                work.exception(timeout=_TICK)
            except TimeoutError:
                continue


def _configuration(limits: Limits, folder: Path) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": limits.memory,
        "max_temp_directory_size": limits.spill,
        "temp_directory": str(folder / "spill"),
        "threads": limits.threads or os.cpu_count() or 1,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "preserve_insertion_order": False,
        "python_enable_replacements": False,
    }


_WATCHED = {
    "enable_progress_bar": "true",  # counts how far a query is; printing is another setting
    "enable_progress_bar_print": "false",
    "progress_bar_time": "0",
}
_AFTERWARDS = {"enable_external_access": "false", "lock_configuration": "true"}


@contextmanager
def open_engine(
    folder: Path, limits: Limits, readable: Sequence[Path] = (), *, watched: bool = True
) -> Iterator[Engine]:
    """Open an engine, and close it at the end.

    Parameters
    ----------
    folder : pathlib.Path
        Where it may read and write.
    limits : Limits
        Memory, disk and threads.
    readable : sequence of pathlib.Path
        Files elsewhere that it may read.
    watched : bool
        Whether it counts how far a statement is, for :meth:`Engine.run`; that costs some of the processor.

    Yields
    ------
    Engine
        Nothing that runs in it can give it other rights.

    Examples
    --------
    >>> from evenborn.registers.partial_folders import working_folder
    >>> with working_folder() as folder, open_engine(folder, Limits()) as engine:
    ...     engine.rows("SELECT 6 * 7")
    [(42,)]
    """
    connection = duckdb.connect(":memory:", config=_configuration(limits, folder))
    engine = Engine(connection, folder)
    try:
        connection.execute(f"SET allowed_directories = {_list([folder])}")
        connection.execute(f"SET allowed_paths = {_list([path.resolve() for path in readable])}")
        for setting, value in ((_WATCHED if watched else {}) | _AFTERWARDS).items():
            connection.execute(f"SET {setting} = {value}")
        yield engine
    finally:
        engine.close()


def _list(paths: Sequence[Path]) -> str:
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"
