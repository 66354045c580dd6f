"""Checked records of a register in, the tables of counts that may leave it out; no row is kept on the way.

What may leave, in which form and how large every combination has to be stands in the register's definition
(``[table.*]``); nothing here knows any register.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from evenborn.registers.coarsening.columns import Columns
from evenborn.registers.coarsening.counting import TableCounts
from evenborn.registers.coarsening.encoding import Encoders
from evenborn.registers.coarsening.fitness import require_sound
from evenborn.registers.coarsening.report import TableReport
from evenborn.registers.definition import Definition
from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal

_ROWS_AT_ONCE = 1 << 18  # fewer and looking values up would take longer than counting them


@dataclass(frozen=True, slots=True)
class Coarsened:
    """What may leave a register, and the evidence for it.

    Attributes
    ----------
    definition : Definition
        Of the register.
    tables : mapping of str to pyarrow.Table
        By name of the table; the schema is that of :func:`~evenborn.registers.coarsening.tables.schema_of`.
    reports : mapping of str to TableReport
        By name of the table.
    """

    definition: Definition
    tables: Mapping[str, pa.Table]
    reports: Mapping[str, TableReport]


class Coarsening:
    """Counts the accepted records of one file, batch by batch.

    Parameters
    ----------
    definition : Definition
        Of the register that the records come from.
    areas : callable, optional
        Gives for an area code as stated the code under which it is counted, such as that of its successor.
    file : str
        Name of the file, for refusals.
    limits : Limits, optional
        Most different values of a column, and threads.

    Examples
    --------
    >>> import numpy as np
    >>> from evenborn.registers.definition import register
    >>> coarsening = Coarsening(register("delivery"))
    >>> born = np.array(["2025-03-08T14:05", "2025-03-31T23:59"], "datetime64[s]")
    >>> coarsening.add(pa.record_batch({
    ...     "birth_time": born, "residence": ["990101001", "990101002"], "parity": [1, 1],
    ...     "sex": ["female", "male"], "outcome": ["live", "live"],
    ... }))
    >>> coarsened = coarsening.finish()
    >>> coarsened.tables["births_by_county"].to_pylist()
    [{'area': '990101', 'period': '2025-03', 'order': '1', 'male': 1, 'female': 1, 'unclear': 0}]
    >>> coarsened.reports["births_by_facility"].withheld
    2
    """

    def __init__(
        self,
        definition: Definition,
        areas: Callable[[str], str] | None = None,
        *,
        file: str = "",
        limits: Limits | None = None,
    ) -> None:
        require_sound(definition)
        self._definition, self._areas, self._file = definition, areas, file
        self._limits = limits or Limits()
        self._threads = self._limits.threads or os.cpu_count() or 1
        self._encoders = Encoders(areas)
        self._tables = [
            TableCounts(definition, table, self._encoders) for table in definition.tables.values()
        ]
        self._fields = _fields(definition)
        self._waiting: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Count the records of a batch.

        Parameters
        ----------
        batch : pyarrow.RecordBatch
            One column per field that the file has, typed as the check hands them on: text for codes (their
            meaning), areas and facilities; ``date32`` for days, ``timestamp`` for moments; numbers. A field
            that is missing is stated nowhere.

        Raises
        ------
        Refusal
            ``too-many-values`` where a column has more values than areas or facilities can be.
        """
        wanted = batch.select([name for name in batch.schema.names if name in self._fields])
        if self._waiting and wanted.schema != self._waiting[0].schema:
            self._count()
        self._waiting.append(wanted)
        if sum(part.num_rows for part in self._waiting) >= _ROWS_AT_ONCE:
            self._count()

    def finish(self) -> Coarsened:
        """The tables and reports of everything added so far."""
        self._count()
        finished = {one.table.name: one.finish(self._threads) for one in self._tables}
        return Coarsened(
            self._definition,
            {name: table for name, (table, _) in finished.items()},
            {name: report for name, (_, report) in finished.items()},
        )

    def _count(self) -> None:
        """Count the batches that wait; together they are many rows, and counting many is quicker."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        whole = pa.Table.from_batches(waiting).combine_chunks()
        for batch in whole.to_batches(max_chunksize=2 * _ROWS_AT_ONCE):
            columns = Columns(batch)
            columns.prepare(self._encoders, self._threads)
            for table in self._tables:
                if not table.add(columns) or table.most_values > self._limits.distinct_values:
                    raise self._too_many(table)

    def _too_many(self, table: "TableCounts") -> Refusal:
        return Refusal(
            "too-many-values",
            file=self._file,
            column=self._definition.fields[table.widest_field].zh,
            limit=self._limits.distinct_values,
        )


def _fields(definition: Definition) -> frozenset[str]:
    """Fields that the tables are made from."""
    found = {field for table in definition.tables.values() for field in (*table.only, table.adds)}
    columns = [column for table in definition.tables.values() for column in table.columns]
    return frozenset(found | {name for column in columns for name in (column.field, column.since)} - {""})
