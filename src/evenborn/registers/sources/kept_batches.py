"""The rows of a file as they were read the first time, so that a second look needs no second parse.

A workbook takes ten times as long to read as what is kept of it here; the file stays in the working folder
of the check, compressed, and goes with it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyarrow as pa

from evenborn.registers.mapping import Header
from evenborn.registers.sources.rows import RowBatch, RowSource

_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


class KeptBatches:
    """Gives the rows of a source again and again, though it reads them only once.

    Parameters
    ----------
    source : RowSource
        The file.
    header : Header
        Where its rows begin.
    folder : pathlib.Path
        Where its rows are kept.

    Examples
    --------
    >>> from evenborn.registers.engine import working_folder
    >>> from evenborn.registers.sources.rows import with_numbers
    >>> class Source:
    ...     def batches(self, header):
    ...         print("reading the file")
    ...         yield with_numbers(2, [pa.array(["男", "女"])])
    >>> with working_folder() as folder:
    ...     kept = KeptBatches(Source(), Header(row=1, names=("性别",), columns={"sex": 0}), folder)
    ...     for _ in range(2):
    ...         [batch.columns[0].to_pylist() for batch in kept.batches()]
    reading the file
    [['男', '女']]
    [['男', '女']]
    """

    def __init__(self, source: RowSource, header: Header, folder: Path) -> None:
        self._source, self._header = source, header
        self._path, self._is_whole = folder / "rows.arrow", False

    def batches(self) -> Iterator[RowBatch]:
        """All rows below the header; only the first reading tells of damaged rows."""
        return self._again() if self._is_whole else self._first_time()

    def _first_time(self) -> Iterator[RowBatch]:
        names = ["row", *(f"c{place}" for place in range(len(self._header.names)))]
        schema = pa.schema(
            [pa.field(name, pa.string() if place else pa.int64()) for place, name in enumerate(names)]
        )
        with (
            pa.OSFile(str(self._path), "wb") as file,
            pa.ipc.new_stream(file, schema, options=_OPTIONS) as out,
        ):
            for batch in self._source.batches(self._header):
                out.write_batch(pa.record_batch([pa.array(batch.rows), *batch.columns], schema=schema))
                yield batch
        self._is_whole = True

    def _again(self) -> Iterator[RowBatch]:
        with pa.OSFile(str(self._path), "rb") as file, pa.ipc.open_stream(file) as kept:
            for batch in kept:
                rows, *columns = batch.columns
                yield RowBatch(rows.to_numpy(), tuple(cast("list[pa.StringArray]", columns)))
