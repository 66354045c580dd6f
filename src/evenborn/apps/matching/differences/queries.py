"""Reads of what owners are told; each takes whoever asks. Record numbers come out for their owner only."""

from django.db.models import Count, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault.models import Difference, DifferenceSheet

__all__ = ["differences", "late", "sheets", "to_answer", "told_late"]

ANSWER = Permission.MATCHING_ANSWER
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


def late(by: Actor) -> QuerySet[DifferenceSheet]:
    """Sheets of the actor's areas whose day has passed and that are not answered in full; no number."""
    rows = DifferenceSheet.objects.visible_to(by, Permission.MATCHING_RUN).filter(deadline__lt=by.today)
    rows = rows.filter(differences__reply="").distinct()
    found = DifferenceSheet.objects.visible_to(by, Permission.MATCHING_RUN).filter(pk__in=rows.values("pk"))
    return found.annotate(**_COUNTED).order_by("deadline", "pk")
