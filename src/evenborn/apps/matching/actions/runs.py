"""Every change of a comparison as a whole: begun, started, taken up, failed, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching import days, rules
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.registers.refusal import Refusal

__all__ = [
    "Asked", "Commissioned", "begin_run", "end_run", "fail_run", "note_progress", "note_work", "queued",
    "start_run",
    "take_up_run",
]  # fmt: skip

_OF_RUN = "the comparison was locked in scope"
_OF_A_TASK = "the task has the comparison from an action that started it in scope"


@dataclass(frozen=True, slots=True)
class Asked:
    """A register that is to take part, with the department that owns it, and that department's area."""

    register: str
    department: int | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Commissioned:
    """Why registers are compared, on which basis, of which months, and how long owners have."""

    purpose: str
    legal_basis: str
    origin: Origin
    period: tuple[date, date]
    reply_days: int = rules.DAYS_TO_REPLY
    deposit_days: int = days.DAYS_TO_DEPOSIT


@action(Permission.MATCHING_RUN, records=("number", "purpose", "registers"), area="area")
def begin_run(
    *, by: Actor, area: str, commissioned: Commissioned, asked: Sequence[Asked], purpose: str, registers: str
) -> Run:
    """Begin a comparison: say all that must be said before anything is read.

    Raises
    ------
    Refusal
        Those of :func:`~evenborn.apps.matching.rules.may_begin`; ``matching-no-owner``, ``matching-days``,
        ``matching-deposit-days``.
    """
    names = [one.register for one in asked]
    rules.may_begin(names, commissioned.origin, period=commissioned.period, on=by.today)
    of_owners = commissioned.origin is Origin.DEPOSITS
    if any(one.department is None for one in asked):
        raise Refusal("matching-no-owner")
    if not 1 <= commissioned.reply_days <= rules.LONGEST_REPLY:
        raise Refusal("matching-days", most=rules.LONGEST_REPLY)
    if not 1 <= commissioned.deposit_days <= days.LONGEST_WAIT:
        raise Refusal("matching-deposit-days", most=days.LONGEST_WAIT)
    run = Run.objects.create(
        area=area, purpose=purpose, legal_basis=commissioned.legal_basis.strip(),
        origin=commissioned.origin, period_start=commissioned.period[0], period_end=commissioned.period[1],
        reply_days=commissioned.reply_days, begun_at=by.now, begun_by=by.key,
        deposit_until=by.today + timedelta(days=commissioned.deposit_days) if of_owners else None,
    )  # fmt: skip
    RunRegister.objects.bulk_create(
        RunRegister(
            run=run, place=place, register=one.register, area=one.area if of_owners else area,
            department=one.department or 0,
        )
        for place, one in enumerate(asked)
    )  # fmt: skip
    return run


@action(Permission.MATCHING_RUN, records=("number",))
def start_run(run: Run, *, by: Actor) -> Run:
    """Let the worker compare; all encodings are there.

    Raises
    ------
    Refusal
        ``matching-not-open``, ``matching-deposits-missing``.
    """
    parts = run.registers.regardless(_OF_RUN)
    missing = parts.filter(file_kept=False, left_out=False)
    rules.may_start(run.state, missing=missing.count() if run.origin == Origin.DEPOSITS else 0)
    return queued(run, by)


def queued(run: Run, by: Actor) -> Run:
    """Let the worker have a comparison; the action that asks for it has looked whether it may."""
    run.state, run.progress, run.problem, run.started_at, run.work = RunState.QUEUED, 0, {}, by.now, ""
    run.save(update_fields=["state", "progress", "problem", "started_at", "work"])
    return run


@action(Permission.MATCHING_RUN)
def take_up_run(run: Run, *, by: Actor) -> Run:
    """Note that the worker has begun, or has begun again where it was cut off."""
    if run.is_at_work:
        run.state, run.progress = RunState.RUNNING, 0
        run.save(update_fields=["state", "progress"])
    return run


@action(Permission.MATCHING_RUN, records=("number", "code"))
def fail_run(run: Run, *, by: Actor, code: str, facts: Mapping[str, object]) -> Run:
    """Keep why a comparison could not be made; it can be started again."""
    if run.is_at_work:
        run.state, run.problem = RunState.FAILED, {"code": code, "facts": dict(facts)}
        run.save(update_fields=["state", "problem"])
    return run


@action(Permission.MATCHING_RUN, records=("number",))
def end_run(run: Run, *, by: Actor) -> Run:
    """End a comparison: what owners handed in is kept no longer, and no reply changes it any more.

    Raises
    ------
    Refusal
        ``matching-busy``, ``matching-ended``.
    """
    rules.may_end(run.state)
    run.registers.regardless(_OF_RUN).update(file_kept=False)
    run.state, run.ended_at, run.ended_by = RunState.SETTLED, by.now, by.key
    run.save(update_fields=["state", "ended_at", "ended_by"])
    return run


def note_progress(run: int, percent: int) -> None:
    """Note how far a comparison is. It is no event: nothing is decided by it, and it is soon written over."""
    Run.objects.regardless(_OF_A_TASK).filter(pk=run).update(progress=percent)


def note_work(run: int, work: str) -> None:
    """Note which task has a comparison."""
    Run.objects.regardless(_OF_A_TASK).filter(pk=run).update(work=work)
