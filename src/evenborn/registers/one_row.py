"""One row of a register, as somebody types it, held against the same rules as a row of a file.

No file is written and no engine opened, so that a page can ask while somebody waits. Rules between rows need
the others and are not asked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from evenborn.registers.batch_cells import BatchCells
from evenborn.registers.cell_readers import Expected
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.definition import Definition, Severity
from evenborn.registers.sources.rows import with_numbers
from evenborn.registers.within_rows import found_within

__all__ = ["CheckedRow", "RowIssue", "check_row"]


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One rule that the row breaks: the field that is blamed, the rule, what breaking it means."""

    field: str
    rule: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that was checked.

    Attributes
    ----------
    issues : tuple of RowIssue
        What rejects it and what is only pointed out.
    row : pyarrow.RecordBatch
        The row typed, as :meth:`~evenborn.registers.check.Checked.accepted` hands it on.
    """

    issues: tuple[RowIssue, ...]
    row: pa.RecordBatch

    @property
    def rejecting(self) -> tuple[RowIssue, ...]:
        """What keeps it from being accepted."""
        return tuple(one for one in self.issues if one.severity == "reject")


def check_row(
    definition: Definition, texts: Mapping[str, str], on: date, areas: AreaTable | None = None
) -> CheckedRow:
    """Check one row.

    Parameters
    ----------
    definition : Definition
    texts : mapping of str to str
        Cells by field, as they are typed; a field that is left out is blank.
    on : datetime.date
        Day of the check; no day in the row may lie after it.
    areas : AreaTable or None
        Areas that exist; None to look at the shape of codes only.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> delivery = register("delivery")
    >>> row = {name: field.example for name, field in delivery.fields.items()}
    >>> check_row(delivery, row, date(2025, 4, 1)).issues
    ()
    >>> checked = check_row(delivery, row | {"sex": "", "weight": "30"}, date(2025, 4, 1))
    >>> [(one.field, one.rule) for one in checked.rejecting]
    [('sex', 'required-missing'), ('weight', 'quantity-too-small')]
    """
    places = {name: place for place, name in enumerate(definition.fields)}
    reading = BatchCells(definition, places, Expected(on, areas, None))
    try:
        cells = reading.of(with_numbers(1, [pa.array([texts.get(name, "")]) for name in places]))
    finally:
        reading.close()
    found = found_within(definition, cells, reading.faults)
    issues = tuple(RowIssue(one.field, one.rule, one.severity) for one in found)
    return CheckedRow(issues, pa.record_batch({name: one.stored for name, one in cells.items()}))
