"""From stated periods to counted ones: days and months into years, and what was really seen of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.periods import YearKind, month, year_of
from evenborn.registers.period import Period

FEWEST_BIRTHS_TO_MISS = 60
"""Births of an area in a period from which an empty month at its end is hardly chance.

Sixty births over the other months of a year are at least five a month, and a month without one then
comes by chance less often than once in a hundred areas (Poisson: exp(−5) = 0.7 %).
"""

PeriodStep = Literal["year", "month", "as-given"]
"""What periods are counted in; ``as-given`` keeps them as they stand in the file."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What a file holds of a period that was built from its days or months.

    Attributes
    ----------
    first, last : datetime.date
        First and last day that its days or months cover.
    months : int
        Months that occur; fewer than the period has mean that it is a part.
    """

    first: date
    last: date
    months: int


@dataclass(frozen=True, slots=True)
class ObservedArea(Observed):
    """What a file holds of a period for one area, with the births that it counts there.

    Attributes
    ----------
    births : int
        Male, female and unclear.
    """

    births: int

    def runs_short_of(self, file: Observed) -> bool:
        """Whether the area stopped before the file did, or began after it.

        A small area has months without a birth, and a month inside its time may be one of them; so an
        area is taken to lack months only where the file goes on for a month or more beyond the area's
        last one, or begins as much before its first, and the area has :data:`FEWEST_BIRTHS_TO_MISS`.

        Examples
        --------
        >>> file = Observed(date(2011, 1, 1), date(2011, 12, 31), 12)
        >>> until_september = date(2011, 1, 1), date(2011, 9, 30), 9
        >>> ObservedArea(*until_september, 900).runs_short_of(file)
        True
        >>> ObservedArea(*until_september, 7).runs_short_of(file)
        False
        """
        began, ended = _month_of(self.first), _month_of(self.last)
        outside = ended < _month_of(file.last) or began > _month_of(file.first)
        return outside and self.births >= FEWEST_BIRTHS_TO_MISS


def _month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def as_step(period: Period, step: PeriodStep, year_kind: YearKind) -> Period:
    """The period in which a stated period is counted.

    Raises
    ------
    BadValue
        ``period-not-monthly`` where months are asked for and the file states more than one.

    Examples
    --------
    >>> as_step(month(10, 2010), "year", "statistical").label
    '2011'
    """
    if step == "as-given":
        return period
    if period.kind in {"day", "month"}:
        return (
            year_of(period.start, year_kind)
            if step == "year"
            else month(period.start.month, period.start.year)
        )
    if step == "month":
        raise BadValue("period-not-monthly")
    return period


def observed(periods: Iterable[tuple[Period, Period]]) -> dict[str, Observed]:
    """What was seen of each counted period, by its label; periods counted as they stand are left out.

    Examples
    --------
    >>> january, march = month(1, 2011), month(3, 2011)
    >>> both = [(stated, as_step(stated, "year", "calendar")) for stated in (january, march)]
    >>> observed(both)["2011"].months
    2
    """
    parts: dict[str, list[Period]] = {}
    for stated, counted in periods:
        if stated != counted and stated.kind in {"day", "month"}:
            parts.setdefault(counted.label, []).append(stated)
    return {
        label: Observed(
            min(part.start for part in found),
            max(part.end for part in found),
            len({(part.start.year, part.start.month) for part in found}),
        )
        for label, found in sorted(parts.items())
    }


def overlapping(periods: Iterable[Period]) -> tuple[Period, Period] | None:
    """Two different periods that share a day, or None.

    Examples
    --------
    >>> from evenborn.registers.codes.periods import year
    >>> overlapping([year(2011, "calendar"), month(9, 2011)])[0].label
    '2011'
    """
    different = {(period.start, period.end): period for period in periods}
    in_time = [
        different[days] for days in sorted(different, key=lambda days: (days[0], -days[1].toordinal()))
    ]
    return next(((one, two) for one, two in pairwise(in_time) if two.start <= one.end), None)
