"""Reads of officers, departments and appointments; each takes the actor who asks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.db.models import Q, QuerySet
from django.utils import timezone

from evenborn.apps.access.actor import Actor, covers, of_appointments
from evenborn.apps.access.models import Appointment, Attempts, Department, Officer
from evenborn.apps.access.roles import ROLES, Permission, RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store

When = Literal["in-force", "future", "ended"]
WHEN: Final[tuple[When, ...]] = ("in-force", "future", "ended")
RESCUE: Final = "access.rescue"
RESCUES_SHOWN: Final = timedelta(days=30)
"""So long a rescue stands on the desk of every administrator."""


def when_of(asked: str) -> When:
    """Which appointments an address asks for; those in force where it asks for none that there are.

    Examples
    --------
    >>> when_of("ended"), when_of("'; --")
    ('ended', 'in-force')
    """
    return next((when for when in WHEN if when == asked), "in-force")


def in_force(day: date) -> Q:
    """Appointments that give their role on a day; the first and the last day count."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def at_work(day: date, prefix: str = "") -> Q:
    """Officers who have not left by a day."""
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": day})


def actor_of(officer: Officer, now: datetime | None = None) -> Actor:
    """The officer as an actor, with the appointments in force at a moment."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    if officer.left_on is not None and today >= officer.left_on:
        return of_appointments(officer.pk, officer.name, (), now)
    current = Appointment.objects.filter(in_force(today), officer=officer)
    return of_appointments(
        officer.pk, officer.name, current.values_list("role", "area", "department_id"), now
    )


def officers(by: Actor) -> QuerySet[Officer]:
    """All officers with their departments."""
    by.require(Permission.OFFICERS_SEE)
    return Officer.objects.select_related("department").prefetch_related("appointments")


def departments(by: Actor) -> QuerySet[Department]:
    """All departments."""
    by.require(Permission.OFFICERS_SEE)
    return Department.objects.all()


def open_departments(by: Actor, own: int | None = None) -> QuerySet[Department]:
    """Departments that take somebody in, for a choice; also the one that an officer is in already."""
    by.require(Permission.OFFICERS_SEE)
    return Department.objects.filter(Q(closed_on__isnull=True) | Q(pk=own))


def appointments(by: Actor, when: When) -> QuerySet[Appointment]:
    """Appointments of all officers: in force today, yet to begin, or ended."""
    by.require(Permission.OFFICERS_SEE)
    chosen = {
        "in-force": in_force(by.today),
        "future": Q(since__gt=by.today),
        "ended": Q(until__lt=by.today),
    }[when]
    return Appointment.objects.filter(chosen).select_related("officer", "department")


def all_appointments(by: Actor) -> QuerySet[Appointment]:
    """Appointments of all officers and times."""
    by.require(Permission.OFFICERS_SEE)
    return Appointment.objects.select_related("officer", "department")


def appointments_in_force(by: Actor) -> QuerySet[Appointment]:
    """Those of today, by role and area."""
    return appointments(by, "in-force").order_by("role", "area", "pk")


def appointments_of(by: Actor, officer: Officer) -> QuerySet[Appointment]:
    """Those of one officer, the latest first."""
    return all_appointments(by).filter(officer=officer).order_by("-since", "-pk")


def area_above(permission: Permission, area: str, day: date) -> str | None:
    """Nearest area at which somebody at work holds a permission over an area: above it, else its own.

    None where nobody does.
    """
    roles = [code for code, role in ROLES.items() if permission in role.permissions]
    held = Appointment.objects.filter(in_force(day), at_work(day, "officer__"), role__in=roles)
    areas = [one for one in set(held.values_list("area", flat=True)) if covers(one, area)]
    return max(areas, key=lambda one: (one != area, len(one)), default=None)


def own_appointments_today(by: Actor) -> list[Appointment]:
    """The actor's own that are in force today."""
    return list(Appointment.objects.filter(in_force(by.today), officer_id=by.officer or 0))


def receivers(by: Actor, giver: Officer) -> QuerySet[Officer]:
    """Officers at work who could take work over."""
    return officers(by).filter(at_work(by.today)).exclude(pk=giver.pk)


def own_appointments(by: Actor) -> QuerySet[Appointment]:
    """One’s own appointments, the latest first."""
    return Appointment.objects.filter(officer=by.officer).select_related("department").order_by("-since")


def successors(appointment: Appointment, day: date) -> QuerySet[Appointment]:
    """Appointments of others to the same role, in force on a day and without an end."""
    others = Appointment.objects.filter(
        role=appointment.role, since__lte=day, until__isnull=True, officer__left_on__isnull=True
    )
    return others.exclude(officer=appointment.officer_id)


def officers_in(department: Department, day: date) -> QuerySet[Officer]:
    """Officers of a department who are at work on a day."""
    return Officer.objects.filter(at_work(day), department=department)


def appointments_in(department: Department, day: date) -> QuerySet[Appointment]:
    """Appointments for a department that last to a day or beyond."""
    return Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), at_work(day, "officer__"), department=department
    )


def locks(by: Actor) -> QuerySet[Attempts]:
    """Login names and addresses that are refused at this moment."""
    by.require(Permission.LOCK_RELEASE)
    return Attempts.objects.filter(locked_until__gt=by.now).exclude(kind=Attempts.Kind.USED_CODE)


def security_administrators(day: date) -> QuerySet[Officer]:
    """Officers at work who hold that role on a day."""
    held = Appointment.objects.filter(in_force(day), role=RoleCode.SECURITY_ADMINISTRATOR)
    return Officer.objects.filter(at_work(day), pk__in=held.values("officer"))


@dataclass(frozen=True, slots=True)
class Rescued:
    """Whose login was made anew on the machine itself, when, by which account, under which entry."""

    officer: str
    at: datetime
    account: str
    number: int


def rescues(by: Actor) -> list[Rescued]:
    """Rescues of late, the last first, for whoever may see officers; nothing for others."""
    if not by.may(Permission.OFFICERS_SEE):
        return []
    rows = list(Entry.objects.using(Store.OFFICE).filter(event=RESCUE, at__gte=by.now - RESCUES_SHOWN))[::-1]
    keys = [row.subject.partition(":")[2] for row in rows]
    names = {
        str(key): name for key, name in Officer.objects.filter(pk__in=keys).values_list("pk", "username")
    }
    return [
        Rescued(names.get(key, key), row.at, row.actor.partition(":")[2], row.number)
        for key, row in zip(keys, rows, strict=True)
    ]
