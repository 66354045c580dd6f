"""Changes of a batch that are about the work on its file: asked for, columns named, not done."""

from collections.abc import Mapping

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake import rules
from evenborn.apps.intake.models import Batch, BatchState

__all__ = [
    "ask_for_check", "ask_to_take_in", "ask_to_withdraw", "keep_refusal", "name_columns",
    "note_progress", "note_work_done",
]  # fmt: skip

_OF_A_TASK = "the task has the batch from an action that asked for it in scope"


@action(Permission.INTAKE_SEND, own=Permission.OWN_INTAKE, records=("number",))
def ask_for_check(batch: Batch, *, by: Actor) -> Batch:
    """Ask the worker to check a batch, for the first time or anew.

    Raises
    ------
    Refusal
        ``intake-decided``.
    """
    rules.may_decide(batch.state)
    batch.state, batch.progress, batch.problem = BatchState.RECEIVED, 0, {}
    return _asked(batch, rules.Work.CHECK, by)


@action(Permission.INTAKE_DECIDE, records=("number",))
def ask_to_take_in(batch: Batch, *, by: Actor) -> Batch:
    """Ask the worker to take a batch in.

    Raises
    ------
    Refusal
        ``intake-not-checked``, ``intake-nothing-accepted``.
    """
    rules.may_begin(batch.state, accepted_rows=batch.accepted_rows)
    batch.problem = {}
    return _asked(batch, rules.Work.TAKE_IN, by)


@action(Permission.INTAKE_DECIDE, records=("number", "because"))
def ask_to_withdraw(batch: Batch, *, by: Actor, because: rules.Because) -> Batch:
    """Ask the worker to withdraw a batch.

    Raises
    ------
    Refusal
        ``intake-not-accepted``.
    """
    rules.may_withdraw(batch.state)
    batch.problem = {}
    return _asked(batch, rules.Work.WITHDRAW, by)


@action(Permission.INTAKE_DECIDE, records=("number", "code"))
def keep_refusal(batch: Batch, *, by: Actor, code: str, facts: Mapping[str, object]) -> Batch:
    """Keep why the worker could not do what it was asked for; the batch stands as before."""
    batch.note_problem(code, facts)
    batch.save(update_fields=["problem"])
    return batch


@action(Permission.INTAKE_SEND, own=Permission.OWN_INTAKE, records=("number", "fields"))
def name_columns(batch: Batch, *, by: Actor, columns: Mapping[str, str], fields: int) -> Batch:
    """Say which header is which field; the next check goes by it.

    Raises
    ------
    Refusal
        ``intake-decided``.
    """
    rules.may_decide(batch.state)
    batch.columns = dict(columns)
    batch.save(update_fields=["columns"])
    return batch


def note_progress(batch: int, percent: int) -> None:
    """Note how far a check is. It is no event: nothing is decided by it, and it is soon written over."""
    Batch.objects.regardless(_OF_A_TASK).filter(pk=batch).update(progress=percent)


def note_work_done(batch: int) -> None:
    """Note that the worker has no more to do with a batch; what it did has its own events."""
    Batch.objects.regardless(_OF_A_TASK).filter(pk=batch).update(work="", work_asked_at=None)


def _asked(batch: Batch, work: rules.Work, by: Actor) -> Batch:
    batch.work, batch.work_asked_at = work, by.now
    batch.save()
    return batch
