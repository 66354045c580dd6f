"""Pure decisions about signals: how strong one is, where it stands, whether it can be contested."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from evenborn.registers.refusal import Refusal
from evenborn.signals import Kind

__all__ = [
    "AGAINST", "EXPLAINED_FOR", "LISTED", "SET_ASIDE", "SOURCES", "Answer", "Ended", "Ground", "Standing",
    "Strength", "may_answer", "may_contest", "require_no_person", "standing_after", "strength_of",
]  # fmt: skip


class Ground(StrEnum):
    """Why a facility says that a signal is wrong; the code list ``contest_ground`` has the words."""

    REGISTER_CORRECTED = "register-corrected"
    REFERRAL_FACILITY = "referral-facility"
    DEVICES_CHANGED = "devices-changed"
    SUPPLIER_ERROR = "supplier-error"
    OTHER = "other-ground"


class Answer(StrEnum):
    """What a licensing officer answers."""

    UPHELD = "upheld"
    """The signal stands as it is."""
    CORRECTED = "corrected"
    """The register was wrong: the signal waits behind until the corrected counts have come in."""
    EXPLAINED = "explained"
    """What is unusual has its reason: the signal is set aside for a year."""
    WITHDRAWN = "withdrawn"
    """The signal is wrong: it is set aside until the facility’s own counts change."""


class Standing(StrEnum):
    """Where a signal stands."""

    LISTED = "listed"
    CONTESTED = "contested"
    UPHELD = "upheld"
    CORRECTED = "corrected"
    EXPLAINED = "explained"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Ended(StrEnum):
    """Why a signal is there no more."""

    CORRECTED = "corrected"
    """The facility corrected its register, and the corrected counts show nothing."""
    GONE = "gone"
    """New counts show nothing any more."""


class Strength(StrEnum):
    """Groups, strongest first; within a group there is no order, because none could be defended."""

    VERY_STRONG = "1-very-strong"
    STRONG = "2-strong"
    MODERATE = "3-moderate"


LISTED: Final = (Standing.LISTED, Standing.UPHELD, Standing.CONTESTED)
"""What is on the list for inspections; contested ones stand behind the others."""
SET_ASIDE: Final = (Standing.CORRECTED, Standing.EXPLAINED, Standing.WITHDRAWN)
EXPLAINED_FOR: Final = timedelta(days=365)
"""How long an explanation holds: a hospital’s duties may change."""

SOURCES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "births-ratio": ("delivery",),
    "scans-without-indication": ("ultrasound_log",),
    "scans-per-device-day": ("ultrasound_log", "device"),
    "drug-balance": ("drug_ledger",),
    "units-per-procedure": ("drug_issue", "termination_return"),
    "missing-returns": ("termination_return",),
    "late-returns": ("termination_return",),
    "digit-preference": ("termination_return",),
    "copied-returns": ("termination_return",),
}
"""Registers behind each kind that the office’s tables allow. Numbers of devices stay at the facility."""

AGAINST: Final[Mapping[Kind, str]] = {
    "births-ratio": "residence-and-order",
    "scans-without-indication": "all-others",
    "scans-per-device-day": "same-class",
    "drug-balance": "all-others",
    "units-per-procedure": "all-others",
    "missing-returns": "own-months",
    "late-returns": "all-others",
    "digit-preference": "counted-numbers",
    "copied-returns": "counted-numbers",
}
"""Against what each is held; the words stand under ``signalling.against``."""

_VERY_STRONG, _STRONG = 0.001, 0.01
_NUMBERS: Final = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[0-9]{10})(?![0-9A-Za-z])")
_SEPARATORS: Final = re.compile(r"(?<=[0-9])[ \-\u3000]+(?=[0-9Xx])")


def strength_of(q_value: float) -> Strength:
    """The group of a signal, by the smallest rate of false alarms at which it still is one.

    Examples
    --------
    >>> [strength_of(q).value for q in (0.0, 0.005, 0.08)]
    ['1-very-strong', '2-strong', '3-moderate']
    """
    if q_value <= _VERY_STRONG:
        return Strength.VERY_STRONG
    return Strength.STRONG if q_value <= _STRONG else Strength.MODERATE


def standing_after(answer: str, *, answered_on: date | None, same_counts: bool, on: date) -> Standing:
    """Where a signal stands that its data show (still), after the last contest about it.

    Parameters
    ----------
    answer : str
        Empty while nobody has answered.
    answered_on : datetime.date or None
    same_counts : bool
        Whether the facility’s own counts are those that the answer was about.
    on : datetime.date

    Examples
    --------
    >>> day = date(2025, 3, 1)
    >>> standing_after("withdrawn", answered_on=day, same_counts=False, on=day).value
    'listed'
    >>> standing_after("explained", answered_on=day, same_counts=False, on=date(2026, 2, 1)).value
    'explained'
    """
    if not answer or answered_on is None:
        return Standing.CONTESTED
    if answer == Answer.EXPLAINED:
        return Standing.EXPLAINED if on < answered_on + EXPLAINED_FOR else Standing.LISTED
    if answer == Answer.UPHELD:
        return Standing.UPHELD
    # Corrected and withdrawn ones were answered for certain counts; other counts speak anew.
    return Standing(answer) if same_counts else Standing.LISTED


def may_contest(standing: str) -> None:
    """Refuse a second contest while one is open, and one about what is there no more.

    Raises
    ------
    Refusal
        ``signalling-ended``, ``signalling-contested-already``.
    """
    if standing == Standing.ENDED:
        raise Refusal("signalling-ended")
    if standing == Standing.CONTESTED:
        raise Refusal("signalling-contested-already")


def may_answer(answer: str, text: str, given: Answer) -> None:
    """Refuse a second answer, and one that gives no reason where the facility loses.

    Raises
    ------
    Refusal
        ``signalling-answered-already``, ``signalling-why-upheld``.
    """
    if answer:
        raise Refusal("signalling-answered-already")
    if given == Answer.UPHELD and not text:
        raise Refusal("signalling-why-upheld")


def require_no_person(text: str) -> None:
    """Refuse a text with an identity number or a telephone number in it.

    Raises
    ------
    Refusal
        ``signalling-names-person``.

    Examples
    --------
    >>> require_no_person("Batch 20250308 was entered twice in March.")
    >>> require_no_person("身份证 11010519491231002X")
    Traceback (most recent call last):
    evenborn.registers.refusal.Refusal: ('signalling-names-person', {})
    """
    plain = _SEPARATORS.sub("", text)
    if _NUMBERS.search(text) or _NUMBERS.search(plain):
        raise Refusal("signalling-names-person")
