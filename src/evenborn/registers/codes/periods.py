"""Which period a cell states: a year, a month, a day, or the first and last of them."""

import re
from datetime import date, timedelta
from typing import Literal

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.counts import ERROR_CELL
from evenborn.registers.codes.writing import plain
from evenborn.registers.period import Period, PeriodKind

YearKind = Literal["calendar", "statistical"]
"""``statistical``: 1 October to 30 September, named after the year it ends in."""

YEARS = range(1500, 2201)
"""Years that a register may be about."""

CLOCK = r"^\s*(.*[0-9日])[ T]+[0-9]{1,2}:[0-9]{2}.*$"
"""A day followed by a time of day; the time says nothing about the period."""

_CLOCK = re.compile(CLOCK)
_YEAR = re.compile(r"([0-9]{4})(?:\.0+)?年?度?")
_MONTH = re.compile(
    r"([0-9]{4})(?:-|/|年|\.(?=[0-9]{2}|[2-9]))([0-9]{1,2})月?份?|([0-9]{4})([0-9]{2})(?:\.0+)?"
)
_DAY = re.compile(
    r"([0-9]{4})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?"
)
_LOST_ZERO = re.compile(r"[0-9]{4}\.1")
_MONTHS_OF_YEAR = re.compile(r"([0-9]{4})年([0-9]{1,2})月?(?:-|~|至|到)([0-9]{1,2})月份?")
_BETWEEN = re.compile(r"--|至|到|~|—+|–|/|-")


def read_period(text: str, year_kind: YearKind) -> Period:
    """Period that a cell states.

    Parameters
    ----------
    text : str
        ``2011``, ``2011年``, ``2011-09``, ``201109``, ``2011年9月``, ``2011-09-17``, ``20110917``, a date
        with a time of day, or two of one kind: ``2010-10-01/2011-09-30``, ``2010.10-2011.9`` or
        ``2011年1-9月``.
    year_kind : {"calendar", "statistical"}
        What a bare year means.

    Raises
    ------
    BadValue
        ``invalid-period``, ``invalid-date`` (30 February), ``year-out-of-range``, ``lost-zero``
        (2011.1, January or what a spreadsheet left of 2011.10) or ``error-cell``.

    Examples
    --------
    >>> read_period("２０１１年9月", "calendar").label
    '2011-09'
    >>> read_period("2011", "statistical").start
    datetime.date(2010, 10, 1)
    >>> read_period("2010.10-2011.9", "calendar").kind
    'statistical-year'
    """
    written = plain(text)
    if ERROR_CELL.fullmatch(written):
        raise BadValue("error-cell")
    clock = _CLOCK.match(written)
    compact = (clock[1] if clock else written).replace(" ", "")
    if _LOST_ZERO.fullmatch(compact):
        raise BadValue("lost-zero")
    period = _single(compact, year_kind) or _range(compact)
    if period is None:
        raise BadValue("invalid-period")
    return period


def year(number: int, year_kind: YearKind) -> Period:
    """One year of a kind; raises :class:`BadValue` ``year-out-of-range``.

    Examples
    --------
    >>> year(2011, "statistical").end
    datetime.date(2011, 9, 30)
    """
    if number not in YEARS:
        raise BadValue("year-out-of-range")
    if year_kind == "statistical":
        return Period(date(number - 1, 10, 1), date(number, 9, 30), "statistical-year", str(number))
    return Period(date(number, 1, 1), date(number, 12, 31), "calendar-year", str(number))


def month(number: int, of_year: int) -> Period:
    """One month; raises :class:`BadValue` ``invalid-date`` or ``year-out-of-range``.

    Examples
    --------
    >>> month(2, 2012).end
    datetime.date(2012, 2, 29)
    """
    first = _date(of_year, number, 1)
    following = date(of_year + number // 12, number % 12 + 1, 1)
    return Period(first, following - timedelta(days=1), "month", f"{of_year:04}-{number:02}")


def year_of(day: date, year_kind: YearKind) -> Period:
    """The year of a kind in which a day lies.

    Examples
    --------
    >>> year_of(date(2010, 10, 1), "statistical").label
    '2011'
    """
    return year(day.year + (year_kind == "statistical" and day.month >= 10), year_kind)


def _date(of_year: int, number: int, day: int) -> date:
    if of_year not in YEARS:
        raise BadValue("year-out-of-range")
    try:
        return date(of_year, number, day)
    except ValueError as error:
        raise BadValue("invalid-date") from error


def _single(compact: str, year_kind: YearKind) -> Period | None:
    if match := _YEAR.fullmatch(compact):
        return year(int(match[1]), year_kind)
    if match := _MONTH.fullmatch(compact):
        return month(int(match[2] or match[4]), int(match[1] or match[3]))
    if match := _DAY.fullmatch(compact):
        if match[2] and match[2] != match[4] and match[2] != "年":
            return None
        day = _date(int(match[1] or match[6]), int(match[3] or match[7]), int(match[5] or match[8]))
        return Period(day, day, "day", day.isoformat())
    return None


def _range(compact: str) -> Period | None:
    if match := _MONTHS_OF_YEAR.fullmatch(compact):
        return _span(month(int(match[2]), int(match[1])), month(int(match[3]), int(match[1])))
    for separator in _BETWEEN.finditer(compact):
        left = _end(compact[: separator.start()])
        right = _end(compact[separator.end() :])
        if left and right and left.kind == right.kind:
            return _span(left, right)
    return None


def _end(compact: str) -> Period | None:
    if _LOST_ZERO.fullmatch(compact):  # the other end shows that this is text, so no zero was lost
        return month(1, int(compact[:4]))
    return _single(compact, "calendar")


def _span(first: Period, last: Period) -> Period | None:
    if first.start > last.start:
        raise BadValue("invalid-period")
    start, end = first.start, last.end
    if first == last:
        return first
    if year_of(end, "statistical") == Period(start, end, "statistical-year", str(end.year)):
        return year_of(end, "statistical")
    if year_of(end, "calendar") == Period(start, end, "calendar-year", str(end.year)):
        return year_of(end, "calendar")
    return Period(start, end, *_kind_and_label(first, last))


def _kind_and_label(first: Period, last: Period) -> tuple[PeriodKind, str]:
    following = last.end + timedelta(days=1)
    whole_years = (following.month, following.day) == (first.start.month, first.start.day)
    calendar = whole_years and (first.start.month, first.start.day) == (1, 1)
    label = f"{first.start.year}–{last.end.year}" if calendar else f"{first.label}–{last.label}"
    return ("several-years" if whole_years else "part-year"), label
