"""Whether every facility has sent what was expected of it, month by month.

What was expected is stated (the facility's own count of a month), or nothing is: then a month without a
single row is pointed out where chance explains it badly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from evenborn.registers.cells import Cells
from evenborn.registers.definition import Definition

SILENT = 0.001
"""Probability of a month without births, below which silence is pointed out."""

SLIPS = 0.05
"""Share of the fullest month's rows up to which a month at either end is taken for mistyped days."""


@dataclass(frozen=True, slots=True)
class MonthOfFacility:
    """Rows that a facility sent of a month, and how many were expected.

    Attributes
    ----------
    facility : str
    month : date
        Its first day.
    received : int
    expected : float or None
        None where nothing was stated.
    """

    facility: str
    month: date
    received: int
    expected: float | None


class Received:
    """Rows by facility and month, added up batch by batch; wrong rows count too, for they were sent.

    A register whose rows name no facility is kept by one office: its rows are counted under no name, and
    are held against nothing here.
    """

    def __init__(self, definition: Definition) -> None:
        self._facility, self._time = definition.facility_field, definition.time_field
        self._rows: dict[tuple[str, date], int] = {}

    def add(self, cells: Mapping[str, Cells]) -> None:
        """Count one batch."""
        if self._time not in cells or (self._facility and self._facility not in cells):
            return
        day = cells[self._time].day
        if day is None:
            return
        facility = cells[self._facility].stored if self._facility else pa.repeat("", len(day))
        month = pa.array(day.astype("datetime64[M]").astype("datetime64[D]"), pa.date32())
        counted = (
            pa.table({"facility": facility, "month": month})
            .group_by(["facility", "month"])
            .aggregate([([], "count_all")])
        )
        for row in counted.to_pylist():
            if row["facility"] is not None and row["month"] is not None:
                key = row["facility"], row["month"]
                self._rows[key] = self._rows.get(key, 0) + row["count_all"]

    def months(self) -> tuple[MonthOfFacility, ...]:
        """Every facility and month from the first to the last of the file, silent ones too."""
        if not self._rows:
            return ()
        facilities = sorted({facility for facility, _ in self._rows})
        months = self._range()
        return tuple(
            MonthOfFacility(facility, month, self._rows.get((facility, month), 0), None)
            for facility in facilities
            for month in months
        )

    def _range(self) -> list[date]:
        """From the first to the last month of the file; a month of slips of the pen does not stretch it."""
        totals: dict[date, int] = {}
        for (_, month), rows in self._rows.items():
            totals[month] = totals.get(month, 0) + rows
        enough = SLIPS * max(totals.values())
        stated = [month for month, rows in totals.items() if rows > enough]
        return _months(min(stated), max(stated))

    def against(self, expected: Mapping[tuple[str, date], int]) -> tuple[MonthOfFacility, ...]:
        """Facilities and months that were expected or received, sorted, where the two differ."""
        return tuple(
            MonthOfFacility(*key, self._rows.get(key, 0), expected.get(key, 0))
            for key in sorted(self._rows.keys() | expected.keys())
            if key[0] and self._rows.get(key, 0) != expected.get(key, 0)
        )

    def silent(self) -> tuple[MonthOfFacility, ...]:
        """Months without a row at facilities whose other months make that improbable.

        Notes
        -----
        With a mean of m rows in its other months, a Poisson count is zero with probability exp(-m); it
        is pointed out below :data:`SILENT`, that is from a mean of 6.9 on.
        """
        silent = []
        by_facility: dict[str, list[MonthOfFacility]] = {}
        for one in self.months():
            if one.facility:
                by_facility.setdefault(one.facility, []).append(one)
        for months in by_facility.values():
            heard = [one.received for one in months if one.received]
            mean = sum(heard) / len(months)
            usual = float(np.mean(heard)) if heard else 0.0
            if np.exp(-mean) < SILENT:
                silent += [
                    MonthOfFacility(one.facility, one.month, 0, usual) for one in months if not one.received
                ]
        return tuple(silent)


def _months(first: date, last: date) -> list[date]:
    months = np.arange(np.datetime64(first, "M"), np.datetime64(last, "M") + 1)
    return [month.astype("datetime64[D]").item() for month in months]
