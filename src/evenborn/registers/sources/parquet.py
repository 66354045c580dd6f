"""Births in a Parquet file: typed columns, read as they are."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from evenborn.registers.engine import Engine, EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import Header
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.parquet_rows import parquet_rows
from evenborn.registers.sources.rows import RowBatch
from evenborn.registers.sources.source import (
    CLOCKED,
    BadCell,
    Key,
    first_cell_in,
    general_refusal,
    rows_with_in,
)

_CHUNK = 1 << 20
_LOOKED_AT = 1_000  # rows that show whether periods come with a time of day


def file_hash(path: Path, progress: Callable[[int], None]) -> str:
    """SHA-256 of a file, read in chunks; ``progress`` is told the bytes of each."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            progress(len(chunk))
    return digest.hexdigest()


class Parquet:
    """A Parquet file, open for counting; see :class:`~evenborn.registers.sources.source.Source`."""

    format: str = "parquet"
    encoding: str | None = None
    sheet: str | None = None
    row_has_content: str = "true"

    def __init__(
        self, path: Path, file: str, engine: Engine, limits: Limits, progress: Callable[[int], None]
    ) -> None:
        self._engine, self._file, self._path = engine, file, path
        self.sha256 = file_hash(path, progress)
        link = str(engine.link(path, "births.parquet")).replace("'", "''")
        self._scan = f"read_parquet('{link}', binary_as_string = true, file_row_number = {{}})"
        try:
            described = engine.rows(f"DESCRIBE SELECT * FROM {self._scan.format('false')}")
        except EngineError as error:
            raise general_refusal(error, file) from error
        if len(described) > limits.columns:
            raise Refusal("too-many-columns", file=file, columns=len(described), limit=limits.columns)
        self._names = [str(column[0]) for column in described]
        self.types = [str(column[1]) for column in described]
        self.head: list[tuple[int, list[str]]] = [(1, self._names)]

    def refusal_for_header(self, refusal: Refusal) -> Refusal:
        """Nothing more is known about a header here."""
        return refusal

    def batches(self, header: Header) -> Iterator[RowBatch]:
        """All rows in their order; the header is the file's own."""
        return parquet_rows(self._path, self._file, len(header.names), header.read)

    def attach(self, header: Header) -> None:
        """Make the rows readable, once as they are and once with their numbers."""
        quoted = ['"' + name.replace('"', '""') + '"' for name in self._names]
        columns = ", ".join(f"{name} AS c{place}" for place, name in enumerate(quoted))
        without, numbered = self._scan.format("false"), self._scan.format("true")
        self._engine.rows(f"CREATE VIEW births_file AS SELECT {columns} FROM {without}")
        period = header.columns.get("period")
        if period is not None and self.types[period] == "VARCHAR":
            first = f"SELECT c{period} AS text FROM births_file LIMIT {_LOOKED_AT}"
            if self._engine.rows(f"SELECT bool_or(contains(text, ':')) FROM ({first})")[0][0]:
                self.types[period] = CLOCKED
        self._engine.rows(
            f"CREATE VIEW births_file_rows AS SELECT {columns}, 2 + file_row_number AS row FROM {numbered}"
        )

    def first_cell(self, bad: Mapping[int, Collection[str | None]]) -> BadCell:
        """First cell that holds one of the bad texts of its column."""
        return first_cell_in(self._engine, "births_file_rows", self.types, bad)

    def rows_with(self, columns: Sequence[int], keys: Collection[Key]) -> list[int]:
        """Numbers of the first rows that hold one of the keys."""
        return rows_with_in(self._engine, "births_file_rows", self.types, columns, keys)

    def refusal_for(self, error: EngineError) -> Refusal:
        """Why the file could not be read."""
        return general_refusal(error, self._file)
