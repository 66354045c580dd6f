"""Rows of a text file in their order, by Arrow's streaming reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from evenborn.registers.mapping import Header
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import DamagedRow, RowBatch, together

_BLOCK = 2 << 20  # what a parser works on fits into the processor's cache
_MOST_DAMAGED = 10_000
"""Rows laid out unlike the header beyond which the separator or the header must be wrong."""


class DelimitedRows:
    """One reading of the rows below a header.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8 text with one kind of line end.
    file : str
        How a person calls it.
    separator : str
        Between two cells.
    header : Header
        Where the rows begin and how many cells they have.
    """

    def __init__(self, path: Path, file: str, separator: str, header: Header) -> None:
        self._path, self._file, self._separator, self._header = path, file, separator, header
        self._damaged: list[DamagedRow] = []
        self._refusal: Refusal | None = None

    def _skip(self, row: csv.InvalidRow) -> Literal["skip", "error"]:
        """What Arrow asks at a row of another length; what is raised here would be lost."""
        text, number = row.text, cast("int", row.number)  # known where one thread reads
        damaged = DamagedRow(number, row.actual_columns, text)
        if "\n" in text or "\r" in text:
            self._refusal = Refusal("broken-quotes", file=self._file, row=number)
        elif len(self._damaged) >= _MOST_DAMAGED:
            self._refusal = self._ragged(self._damaged[0])
        self._damaged.append(damaged)
        return "error" if self._refusal else "skip"

    def _ragged(self, damaged: DamagedRow) -> Refusal:
        return Refusal(
            "ragged-row",
            file=self._file,
            row=damaged.row,
            cells=damaged.cells,
            columns=len(self._header.names),
            value=damaged.text[:80],
        )

    def _reader(self) -> csv.CSVStreamingReader:
        names = [f"c{place}" for place in range(len(self._header.names))]
        return csv.open_csv(
            self._path,
            read_options=csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK,
                column_names=names,
                skip_rows_after_names=self._header.row,
            ),
            parse_options=csv.ParseOptions(
                delimiter=self._separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self._skip,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False
            ),
        )

    def batches(self) -> Iterator[RowBatch]:
        """All rows, in order; refuses ``ragged-row``, ``broken-quotes`` or ``unreadable``."""
        return together(self._blocks())

    def _blocks(self) -> Iterator[RowBatch]:
        following = self._header.row + 1
        told = 0
        try:
            for batch in self._reader():
                skipped = np.array([row.row for row in self._damaged[told:]], dtype=np.int64)
                numbers = _numbers(following, batch.num_rows, skipped)
                within = int((skipped <= (numbers[-1] if len(numbers) else following)).sum())
                damaged = tuple(self._damaged[told : told + within])
                told += within
                following = int(numbers[-1]) + 1 if len(numbers) else following
                yield RowBatch(numbers, tuple(map(_as_text, batch.columns)), damaged)
        except pa.ArrowInvalid as error:
            if self._refusal is not None:
                raise self._refusal from error
            if "Empty CSV file" not in str(error):
                raise Refusal("unreadable", file=self._file, cause=str(error)[:300]) from error
        if left := tuple(self._damaged[told:]):
            nothing = tuple(pa.array([], pa.string()) for _ in self._header.names)
            yield RowBatch(np.array([], dtype=np.int64), nothing, left)


def _as_text(cells: "pa.Array[Any]") -> pa.StringArray:
    """The bytes of a column as text: the file was found to be UTF-8 as a whole, so its cells are."""
    text = pa.Array.from_buffers(pa.string(), len(cells), cells.buffers(), offset=cells.offset)
    return cast("pa.StringArray", text)


def _numbers(first: int, length: int, skipped: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of ``length`` rows from ``first`` on, the skipped ones left out."""
    numbers = np.arange(first, first + length + len(skipped), dtype=np.int64)
    return numbers[~np.isin(numbers, skipped)][:length]
