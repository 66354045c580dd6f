"""The births of one named period out of a file, and whether the file holds all of that period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from evenborn.presentation.counts import Count, Division, added, counts_by
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.period_steps import ObservedArea
from evenborn.registers.refusal import Refusal

_SHOWN_PERIODS = 12

Place = tuple[str | None, str | None, str | None]
"""Area, birth order and facility."""


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
    by_place: dict[Place, list[Count]] = {}
    for count in inside:
        by_place.setdefault(count.place, []).append(count)
    return tuple(added(counts, period) for counts in by_place.values())


def holds_all_months(table: BirthsTable, period: Period) -> bool | None:
    """Whether every month of the period occurs; None where the file counts by years.

    Examples
    --------
    >>> from evenborn.presentation.period_births import _months
    >>> sorted(_months(Period(date(2010, 12, 1), date(2011, 1, 31), "part-year", "")))
    [(2010, 12), (2011, 1)]
    """
    counts = [count for count in counts_by(table.cells, ("period",)) if _holds(period, count)]
    if not _is_monthly(counts):
        return None
    return _months_of(counts) == _months(period)


def areas_that_hold_all_months(table: BirthsTable, period: Period) -> Mapping[str | None, bool | None]:
    """Of each area, whether it has every month of the period; None where it is counted by years.

    A month that the whole file lacks is lacking in every area; whether an area alone lacks one is decided
    by :meth:`~evenborn.registers.period_steps.ObservedArea.runs_short_of`.
    """
    by_area: dict[str | None, list[Count]] = {}
    for count in counts_by(table.cells, ("area", "period")):
        if _holds(period, count):
            by_area.setdefault(count.area, []).append(count)
    monthly = {area: counts for area, counts in by_area.items() if _is_monthly(counts)}
    if not monthly:
        return dict.fromkeys(by_area)
    every = [count for counts in monthly.values() for count in counts]
    file, all_months = _seen(every), _months_of(every) == _months(period)
    return {
        area: (all_months and not _seen(monthly[area]).runs_short_of(file)) if area in monthly else None
        for area in by_area
    }


def _seen(counts: Sequence[Count]) -> ObservedArea:
    periods = [count.period for count in counts if count.period]
    return ObservedArea(
        min(period.start for period in periods),
        max(period.end for period in periods),
        len(_months_of(counts)),
        sum(count.male + count.female + count.unclear for count in counts),
    )


def _is_monthly(counts: Sequence[Count]) -> bool:
    kinds = {count.period.kind for count in counts if count.period}
    return bool(kinds) and kinds <= {"day", "month"}


def _months_of(counts: Iterable[Count]) -> set[tuple[int, int]]:
    return set[tuple[int, int]]().union(*(_months(count.period) for count in counts if count.period))


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
