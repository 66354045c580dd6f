"""Reads of monthly returns; each takes the actor who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import MonthlyReturn, RecordsReceived, ReturnVersion
from evenborn.apps.births.models.counts import COUNTED
from evenborn.apps.births.returns.contents import RETURNS
from evenborn.apps.births.returns.plausibility import MOST_MONTHS, Earlier
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.intake.models import BatchState, Sender

__all__ = ["Line", "earlier_of", "lines", "own_senders", "return_of", "versions"]

_OWN: Final = "the months before of the same facility"


@dataclass(frozen=True, slots=True)
class Line:
    """A month of a facility: what became of each return."""

    month: date
    found: tuple[tuple[str, MonthlyReturn | None], ...]

    @property
    def text(self) -> str:
        """As an address writes it."""
        return f"{self.month:%Y-%m}"


def own_senders(by: Actor) -> QuerySet[Sender]:
    """Facilities for which the actor enters returns."""
    return Sender.objects.visible_to(by, Permission.RETURNS_ENTER).filter(kind=Sender.Kind.FACILITY)


def return_of(by: Actor, sender: Sender, register: str, month: date) -> MonthlyReturn | None:
    """The return of a facility, register and month, where it was begun."""
    rows = MonthlyReturn.objects.visible_to(by, Permission.RETURNS_ENTER)
    return rows.filter(sender=sender, register=register, month=month).first()


def versions(by: Actor) -> QuerySet[ReturnVersion]:
    """Versions that were sent in, the last one first."""
    rows = ReturnVersion.objects.visible_to(by, Permission.RETURNS_ENTER)
    return rows.select_related("of", "of__sender", "batch")


def lines(by: Actor, sender: Sender, months: int) -> list[Line]:
    """The last months of a facility, the current one first."""
    first = previous(by.today.replace(day=1), months - 1)
    rows = MonthlyReturn.objects.visible_to(by, Permission.RETURNS_ENTER)
    found = {(one.month, one.register): one for one in rows.filter(sender=sender, month__gte=first)}
    listed = [previous(by.today.replace(day=1), number) for number in range(months)]
    return [
        Line(month, tuple((register, found.get((month, register))) for register in RETURNS))
        for month in listed
    ]


def earlier_of(of: MonthlyReturn) -> Earlier:
    """What a return is held against: those of the months before that stand, and the births of its month."""
    rows = MonthlyReturn.objects.regardless(_OWN).filter(
        sender=of.sender_id, register=of.register, month__lt=of.month,
        month__gte=previous(of.month, MOST_MONTHS), version__gt=0,
    )  # fmt: skip
    before: dict[date, Mapping[str, int]] = {}
    stand = ReturnVersion.objects.regardless(_OWN).filter(of__in=rows, batch__state=BatchState.ACCEPTED)
    for month, amounts in stand.order_by("of__month", "number").values_list("of__month", "amounts"):
        before[month] = amounts
    months = [before[month] for month in sorted(before, reverse=True)]
    return Earlier(months, before.get(previous(of.month)), _deliveries(of))


def _deliveries(of: MonthlyReturn) -> int | None:
    """Births of the same facility and month in the delivery register; None where none came in."""
    received = RecordsReceived.objects.regardless(_OWN).filter(
        COUNTED, register="delivery", facility=of.sender.code, month=of.month
    )
    found = received.aggregate(sum=Sum("records"))["sum"]
    return None if found is None else int(found)
