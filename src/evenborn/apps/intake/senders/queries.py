"""Reads of the list of senders."""

from django.db.models import QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Department
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import within
from evenborn.apps.intake.models import Sender

__all__ = ["departments", "names_of_departments", "senders"]


def senders(by: Actor) -> QuerySet[Sender]:
    """Senders whose list the actor keeps."""
    return Sender.objects.visible_to(by, Permission.INTAKE_SENDERS)


def departments(by: Actor, own: int | None = None) -> QuerySet[Department]:
    """Departments of the actor's areas that take somebody in; also the one that a sender has already."""
    rows = Department.objects.filter(within("area", by.areas(Permission.INTAKE_SENDERS)))
    return rows.filter(closed_on__isnull=True) | Department.objects.filter(pk=own or 0)


def names_of_departments(rows: QuerySet[Sender]) -> dict[int, str]:
    """Names of the departments of senders, which stand in another store, by key."""
    found = rows.exclude(department=None).order_by().values_list("department", flat=True).distinct()
    keys = [key for key in found if key is not None]
    return dict(Department.objects.filter(pk__in=keys).values_list("pk", "name"))
