"""What waits for an officer among releases."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures.releases import queries

__all__ = ["to_approve"]


def to_approve(by: Actor) -> int:
    """Issues that wait for a second person."""
    return queries.to_approve(by).count()
