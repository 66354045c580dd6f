"""One typed row on its way in: kept first, taken in next, once whatever is sent again.

Single rows take turns among themselves and with files of the same register. Where a file takes longer than
somebody can wait, the row stays kept and is taken in by :func:`finish_waiting`.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings
from django.db import IntegrityError

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions import batches
from evenborn.apps.intake.actions.entries import Entry, ask_withdrawal, enter_batch
from evenborn.apps.intake.kept_files import FOLDER, forget
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.rules import Because, Way
from evenborn.apps.intake.taking_in import take_in, withdraw
from evenborn.registers.refusal import Refusal

__all__ = ["enter", "finish", "finish_waiting", "take_back"]

PATIENCE: Final = 8.0
"""Seconds for which a row waits for its turn while somebody looks on."""
_PAUSE: Final = 0.02
_PASSING: Final = {"intake-busy", "intake-not-checked"}
"""Another batch is being taken in; this one's turn comes."""
_FOR_GOOD: Final = {
    "intake-entry-rejected", "intake-number-taken", "intake-nothing-corrected", "intake-no-such-record",
}  # fmt: skip
"""What no later turn changes; after any other refusal the row stays kept."""
_KEY: Final = "the officer's own, asked for by its random key"
_WAITING: Final = "the program finishes what was entered anywhere"
log = structlog.get_logger()


def enter(entry: Entry, *, by: Actor, sender: Sender) -> Batch:
    """Enter a row; the same form sent again gives the same batch.

    Raises
    ------
    Refusal
        As :func:`~evenborn.apps.intake.single_rows.prepared`; the batch is refused then.
    """
    batch = _known(entry.key, by)
    if batch is None:
        try:
            batch = enter_batch(
                by=by, area=sender.area, department=sender.department, sender=sender, typed=entry
            )
        except IntegrityError:  # sent a second time while the first was on its way
            batch = _known(entry.key, by)
            if batch is None:
                raise
    return finish(batch)


def finish(batch: Batch, patience: float | None = None) -> Batch:
    """Take a kept row in; where its turn does not come in time it stays kept, in state checked.

    Raises
    ------
    Refusal
        What keeps it from being taken in for good.
    """
    try:
        with _turn(PATIENCE if patience is None else patience) as until:
            return _taken(batch, until)
    except TimeoutError:
        return _again(batch)


def finish_waiting() -> int:
    """Take in what was kept and cut off, or did not get its turn; how many."""
    rows = Batch.objects.regardless(_WAITING).filter(way=Way.ENTRY, state=BatchState.CHECKED)
    done = 0
    for batch in rows.order_by("pk"):
        try:
            done += finish(batch, 0.0).state == BatchState.ACCEPTED
        except Refusal as refusal:
            log.warning("an entry was refused", batch=batch.pk, code=refusal.code)
    return done


def take_back(entered: list[Batch], *, by: Actor, because: Because) -> None:
    """Withdraw entries of one record, the newest first; what is withdrawn already is passed over."""
    for batch in sorted(entered, key=lambda one: -one.pk):
        if _again(batch).state == BatchState.ACCEPTED:
            ask_withdrawal(batch, by=by, reason=because)
            withdraw(batch, by=_program(), because=because)


def _taken(batch: Batch, until: float) -> Batch:
    batch = _again(batch)
    while batch.state in (BatchState.CHECKED, BatchState.ACCEPTING):
        try:
            batch = take_in(batch, by=_program())
        except (BlockingIOError, Refusal) as error:
            if isinstance(error, Refusal) and error.code not in _PASSING:
                if error.code in _FOR_GOOD:
                    batches.refuse_batch(batch, by=_program(), because=Because.NOT_FITTING)
                    forget(batch.pk)
                raise
            if time.monotonic() > until:
                raise TimeoutError from None
            time.sleep(_PAUSE)
            batch = _again(batch)
    if batch.state == BatchState.ACCEPTED:
        forget(batch.pk)
    return batch


def _known(key: str, by: Actor) -> Batch | None:
    found = Batch.objects.regardless(_KEY).filter(entry_key=key).first()
    if found is not None and found.received_by != by.key:
        raise NotVisible
    return found


def _again(batch: Batch) -> Batch:
    return Batch.objects.regardless(_KEY).get(pk=batch.pk)


def _program() -> Actor:
    """The intake itself: whoever enters was asked for the permission to do so before."""
    return program("intake", Permission.VAULT_SEAL, Permission.INTAKE_DECIDE)


@contextmanager
def _turn(patience: float) -> Iterator[float]:
    """The turn of one typed row among all of this machine; gives the moment until which to wait.

    Raises
    ------
    TimeoutError
    """
    folder = Path(settings.CONFIG.folder) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + patience
    handle = os.open(folder / "entries.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TimeoutError from None
                time.sleep(_PAUSE)
        yield until
    finally:
        os.close(handle)
