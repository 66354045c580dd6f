"""Which months of two years are held against each other: a part of a year only with the same part."""

from collections.abc import Collection
from datetime import date, timedelta

from evenborn.registers.codes.periods import month
from evenborn.registers.period import Period

__all__ = ["counted_part", "is_complete", "months_within", "same_part"]


def months_within(period: Period) -> list[date]:
    """First days of the months of a period that begins with a month and ends with one.

    Examples
    --------
    >>> months_within(Period(date(2025, 11, 1), date(2026, 1, 31), "part-year", ""))
    [datetime.date(2025, 11, 1), datetime.date(2025, 12, 1), datetime.date(2026, 1, 1)]
    """
    months, first = [], period.start
    while first <= period.end:
        months.append(first)
        first = month(first.month, first.year).end + timedelta(days=1)
    return months


def counted_part(year: Period, held: Collection[date], cut_off: date | None) -> Period | None:
    """The part of a year whose births were all entered: from its first month on, without a gap.

    Parameters
    ----------
    year : Period
    held : collection of datetime.date
        First days of the months with births.
    cut_off : datetime.date or None
        Day until which births had been entered; None where nobody stated it, and then no part can be told
        from the year.

    Returns
    -------
    Period or None
        The year itself where all of it is there; None where not one month is.

    Examples
    --------
    >>> year = Period(date(2025, 1, 1), date(2025, 12, 31), "calendar-year", "2025")
    >>> months = [date(2025, place, 1) for place in range(1, 11)]
    >>> counted_part(year, months, date(2025, 10, 17)).comparison_kind
    'part-year 01-01/09-30'
    >>> counted_part(year, months[1:], date(2025, 10, 17)) is None
    True
    """
    if cut_off is None:
        return year if held else None
    whole = []
    for first in months_within(year):
        if first not in held or month(first.month, first.year).end > cut_off:
            break
        whole.append(first)
    if not whole:
        return None
    return _from_to(year, year.start, whole[-1])


def same_part(part: Period, year: Period) -> Period:
    """The same months of another year of the same kind.

    Examples
    --------
    >>> part = Period(date(2024, 1, 1), date(2024, 2, 29), "part-year", "2024-01–2024-02")
    >>> same_part(part, Period(date(2023, 1, 1), date(2023, 12, 31), "calendar-year", "2023")).end
    datetime.date(2023, 2, 28)
    """
    number = len(months_within(part))
    return _from_to(year, year.start, months_within(year)[number - 1])


def is_complete(period: Period, held: Collection[date], cut_off: date | None) -> bool | None:
    """Whether every month of a period is there and was entered; None where only the latter is not known.

    Examples
    --------
    >>> march = Period(date(2025, 3, 1), date(2025, 3, 31), "month", "2025-03")
    >>> [is_complete(march, held, None) for held in ([], [march.start])]
    [False, None]
    >>> is_complete(march, [march.start], date(2025, 3, 31))
    True
    """
    if any(first not in held for first in months_within(period)):
        return False
    return None if cut_off is None else cut_off >= period.end


def _from_to(year: Period, first: date, last: date) -> Period:
    end = month(last.month, last.year).end
    if end == year.end:
        return year
    return Period(first, end, "part-year", f"{first:%Y-%m}–{last:%Y-%m}")
