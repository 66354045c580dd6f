"""How a day and a period are written, in English and in Chinese."""

from datetime import date, timedelta
from typing import Final

from evenborn.presentation.numbers import Language
from evenborn.registers.period import Period

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day(value: date, language: Language) -> str:
    """Write one day.

    Examples
    --------
    >>> day(date(2011, 9, 17), "en"), day(date(2011, 9, 17), "zh")
    ('2011-09-17', '2011年9月17日')
    """
    return value.isoformat() if language == "en" else f"{value.year}年{value.month}月{value.day}日"


def period(value: Period, language: Language) -> str:
    """Write a period as a table names it.

    Examples
    --------
    >>> year = Period(date(2010, 10, 1), date(2011, 9, 30), "statistical-year", "2011")
    >>> period(year, "en"), period(year, "zh")
    ('1 Oct 2010–30 Sep 2011', '2011统计年度')
    >>> three = Period(date(2009, 1, 1), date(2011, 12, 31), "several-years", "2009–2011")
    >>> period(three, "en"), period(three, "zh")
    ('2009–2011', '2009—2011年')
    """
    if value.kind == "day":
        return day(value.start, language)
    if value.kind == "month":
        return month(value.start, language)
    if value.kind in {"calendar-year", "several-years"} and _whole_years(value):
        return _of_years(value.start.year, value.end.year, language)
    if language == "zh" and _whole_statistical_years(value):
        return _of_statistical_years(value.start.year + 1, value.end.year)
    return span(value.start, value.end, language)


def span(start: date, end: date, language: Language) -> str:
    """Write the first and the last day of a period, the year once where it is the same.

    Examples
    --------
    >>> span(date(2011, 1, 1), date(2011, 9, 17), "en"), span(date(2011, 1, 1), date(2011, 9, 17), "zh")
    ('1 Jan–17 Sep 2011', '2011年1月1日—9月17日')
    """
    if language == "zh":
        last = f"{end.month}月{end.day}日" if start.year == end.year else day(end, language)
        return f"{day(start, language)}—{last}"
    first = f"{start.day} {_MONTHS[start.month - 1]}" + ("" if start.year == end.year else f" {start.year}")
    return f"{first}–{end.day} {_MONTHS[end.month - 1]} {end.year}"


def month(first: date, language: Language) -> str:
    """Write a month by its first day.

    Examples
    --------
    >>> month(date(2025, 3, 1), "en"), month(date(2025, 3, 1), "zh")
    ('2025-03', '2025年3月')
    """
    return f"{first.year}-{first.month:02}" if language == "en" else f"{first.year}年{first.month}月"


def _of_statistical_years(first: int, last: int) -> str:
    return f"{last}统计年度" if first == last else f"{first}—{last}统计年度"


def month_in_words(first: date, language: Language) -> str:
    """Write a month within a sentence.

    Examples
    --------
    >>> month_in_words(date(2025, 3, 1), "en"), month_in_words(date(2025, 3, 1), "zh")
    ('March 2025', '2025年3月')
    """
    return f"{_NAMES[first.month - 1]} {first.year}" if language == "en" else month(first, language)


def _of_years(first: int, last: int, language: Language) -> str:
    if first == last:
        return str(first) if language == "en" else f"{first}年"
    return f"{first}–{last}" if language == "en" else f"{first}—{last}年"


def _whole_years(value: Period) -> bool:
    return (value.start.month, value.start.day, value.end.month, value.end.day) == (1, 1, 12, 31)


def _whole_statistical_years(value: Period) -> bool:
    after = value.end + timedelta(days=1)
    return (value.start.month, value.start.day) == (after.month, after.day) == (10, 1)
