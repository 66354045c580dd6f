"""What a birth measures in the spelling of the delivery register: sex, quantities, weeks, moments.

Whatever cannot be understood is handed on as it stands, so that the checks of the register name it with
its row; nothing is guessed, and nothing but stated units of the metric system is converted.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from evenborn.registers.sources.fhir_elements import text_of

CHINA = timezone(timedelta(hours=8))
"""The clock of a moment in UTC, which says nothing about where it was."""

_UNITS: Mapping[str, tuple[str, Decimal]] = {
    "g": ("weight", Decimal(1)),
    "kg": ("weight", Decimal(1000)),
    "mm": ("length", Decimal("0.1")),
    "cm": ("length", Decimal(1)),
    "m": ("length", Decimal(100)),
    "wk": ("gestational_weeks", Decimal(1)),
}
_DAYS_OF_A_WEEK = 7
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9])?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_SEX = {"M": "male", "F": "female", "UNK": "unclear", "OTH": "unclear", "ASKU": "unclear"}
_SEX |= {"male": "male", "female": "female", "unknown": "unclear", "other": "unclear"}


def sex(stated: object) -> str:
    """Sex by its FHIR code, as the register writes it.

    Examples
    --------
    >>> sex("F"), sex("unknown"), sex("x")
    ('female', 'unclear', 'x')
    """
    word = text_of(stated)
    return _SEX.get(word, word)


def plain_number(number: Decimal) -> str:
    """A number without exponent and without noughts at the end of its fraction."""
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def quantity(value: Mapping[str, Any], field: str) -> str:
    """A quantity in the register's unit: grams, centimetres, weeks or weeks+days.

    Parameters
    ----------
    value : mapping
        A FHIR Quantity; its value is the text of a number.
    field : str
        ``weight``, ``length`` or ``gestational_weeks``.

    Returns
    -------
    str
        Converted exactly where the unit is stated in UCUM and metric; with any other unit that unit
        stands behind the number, without one the number stands alone.

    Examples
    --------
    >>> quantity({"value": "3.250", "code": "kg"}, "weight")
    '3250'
    >>> quantity({"value": "270", "code": "d"}, "gestational_weeks")
    '38+4'
    >>> quantity({"value": "7.1", "code": "[lb_av]"}, "weight")
    '7.1 [lb_av]'
    """
    written = text_of(value.get("value"))
    unit = text_of(value.get("code")) or text_of(value.get("unit"))
    if not _PLAIN_NUMBER.fullmatch(written):
        return f"{written} {unit}".strip()
    number = Decimal(written)
    if not unit:
        return plain_number(number)
    if unit == "d" and field == "gestational_weeks" and number == number.to_integral_value() and number >= 0:
        weeks, days = divmod(int(number), _DAYS_OF_A_WEEK)
        return f"{weeks}+{days}"
    of_field, factor = _UNITS.get(unit, ("", Decimal(1)))
    return plain_number(number * factor) if of_field == field else f"{written} {unit}"


def weeks_completed(written: str) -> int | None:
    """Whole weeks of a gestational age, or None where it cannot be told.

    Examples
    --------
    >>> weeks_completed("38+4"), weeks_completed("27.9"), weeks_completed("28 / 30")
    (38, 27, None)
    """
    try:
        number = Decimal(written.partition("+")[0])
    except InvalidOperation:
        return None
    return int(number) if number.is_finite() and 0 <= number < 100 else None


def zone_of(written: str) -> timezone | None:
    """The clock of a place: the offset that a moment is written with; None for UTC or without one.

    Examples
    --------
    >>> zone_of("2025-03-08T14:05:00-07:00").utcoffset(None).total_seconds() / 3600
    -7.0
    """
    found = _MOMENT.fullmatch(written)
    if found is None or found[3] in {None, "Z"}:
        return None
    hours, minutes = int(found[3][1:3]), int(found[3][4:])
    offset = timedelta(hours=hours, minutes=minutes)
    if not offset or hours > 14 or minutes > 59:
        return None
    return timezone(-offset if found[3].startswith("-") else offset)


def moment(written: str, zone: timezone = CHINA) -> str:
    """A moment by the clock of ``zone``, to the minute; one without offset keeps its own clock.

    Examples
    --------
    >>> moment("2025-03-08T06:05:00Z"), moment("2025-03-08T14:05:00"), moment("2025-03")
    ('2025-03-08 14:05', '2025-03-08 14:05', '2025-03')
    """
    found = _MOMENT.fullmatch(written)
    if found is None:
        return written
    if found[3] is None:
        return f"{found[1]} {found[2]}"
    try:
        stated = datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3]}")
        return stated.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return written
