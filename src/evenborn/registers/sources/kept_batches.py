"""The rows of a file as they were read the first time, so that a second look needs no second parse.

A workbook takes ten times as long to read as what is kept of it here. The rows lie, compressed, in a file
without a name in the working folder of the check, which is gone with the run however that ends.
"""

from collections.abc import Iterator
from io import BufferedRandom
from pathlib import Path
from tempfile import TemporaryFile
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
    >>> from evenborn.registers.partial_folders import working_folder
    >>> from evenborn.registers.sources.rows import with_numbers
    >>> class Source:
    ...     def batches(self, header):
    ...         print("reading the file")
    ...         yield with_numbers(2, [pa.array(["男", "女"])])
    >>> with working_folder() as folder:
    ...     kept = KeptBatches(Source(), Header(row=1, names=("性别",), columns={"sex": 0}), folder)
    ...     for _ in range(2):
    ...         [batch.columns[0].to_pylist() for batch in kept.batches()]
    ...     kept.close()
    reading the file
    [['男', '女']]
    [['男', '女']]
    """

    def __init__(self, source: RowSource, header: Header, folder: Path) -> None:
        self._source, self._header = source, header
        self._folder, self._is_whole = folder, False
        self._file: BufferedRandom | None = None

    def close(self) -> None:
        """Let what was kept go."""
        if self._file is not None:
            self._file.close()

    def batches(self) -> Iterator[RowBatch]:
        """All rows below the header; only the first reading tells of damaged rows."""
        return self._again() if self._is_whole else self._first_time()

    def _first_time(self) -> Iterator[RowBatch]:
        names = ["row", *(f"c{place}" for place in range(len(self._header.names)))]
        schema = pa.schema(
            [pa.field(name, pa.string() if place else pa.int64()) for place, name in enumerate(names)]
        )
        self.close()
        self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - it is read again until it is closed
        with pa.ipc.new_stream(self._file, schema, options=_OPTIONS) as out:
            for batch in self._source.batches(self._header):
                out.write_batch(pa.record_batch([pa.array(batch.rows), *batch.columns], schema=schema))
                yield batch
        self._is_whole = True

    def _again(self) -> Iterator[RowBatch]:
        assert self._file is not None  # noqa: S101 - it was written the first time
        self._file.seek(0)
        with pa.ipc.open_stream(self._file) as kept:
            for batch in kept:
                rows, *columns = batch.columns
                yield RowBatch(rows.to_numpy(), tuple(cast("list[pa.StringArray]", columns)))
