"""Taking a batch in, across the vault and the statistics: whole, or as if it had never come.

Two stores are never one commit, so there are four steps, each a transaction of its own:

1. *begin* (statistics): the batch claims its register; two batches of one register take turns;
2. *prepare* (vault): its rows are sealed, part by part; nobody sees them;
3. *accept* (statistics): its counts and its **final marker**, together. From here on it is taken in;
4. *publish* (vault): its records are seen, those that it replaces become earlier versions.

Whoever is cut off before the third step is undone by :func:`recover`, after it completed by it. Each step may
be done twice.

References
----------
Gray J, Reuter A (1993) Transaction Processing, chapter 10: the commit record of one coordinator decides.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import structlog
from django.conf import settings

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.actions import batches
from evenborn.apps.intake.kept_files import FOLDER
from evenborn.apps.intake.kept_rows import forget_rows
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.preparing import imported_of, taking_back, taking_of, the_program
from evenborn.apps.intake.rules import Because
from evenborn.apps.vault.actions import imports
from evenborn.apps.vault.models import Import, ImportState
from evenborn.registers.refusal import Refusal

__all__ = ["recover", "take_in", "withdraw"]

_WHOLE = "a batch is recovered whoever began it"
log = structlog.get_logger()


def take_in(batch: Batch, *, by: Actor) -> Batch:
    """Take a checked batch in.

    Raises
    ------
    Refusal
        ``intake-not-checked``, ``intake-nothing-accepted``, ``intake-file-known``, ``intake-busy``; whatever
        is wrong with its file. Nothing of it is taken in then.
    """
    recover()  # what was cut off would keep its register to itself
    with _ours(batch):
        batches.begin_batch(batch, by=by)
        try:
            taking = taking_of(batch)
            done = batches.accept_batch(batch, by=by, taking=taking)
        except BaseException:
            # Also where the process is told to end; a kill is for recover().
            _settle(batch.pk)
            raise
        _settle(batch.pk)
        forget_rows(batch)
    return done


def withdraw(batch: Batch, *, by: Actor, because: Because) -> Batch:
    """Withdraw a batch that was taken in: counts first, then the records.

    Raises
    ------
    Refusal
        ``intake-not-accepted``; ``vault-import-built-upon`` where a later batch replaced some of its records.
    """
    with _ours(batch):
        imported = imported_of(batch.pk)
        if imported is not None:
            imports.require_nothing_built_upon(imported)
        done = batches.withdraw_batch(batch, by=by, because=because, taking=taking_back(batch))
        _settle(batch.pk)
    return done


def recover() -> int:
    """Complete or undo whatever was cut off; how much there was. Safe beside running imports."""
    waiting = [
        *Batch.objects.regardless(_WHOLE).filter(state=BatchState.ACCEPTING).values_list("pk", flat=True),
        *Import.objects.regardless(_WHOLE).filter(state=ImportState.PREPARED).values_list("batch", flat=True),
    ]
    settled = sum(_recovered(batch) for batch in dict.fromkeys([*waiting, *_half_withdrawn()]))
    if settled:
        log.warning("imports were cut off and are settled", batches=settled)
    return settled


def _half_withdrawn() -> list[int]:
    visible = Import.objects.regardless(_WHOLE).filter(state=ImportState.VISIBLE)
    withdrawn = Batch.objects.regardless(_WHOLE).filter(state=BatchState.WITHDRAWN)
    return sorted(set(visible.values_list("batch", flat=True)) & set(withdrawn.values_list("pk", flat=True)))


def _recovered(batch: int) -> bool:
    try:
        with _held(batch):
            _settle(batch)
    except BlockingIOError:
        return False  # it is being taken in just now
    return True


def _settle(number: int) -> None:
    """Bring vault and batch to what the final marker says."""
    by = the_program()
    batch = Batch.objects.regardless(_WHOLE).filter(pk=number).first()
    imported = imported_of(number)
    state = batch.state if batch is not None else None
    if imported is not None and imported.state == ImportState.PREPARED:
        if state in (BatchState.ACCEPTED, BatchState.WITHDRAWN):
            imports.publish_import(imported, by=by)
            imported = imported_of(number)
        else:
            imports.undo_import(imported, by=by)
    if imported is not None and imported.state == ImportState.VISIBLE and state == BatchState.WITHDRAWN:
        imports.withdraw_import(imported, by=by)
    if batch is not None and state == BatchState.ACCEPTING:
        batches.release_batch(batch, by=by)


@contextmanager
def _ours(batch: Batch) -> Iterator[None]:
    """The lock of a batch for somebody who decides on it.

    Raises
    ------
    Refusal
        ``intake-busy`` where somebody else does so just now.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_held(batch.pk))
        except BlockingIOError:
            raise Refusal("intake-busy", register=batch.register) from None
        yield


@contextmanager
def _held(batch: int) -> Iterator[None]:
    """A lock that says that a batch is in somebody's hands; the system takes it from whoever dies.

    Raises
    ------
    BlockingIOError
        Where somebody else has it.
    """
    folder = Path(settings.CONFIG.folder) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / f"{batch}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
