"""Apache Spark: the tables of a country, on many machines or in one.

A table is a folder of Parquet files in the folder of the run, and a name for it. It is never changed: what
changes a table writes it anew and points the name there. Spark knows no numbers without a sign, so blocks
come in with 2⁶³ taken off, which keeps their order, and tokens with their bits as they are.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from splink.internals.spark.database_api import SparkAPI

from evenborn.comparison.backends.spark_sql import spark_sql
from evenborn.registers.engine import Engine, EngineError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from splink.internals.database_api import DatabaseAPI

_HALF: Final = 1 << 63


class SparkBackend:
    """See :class:`~evenborn.comparison.backends.backend.Backend`.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
    reader : Engine
    folder : pathlib.Path
        Of the run; workers on other machines see it under the same name.
    """

    def __init__(self, session: "SparkSession", reader: Engine, folder: Path) -> None:
        self._session, self._reader = session, reader
        self._folder = folder / "tables"
        self._folder.mkdir()
        self._parts: dict[str, list[Path]] = {}
        self._held: dict[str, pa.Table] = {}
        self._written = 0

    @property
    def reader(self) -> Engine:
        """DuckDB beside it."""
        return self._reader

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with _told():
            return [tuple(row) for row in self._query(sql).collect()]

    def table(self, sql: str) -> "pa.Table":
        """All rows of a query as an Arrow table, handed over in files: Java needs no memory for them."""
        with _told():
            path = self._write(self._query(sql))
        parts = sorted(path.glob("*.parquet"))  # their names are in the order of the rows
        table = pa.concat_tables([pq.read_table(part) for part in parts])
        shutil.rmtree(path)
        return table

    def make(self, name: str, sql: str) -> None:
        """Make a table of what a query gives."""
        with _told():
            self._replace(name, self._query(sql))

    def view(self, name: str, sql: str) -> None:
        """Give a query a name. A union is written out, as Spark would plan its parts anew for every query."""
        if " UNION ALL " in sql:
            self.make(name, sql)
        else:
            with _told():
                self._query(sql).createOrReplaceTempView(name)

    def append(self, name: str, sql: str) -> None:
        """Add what a query gives to a table."""
        with _told():
            held = self._session.table(name)
            columns = [
                f"CAST(`{one.name}` AS {one.dataType.simpleString()}) `{one.name}`" for one in held.schema
            ]
            added = self._query(sql).toDF(*held.columns).selectExpr(*columns)
            self._name(name, [*self._parts[name], self._write(added)], held)

    def change(self, name: str, column: str, value: str, where: str) -> None:
        """Give a column another value."""
        held = self._session.table(name).columns
        changed = f"CASE WHEN {where} THEN {value} ELSE {column} END AS {column}"
        self.make(name, f"SELECT {', '.join(changed if one == column else one for one in held)} FROM {name}")

    def remove(self, name: str, where: str) -> None:
        """Remove rows."""
        self.make(name, f"SELECT * FROM {name} WHERE NOT coalesce({where}, false)")

    def drop(self, *names: str) -> None:
        """Forget tables."""
        for name in names:
            with _told():
                self._session.catalog.dropTempView(name)
            self._held.pop(name, None)
            for path in self._parts.pop(name, []):
                shutil.rmtree(path, ignore_errors=True)

    def hold(self, name: str, table: "pa.Table") -> None:
        """Write an Arrow table where Spark reads it."""
        for path in self._parts.pop(name, []):
            shutil.rmtree(path, ignore_errors=True)
        self._written += 1
        path = self._folder / f"held{self._written}"
        path.mkdir()
        pq.write_table(_signed(table), path / "part-0.parquet")
        self._held[name], self._parts[name] = table, [path]
        with _told():
            self._session.read.parquet(path.as_uri()).createOrReplaceTempView(name)

    def held(self, name: str) -> "pa.Table | None":
        """The table that was written under a name."""
        return self._held.get(name)

    def parquet(self, name: str, path: Path) -> str:
        """The file, read with signed numbers."""
        columns = [
            f"CAST({one.name} - {_HALF} AS BIGINT) AS {one.name}" if one.type == pa.uint64() else one.name
            for one in pq.read_schema(path)
        ]
        with _told():
            held = self._session.read.parquet(path.resolve().as_uri())
            held.selectExpr(*columns).createOrReplaceTempView(name)
        return name

    def condition(self, sql: str) -> str:
        """The condition in Spark's words."""
        return spark_sql(sql)

    def splink(self) -> "DatabaseAPI[Any]":
        """Splink in the same session; what is only asked to be the same needs no functions in Java."""
        made = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=self._session, register_udfs_automatically=False
        )
        return cast("DatabaseAPI[Any]", made)

    def _query(self, sql: str) -> "DataFrame":
        return self._session.sql(spark_sql(sql))

    def _replace(self, name: str, found: "DataFrame") -> None:
        before = self._parts.get(name, [])
        self._name(name, [self._write(found)], found)
        for path in before:
            shutil.rmtree(path, ignore_errors=True)

    def _write(self, found: "DataFrame") -> Path:
        self._written += 1
        path = self._folder / f"written{self._written}"
        found.write.parquet(path.as_uri())
        return path

    def _name(self, name: str, parts: list[Path], like: "DataFrame") -> None:
        self._parts[name] = parts
        held = self._session.read.schema(like.schema).parquet(*(part.as_uri() for part in parts))
        held.createOrReplaceTempView(name)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in Spark, as all engines tell it."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise EngineError(str(error)) from error


def _signed(table: "pa.Table") -> "pa.Table":
    """The same columns without unsigned numbers: those of 64 bits in their order, the others by bits."""
    columns: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        columns[name] = column
        if column.type in (pa.uint64(), pa.uint32()):
            signs = np.uint64(_HALF) if column.type == pa.uint64() else np.uint32(0)
            numbers = pc.fill_null(column, pa.scalar(0, column.type)).to_numpy() ^ signs
            nothing = np.asarray(column.is_null())
            columns[name] = pa.array(numbers.view(numbers.dtype.str.replace("u", "i")), mask=nothing)
    return pa.table(columns)
