"""What waits at whose desk: contests at the licensing officer’s, new signals at the facility’s."""

from datetime import timedelta
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.rules import Standing

__all__ = ["about_own", "newly_listed", "to_answer"]

_NEW: Final = timedelta(days=31)


def to_answer(by: Actor) -> int:
    """Contests without an answer."""
    rows = FacilityContest.objects.visible_to(by, Permission.SIGNALS_DECIDE)
    return rows.filter(answer="", signal__ended_on__isnull=True).count()


def about_own(by: Actor) -> int:
    """Signals about the actor’s own facility that it has not contested."""
    rows = FacilitySignal.objects.visible_to(by, Permission.SIGNALS_CONTEST)
    return rows.filter(standing=Standing.LISTED).count()


def newly_listed(by: Actor) -> int:
    """Signals that call for an inspection and were listed within a month."""
    rows = FacilitySignal.objects.visible_to(by, Permission.SIGNALS_DECIDE)
    new = rows.filter(standing=Standing.LISTED, listed_on__gt=by.today - _NEW)
    return new.filter(calls_for="inspection").count()
