"""Whose number is it: what an identity number says of birth, sex and area, and why it may not be trusted.

A number is refused, never repaired. A spreadsheet that takes eighteen digits for a quantity keeps
fifteen of them; nothing can bring the others back, and a made-up number would be another person's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.identity_number import (
    HKMT,
    PROVINCES,
    birth_and_sex,
    birth_date,
    check_digit_agrees,
    to_18,
)
from evenborn.registers.codes.writing import plain

__all__ = ["IDENTITY_TYPES", "Identity", "read_identity", "to_18"]

IDENTITY_TYPES = (
    "resident-id",
    "hkmt-residence-permit",
    "hkmt-travel-permit",
    "foreign-permanent-residence",
    "passport",
    "other",
    "none",
)
"""What kind of document a number is on; a row that does not say has the kind ``""``."""

_LOST = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]{1,2}|[0-9]E\+[0-9]{1,2}|[0-9]{16,}\.[0-9]*|[0-9]{15}000")
_WHOLE = re.compile(r"([0-9]{1,15})\.0+")
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
_TRAVEL = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}|[0-9]{10}(?:[A-Z]|\([A-Z]\))?")
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
_OTHER = re.compile(r"(?=.*[0-9])[\w()/.\-]{2,40}")
_QUOTES = "'‘’\"“”`="
_ASCENDING = "1234567890" * 4
_SAYS_NOTHING = re.compile(r"无|没有|不详|未知|不明|未提供|未登记|待补|N/?A|NONE|NULL|NO|UNKNOWN|X+|\*+|\?+")


@dataclass(frozen=True)
class Identity:
    """What an identity number says.

    Attributes
    ----------
    number : str
        As written, half-width and upper-case, without blanks.
    kind : {"resident", "resident-15", "hkmt-residence-permit", "other"}
    birth : datetime.date or None
    sex : {"male", "female"} or None
    area : str or None
        Six digits: the county where the number was given out, which may since have been abolished.
    """

    number: str
    kind: Literal["resident", "resident-15", "hkmt-residence-permit", "other"]
    birth: date | None
    sex: Literal["male", "female"] | None
    area: str | None


def read_identity(text: str, kind: str) -> Identity:
    """Read one identity number.

    Parameters
    ----------
    text : str
        The cell; not blank (ask :func:`~evenborn.registers.codes.writing.is_blank_text` first).
    kind : str
        One of :data:`IDENTITY_TYPES`, or ``""`` where the row does not say: then the shape decides.

    Raises
    ------
    BadValue
        ``identity-lost-digits`` (a spreadsheet took it for a quantity), ``identity-placeholder``
        (one digit repeated, 123456…, "无"), ``identity-length``, ``identity-characters``,
        ``identity-check-digit``, ``identity-birth-date`` (no such day, or a year outside 1800 to 2200),
        ``identity-area`` (no province begins so) or ``identity-type-mismatch``.

    Notes
    -----
    python-stdnum gives the check digit. It does not judge the number, since it rejects areas that exist,
    fails on some, and knows neither the 15-digit numbers nor the permits. A correct check digit is no
    proof: one in eleven ruined numbers has one; :mod:`~evenborn.registers.codes.identity_columns` looks
    at the whole column.

    References
    ----------
    GB 11643-1999, citizen identification number; ISO 7064, MOD 11-2. Measures for the residence permits of
    residents of Hong Kong, Macao and Taiwan, State Council 2018 (area codes 810000, 820000, 830000).
    Foreign permanent resident identity card, 2023 edition: 9, province, nationality, birth, order, check.

    Examples
    --------
    >>> read_identity("11010519491231002x", "resident-id").birth
    datetime.date(1949, 12, 31)
    >>> read_identity("110105491231002", "").sex
    'female'
    """
    number = _compact(text)
    _refuse_unreadable(number)
    if kind == "none":
        raise BadValue("identity-type-mismatch")
    return _READERS[kind](number)


def _compact(text: str) -> str:
    number = plain(text).replace(" ", "").strip(_QUOTES).upper()
    whole = _WHOLE.fullmatch(number)
    return whole[1] if whole else number


def _refuse_unreadable(number: str) -> None:
    repeated = len(number) >= 6 and len(set(number)) == 1
    ascending = len(number) >= 8 and number.isdigit() and number in _ASCENDING
    if repeated or ascending or _SAYS_NOTHING.fullmatch(number):
        raise BadValue("identity-placeholder")
    if _LOST.fullmatch(number) and not (_NUMBER.fullmatch(number) and check_digit_agrees(number)):
        raise BadValue("identity-lost-digits")


def _resident(number: str) -> Identity:
    _refuse_shape(number)
    if number[:2] in HKMT or _begins_foreign(number):
        raise BadValue("identity-type-mismatch")
    if number[:2] not in PROVINCES:
        raise BadValue("identity-area")
    if len(number) == 18:
        return Identity(number, "resident", *birth_and_sex(number), number[:6])
    birth, sex = birth_date(f"19{number[6:12]}"), int(number[14]) % 2
    return Identity(number, "resident-15", birth, "male" if sex else "female", number[:6])


def _begins_foreign(number: str) -> bool:
    """Whether it begins as the number of a foreign permanent resident: 9, then a province."""
    return number[:1] == "9"


def _refuse_shape(number: str) -> None:
    if _OLD_FOREIGN.fullmatch(number) or (_TRAVEL.fullmatch(number) and number[0] in "HM"):
        raise BadValue("identity-type-mismatch")
    if not re.fullmatch("[0-9]+X?", number):
        raise BadValue("identity-characters")
    if not (_NUMBER.fullmatch(number) or re.fullmatch("[0-9]{15}", number)):
        raise BadValue("identity-length")


def _hkmt_residence(number: str) -> Identity:
    if number[:2] not in HKMT:
        raise BadValue("identity-type-mismatch")
    _refuse_shape(number)
    if len(number) != 18:
        raise BadValue("identity-length")
    return Identity(number, "hkmt-residence-permit", *birth_and_sex(number), number[:6])


def _foreign(number: str) -> Identity:
    if _OLD_FOREIGN.fullmatch(number):
        return Identity(number, "other", None, None, None)
    if not _begins_foreign(number):
        raise BadValue("identity-type-mismatch")
    _refuse_shape(number)
    if len(number) != 18:
        raise BadValue("identity-length")
    if number[1:3] not in PROVINCES:
        raise BadValue("identity-area")
    return Identity(number, "other", *birth_and_sex(number), None)


def _shaped(shape: re.Pattern[str]) -> Callable[[str], Identity]:
    def read(number: str) -> Identity:
        if shape is not _OTHER and _NUMBER.fullmatch(number) and check_digit_agrees(number):
            raise BadValue("identity-type-mismatch")
        if not shape.fullmatch(number):
            strange = re.search(r"[^\w()/.\-]|_", number) is not None
            raise BadValue("identity-characters" if strange else "identity-length")
        return Identity(number, "other", None, None, None)

    return read


def _by_shape(number: str) -> Identity:
    if _OLD_FOREIGN.fullmatch(number) or (_begins_foreign(number) and len(number) == 18):
        return _foreign(number)
    if number[:2] in HKMT and len(number) == 18:
        return _hkmt_residence(number)
    digits = sum(character.isdigit() for character in number)
    if digits > 10 or (number.isdigit() and digits != 8):
        return _resident(number)
    return _shaped(_OTHER)(number)


_READERS: Mapping[str, Callable[[str], Identity]] = {
    "": _by_shape,
    "resident-id": _resident,
    "hkmt-residence-permit": _hkmt_residence,
    "hkmt-travel-permit": _shaped(_TRAVEL),
    "foreign-permanent-residence": _foreign,
    "passport": _shaped(_PASSPORT),
    "other": _shaped(_OTHER),
}
