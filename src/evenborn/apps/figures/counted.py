"""From rows of the cube to a table of births, as the reports of the presentation layer read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyarrow as pa

from evenborn.registers.births import BirthsTable
from evenborn.registers.codes.periods import YearKind, month, year
from evenborn.registers.period import Period
from evenborn.registers.period_steps import Observed, ObservedArea, as_step, observed

__all__ = ["Row", "Step", "births_table"]

Step = Literal["month", "year", "statistical-year"]
"""What births are added up by."""

_TYPES: Final[dict[str, pa.DataType]] = {
    "area": pa.string(), "period_start": pa.date32(), "period_end": pa.date32(), "period_kind": pa.string(),
    "period_label": pa.string(), "order": pa.string(), "male": pa.int64(), "female": pa.int64(),
    "unclear": pa.int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """Births of one area, month (or year) and order."""

    area: str
    start: date
    order: str
    male: int
    female: int
    unclear: int


def births_table(
    rows: Iterable[Row], *, step: Step, names: Mapping[str, str], source: str, batches: int,
    of_years: bool = False,
) -> BirthsTable:  # fmt: skip
    """A table of births by area, period and order of birth.

    Parameters
    ----------
    rows : iterable of Row
    step : {"month", "year", "statistical-year"}
    names : mapping of str to str
        What areas are called, by code.
    source : str
        What the source is called, with the moment as of which it stands.
    batches : int
        How many batches stand behind it.
    of_years : bool
        Whether ``rows`` are of years, as those of townships are.

    Examples
    --------
    >>> rows = [Row("990101", date(2025, place, 1), "1", 30, 29, 0) for place in (1, 2)]
    >>> table = births_table(rows, step="year", names={"990101": "Niwu"}, source="Deliveries", batches=1)
    >>> table.cells.select(["area", "period_label", "male"]).to_pylist(), table.observed["2025"].months
    ([{'area': 'Niwu', 'period_label': '2025', 'male': 60}], 2)
    """
    sums: dict[tuple[str, Period, str | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    stated: dict[str, dict[Period, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        own = year(row.start.year, "calendar") if of_years else month(row.start.month, row.start.year)
        area = names.get(row.area, row.area)
        numbers = (row.male, row.female, row.unclear)
        stated[area][own] += sum(numbers)
        known = sums[area, _counted(own, step), row.order or None]
        for place, number in enumerate(numbers):
            known[place] += number
    periods = {own for of_area in stated.values() for own in of_area}
    return BirthsTable(
        cells=_cells(sums), observed=observed((own, _counted(own, step)) for own in periods),
        observed_by_area=_by_area(stated, step), file=source, sha256="", rows=batches, format="csv",
        encoding=None, sheet=None, shape="counts",
        headers={name: name for name in ("area", "period", "order", "male", "female", "unclear")},
        skipped_totals=0, blank={},
    )  # fmt: skip


def _counted(period: Period, step: Step) -> Period:
    kind: YearKind = "statistical" if step == "statistical-year" else "calendar"
    return as_step(period, "month" if step == "month" and period.kind == "month" else "year", kind)


def _by_area(stated: Mapping[str, Mapping[Period, int]], step: Step) -> dict[tuple[str, str], ObservedArea]:
    found = {}
    for area, periods in stated.items():
        seen: Mapping[str, Observed] = observed((own, _counted(own, step)) for own in periods)
        for label, part in seen.items():
            births = sum(number for own, number in periods.items() if _counted(own, step).label == label)
            found[area, label] = ObservedArea(part.first, part.last, part.months, births)
    return found


def _cells(sums: Mapping[tuple[str, Period, str | None], Sequence[int]]) -> pa.Table:
    rows = [
        (area, period.start, period.end, period.kind, period.label, order, *numbers)
        for (area, period, order), numbers in sorted(
            sums.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or "~")
        )
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(_TYPES)
    return pa.table(
        {name: pa.array(column, _TYPES[name]) for name, column in zip(_TYPES, columns, strict=True)}
    )
