"""Whether the rows of a register may be used: every row held against its definition, in file order.

The file is parsed once, in batches; cells are typed, the rules of a row applied, and what rules between
rows look at is kept. Memory stays bounded whatever the length of the file.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.across_rows import KeptCells
from evenborn.registers.batch_cells import BatchCells
from evenborn.registers.cell_readers import Expected
from evenborn.registers.check_summary import CheckOptions, CheckSummary
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.completeness import Received
from evenborn.registers.definition import Definition
from evenborn.registers.issues import BadRow, Issue, Issues
from evenborn.registers.opened_file import OpenedFile, opened_file
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.kept_batches import KeptBatches
from evenborn.registers.sources.rows import RowBatch, are_among, read_ahead, without_empty_rows
from evenborn.registers.within_rows import Found, found_within


class Checked:
    """A file that has been checked; what it holds can be asked for until the check is closed."""

    def __init__(self, summary: CheckSummary, issues: Issues, check: "_Check") -> None:
        self.summary = summary
        self._issues, self._check = issues, check

    @property
    def areas(self) -> AreaTable | None:
        """The areas that the file was held against."""
        return self._check.areas

    def first_issues(self, number: int) -> tuple[Issue, ...]:
        """The first issues that reject a row, then those that only point out, each in file order."""
        rejecting = self._issues.first(number, "reject")
        return rejecting + self._issues.first(number - len(rejecting), "warn")

    def all_issues(self) -> pa.Table:
        """Every issue: ``row`` (int64), ``field``, ``rule``, ``severity`` (string), sorted by row."""
        return self._issues.table()

    def bad_rows(self) -> Iterator[BadRow]:
        """Every row that is not accepted, in file order."""
        return self._issues.bad_rows()

    def head(self) -> list[tuple[int, list[str]]]:
        """What stands in the file down to the header row."""
        source, mapped = self._check.source, self._check.mapped
        return [(row, list(cells)) for row, cells in source.head if row <= mapped.header.row]

    def accepted(self, numbered: str | None = None) -> Iterator[pa.RecordBatch]:
        """Accepted rows in file order, one column a field of the file, typed.

        A code is its meaning (string), a day or month a date32, a moment a timestamp[s], a quantity a
        float64, a count an int64, everything else a string; null where the cell is blank.

        Parameters
        ----------
        numbered : str, optional
            Name of one more column, the last: the number of the row in the file (int64).
        """
        return self._check.accepted(self._issues.rejected_rows(), numbered)


@contextmanager
def checking(
    path: Path, definition: Definition, options: CheckOptions, progress: Callable[[float], None] | None = None
) -> Iterator[Checked]:
    """Check a file of a register.

    Parameters
    ----------
    path : pathlib.Path
        CSV, TSV, XLSX, Parquet or a FHIR bundle; opened read-only.
    definition : Definition
        The register that it is said to be.
    options : CheckOptions
    progress : callable, optional
        Told the share done, 0 to 1, never less than before.

    Yields
    ------
    Checked
        Usable inside the ``with`` block.

    Raises
    ------
    Refusal
        Where the file as a whole cannot be used; what is wrong with single rows is no refusal.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import date
    >>> from evenborn.registers.definition import register
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "return.csv"
    ...     _ = path.write_text("机构代码,统计月份,孕周组,原因类别,方式,例数\\n"
    ...                         "YX620001,2025-03,<10,自愿,药物,-4\\n", encoding="utf-8")
    ...     with checking(path, register("termination_return"), CheckOptions(date(2025, 4, 1))) as checked:
    ...         checked.summary.rejected, checked.first_issues(1)[0].field
    (1, 'count')
    """
    with (
        opened_file(path, options.limits, progress) as opened,
        closing(_Check(opened, definition, options)) as check,
    ):
        yield check.run()


class _Check:
    """One run over one file."""

    def __init__(self, opened: OpenedFile, definition: Definition, options: CheckOptions) -> None:
        self._file, self._engine, self._definition = opened.name, opened.engine, definition
        self._watch, self.areas = opened.watch, options.areas
        self.source, self.mapped = opened.rows_of(definition, options)
        self._kept = KeptBatches(self.source, self.mapped.header, self._engine.folder)
        self._columns = self.mapped.header.columns
        expected = Expected(options.on, options.areas, options.facilities)
        self._cells = BatchCells(definition, self._columns, expected)

    def close(self) -> None:
        self._cells.close()
        self._kept.close()

    def run(self) -> Checked:
        issues = Issues(self._engine, len(self.mapped.header.names))
        kept = KeptCells(self._engine, self._definition, self._columns)
        received = Received(self._definition)
        rows = 0
        with closing(read_ahead(self._kept.batches)) as batches:
            for batch in batches:
                rows += self._check(batch, issues, kept, received) + len(batch.damaged)
        if not rows:
            raise Refusal("no-rows", file=self._file, row=self.mapped.header.row)
        self._check_across(issues, kept)
        self._watch.done()
        return Checked(self._summary(rows, issues, received), issues, self)

    def _check(self, batch: RowBatch, issues: Issues, kept: KeptCells, received: Received) -> int:
        """Check one batch; how many rows it holds that are not empty."""
        issues.add_damaged(batch.damaged)
        batch = without_empty_rows(batch, self._columns.values())
        if not len(batch.rows):
            return 0
        cells = self._cells.of(batch)
        bad = np.zeros(len(batch.rows), np.bool_)
        for found in found_within(self._definition, cells, self._cells.faults):
            self._add(batch, found, issues)
            bad |= found.broken & (found.severity == "reject")
        issues.keep_rows(batch.rows, batch.columns, bad)
        issues.settle()
        kept.keep(batch.rows, cells)
        received.add(cells)
        return len(batch.rows)

    def _add(self, batch: RowBatch, found: Found, issues: Issues) -> None:
        place = self._columns[found.field]
        texts = batch.columns[place]
        issues.add(batch.rows, found.broken, texts, place, found.field, found.rule, found.severity)

    def _check_across(self, issues: Issues, kept: KeptCells) -> None:
        for use in kept.uses:
            name = use.fields[0]
            issues.add_query(kept.broken(use), self._columns[name], name, use.rule, use.severity)
        if len(wanted := issues.rows_to_fetch()):
            with closing(read_ahead(self._kept.batches)) as batches:
                for batch in batches:
                    issues.keep_rows(batch.rows, batch.columns, are_among(batch.rows, wanted))
                    issues.settle()

    def _summary(self, rows: int, issues: Issues, received: Received) -> CheckSummary:
        return CheckSummary(
            file=self._file,
            sha256=self.source.sha256,
            format=self.source.format,
            encoding=self.source.encoding,
            sheet=self.source.sheet,
            register=self._definition.name,
            mapped=self.mapped,
            rows=rows,
            rejected=issues.number_of_rows("reject"),
            warned=issues.number_of_rows("warn"),
            counts=issues.counts(),
            received=received,
        )

    def accepted(self, rejected: NDArray[np.int64], numbered: str | None) -> Iterator[pa.RecordBatch]:
        """Accepted rows, from what was kept of the file."""
        with closing(read_ahead(self._kept.batches)) as batches:
            for read in batches:
                batch = without_empty_rows(read, self._columns.values())
                if len(batch.rows):
                    cells = self._cells.of(batch)
                    columns: dict[str, Any] = {name: one.stored for name, one in cells.items()}
                    if numbered is not None:
                        columns[numbered] = pa.array(batch.rows, pa.int64())
                    whole = pa.record_batch(columns)
                    yield whole.filter(pa.array(~are_among(batch.rows, rejected)))
