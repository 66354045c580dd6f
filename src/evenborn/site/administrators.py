"""The first three administrators of an office (GB/T 22239-2019, 8.1.5), each with a first password."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evenborn.registers.refusal import Refusal

__all__ = ["Login", "has_officers", "make_administrators"]


@dataclass(frozen=True, slots=True)
class Login:
    """An administrator’s role, login name and first password."""

    role: str
    username: str
    password: str


def has_officers() -> bool:
    """Whether somebody can log in already."""
    from evenborn.apps.access.models import Officer

    return Officer.objects.exists()


def make_administrators(names: Mapping[str, str], area: str, department: str) -> Iterator[Login]:
    """Make the three administrators, all or none: they are there once the last login was taken.

    Whoever is shown a password before the end of the three may find that it does not hold; whoever is cut
    off after it was shown has seen it. The other way round a password could be lost.

    Parameters
    ----------
    names : mapping
        Role to login name.
    area : str
        Code of the area that the office governs.
    department : str
        Name of the department that they work for.

    Raises
    ------
    Refusal
        ``officers-there`` when the office has officers already.
    """
    from django.db import transaction

    from evenborn.apps.access import actions
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.first_password import first_password
    from evenborn.apps.access.models import Department, Officer
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.stores import Store

    by = program("setup", Permission.DEPARTMENT_MANAGE, Permission.OFFICER_MANAGE, Permission.OFFICER_APPOINT)
    with transaction.atomic(using=Store.OFFICE):
        if Officer.objects.exists():
            raise Refusal("officers-there")
        home = Department.objects.filter(area=area, name=department).first() or actions.add_department(
            by=by, name=department, kind="health", area=area
        )
        for role, username in names.items():
            login = Login(role, username, first_password())
            officer = actions.add_officer(
                by=by, username=username, name=username, department=home, password=login.password
            )
            actions.appoint(
                officer, by=by, role=role, area="", department=home, since=by.today, until=None
            )  # fmt: skip
            yield login
