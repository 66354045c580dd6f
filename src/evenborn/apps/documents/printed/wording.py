"""Words of the catalogue, and the period of a list of one day, as descriptions take them."""

from datetime import date

from evenborn.apps.documents.wording import Both
from evenborn.presentation.words import say
from evenborn.registers.period import Period

__all__ = ["both", "one_day"]


def both(key: str) -> Both:
    """One thing in both languages.

    Examples
    --------
    >>> both("printed.head.role")
    Both(en='Role', zh='岗位')
    """
    return Both(say(key, "en"), say(key, "zh"))


def one_day(day: date) -> Period:
    """The period of a list that holds on one day.

    Examples
    --------
    >>> one_day(date(2026, 11, 28)).label
    '2026-11-28'
    """
    return Period(day, day, "day", day.isoformat())
