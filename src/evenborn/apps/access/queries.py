"""Reads of officers, departments and appointments; each takes the actor who asks."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from evenborn.apps.access.actor import Actor, of_appointments
from evenborn.apps.access.models import Appointment, Department, Officer
from evenborn.apps.access.roles import Permission


def actor_of(officer: Officer, now: datetime | None = None) -> Actor:
    """The officer as an actor, with the appointments in force at a moment."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    if not officer.is_active:
        return of_appointments(officer.pk, officer.name, (), now)
    current = Appointment.objects.filter(officer=officer, since__lte=today).filter(
        Q(until__isnull=True) | Q(until__gte=today)
    )
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
