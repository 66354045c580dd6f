"""Births of a file as a table of areas and even periods, for what looks at both together."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from evenborn.presentation.counts import Count, counts_by
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.counts import FloatArray

_EVEN_KINDS: Final = ("calendar-year", "statistical-year", "month")


def counts_of(table: BirthsTable, by: Sequence[str]) -> tuple[Count, ...]:
    """Counts of a file by ``area``, and ``year`` or ``month``; refusal ``no-dimension``."""
    division = tuple("area" if name == "area" else "period" for name in by)
    for name in division:
        if name not in table.headers:
            raise Refusal("no-dimension", file=table.file, dimension=name, field=name)
    return counts_by(table.cells, division)


def even_periods(counts: Sequence[Count], file: str) -> tuple[Period, ...]:
    """All periods from the first to the last, those without any births among them; ``periods-uneven``."""
    held = sorted({count.period for count in counts if count.period})
    if not held:
        return ()
    kinds = {period.kind for period in held}
    if len(kinds) > 1 or held[0].kind not in _EVEN_KINDS:
        raise Refusal("periods-uneven", file=file, first=held[0].label, second=held[-1].label)
    every = [held[0]]
    while every[-1].start < held[-1].start:
        every.append(_next(every[-1]))
    return tuple(every)


def following(periods: Sequence[Period], ahead: int) -> tuple[Period, ...]:
    """Periods behind the last."""
    every = list(periods[-1:])
    for _ in range(ahead):
        every.append(_next(every[-1]))
    return tuple(every[1:])


def _next(period: Period) -> Period:
    start = period.end + timedelta(days=1)
    if period.kind == "month":
        behind = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return Period(start, behind - timedelta(days=1), "month", f"{start.year}-{start.month:02}")
    end = date(period.end.year + 1, period.end.month, period.end.day)
    return Period(start, end, period.kind, str(end.year))


def births_of(
    counts: Sequence[Count], areas: Sequence[str], periods: Sequence[Period]
) -> tuple[FloatArray, FloatArray]:
    """Male and female births, shape (areas, periods), one of each where there are none."""
    row = {area: place for place, area in enumerate(areas)}
    column = {period.start: place for place, period in enumerate(periods)}
    male, female = (np.zeros((max(len(areas), 1), max(len(periods), 1))) for _ in range(2))
    for count in counts:
        at = row.get(count.area or "", 0), column[count.period.start] if count.period else 0
        male[at] += count.male
        female[at] += count.female
    return male, female


def births_added_up(counts: Sequence[Count], areas: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """Male and female births of all periods together, shape (areas, 1)."""
    place = {area: at for at, area in enumerate(areas)}
    male, female = np.zeros((len(areas), 1)), np.zeros((len(areas), 1))
    for count in counts:
        if count.area:
            male[place[count.area]] += count.male
            female[place[count.area]] += count.female
    return male, female


def whole_period(counts: Sequence[Count]) -> Period | None:
    """From the first to the last day of a file; None where it names no periods."""
    held = [count.period for count in counts if count.period]
    if not held:
        return None
    start, end = min(one.start for one in held), max(one.end for one in held)
    first = held[0]
    return first if (first.start, first.end) == (start, end) else Period(start, end, "several-years", "")
