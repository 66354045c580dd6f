"""What is owed of an area: by senders in it and below it, and by those above, who send for it too."""

from datetime import date
from typing import Final

from django.db.models import Count, Max, Q, QuerySet, Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import ExpectedBirths, ExpectedReturn
from evenborn.apps.intake.models import BatchState, MonthReceived, Sender

__all__ = ["owed_for", "senders_who_owe_nothing", "state_of_duties"]

_AREA: Final = "the actor may see the area, and numbers of what came in for it"


def owed_for(by: Actor, permission: Permission, register: str, area: str) -> QuerySet[ExpectedReturn]:
    """What senders of an area owe of a register.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    if not by.may(permission, area):
        raise NotVisible
    rows = ExpectedReturn.objects.regardless(_AREA).filter(_for(area), register=register)
    return rows.select_related("sender")


def senders_who_owe_nothing(
    by: Actor, permission: Permission, register: str, area: str, start: date, end: date
) -> int:
    """How many senders of an area sent births of a time without being entered as owing them.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    owing = owed_for(by, permission, register, area).filter(since__lte=end)
    owing = owing.filter(Q(until__isnull=True) | Q(until__gte=start))
    sent = MonthReceived.objects.regardless(_AREA).filter(
        batch__register=register, batch__state=BatchState.ACCEPTED, month__gte=start, month__lte=end
    )
    there = Sender.objects.regardless(_AREA).filter(_for(area), code__in=sent.order_by().values("facility"))
    return there.exclude(pk__in=owing.order_by().values("sender")).count()


def state_of_duties(rows: QuerySet[ExpectedReturn]) -> tuple[int | None, ...]:
    """Numbers that change whenever what is expected of these senders does."""
    own = rows.order_by().aggregate(
        Count("pk"), Max("pk"), Count("until"), Sum("due_day"), Count("births_a_month"), Sum("births_a_month")
    )
    stated = ExpectedBirths.objects.regardless(_AREA).filter(of__in=rows.order_by().values("pk"))
    told = stated.order_by().aggregate(Count("pk"), Max("pk"), Sum("births"))
    return (*own.values(), *told.values())


def _for(area: str) -> Q:
    return Q(area__in=[area[:digits] for digits in range(2, len(area))]) | Q(area__startswith=area)
