"""What waits at whose desk: contests at the licensing officer’s, new signals at the facility’s."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import Standing

__all__ = ["about_own", "to_answer"]


def to_answer(by: Actor) -> int:
    """Contests without an answer."""
    rows = FacilityContest.objects.visible_to(by, Permission.SIGNALS_DECIDE)
    return rows.filter(answer="", signal__ended_on__isnull=True).count()


def about_own(by: Actor) -> int:
    """Signals about the actor’s own facility that it has not contested."""
    rows = FacilitySignal.objects.visible_to(by, Permission.SIGNALS_CONTEST)
    return rows.filter(standing=Standing.LISTED).count()
