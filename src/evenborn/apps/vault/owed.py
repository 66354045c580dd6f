"""What waits for an officer in the vault."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.vault import queries

__all__ = ["requests_to_answer", "to_approve"]


def to_approve(by: Actor) -> int:
    """Openings that wait for a second person."""
    return queries.to_approve(by).count()


def requests_to_answer(by: Actor) -> int:
    """Persons' requests without an answer."""
    return queries.requests(by, waiting=True).count()
