"""What the worker does with large batches. Each may be done twice: a task whose worker died is put back."""

from collections.abc import Callable
from functools import partial

from django_tasks import task

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions import sent_files
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import Because, checked_at_once
from evenborn.apps.intake.taking_in import take_in, withdraw
from evenborn.apps.told_progress import once_a_second
from evenborn.registers.refusal import Refusal

__all__ = ["check_batch", "check_soon", "take_in_batch", "withdraw_batch"]

_OF_A_TASK = "the task has the batch from an action that asked for it in scope"


@task()
def check_batch(batch: int, officer: int | None) -> None:
    """Check a batch for the officer who sent it; for the intake itself where a program did."""
    found = _batch(batch)
    if found.state == BatchState.RECEIVED:
        by = program("intake", Permission.INTAKE_SEND) if officer is None else _actor(officer)
        check(found, by=by, progress=once_a_second(partial(sent_files.note_progress, batch)))
    sent_files.note_work_done(batch)


def check_soon(batch: Batch, *, by: Actor) -> Batch:
    """Check a small file while its sender waits, and leave a larger one to the worker.

    Raises
    ------
    Refusal
        ``intake-decided``.
    """
    if checked_at_once(batch.file_bytes):
        return check(batch, by=by)
    batch = sent_files.ask_for_check(batch, by=by)
    check_batch.enqueue(batch.pk, by.officer)
    return batch


@task()
def take_in_batch(batch: int, officer: int) -> None:
    """Take a batch in for the officer who decided so."""
    found = _batch(batch)
    if found.state == BatchState.CHECKED:
        by = _actor(officer)
        _or_kept(found, by, lambda: take_in(found, by=by))
    sent_files.note_work_done(batch)


@task()
def withdraw_batch(batch: int, officer: int, because: str) -> None:
    """Withdraw a batch for the officer who decided so."""
    found = _batch(batch)
    if found.state == BatchState.ACCEPTED:
        by = _actor(officer)
        _or_kept(found, by, lambda: withdraw(found, by=by, because=Because(because)))
    sent_files.note_work_done(batch)


def _or_kept(batch: Batch, by: Actor, act: Callable[[], object]) -> None:
    try:
        act()
    except Refusal as refusal:
        sent_files.keep_refusal(batch, by=by, code=refusal.code, facts=refusal.facts)


def _batch(batch: int) -> Batch:
    return Batch.objects.regardless(_OF_A_TASK).get(pk=batch)


def _actor(officer: int) -> Actor:
    """The officer with the appointments of now: one that ended meanwhile gives nothing any more."""
    return actor_of(Officer.objects.get(pk=officer))
