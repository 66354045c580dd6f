"""When a thing happened, to the minute: the day that a cell states, and the time of day if it states one."""

import re
from dataclasses import dataclass
from datetime import date

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.civil_days import FIRST_YEAR, LAST_YEAR
from evenborn.registers.codes.periods import read_period
from evenborn.registers.codes.writing import plain

_HALVES = {"凌晨": 0, "早上": 0, "上午": 0, "AM": 0, "中午": 12, "下午": 12, "晚上": 12, "PM": 12}
_CLOCK = re.compile(
    rf"(?P<day>.*?[0-9日号])(?:T|\s+|(?<=[日号])\s*)\s*(?P<half>{'|'.join(_HALVES)})?\s*"
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"|[时時点點](?:(?P<minutes>[0-9]{1,2})分?(?:[0-5]?[0-9]秒)?|(?P<sharp>[整半]?)))"
    r"\s*(?P<ampm>AM|PM)?(?:\+08:?00)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"([0-9]{8})([0-9]{2})([0-9]{2})(?:[0-5][0-9])?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_TWO_DIGIT_YEAR = re.compile(
    r"[0-9]{2}([-/.年])[0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{2}"
)
_LONGEST = 50  # no spelling of a moment is longer; longer cells cost time
_DAY_FAULTS = {"invalid-date": "day-impossible", "year-out-of-range": "day-out-of-range"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and a minute of it where it is known.

    Attributes
    ----------
    day : datetime.date
    minute : int or None
        Minutes since midnight, 0 to 1439; None where the cell states only the day.
    """

    day: date
    minute: int | None


def read_moment(text: str) -> Moment:
    """Day and minute that a cell states.

    Parameters
    ----------
    text : str
        ``2025-01-03 14:05``, with seconds or a ``T``, with strokes or dots, ``2025年1月3日14时5分``,
        ``下午2点05分``, ``2:05 PM``, ``202501031405``, or a day alone. Seconds are dropped.

    Raises
    ------
    BadValue
        ``day-invalid`` (no day, or one whose parts stand in another order than year, month, day),
        ``day-impossible`` (30 February), ``day-serial-number`` (a spreadsheet's 45658),
        ``day-two-digit-year``, ``day-out-of-range`` (before 1800 or after 2200) or ``moment-invalid`` (a
        time of day that no clock shows).

    References
    ----------
    GB/T 7408.1-2023 (ISO 8601-1:2019), representations of dates and times.

    Examples
    --------
    >>> read_moment("2025年1月3日14时5分")
    Moment(day=datetime.date(2025, 1, 3), minute=845)
    >>> read_moment("2025-01-03").minute is None
    True
    """
    written = plain(text)
    if len(written) > _LONGEST:
        raise BadValue("day-invalid")
    if compact := _COMPACT.fullmatch(written):
        return Moment(_day(compact[1]), _minute(int(compact[2]), int(compact[3])))
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        return Moment(_day(written), None)
    return Moment(_day(clock["day"]), _of_clock(clock))


def _of_clock(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    minute = int(clock["minute"] or clock["minutes"] or (30 if clock["sharp"] == "半" else 0))
    half = (clock["half"] or clock["ampm"] or "").upper()
    if half in ("AM", "PM") and not 1 <= hour <= 12:
        raise BadValue("moment-invalid")
    if half in ("AM", "PM", "凌晨") and hour == 12:
        hour = 0
    if _HALVES.get(half) and hour < (11 if half == "中午" else 12):
        hour += 12
    return _minute(hour, minute)


def _minute(hour: int, minute: int) -> int:
    if hour > 23 or minute > 59:
        raise BadValue("moment-invalid")
    return hour * 60 + minute


def _day(text: str) -> date:
    written = text.replace("号", "日").replace(" ", "")
    if _SERIAL.fullmatch(written):
        raise BadValue("day-serial-number")
    if _TWO_DIGIT_YEAR.fullmatch(written):
        raise BadValue("day-two-digit-year")
    if ":" in written or "T" in written:
        raise BadValue("moment-invalid")
    try:
        period = read_period(written, "calendar")
    except BadValue as error:
        raise BadValue(_DAY_FAULTS.get(error.code, "day-invalid")) from error
    if period.kind != "day":
        raise BadValue("day-invalid")
    if not FIRST_YEAR <= period.start.year <= LAST_YEAR:
        raise BadValue("day-out-of-range")
    return period.start
