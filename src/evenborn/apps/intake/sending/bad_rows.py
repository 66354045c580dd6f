"""The rows of a batch that were not accepted, in the sender's own layout, with the reason beside each."""

from typing import IO

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import subject_of
from evenborn.apps.intake.checking import checked_batch
from evenborn.apps.intake.models import Batch
from evenborn.apps.stores import Store
from evenborn.presentation.bad_rows import write_bad_rows
from evenborn.registers.definition import register
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["workbook"]

EXPORTED = events.register("intake.export-bad-rows", ("number", "rows"))


def workbook(batch: Batch, *, by: Actor) -> IO[bytes]:
    """An open workbook that has no name on the disk any more; its export stands in the trail.

    Raises
    ------
    Refusal
        ``intake-no-bad-rows``; ``too-many-bad-rows``; whatever is wrong with the file.
    """
    with working_folder() as folder, checked_batch(batch) as checked:
        summary, path = checked.summary, folder / "bad-rows.xlsx"
        if not summary.rejected:
            raise Refusal("intake-no-bad-rows", batch=batch.pk)
        path.touch(0o600)
        write_bad_rows(
            path, checked.head(), len(summary.mapped.header.names), checked.bad_rows(), summary.rejected,
            register(batch.register), page_language(),
        )  # fmt: skip
        look(
            by, by.held(Permission.INTAKE_SEND, Permission.OWN_INTAKE)[0], EXPORTED, store=Store.STATISTICS,
            subject=subject_of(batch), area=batch.area, facts={"number": batch.pk, "rows": summary.rejected},
        )  # fmt: skip
        return path.open("rb")
