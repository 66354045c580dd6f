"""How many records of each facility and month a batch brings. No database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.definition import Definition

__all__ = ["Months"]


class Months:
    """Adds up records by facility and month, where the register states both.

    Of a register that one office keeps the facility is empty: it is that office, whoever sends it.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> months = Months(register("delivery"))
    >>> born = pa.array([date(2025, 3, 8), date(2025, 3, 9)], pa.date32())
    >>> rows = pa.record_batch({"facility": ["YX1", "YX1"], "birth_time": born.cast(pa.timestamp("s"))})
    >>> months.add(rows)
    >>> months.add(rows.slice(1), -1)
    >>> months.changed()
    {('YX1', datetime.date(2025, 3, 1)): 1}
    """

    def __init__(self, definition: Definition) -> None:
        self._facility, self._time = definition.facility_field, definition.time_field
        self._sums: dict[tuple[str, date], int] = {}

    def add(self, rows: pa.RecordBatch, sign: int = 1) -> None:
        """Count rows, or with ``sign`` -1 take them away."""
        if not {self._time, *filter(None, [self._facility])} <= set(rows.schema.names):
            return
        day: Any = rows.column(self._time)
        facility = rows.column(self._facility) if self._facility else pa.repeat("", len(day))
        table = pa.table({"facility": facility, "year": pc.year(day), "month": pc.month(day)})
        keys = ["facility", "year", "month"]
        for row in table.group_by(keys).aggregate([([], "count_all")]).to_pylist():
            if row["facility"] is not None and row["year"] is not None:
                key = row["facility"], date(row["year"], row["month"], 1)
                self._sums[key] = self._sums.get(key, 0) + sign * row["count_all"]

    def changed(self) -> Mapping[tuple[str, date], int]:
        """What is different now; where nothing is, nothing."""
        return {key: number for key, number in self._sums.items() if number}
