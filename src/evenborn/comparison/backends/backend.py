"""What a comparison asks of the engine that holds its tables.

The SQL of a comparison is written once, in the words of DuckDB. Whatever differs between engines stands
behind these few verbs: how tables are made, changed and removed, how Arrow goes in and comes out, and by
which hand Splink works.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import pyarrow as pa

from evenborn.registers.engine import Engine

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI

ENGINES: Final = ("duckdb", "spark")
"""Engines by name; the first is used where none is asked for."""

LOCAL: Final = "local[*]"
"""Spark inside this machine, on all of its cores."""


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engine compares.

    Attributes
    ----------
    engine : str
        One of :data:`ENGINES`.
    spark_master : str
        Where Spark runs, in its own words: ``local[2]``, ``spark://host:7077``, ``yarn``.
    """

    engine: str = ENGINES[0]
    spark_master: str = LOCAL


DUCKDB: Final = EngineChoice()
"""One machine, in bounded memory."""


class Backend(Protocol):
    """An engine with the tables of one comparison. Every method raises ``EngineError`` where it fails."""

    @property
    def reader(self) -> Engine:
        """DuckDB, which reads registers and counts in samples whatever engine compares."""
        ...

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...

    def table(self, sql: str) -> "pa.Table":
        """All rows of a query as an Arrow table; numbers may come in another width than DuckDB gives them."""
        ...

    def make(self, name: str, sql: str) -> None:
        """Make a table of what a query gives; one that has the name is replaced."""
        ...

    def view(self, name: str, sql: str) -> None:
        """Give a query a name; whatever had it is replaced."""
        ...

    def append(self, name: str, sql: str) -> None:
        """Add what a query gives to a table, column by column; the query may read the table."""
        ...

    def change(self, name: str, column: str, value: str, where: str) -> None:
        """Give a column another value in the rows for which a condition holds."""
        ...

    def remove(self, name: str, where: str) -> None:
        """Remove the rows for which a condition holds; one that is null does not hold."""
        ...

    def drop(self, *names: str) -> None:
        """Forget tables that were made or held."""
        ...

    def hold(self, name: str, table: "pa.Table") -> None:
        """Make an Arrow table readable under a name; one that was held under it is replaced."""
        ...

    def held(self, name: str) -> "pa.Table | None":
        """The Arrow table that is held under a name; it can be read without the engine."""
        ...

    def parquet(self, name: str, path: Path) -> str:
        """What stands after FROM for a Parquet file; ``name`` is for the engine's own use."""
        ...

    def condition(self, sql: str) -> str:
        """A condition as Splink hands it to the engine."""
        ...

    def splink(self) -> "DatabaseAPI[Any]":
        """By which Splink works in the engine, on tables of these names."""
        ...
