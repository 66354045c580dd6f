"""Keeping what was found in a table of counts that a facility sent."""

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake import rules
from evenborn.apps.intake.models import Batch, BatchState

__all__ = ["keep_table"]


@action(Permission.INTAKE_SEND, records=("number", "table", "rows"))
def keep_table(batch: Batch, *, by: Actor, table: str, rows: int) -> Batch:
    """Keep that a table may be taken in: which it is, and how many rows of counts it has."""
    rules.may_decide(batch.state)
    batch.state, batch.progress, batch.problem = BatchState.CHECKED, 100, {}
    batch.rows, batch.rejected, batch.warned = rows, 0, 0
    batch.reading = batch.reading | {"format": "parquet", "table": table}
    batch.save()
    return batch
