"""Births of a FHIR bundle as rows of the delivery register, one row a birth in the order of the file."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa

from evenborn.registers.definition import Definition
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import Header
from evenborn.registers.sources.fhir import fhir_rows
from evenborn.registers.sources.parquet import file_hash
from evenborn.registers.sources.rows import RowBatch, with_numbers

_BATCH = 20_000


class FhirRows:
    """A bundle, open for reading; its header is the names of the register's fields."""

    format: str = "fhir"
    encoding: str | None = None
    sheet: str | None = None

    def __init__(
        self, path: Path, file: str, limits: Limits, definition: Definition, progress: Callable[[int], None]
    ) -> None:
        self._path, self._file, self._limits = path, file, limits
        self._names = list(definition.fields)
        self.sha256 = file_hash(path, progress)
        headers = [field.en for field in definition.fields.values()]
        self.head: list[tuple[int, list[str]]] = [(0, headers)]

    def batches(self, header: Header) -> Iterator[RowBatch]:
        """All births; the number of a row is the birth's place in the file, the first is 1."""
        following = header.row + 1
        with self._path.open("rb") as stream:
            births = fhir_rows(stream, self._file, self._limits)
            while taken := list(islice(births, _BATCH)):
                columns = [
                    pa.array([birth.cells.get(name, "") for birth in taken], pa.string())
                    for name in self._names
                ]
                yield with_numbers(following, columns)
                following += len(taken)
