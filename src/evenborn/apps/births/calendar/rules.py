"""Pure decisions of the calendar: when a month is due, whether it is whole, late or missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from math import sqrt
from typing import Final

import scipy

from evenborn.apps.births.returns.rules import previous
from evenborn.registers.codes.calendar import ChinaCalendar, WorkingCalendar
from evenborn.registers.completeness import SILENT
from evenborn.registers.refusal import Refusal

__all__ = [
    "DAYS_TO_ANSWER",
    "DAYS_TO_ESCALATION",
    "Due",
    "Expectation",
    "LateBecause",
    "Received",
    "State",
    "answer_by",
    "due_on",
    "expected_of",
    "months_until",
    "must_rise",
    "others_of",
    "state_of",
]  # fmt: skip

DAYS_TO_ANSWER: Final = 5
"""Working days that a reminded sender has to answer."""

DAYS_TO_ESCALATION: Final = 10
"""Working days after a reminder without an answer, from which the city's clerk sees it too."""

NEAR: Final = 2.5
"""Standard deviations below the mean within which no count is too few."""

ENOUGH_MONTHS: Final = 6
"""Months with records from which what is usual can be said."""


class State(StrEnum):
    """What became of a month that is owed."""

    NOT_DUE = "not-due"
    COMPLETE = "complete"
    LATE = "late"
    FEW = "few"
    MISSING = "missing"
    EXPLAINED = "explained"


class LateBecause(StrEnum):
    """Why a month is late; there is no other reason, and none is about a person."""

    NO_EVENTS = "no-events"
    SYSTEM_DOWN = "system-down"
    STAFF_AWAY = "staff-away"
    BEING_CHECKED = "being-checked"
    MOVED = "moved"
    SUSPENDED = "suspended"
    SENT_ELSEWHERE = "sent-elsewhere"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a month comes in time; whether the holidays of its year are known."""

    day: date
    known: bool


@dataclass(frozen=True, slots=True)
class Received:
    """What came in of a month: records that stand, and the day of the first batch."""

    records: int = 0
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many records a month should have.

    Attributes
    ----------
    number : float or None
        None where nothing is known.
    exact : bool
        Whether the facility stated it of this very month.
    """

    number: float | None = None
    exact: bool = False


def months_until(last: date, number: int) -> list[date]:
    """So many months up to the one of a day, the first one first.

    Examples
    --------
    >>> months_until(date(2025, 2, 28), 3)
    [datetime.date(2024, 12, 1), datetime.date(2025, 1, 1), datetime.date(2025, 2, 1)]
    """
    month = last.replace(day=1)
    return [previous(month, back) for back in range(number - 1, -1, -1)]


@lru_cache(maxsize=4096)
def due_on(month: date, due_day: int) -> Due:
    """The day of the next month on which a month is due, moved past days on which offices are closed.

    A period whose last day is a statutory holiday ends on the day after it (Civil Code, article 203).

    Examples
    --------
    The 5th of October 2025 lay in the holidays of National Day, which ended on the 8th.

    >>> due_on(date(2025, 9, 1), 5), due_on(date(2025, 2, 1), 5)
    (Due(day=datetime.date(2025, 10, 9), known=True), Due(day=datetime.date(2025, 3, 5), known=True))
    >>> due_on(date(2031, 1, 1), 5)
    Due(day=datetime.date(2031, 2, 5), known=False)
    """
    return _reckoned(previous(month, -1).replace(day=due_day), 0)


def expected_of(stated: int | None, a_month: int | None, others: Sequence[int]) -> Expectation:
    """What a month should have: the facility's own count of it, the number agreed, or what is usual.

    Parameters
    ----------
    stated : int or None
        The facility's own count of this month.
    a_month : int or None
        Births a month as agreed with the sender.
    others : sequence of int
        Records of the other months that have any.

    Examples
    --------
    >>> expected_of(None, None, [40, 41, 39, 40, 42, 38])
    Expectation(number=40.0, exact=False)
    >>> expected_of(36, 40, [])
    Expectation(number=36, exact=True)
    """
    if stated is not None:
        return Expectation(stated, exact=True)
    if a_month is not None:
        return Expectation(a_month)
    if len(others) >= ENOUGH_MONTHS:
        return Expectation(sum(others) / len(others))
    return Expectation()


def state_of(
    received: Received, expected: Expectation, due: date, *, on: date, explained: bool = False
) -> State:
    """What became of a month.

    Against a number that the facility stated, one record less is too few. Against one that is only usual,
    too few is what a Poisson count gives less often than once in a thousand months.

    Examples
    --------
    >>> due, usual = date(2025, 4, 7), Expectation(40.0)
    >>> state_of(Received(38, date(2025, 4, 3)), usual, due, on=date(2025, 5, 1)).value
    'complete'
    >>> state_of(Received(19, date(2025, 4, 3)), usual, due, on=date(2025, 5, 1)).value
    'few'
    >>> state_of(Received(), usual, due, on=date(2025, 4, 7)).value
    'not-due'
    >>> state_of(Received(), usual, due, on=date(2025, 4, 8)).value
    'missing'
    """
    if received.first_on is None:
        if on <= due:
            return State.NOT_DUE
        return State.EXPLAINED if explained else State.MISSING
    if _too_few(received.records, expected):
        return State.NOT_DUE if on <= due else State.FEW
    return State.COMPLETE if received.first_on <= due else State.LATE


def _too_few(records: int, expected: Expectation) -> bool:
    if expected.number is None:
        return False
    if expected.exact:
        return records < expected.number
    if records > expected.number - NEAR * sqrt(expected.number):
        return False  # most cells, without asking for a quantile
    return records < _fewest(expected.number)


@cache
def _fewest(mean: float) -> int:
    """Fewest records of which a Poisson count with a mean gives no more with probability 0.001 or more."""
    return int(scipy.stats.poisson.ppf(SILENT, mean))


def answer_by(on: date) -> Due:
    """Until when a reminder is to be answered.

    Examples
    --------
    >>> answer_by(date(2025, 9, 29)).day
    datetime.date(2025, 10, 13)
    """
    return _reckoned(on, DAYS_TO_ANSWER)


def must_rise(reminded_on: date, *, on: date) -> bool:
    """Whether a reminder was left without an answer for so long that the city’s clerk sees it.

    Examples
    --------
    >>> must_rise(date(2025, 3, 3), on=date(2025, 3, 14)), must_rise(date(2025, 3, 3), on=date(2025, 3, 18))
    (False, True)
    """
    return on > _reckoned(reminded_on, DAYS_TO_ESCALATION).day


class _Weekdays(WorkingCalendar):
    """Monday to Friday: all that is known of a year whose holidays are not announced."""

    def is_working_day(self, day: date) -> bool:
        """Whether it is neither Saturday nor Sunday."""
        return day.weekday() < 5


def _reckoned(day: date, working_days: int) -> Due:
    """So many working days on, by the announced holidays; by weekdays alone where there are none yet."""
    try:
        return Due(ChinaCalendar().add_working_days(day, working_days), known=True)
    except Refusal:
        return Due(_Weekdays().add_working_days(day, working_days), known=False)


def others_of(records: Mapping[date, int], month: date) -> list[int]:
    """Records of the other months that have any."""
    return [number for other, number in records.items() if other != month and number > 0]
