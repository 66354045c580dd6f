"""The births of one named period out of a file, and whether the file holds all of that period."""

from collections.abc import Sequence
from datetime import date, timedelta

from evenborn.presentation.counts import Count, Division, added, counts_by
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal

_SHOWN_PERIODS = 12


def births_of_period(table: BirthsTable, period: Period, division: Division) -> tuple[Count, ...]:
    """Counts of one period, divided by ``division``.

    Parameters
    ----------
    table : BirthsTable
        Read with periods as given, and with what ``division`` names.
    period : Period
    division : tuple of str
        Without ``period``.

    Raises
    ------
    Refusal
        ``no-dimension`` where the file lacks periods or a part of the division, ``no-such-period``.
    """
    for name in (*division, "period"):
        if name not in table.headers:
            raise Refusal("no-dimension", file=table.file, dimension=name, field=name)
    counts = counts_by(table.cells, (*division, "period"))
    inside = [count for count in counts if _holds(period, count)]
    if not inside:
        held = periods_held(counts)
        raise Refusal("no-such-period", file=table.file, period=period.label, held=held)
    places = dict.fromkeys(count.place for count in inside)
    return tuple(added((count for count in inside if count.place == place), period) for place in places)


def holds_all_months(table: BirthsTable, period: Period) -> bool | None:
    """Whether every month of the period occurs; None where the file counts by years.

    Examples
    --------
    >>> from evenborn.presentation.period_births import _months
    >>> sorted(_months(Period(date(2010, 12, 1), date(2011, 1, 31), "part-year", "")))
    [(2010, 12), (2011, 1)]
    """
    inside = [count.period for count in counts_by(table.cells, ("period",)) if _holds(period, count)]
    stated = [part for part in inside if part is not None]
    if not stated or any(part.kind not in ("day", "month") for part in stated):
        return None
    return set[tuple[int, int]]().union(*map(_months, stated)) == _months(period)


def _holds(period: Period, count: Count) -> bool:
    return count.period is not None and period.start <= count.period.start and count.period.end <= period.end


def _months(period: Period) -> set[tuple[int, int]]:
    months, day = set(), period.start
    while day <= period.end:
        months.add((day.year, day.month))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return months


def periods_held(counts: Sequence[Count]) -> str:
    """The periods of some counts, in short."""
    labels = list(dict.fromkeys(count.period.label for count in sorted(counts, key=_start) if count.period))
    if len(labels) > _SHOWN_PERIODS:
        return f"{labels[0]} … {labels[-1]}"
    return ", ".join(labels)


def _start(count: Count) -> date:
    return count.period.start if count.period else date.min + timedelta(days=1)
