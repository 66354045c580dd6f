"""What a program may see by its token: senders of its department, and their batches."""

from django.db.models import Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Batch, Sender

__all__ = ["batches_of_program", "senders_of_program"]


def senders_of_program(by: Actor) -> QuerySet[Sender]:
    """Senders in the token's area that belong to its department, and still send."""
    rows = Sender.objects.visible_to(by, Permission.INTAKE_SEND).filter(department__in=_departments(by))
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=by.today))


def batches_of_program(by: Actor) -> QuerySet[Batch]:
    """Batches of these senders, the last one first."""
    rows = Batch.objects.visible_to(by, Permission.INTAKE_SEE).filter(department__in=_departments(by))
    return rows.select_related("sender")


def _departments(by: Actor) -> list[int]:
    return [grant.department for grant in by.grants if grant.department is not None]
