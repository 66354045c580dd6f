"""Letting go of the file of a batch."""

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Batch

__all__ = ["forget_file"]


@action(Permission.INTAKE_DECIDE, records=("number",))
def forget_file(batch: Batch, *, by: Actor) -> Batch:
    """Enter that the sealed file of a batch is kept no longer; it is removed already."""
    batch.file_kept = False
    batch.save(update_fields=["file_kept"])
    return batch
