"""Reads of what owners are told; each takes whoever asks. Record numbers come out for their owner only."""

from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching.days import REMINDERS
from evenborn.apps.vault.models import Difference, DifferenceSheet

__all__ = ["differences", "first_due", "late", "raised", "sheets", "to_answer", "told_late", "unanswered"]

ANSWER, RUN, OVERSEE = (
    Permission.MATCHING_ANSWER, Permission.MATCHING_RUN, Permission.MATCHING_OVERSEE,
)  # fmt: skip
_OPEN = Difference.objects.regardless("of a sheet that was found in scope").filter(
    sheet=OuterRef("pk"), reply=""
)
_WAITS = Exists(_OPEN)
_COUNTED = {
    "records": Count("differences"), "replied": Count("differences", filter=~Q(differences__reply=""))
}  # fmt: skip


def sheets(by: Actor) -> QuerySet[DifferenceSheet]:
    """Sheets of the own department, the newest comparison first, with how much of each is answered."""
    rows = DifferenceSheet.objects.visible_to(by, ANSWER)
    return rows.annotate(**_COUNTED).order_by("-run", "register", "pk")


def differences(by: Actor, sheet: DifferenceSheet) -> QuerySet[Difference]:
    """What stands on a sheet, still sealed."""
    return Difference.objects.visible_to(by, ANSWER).filter(sheet=sheet).select_related("sheet")


def to_answer(by: Actor) -> int:
    """Records of the own department that wait for an answer."""
    return Difference.objects.visible_to(by, ANSWER).filter(reply="").count()


def told_late(by: Actor) -> int:
    """Those whose day has passed."""
    rows = Difference.objects.visible_to(by, ANSWER)
    return rows.filter(reply="", sheet__deadline__lt=by.today).count()


def first_due(by: Actor) -> date | None:
    """The day by which the first of those that are not late is to be answered."""
    rows = Difference.objects.visible_to(by, ANSWER).filter(reply="", sheet__deadline__gte=by.today)
    first: date | None = rows.aggregate(first=Min("sheet__deadline"))["first"]
    return first


def late(by: Actor) -> QuerySet[DifferenceSheet]:
    """Sheets of the actor's areas whose day has passed and that are not answered in full; no number."""
    rows = DifferenceSheet.objects.visible_to(by, RUN).filter(_WAITS, deadline__lt=by.today)
    return rows.annotate(**_COUNTED).order_by("deadline", "pk")


def unanswered(by: Actor) -> QuerySet[DifferenceSheet]:
    """Those that are not answered in full and so near their day, or beyond it, that a step may be due."""
    soon = by.today - timedelta(days=min(REMINDERS))
    return DifferenceSheet.objects.visible_to(by, RUN).filter(_WAITS, deadline__lte=soon).order_by("pk")


def raised(by: Actor) -> QuerySet[DifferenceSheet]:
    """Sheets of owners below the actor that are overdue although the owner was reminded."""
    own = {grant.area for grant in by.grants if OVERSEE in grant.permissions}
    rows = DifferenceSheet.objects.visible_to(by, OVERSEE).filter(_WAITS, raised_at__isnull=False)
    return rows.filter(raised_to__in=own).annotate(**_COUNTED).order_by("deadline", "pk")
