"""Who acts: an officer with the appointments of the day, or a program with listed permissions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import EVERY_OFFICER, Permission, Reach, permissions_of

__all__ = ["Actor", "Grant", "covers", "program"]


def covers(area: str, code: str) -> bool:
    """Whether an area holds another or is it: the code is the path. The empty code is the whole office.

    Examples
    --------
    >>> covers("6207", "620702"), covers("620702", "6207"), covers("", "62"), covers("6207", "6208")
    (True, False, True, False)
    """
    return code.startswith(area)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one appointment gives today: permissions, over an area, for a department.

    Attributes
    ----------
    role : str
        Code of the role; that of the program where none.
    area : str
        Code of the area; empty for the whole office.
    department : int or None
        Key of the department.
    permissions : frozenset of Permission
    """

    role: str
    area: str
    department: int | None
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks or acts, at one moment.

    Attributes
    ----------
    key : str
        What the audit trail calls the actor: ``officer:12``, or the name of a program.
    officer : int or None
        Key of the officer.
    name : str
    now : datetime.datetime
        When the request came, with time zone; rules take the day from here, never from a clock.
    grants : tuple of Grant
    """

    key: str
    officer: int | None
    name: str
    now: datetime
    grants: tuple[Grant, ...]

    @property
    def today(self) -> date:
        """The day at the office."""
        return timezone.localdate(self.now)

    @property
    def roles(self) -> tuple[str, ...]:
        """Codes of the roles held today, each once."""
        return tuple(dict.fromkeys(grant.role for grant in self.grants))

    def areas(self, permission: Permission) -> tuple[str, ...]:
        """Areas over which the permission is held; one that lies in another is left out.

        Examples
        --------
        >>> program("worker", Permission.AUDIT_VERIFY).areas(Permission.AUDIT_VERIFY)
        ('',)
        """
        held = sorted({grant.area for grant in self.grants if permission in grant.permissions})
        return tuple(a for a in held if not any(covers(b, a) and a != b for b in held))

    def departments(self, permission: Permission) -> tuple[tuple[str, int | None], ...]:
        """Area and department of each appointment that gives the permission; no department means any.

        Examples
        --------
        >>> program("worker", Permission.BIRTHS_ENTER).departments(Permission.BIRTHS_ENTER)
        (('', None),)
        """
        return tuple(
            dict.fromkeys(
                (grant.area, grant.department) for grant in self.grants if permission in grant.permissions
            )
        )

    def may_for(self, permission: Permission, area: str, department: int | None) -> bool:
        """Whether the permission is held over a row of an area, and of a department where that counts."""
        if permission.reach is not Reach.DEPARTMENT:
            return self.may(permission, area)
        return any(
            covers(own, area) and whose in (None, department) for own, whose in self.departments(permission)
        )

    def may(self, permission: Permission, area: str | None = None) -> bool:
        """Whether the permission is held at all, or over an area."""
        held = self.areas(permission)
        if self.officer is not None and permission in EVERY_OFFICER:
            return True
        if area is None or permission.reach is Reach.OFFICE:
            return bool(held)
        return any(covers(own, area) for own in held)

    def held(self, permission: Permission, own: Permission | None = None) -> tuple[Permission, ...]:
        """Which of the two is held: one over an area, one over what belongs to the own department.

        Raises
        ------
        Forbidden
            When it is neither.
        """
        held = tuple(one for one in (permission, own) if one is not None and self.may(one))
        if not held:
            raise Forbidden(permission)
        return held

    def require(self, permission: Permission) -> None:
        """Refuse who does not hold the permission anywhere.

        Raises
        ------
        Forbidden
        """
        if not self.may(permission):
            raise Forbidden(permission)


def program(name: str, *permissions: Permission, now: datetime | None = None) -> Actor:
    """A program that acts by itself, such as the worker or the set-up, with just the permissions listed.

    Examples
    --------
    >>> program("worker").may(Permission.AUDIT_SEE)
    False
    """
    grants = (Grant(name, "", None, frozenset(permissions)),)
    return Actor(name, None, name, now or timezone.now(), grants)


def of_appointments(
    officer: int, name: str, appointments: Iterable[tuple[str, str, int]], now: datetime
) -> Actor:
    """An officer with appointments: role, area and department of each that is in force."""
    grants = tuple(
        Grant(role, area, department, permissions_of(role)) for role, area, department in appointments
    )
    return Actor(f"officer:{officer}", officer, name, now, grants)
