"""Reads of pairs for review; each takes whoever asks, and counts for whoever compares."""

from collections import Counter

from django.db.models import Count, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair

__all__ = ["answers_of", "pairs", "sheets", "to_review"]

REVIEW = Permission.MATCHING_REVIEW
_COUNTED = {"records": Count("pairs"), "replied": Count("pairs", filter=~Q(pairs__answer=""))}
_OF_RUN = "the comparison was found in scope; numbers of answers come out, and no pair"


def sheets(by: Actor) -> QuerySet[DifferenceSheet]:
    """Comparisons with pairs for the own department to look at, and how many are answered."""
    rows = DifferenceSheet.objects.visible_to(by, REVIEW).filter(pairs__isnull=False).distinct()
    found = DifferenceSheet.objects.visible_to(by, REVIEW).filter(pk__in=rows.values("pk"))
    return found.annotate(**_COUNTED).order_by("-run", "register", "pk")


def pairs(by: Actor, sheet: DifferenceSheet) -> QuerySet[ReviewedPair]:
    """The pairs of a sheet, still sealed, in the order in which they were drawn."""
    return ReviewedPair.objects.visible_to(by, REVIEW).filter(sheet=sheet).select_related("sheet")


def to_review(by: Actor) -> int:
    """Pairs that wait for somebody of the own department."""
    return ReviewedPair.objects.visible_to(by, REVIEW).filter(answer="").count()


def answers_of(run: Run, parts: list[RunRegister]) -> list[Counter[tuple[str, str]]]:
    """By two registers, in the order of the comparison: answers by stratum and answer."""
    place = {part.register: part.place for part in parts}
    pairs_ = [(pair["left"], pair["right"]) for pair in run.pairs]
    found: list[Counter[tuple[str, str]]] = [Counter() for _ in pairs_]
    rows = ReviewedPair.objects.regardless(_OF_RUN).filter(sheet__run=run.pk).exclude(answer="")
    counted = rows.values_list("sheet__register", "other", "stratum", "answer").annotate(n=Count("pk"))
    for own, other, stratum, answer, number in counted.order_by():
        sides = sorted((own, other), key=place.__getitem__)
        found[pairs_.index((sides[0], sides[1]))][stratum, answer] += number
    return found
