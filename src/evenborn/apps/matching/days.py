"""After how many days what follows, where an owner is asked for something: the one place."""

from datetime import date, timedelta
from typing import Final

from evenborn.registers.refusal import Refusal

__all__ = [
    "DAYS_TO_DEPOSIT", "LONGEST_WAIT", "RAISE_AFTER", "REMINDERS", "is_late", "may_extend", "raise_due",
    "reminder_due",
]  # fmt: skip

DAYS_TO_DEPOSIT: Final = 14
"""Days within which owners hand their encodings in, unless the comparison says otherwise."""
LONGEST_WAIT: Final = 180
"""Days within which they do at the latest."""
REMINDERS: Final = (-3, 1)
"""Days from the day on which something is due, on which its owner is reminded."""
RAISE_AFTER: Final = 7
"""Days after the day on which an encoding or a reply was due, when whoever is above the owner is told."""


def is_late(due: date | None, today: date) -> bool:
    """Whether the day has passed; the day itself still counts.

    Examples
    --------
    >>> is_late(date(2026, 5, 1), date(2026, 5, 1)), is_late(date(2026, 5, 1), date(2026, 5, 2))
    (False, True)
    """
    return due is not None and today > due


def reminder_due(due: date, last: date | None, today: date) -> bool:
    """Whether an owner is to be reminded now; a reminder that was missed is made up for by one.

    Examples
    --------
    >>> due = date(2026, 5, 10)
    >>> [day for day in range(1, 20) if reminder_due(due, None, date(2026, 5, day))][0]
    7
    >>> [reminder_due(due, date(2026, 5, 7), date(2026, 5, day)) for day in (10, 11)]
    [False, True]
    """
    days = [due + timedelta(days=one) for one in REMINDERS]
    return any(day <= today and (last is None or last < day) for day in days)


def raise_due(due: date, reminded: date | None, today: date) -> bool:
    """Whether whoever is above is to be told: never before the owner was reminded of the passed day.

    Examples
    --------
    >>> raise_due(date(2026, 5, 10), date(2026, 5, 11), date(2026, 5, 17))
    True
    >>> raise_due(date(2026, 5, 10), date(2026, 5, 7), date(2026, 5, 17))
    False
    """
    was_told = reminded is not None and due < reminded < today
    return was_told and today >= due + timedelta(days=RAISE_AFTER)


def may_extend(due: date | None, until: date, why: str, *, today: date) -> None:
    """Hold the wish to give owners more time against the day that they have.

    Raises
    ------
    Refusal
        ``matching-extend-day``, ``matching-extend-why``.
    """
    if due is None or not max(due, today - timedelta(days=1)) < until <= today + timedelta(days=LONGEST_WAIT):
        raise Refusal("matching-extend-day", most=LONGEST_WAIT)
    if not why.strip():
        raise Refusal("matching-extend-why")
