"""Pure decisions about an entry: which fields are asked for where, what is late, which births are alike."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from evenborn.apps.intake.rules import Because

__all__ = [
    "AUTOMATIC", "DAY", "GROUPS", "NEAR_DAYS", "NUMBER_FIELDS", "WITHDRAWN_BECAUSE", "CorrectedBecause",
    "LateBecause", "changed", "is_late", "near_days", "time_left",
]  # fmt: skip

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "child": ("record_number", "newborn_name", "sex", "weight", "length", "certificate_number"),
    "delivery": ("birth_time", "outcome", "gestational_weeks", "plurality", "birth_position", "parity"),
    "mother": (
        "mother_name", "mother_id_type", "mother_id_number", "mother_birth_date", "residence", "hukou",
    ),
    "father": ("father_name", "father_id_type", "father_id_number"),
}  # fmt: skip
"""Fields of the delivery register as the form groups them."""

AUTOMATIC: Final = ("facility", "facility_name", "registrar", "registered_at")
"""Fields that the office knows by itself."""

NUMBER_FIELDS: Final = ("record_number", *AUTOMATIC)
"""Fields that a correction leaves alone: they say which record it is, and when and where it was entered."""

DAY: Final = timedelta(hours=24)
"""Time within which a birth is registered."""

NEAR_DAYS: Final = 7
"""Days within which one woman gives birth once."""

WITHDRAWN_BECAUSE: Final = (Because.ENTERED_TWICE, Because.SENT_BY_MISTAKE)
"""Why a facility takes an entry back."""


class LateBecause(StrEnum):
    """Why a birth is registered after more than a day."""

    BORN_OUTSIDE = "born-outside"
    NO_DOCUMENT = "no-document"
    CARE_FIRST = "care-first"
    SYSTEM_DOWN = "system-down"
    NO_STAFF = "no-staff"


class CorrectedBecause(StrEnum):
    """Why a birth that was entered is corrected."""

    TYPING = "typing"
    DOCUMENT = "document"
    MEDICAL_RECORD = "medical-record"
    CERTIFICATE = "certificate"
    OWN_REQUEST = "own-request"


def time_left(born: datetime, now: datetime) -> timedelta:
    """How long a birth may still wait for its entry; less than nothing where it is late.

    Examples
    --------
    >>> time_left(datetime(2025, 3, 8, 14, 5), datetime(2025, 3, 9, 10, 5))
    datetime.timedelta(seconds=14400)
    """
    return born + DAY - now


def is_late(born: datetime, now: datetime) -> bool:
    """Whether more than a day has passed since a birth.

    Examples
    --------
    >>> is_late(datetime(2025, 3, 8, 14, 5), datetime(2025, 3, 9, 14, 5))
    False
    """
    return time_left(born, now) < timedelta(0)


def near_days(day: date) -> Iterator[date]:
    """Days on which another birth of the same woman is doubtful, nearest first.

    Examples
    --------
    >>> len(list(near_days(date(2025, 3, 8)))), next(near_days(date(2025, 3, 8))).isoformat()
    (15, '2025-03-08')
    """
    for distance in sorted(range(-NEAR_DAYS, NEAR_DAYS + 1), key=abs):
        yield day + timedelta(days=distance)


def changed(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """A record with what was typed in the place of what it says; a lone dash empties a field.

    Examples
    --------
    >>> changed({"sex": "male", "length": "50"}, {"sex": "女", "length": "-", "parity": ""})
    {'sex': '女'}
    """
    wanted = {name: text for name, text in typed.items() if text and name not in NUMBER_FIELDS}
    after = dict(before) | wanted
    return {name: text for name, text in after.items() if text not in ("-", "－", "—")}
