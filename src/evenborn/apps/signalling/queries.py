"""Signals and contests; each takes the actor who asks, and shows her areas or her own facility only."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.signalling.models import Assessment, FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import LISTED, SET_ASIDE, Standing

__all__ = ["contests_of", "ended", "last_assessment", "listed", "set_aside", "signals_of", "to_answer"]


def signals_of(by: Actor) -> QuerySet[FacilitySignal]:
    """All that the actor may see: of her areas, or of her own facility."""
    return FacilitySignal.objects.visible_to(by, Permission.SIGNALS_SEE, own=Permission.SIGNALS_CONTEST)


def listed(by: Actor) -> QuerySet[FacilitySignal]:
    """Signals on the list: contested ones last, then by what they call for and by strength.

    Within a group of strength the order is that of areas and codes, which says nothing.
    """
    waiting = Case(
        When(standing=Standing.CONTESTED, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    rows = signals_of(by).filter(standing__in=LISTED).annotate(waiting=waiting)
    return rows.order_by("calls_for", "waiting", "strength", "area", "facility", "kind")


def set_aside(by: Actor) -> QuerySet[FacilitySignal]:
    """Signals that the data show and that an answer has set aside."""
    return signals_of(by).filter(standing__in=SET_ASIDE).order_by("-pk")


def ended(by: Actor) -> QuerySet[FacilitySignal]:
    """Contested signals that the data show no more."""
    return signals_of(by).filter(standing=Standing.ENDED).order_by("-ended_on", "-pk")


def contests_of(by: Actor, signal: FacilitySignal) -> QuerySet[FacilityContest]:
    """Contests about a facility and kind, earlier signals among them, the last one first."""
    rows = FacilityContest.objects.visible_to(by, Permission.SIGNALS_SEE, own=Permission.SIGNALS_CONTEST)
    return rows.filter(signal__facility=signal.facility, signal__kind=signal.kind).select_related("signal")


def to_answer(by: Actor) -> QuerySet[FacilityContest]:
    """Contests without an answer, the one that has waited longest first."""
    rows = FacilityContest.objects.visible_to(by, Permission.SIGNALS_DECIDE)
    return rows.filter(answer="", signal__ended_on__isnull=True).select_related("signal").order_by("pk")


def last_assessment() -> Assessment | None:
    """The one that the signals stand as of."""
    return Assessment.objects.first()
