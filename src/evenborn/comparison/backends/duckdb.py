"""DuckDB: one machine, in bounded memory, with what does not fit on disk."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from evenborn.registers.engine import Engine

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI


class DuckDBBackend:
    """See :class:`~evenborn.comparison.backends.backend.Backend`.

    Parameters
    ----------
    engine : Engine

    Examples
    --------
    >>> from evenborn.registers.engine import open_engine
    >>> from evenborn.registers.limits import Limits
    >>> from evenborn.registers.partial_folders import working_folder
    >>> with working_folder() as folder, open_engine(folder, Limits()) as engine:
    ...     backend = DuckDBBackend(engine)
    ...     backend.make("births", "SELECT 1 AS record, 7 AS block")
    ...     backend.append("births", "SELECT record + 1, block FROM births")
    ...     backend.change("births", "block", "8", "record = 2")
    ...     backend.rows("SELECT * FROM births ORDER BY record")
    [(1, 7), (2, 8)]
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: dict[str, pa.Table] = {}

    @property
    def reader(self) -> Engine:
        """The engine itself."""
        return self._engine

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._engine.rows(sql)

    def table(self, sql: str) -> "pa.Table":
        """All rows of a query as an Arrow table."""
        return self._engine.table(sql)

    def make(self, name: str, sql: str) -> None:
        """Make a table of what a query gives."""
        self._engine.rows(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""
        self._engine.rows(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def append(self, name: str, sql: str) -> None:
        """Add what a query gives to a table."""
        self._engine.rows(f"INSERT INTO {name} {sql}")

    def change(self, name: str, column: str, value: str, where: str) -> None:
        """Give a column another value."""
        self._engine.rows(f"UPDATE {name} SET {column} = {value} WHERE {where}")

    def remove(self, name: str, where: str) -> None:
        """Remove rows."""
        self._engine.rows(f"DELETE FROM {name} WHERE {where}")

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            if name in self._held:
                del self._held[name]
                self._engine.unregister(name)
            else:
                self._engine.rows(f"DROP TABLE {name}")

    def hold(self, name: str, table: "pa.Table") -> None:
        """Make an Arrow table readable where it lies."""
        self._held[name] = table
        self._engine.register(name, table)

    def held(self, name: str) -> "pa.Table | None":
        """The table that lies under a name."""
        return self._held.get(name)

    def parquet(self, name: str, path: Path) -> str:
        """The file, linked into the engine's folder."""
        return f"read_parquet('{self._engine.link(path, f'{name}.parquet')}')"

    def condition(self, sql: str) -> str:
        """The condition as it stands."""
        return sql

    def splink(self) -> "DatabaseAPI[Any]":
        """Splink on the same connection, whose limits stay as they are."""
        from splink.internals.duckdb.database_api import DuckDBAPI  # noqa: PLC0415 -- takes long

        return DuckDBAPI(connection=self._engine.connection)
