"""Pure decisions about logins: no database, no clock."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from evenborn.registers.refusal import Refusal

__all__ = [
    "Count",
    "Limits",
    "Step",
    "counted",
    "device_of",
    "has_ended",
    "may_remove_factor",
    "may_try",
    "next_step",
    "one_less",
]

Step = Literal["password", "second-factor", ""]
"""What must still be done before any other page opens."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How often is tried before nothing is tried any more.

    Attributes
    ----------
    allowed : int
        Attempts within the window.
    window : datetime.timedelta
        Attempts are counted together for so long.
    locked_for : datetime.timedelta
        So long nothing is tried any more.
    """

    allowed: int
    window: timedelta
    locked_for: timedelta


@dataclass(frozen=True, slots=True)
class Count:
    """Attempts of one login name or one address: how many, since when, refused until when."""

    failures: int
    since: datetime
    locked_until: datetime | None = None


def may_try(count: Count, *, now: datetime, shown_until: str) -> None:
    """Refuse while a login name or an address is locked; the same words for a name that nobody has.

    Raises
    ------
    Refusal
        ``locked-out``.
    """
    if count.locked_until is not None and now < count.locked_until:
        raise Refusal("locked-out", until=shown_until)


def counted(count: Count, limits: Limits, *, now: datetime) -> Count:
    """Count one attempt before it is verified, so that many at once are not all tried.

    Examples
    --------
    >>> start, quarter = datetime(2026, 3, 2, 9, 0), timedelta(minutes=15)
    >>> fifth = counted(Count(4, start), Limits(5, quarter, quarter), now=start)
    >>> fifth.failures, fifth.locked_until
    (5, datetime.datetime(2026, 3, 2, 9, 15))
    """
    over = count.locked_until is not None or now - count.since >= limits.window
    failures = 1 if over else count.failures + 1
    locked = now + limits.locked_for if failures >= limits.allowed else None
    return Count(failures, now if over else count.since, locked)


def one_less(count: Count) -> Count:
    """Take back one attempt from an address, because it succeeded; the others stay counted.

    Examples
    --------
    >>> one_less(Count(30, datetime(2026, 3, 2), datetime(2026, 3, 2, 0, 15))).failures
    29
    """
    return replace(count, failures=max(count.failures - 1, 0), locked_until=None)


def next_step(*, must_change_password: bool, has_second_factor: bool, required: bool) -> Step:
    """What an officer must do before any other page opens.

    Examples
    --------
    >>> next_step(must_change_password=True, has_second_factor=False, required=True)
    'password'
    >>> next_step(must_change_password=False, has_second_factor=False, required=False)
    ''
    """
    if must_change_password:
        return "password"
    return "second-factor" if required and not has_second_factor else ""


def may_remove_factor(*, left: int, required: bool) -> None:
    """Hold the taking away of a second factor against those that are left.

    Raises
    ------
    Refusal
        ``last-second-factor``.
    """
    if required and left == 0:
        raise Refusal("last-second-factor")


def device_of(user_agent: str) -> tuple[str, str]:
    """Browser and system as the browser names itself, for the list of sessions; empty where it does not.

    Examples
    --------
    >>> device_of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36")
    ('Chrome 109', 'Linux')
    """
    browser = re.search(r"(Edg|Firefox|Chrome|Safari)/(\d+)", user_agent)
    system = re.search(r"Windows|Android|iPhone|iPad|Mac OS X|Linux", user_agent)
    name = f"{browser[1]} {browser[2]}".replace("Edg ", "Edge ") if browser else ""
    return name, system[0] if system else ""


def has_ended(begun: float, *, now: float, hours: int) -> bool:
    """Whether a session ends although it is in use, by seconds since 1970.

    Examples
    --------
    >>> has_ended(0, now=12 * 3600 - 1, hours=12), has_ended(0, now=12 * 3600, hours=12)
    (False, True)
    """
    return now - begun >= hours * 3600
