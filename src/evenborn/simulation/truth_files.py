"""The truth beside the registers: every birth, where it stands in which file, and all that is wrong."""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenborn.simulation.birth_records import BIRTHS_SCHEMA
from evenborn.simulation.text_columns import Numbers, Texts, at, chosen, repeated
from evenborn.simulation.verdicts import Planted

_TEXT, _NUMBER = pa.string(), pa.int64()


def _schema(**types: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in types.items()])


ERRORS_SCHEMA: Final = _schema(
    register=_TEXT,
    file=_TEXT,
    row=_NUMBER,
    record_number=_TEXT,
    birth=_NUMBER,
    field=_TEXT,
    kind=_TEXT,
    rules=pa.list_(pa.string()),
)
"""One row for each thing that is wrong, or late, or odd but harmless: ``row`` as a spreadsheet counts,
``field`` empty for a whole row, ``birth`` null where the record is of none, ``rules`` every rule that must
see it and empty where none can."""

LINKS_SCHEMA: Final = _schema(file=_TEXT, row=_NUMBER, record_number=_TEXT, birth=_NUMBER)
"""Which birth each row of a register is about."""


class TruthFiles:
    """Files of the truth that grow with the registers.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it is not there.
    stack : contextlib.ExitStack
        Closes the files.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        folder.mkdir(exist_ok=True)
        self.errors = 0
        self._folder, self._stack = folder, stack
        self._writers: dict[str, pq.ParquetWriter] = {}

    def _write(self, name: str, table: pa.Table) -> None:
        if name not in self._writers:
            path = self._folder / f"{name}.parquet"
            writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            self._writers[name] = self._stack.enter_context(writer)
        self._writers[name].write_table(table)

    def open_errors(self) -> None:
        """Have the file of errors, also where nothing goes wrong."""
        self._write("errors", ERRORS_SCHEMA.empty_table())

    def add_births(self, births: pa.RecordBatch) -> None:
        """Every birth that there was."""
        self._write("births", pa.Table.from_batches([births], BIRTHS_SCHEMA))

    def add_links(self, register: str, file: str, first_row: int, records: Texts, births: Numbers) -> None:
        """Which births some rows that follow each other are about."""
        rows = first_row + np.arange(len(births))
        columns = [repeated(file, len(births)), rows, records, births]
        self._write(f"links-{register}", pa.table(columns, schema=LINKS_SCHEMA))

    def add_errors(
        self,
        register: str,
        file: str,
        first_row: int,
        planted: Sequence[Planted],
        records: Texts,
        births: Numbers | None,
    ) -> None:
        """What is wrong in these rows, in their order.

        Parameters
        ----------
        register, file : str
            Where.
        first_row : int
            Row of the file in which the first of them stands.
        planted : sequence of Planted
            Positions count from that row.
        records : pyarrow.StringArray
            Number of each record.
        births : ndarray of int64 or None
            Birth of each record, where it is about one.
        """
        planted = [one for one in planted if len(one.rows)]
        if not planted:
            return
        rows = np.concatenate([one.rows for one in planted])
        of = np.repeat(np.arange(len(planted)), [len(one.rows) for one in planted])
        order = np.lexsort((of, rows))
        rows, of = rows[order], of[order]
        rules: Any = pa.array([list(one.rules) for one in planted], pa.list_(pa.string()))
        columns = [
            repeated(register, len(rows)),
            repeated(file, len(rows)),
            first_row + rows,
            at(records, rows),
            pa.nulls(len(rows), pa.int64()) if births is None else births[rows],
            chosen([one.field for one in planted], of),
            chosen([one.kind for one in planted], of),
            rules.take(pa.array(of)),
        ]
        self._write("errors", pa.table(columns, schema=ERRORS_SCHEMA))
        self.errors += len(rows)


def json_file(path: Path, content: Mapping[str, Any]) -> None:
    """Write what a person may want to read, too."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
