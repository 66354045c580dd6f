"""What waits for an officer in the intake."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.batches import queries

__all__ = ["to_decide"]


def to_decide(by: Actor) -> int:
    """Batches that wait for a decision."""
    return queries.to_decide(by).count()
