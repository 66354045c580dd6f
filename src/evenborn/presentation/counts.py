"""Births added up by what a figure is divided by: from the cells of a file to the counts of figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pyarrow as pa

from evenborn.registers.period import Period, PeriodKind

Division = tuple[str, ...]
"""What counts are divided by: some of ``area``, ``period``, ``order``, ``facility``."""

NOT_KNOWN = "not known"
"""Birth order or facility of births for which the file leaves it empty."""

_PERIOD_COLUMNS = ("period_start", "period_end", "period_kind", "period_label")


@dataclass(frozen=True, slots=True)
class Count:
    """Live births of one combination of area, period, birth order and facility.

    Attributes
    ----------
    area, order, facility : str or None
        None where not divided by it; :data:`NOT_KNOWN` where the file leaves it empty.
    period : Period or None
    male, female, unclear : int
        Live births by sex; ``unclear`` is counted beside.
    """

    area: str | None
    order: str | None
    facility: str | None
    period: Period | None
    male: int
    female: int
    unclear: int

    @property
    def place(self) -> tuple[str | None, str | None, str | None]:
        """Area, order and facility: what stays the same over time."""
        return self.area, self.order, self.facility


def counts_by(cells: pa.Table, division: Division) -> tuple[Count, ...]:
    """Add up the cells of a births table.

    Parameters
    ----------
    cells : pyarrow.Table
        ``BirthsTable.cells``.
    division : tuple of str
        What to keep apart; columns that the table lacks are left out.

    Returns
    -------
    tuple of Count
        In the order of area, period, birth order and facility.

    Examples
    --------
    >>> births = {"male": [5, 6, 7], "female": [4, 4, 4], "unclear": [0, 1, 0]}
    >>> cells = pa.table({"area": ["A", "A", "B"], **births})
    >>> [(count.area, count.male, count.unclear) for count in counts_by(cells, ("area",))]
    [('A', 11, 1), ('B', 7, 0)]
    >>> counts_by(cells, ())[0].female
    12
    """
    wanted = [name for name in division if name != "period"]
    if "period" in division:
        wanted += _PERIOD_COLUMNS
    keys = [name for name in wanted if name in cells.column_names]
    sums = cells.group_by(keys).aggregate([("male", "sum"), ("female", "sum"), ("unclear", "sum")])
    return tuple(sorted((_count(row) for row in sums.to_pylist()), key=_order))


def _count(row: dict[str, object]) -> Count:
    def text(name: str) -> str | None:
        value = row.get(name, "")
        return NOT_KNOWN if value is None else str(value) or None

    def number(name: str) -> int:
        value = row[f"{name}_sum"]
        return value if isinstance(value, int) else 0

    return Count(
        text("area"),
        text("order"),
        text("facility"),
        _period(row),
        number("male"),
        number("female"),
        number("unclear"),
    )


def _period(row: dict[str, object]) -> Period | None:
    start, end, label = row.get("period_start"), row.get("period_end"), row.get("period_label")
    if not (isinstance(start, date) and isinstance(end, date)):
        return None
    kind: PeriodKind = next(known for known in get_args(PeriodKind) if known == row["period_kind"])
    return Period(start, end, kind, str(label))


def _order(count: Count) -> tuple[str, date, date, str, str]:
    start, end = (count.period.start, count.period.end) if count.period else (date.min, date.min)
    return count.area or "", start, end, count.order or "~", count.facility or ""  # not known comes last


def added(counts: Iterable[Count], period: Period | None) -> Count:
    """Add counts of one place up to one count of ``period``; at least one count.

    Examples
    --------
    >>> one = Count("A", None, None, None, 5, 4, 0)
    >>> added([one, one], None).male
    10
    """
    parts = list(counts)
    male, female, unclear = (
        sum(getattr(part, sex) for part in parts) for sex in ("male", "female", "unclear")
    )
    return replace(parts[0], period=period, male=male, female=female, unclear=unclear)


def windows(periods: Sequence[Period], length: int) -> tuple[tuple[Period, ...], ...]:
    """All runs of ``length`` periods that follow each other without a gap and are of one kind.

    Examples
    --------
    >>> years = [Period(date(y, 1, 1), date(y, 12, 31), "calendar-year", str(y)) for y in (2008, 2009, 2011)]
    >>> [[period.label for period in window] for window in windows(years, 2)]
    [['2008', '2009']]
    """
    ordered = sorted(set(periods))
    runs = (tuple(ordered[first : first + length]) for first in range(len(ordered) - length + 1))
    return tuple(run for run in runs if all(_follows(one, two) for one, two in pairwise(run)))


def _follows(one: Period, two: Period) -> bool:
    return one.kind == two.kind and two.start == one.end + timedelta(days=1)


def joined(periods: Sequence[Period]) -> Period:
    """One period from the first day of a run to its last.

    Examples
    --------
    >>> years = [Period(date(y, 1, 1), date(y, 12, 31), "calendar-year", str(y)) for y in (2008, 2009)]
    >>> joined(years).label, joined(years).kind
    ('2008–2009', 'several-years')
    """
    first, last = periods[0], periods[-1]
    if first == last:
        return first
    whole_years = first.kind in ("calendar-year", "statistical-year")
    return Period(
        first.start, last.end, "several-years" if whole_years else "part-year", f"{first.label}–{last.label}"
    )


def pooled(counts: Sequence[Count], length: int) -> tuple[Count, ...]:
    """Counts over every window of ``length`` periods, for each place that has births in all of them.

    A place that lacks a period is left out of its windows: births that nobody reported are not
    births that did not happen.

    Examples
    --------
    >>> years = [Period(date(y, 1, 1), date(y, 12, 31), "calendar-year", str(y)) for y in (2008, 2009)]
    >>> series = [Count("A", None, None, year, 10, 9, 0) for year in years]
    >>> [(count.period.label, count.male) for count in pooled(series, 2)]
    [('2008–2009', 20)]
    """
    runs = windows([count.period for count in counts if count.period], length)
    at = {(count.place, count.period): count for count in counts}
    places = dict.fromkeys(count.place for count in counts)
    return tuple(
        added((at[place, period] for period in run), joined(run))
        for place in places
        for run in runs
        if all((place, period) in at for period in run)
    )
