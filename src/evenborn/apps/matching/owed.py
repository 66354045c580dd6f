"""What waits for an officer in the matching."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching import queries
from evenborn.apps.matching.differences import queries as differences
from evenborn.apps.matching.reviewing import queries as reviewing

__all__ = ["late", "late_owners", "to_answer", "to_deposit", "to_review", "to_start"]


def to_deposit(by: Actor) -> int:
    """Registers of the own department whose encoding is asked for."""
    return queries.to_deposit(by).count()


def to_start(by: Actor) -> int:
    """Comparisons that can be started, or failed."""
    return queries.to_start(by).count()


def to_answer(by: Actor) -> int:
    """Records of the own department that differ and wait for an answer in time."""
    return differences.to_answer(by) - differences.told_late(by)


def late(by: Actor) -> int:
    """Those whose day has passed."""
    return differences.told_late(by)


def late_owners(by: Actor) -> int:
    """Owners whose answers are overdue."""
    return differences.late(by).count()


def to_review(by: Actor) -> int:
    """Pairs that wait for somebody of the own department."""
    return reviewing.to_review(by)
