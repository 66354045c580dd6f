"""Work behind the pages: a batch is checked. Each may be run more than once and gives the same each time."""

from typing import Final

from django_tasks import task

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, BatchState

__all__ = ["AT_ONCE_BYTES", "check_batch", "check_soon"]

AT_ONCE_BYTES: Final = 2 * 1024**2
"""Up to here a file is checked while its sender waits, so that a small office needs no worker for it."""
_ANY = "the worker checks batches of every area"


@task()
def check_batch(number: int) -> None:
    """Check a batch that was received and is not checked yet."""
    batch = Batch.objects.regardless(_ANY).filter(pk=number, state=BatchState.RECEIVED).first()
    if batch is not None:
        check(batch, by=program("intake", Permission.INTAKE_SEND))


def check_soon(batch: Batch, *, by: Actor) -> None:
    """Check a small file now and leave a larger one to the worker."""
    if batch.file_bytes <= AT_ONCE_BYTES:
        check(batch, by=by)
    else:
        check_batch.enqueue(batch.pk)
