"""What the intake tells this app of a batch: its counts become rows of the tables of counts."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.births.actions.counts import count_batch, count_records
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.takers import Taking

__all__ = ["count"]


def count(batch: Batch, taking: Taking, by: Actor) -> None:
    """Count what a batch brings, within the transaction of its final marker."""
    count_batch(batch, by=by, taking=taking)
    if taking.months:
        count_records(batch, by=by, months=taking.months)
