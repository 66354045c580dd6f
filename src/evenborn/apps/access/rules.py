"""Pure decisions about officers and appointments: no database, no clock."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from evenborn.apps.access.actor import covers
from evenborn.apps.access.roles import ADMINISTRATORS, RoleCode
from evenborn.registers.refusal import Refusal

__all__ = [
    "NEVER_EMPTY",
    "may_act_on",
    "may_appoint",
    "may_be_login_name",
    "may_close",
    "may_cover",
    "may_end",
    "may_hold_together",
    "may_leave",
    "may_note_left",
    "may_rescue",
    "may_take_in",
]

NEVER_EMPTY: Final = frozenset({RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR})
"""Roles without which nobody could make accounts or appointments any more."""


def may_hold_together(roles: Iterable[str]) -> bool:
    """Whether one person may hold these roles at a time: an administrator holds no other role.

    References
    ----------
    GB/T 22239-2019, 8.1.5: system, security and audit administration are held by different persons.

    Examples
    --------
    >>> may_hold_together(["clerk", "analyst"]), may_hold_together(["audit-administrator", "clerk"])
    (True, False)
    """
    held = set(roles)
    return not (held & ADMINISTRATORS) or len(held) == 1


def may_appoint(
    role: str, *, since: date, until: date | None, held: Iterable[str], left_on: date | None, own: bool
) -> None:
    """Hold an appointment against the rules.

    Parameters
    ----------
    role : str
        Code of the role to be given.
    since, until : datetime.date
        First and last day; no last day where it is open.
    held : iterable of str
        Roles that the officer holds on any day of that period.
    left_on : datetime.date or None
        When the officer left or leaves.
    own : bool
        Whether the officer would appoint himself.

    Raises
    ------
    Refusal
        ``unknown-role``, ``appoint-oneself``, ``period-backwards``, ``officer-left``, ``roles-apart``.
    """
    if role not in set(RoleCode):
        raise Refusal("unknown-role", value=role)
    if own:
        raise Refusal("appoint-oneself")
    if until is not None and until < since:
        raise Refusal("period-backwards", since=since.isoformat(), until=until.isoformat())
    if left_on is not None and (until is None or until >= left_on):
        raise Refusal("officer-left", day=left_on.isoformat())
    if not may_hold_together([role, *held]):
        raise Refusal("roles-apart")


def may_cover(area: str, office: str) -> None:
    """Hold the area of a department or an appointment against that of the office.

    Parameters
    ----------
    area : str
        Code; empty for the whole office.
    office : str
        Code of the area that the office governs; empty where it is not set.

    Raises
    ------
    Refusal
        ``area-code``, ``area-outside``.

    Examples
    --------
    >>> may_cover("620702", "6207"), may_cover("", "6207")
    (None, None)
    """
    if not re.fullmatch(r"[0-9]{0,12}", area):
        raise Refusal("area-code", value=area)
    if area and not covers(office, area):
        raise Refusal("area-outside", area=area, office=office)


def may_take_in(closed_on: date | None) -> None:
    """Hold a department against its closing: a closed one gets no officer and no appointment.

    Raises
    ------
    Refusal
        ``department-closed``.
    """
    if closed_on is not None:
        raise Refusal("department-closed", day=closed_on.isoformat())


def may_close(*, day: date, today: date, officers: int, appointments: int) -> None:
    """Hold the closing of a department against who is still in it on that day.

    Raises
    ------
    Refusal
        ``end-in-the-past``, ``department-in-use``.
    """
    if day < today:
        raise Refusal("end-in-the-past", day=day.isoformat())
    if officers or appointments:
        raise Refusal("department-in-use", officers=officers, appointments=appointments)


def may_act_on(*, own: bool) -> None:
    """Nobody appoints, releases, or sets the password of himself as an administrator.

    Raises
    ------
    Refusal
        ``act-on-oneself``.
    """
    if own:
        raise Refusal("act-on-oneself")


def may_end(since: date, *, until: date, today: date, planned: date | None = None) -> None:
    """Hold the end of an appointment against the rules: it ends today or later, and never later than planned.

    Parameters
    ----------
    since : datetime.date
        First day.
    until : datetime.date
        The last day wanted.
    today : datetime.date
    planned : datetime.date, optional
        The last day as it stands.

    Raises
    ------
    Refusal
        ``end-in-the-past``, ``period-backwards``, ``end-later``.
    """
    if until < today:
        raise Refusal("end-in-the-past", day=until.isoformat())
    if until < since:
        raise Refusal("period-backwards", since=since.isoformat(), until=until.isoformat())
    if planned is not None and until > planned:
        raise Refusal("end-later", day=planned.isoformat())


def may_leave(role: str, *, day: date, successors: int) -> None:
    """Hold the end of a role's appointment against who holds the role on the day after.

    Raises
    ------
    Refusal
        ``last-administrator``.
    """
    if role in NEVER_EMPTY and successors == 0:
        raise Refusal("last-administrator", day=day.isoformat())


def may_note_left(*, day: date, today: date, open_work: int, reason: str) -> None:
    """Hold the leaving of an officer against the work that is still with that officer.

    Raises
    ------
    Refusal
        ``end-in-the-past``, ``work-not-handed-over``.
    """
    if day < today:
        raise Refusal("end-in-the-past", day=day.isoformat())
    if open_work and not reason.strip():
        raise Refusal("work-not-handed-over", count=open_work)


def may_be_login_name(name: str) -> None:
    """Hold a login name against its form: letters, digits, and ``. _ -`` between them, no capitals.

    Raises
    ------
    Refusal
        ``login-name``.

    Examples
    --------
    >>> may_be_login_name("wang.li")
    """
    if not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", name):
        raise Refusal("login-name", value=name)


def may_rescue(
    username: str, *, left_on: date | None, today: date, holds: bool, others: Iterable[str], others_out: bool
) -> None:
    """Hold a rescue from outside the pages against the pages’ own way, which goes before it.

    Parameters
    ----------
    username : str
        Whom to rescue.
    left_on : datetime.date or None
        When that officer left or leaves.
    today : datetime.date
    holds : bool
        Whether the officer is security administrator today, or is appointed so by the rescue.
    others : iterable of str
        Login names of the other security administrators of today.
    others_out : bool
        Whether it was said that none of these can log in.

    Raises
    ------
    Refusal
        ``rescue-left``, ``rescue-not-security``, ``rescue-others``.

    Examples
    --------
    >>> may_rescue("wang", left_on=None, today=date(2026, 3, 2), holds=True, others=[], others_out=False)
    """
    if left_on is not None and left_on <= today:
        raise Refusal("rescue-left", value=username, day=left_on.isoformat())
    if not holds:
        raise Refusal("rescue-not-security", value=username)
    known = ", ".join(sorted(others))
    if known and not others_out:
        raise Refusal("rescue-others", known=known)
