"""The one way in for a file: sealed while it is read, known again by its hash, entered as a batch."""

from collections.abc import Iterable

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.actions.batches import Arrived, receive_batch
from evenborn.apps.intake.kept_files import kept_path, sealed_aside
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.registers.refusal import Refusal

__all__ = ["arrive"]

_KNOWN = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.ACCEPTING, BatchState.ACCEPTED)


def arrive(pieces: Iterable[bytes], *, by: Actor, sender: Sender, arrived: Arrived) -> tuple[Batch, bool]:
    """Take a file of a sender into keeping.

    Returns
    -------
    tuple
        Its batch, and whether it was made now: the same file of the same sender and register that is here
        already, decided upon or not, is that batch, and nothing changes. A lost answer does no harm so.

    Raises
    ------
    Refusal
        ``intake-file-empty``; as :func:`~evenborn.apps.intake.actions.batches.receive_batch` and
        :func:`~evenborn.apps.intake.kept_files.seal_file`.
    """
    with sealed_aside(pieces) as (path, kept):
        if not kept.octets:
            raise Refusal("intake-file-empty", file=arrived.file_name)
        same = Batch.objects.regardless("a file is known whoever sent it first").filter(
            sender=sender, register=arrived.register, file_sha256=kept.sha256, state__in=_KNOWN
        )
        if (known := same.first()) is not None:
            return known, False
        batch = receive_batch(
            by=by, sender=sender, area=sender.area, department=sender.department, arrived=arrived, kept=kept
        )
        path.replace(kept_path(batch.pk))
    return batch, True
