"""The file that an office sends: rows in its own words, streamed into the format that it uses."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from evenborn.registers.codes import gb18030
from evenborn.registers.definition import FieldType
from evenborn.simulation.offices import Office
from evenborn.simulation.text_columns import Texts
from evenborn.simulation.workbook_stream import CellKind, WorkbookStream

ROWS_AT_ONCE: Final = 16_384
"""Rows that are put into the words of the office at a time."""

_DAYS: Final[frozenset[FieldType]] = frozenset({"day", "moment", "month"})
_NUMBERS: Final[frozenset[FieldType]] = frozenset({"quantity", "count", "identity-number"})
"""Among identity numbers only those that a spreadsheet took for a quantity look like one: the others have
eighteen digits, which no cell of numbers holds."""


class Rows(Protocol):
    """A file that takes rows."""

    def write_row(self, texts: Sequence[str]) -> None:
        """One row of texts."""

    def write(self, columns: Sequence[Texts]) -> None:
        """Many rows, column by column."""


class OfficeFile:
    """A register's file that grows.

    Parameters
    ----------
    office : Office
        Who writes it.
    fields : sequence of str
        Fields in the order of its columns.
    rows : Rows
        Where they go.

    Attributes
    ----------
    next_row : int
        Row that the next record will stand in, as a spreadsheet counts.
    """

    def __init__(self, office: Office, fields: Sequence[str], rows: Rows) -> None:
        self.next_row = office.first_row
        self._office, self._fields, self._rows = office, tuple(fields), rows
        self._words = {name: office.words(name) for name in self._fields if name in office.definition.lists}
        headings = office.headings()
        if office.title:
            rows.write_row([office.title, *[""] * (len(self._fields) - 1)])
        rows.write_row([headings[name] for name in self._fields])

    def write(self, columns: Mapping[str, Texts]) -> None:
        """Append records.

        Parameters
        ----------
        columns : mapping of str to pyarrow.StringArray
            Canonical texts by field, see :class:`~evenborn.simulation.sheets.Sheet`.
        """
        count = len(columns[self._fields[0]])
        for start in range(0, count, ROWS_AT_ONCE):
            part = [self._written(name, columns[name].slice(start, ROWS_AT_ONCE)) for name in self._fields]
            self._rows.write(part)
        self.next_row += count

    def _written(self, name: str, column: Texts) -> Texts:
        kind = self._office.definition.fields[name].type
        if name in self._words:
            return _translated(column, self._words[name])
        if kind in _DAYS and self._office.between != "-":
            other: Texts = pc.replace_substring(column, "-", self._office.between)
            return other
        return column


def _translated(column: Texts, words: Mapping[str, str]) -> Texts:
    """Each different text by its word; what has none stays."""
    encoded: Any = column.dictionary_encode()
    spoken = pa.array([words.get(text, text) for text in encoded.dictionary.to_pylist()], pa.string())
    found: Any = pa.DictionaryArray.from_arrays(encoded.indices, spoken)
    texts: Texts = found.cast(pa.string())
    return texts


@contextmanager
def office_file(path: Path, office: Office, fields: Sequence[str]) -> Iterator[OfficeFile]:
    """Open the file of an office for writing.

    Parameters
    ----------
    path : pathlib.Path
        With the suffix of the office's format.
    office : Office
    fields : sequence of str
        Fields that it states, in the order of the columns.

    Yields
    ------
    OfficeFile

    Examples
    --------
    >>> import tempfile
    >>> from evenborn.simulation.offices import OFFICES
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "household.csv")
    ...     with office_file(path, OFFICES["household"], ["sex", "birth_date"]) as file:
    ...         file.write({"sex": pa.array(["female"]), "birth_date": pa.array(["2025-03-08"])})
    ...     path.read_text("utf-8-sig").split()
    ['新生儿性别,出生年月日', '2,2025/03/08']
    """
    if office.suffix == "xlsx":
        with WorkbookStream(path, office.definition.zh, _cell_kinds(office, fields)) as workbook:
            yield OfficeFile(office, fields, workbook)
    elif office.suffix == "parquet":
        table = _ParquetRows(path)
        try:
            yield OfficeFile(office, fields, table)
        finally:
            table.close()
    else:
        with path.open("wb") as stream:
            yield OfficeFile(office, fields, _DelimitedRows(stream, office))


def _cell_kinds(office: Office, fields: Sequence[str]) -> list[CellKind]:
    types = [office.definition.fields[name].type for name in fields]
    if not office.numbers:
        return ["text"] * len(types)
    return ["number" if kind in _NUMBERS else "day" if kind == "day" else "text" for kind in types]


class _DelimitedRows:
    """Comma- or tab-separated rows in an encoding."""

    def __init__(self, stream: io.BufferedWriter, office: Office) -> None:
        self._stream, self._encoding = stream, office.encoding
        self._separator = "\t" if office.suffix == "tsv" else ","
        if self._encoding == "utf-8-sig":
            stream.write(b"\xef\xbb\xbf")

    def write_row(self, texts: Sequence[str]) -> None:
        self._encode((self._separator.join(texts) + "\n").encode("utf-8"))

    def write(self, columns: Sequence[Texts]) -> None:
        table = pa.table(list(columns), names=[str(place) for place in range(len(columns))])
        buffer = io.BytesIO()
        options = csv.WriteOptions(
            include_header=False, delimiter=self._separator, quoting_style="none", batch_size=ROWS_AT_ONCE
        )
        csv.write_csv(table, buffer, options)
        self._encode(buffer.getvalue())

    def _encode(self, data: bytes) -> None:
        self._stream.write(gb18030.encode(data.decode("utf-8")) if self._encoding == "gb18030" else data)


class _ParquetRows:
    """Columns of texts; the first row of texts names them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema = pa.schema([])
        self._writer: pq.ParquetWriter | None = None

    def write_row(self, texts: Sequence[str]) -> None:
        self._schema = pa.schema([pa.field(text, pa.string()) for text in texts])
        self._writer = pq.ParquetWriter(self._path, self._schema, compression="zstd")

    def write(self, columns: Sequence[Texts]) -> None:
        assert self._writer is not None  # noqa: S101 -- an office file writes its header first
        self._writer.write_table(pa.table(list(columns), schema=self._schema))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
