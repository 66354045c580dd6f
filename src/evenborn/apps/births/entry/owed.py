"""What waits for a facility's registrar."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.births.entry import queries
from evenborn.apps.intake.models import BatchState

__all__ = ["drafts", "waiting"]


def drafts(by: Actor) -> int:
    """One's own drafts that are not handed in yet."""
    return queries.drafts(by).count()


def waiting(by: Actor) -> int:
    """Entries of the facility that are kept and not taken in yet."""
    return queries.entries(by).filter(state__in=(BatchState.CHECKED, BatchState.ACCEPTING)).count()
