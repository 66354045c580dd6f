"""What waits for an officer in the matching."""

from datetime import date

from django.db.models import Min, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching import queries
from evenborn.apps.matching.differences import queries as differences
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.matching.reviewing import queries as reviewing

__all__ = [
    "answer_due", "deposit_due", "deposits_late", "late", "late_depositors", "late_owners", "raised",
    "to_answer", "to_deposit", "to_review", "to_start",
]  # fmt: skip


def to_deposit(by: Actor) -> int:
    """Registers of the own department whose encoding is asked for."""
    return _in_time(by).count()


def deposit_due(by: Actor) -> date | None:
    """The day by which the first of them is due."""
    first: date | None = _in_time(by).aggregate(first=Min("run__deposit_until"))["first"]
    return first


def deposits_late(by: Actor) -> int:
    """Registers of the own department whose encoding is overdue."""
    return queries.to_deposit(by).filter(run__deposit_until__lt=by.today).count()


def _in_time(by: Actor) -> QuerySet[RunRegister]:
    return queries.to_deposit(by).filter(run__deposit_until__gte=by.today)


def late_depositors(by: Actor) -> int:
    """Registers that were not handed in for the actor's comparisons."""
    return queries.late_deposits(by).count()


def to_start(by: Actor) -> int:
    """Comparisons that can be started, or failed."""
    return queries.to_start(by).count()


def to_answer(by: Actor) -> int:
    """Records of the own department that differ and wait for an answer in time."""
    return differences.to_answer(by) - differences.told_late(by)


def answer_due(by: Actor) -> date | None:
    """The day by which the first of them is to be answered."""
    return differences.first_due(by)


def raised(by: Actor) -> int:
    """Sheets that owners below have not answered yet, and encodings that they have not handed in."""
    return differences.raised(by).count() + queries.raised_deposits(by).count()


def late(by: Actor) -> int:
    """Those whose day has passed."""
    return differences.told_late(by)


def late_owners(by: Actor) -> int:
    """Owners whose answers are overdue."""
    return differences.late(by).count()


def to_review(by: Actor) -> int:
    """Pairs that wait for somebody of the own department."""
    return reviewing.to_review(by)
