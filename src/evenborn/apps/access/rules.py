"""Pure decisions about officers and appointments: no database, no clock."""

from collections.abc import Iterable
from datetime import date

from evenborn.apps.access.roles import ADMINISTRATORS, RoleCode
from evenborn.registers.refusal import Refusal

__all__ = ["may_appoint", "may_end", "may_hold_together"]


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


def may_end(since: date, *, until: date, today: date) -> None:
    """Hold the end of an appointment against the rules: it ends today or later, never in the past.

    Raises
    ------
    Refusal
        ``end-in-the-past``, ``period-backwards``.
    """
    if until < min(since, today):
        raise Refusal("end-in-the-past", day=until.isoformat())
    if until < since:
        raise Refusal("period-backwards", since=since.isoformat(), until=until.isoformat())
