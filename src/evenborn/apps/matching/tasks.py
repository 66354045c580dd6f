"""What the worker does for comparisons. It may be done twice: a task whose worker died is put back."""

from functools import partial

from django_tasks import task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching.actions import runs
from evenborn.apps.matching.actions.deadlines import start_run_without
from evenborn.apps.matching.comparing import carry_out, settle_sheets, worker
from evenborn.apps.matching.forgetting import forget_left_over
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.reviewing.counting import count_reviews
from evenborn.apps.matching.rules import RunState
from evenborn.apps.told_progress import once_a_second
from evenborn.apps.vault.actions.sheets import forget_sheets, kept_since
from evenborn.apps.vault.models import DifferenceSheet

__all__ = ["compare_registers", "start", "tidy"]

_ALL = "no area bounds what the worker tidies"
_ENDED = (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)


@task()
def compare_registers(run: int) -> None:
    """Compare the registers of a run that was started."""
    carry_out(run, once_a_second(partial(runs.note_progress, run)))


def start(run: Run, *, by: Actor, without: bool = False) -> Run:
    """Start a comparison, also without the registers that nobody handed in.

    Raises
    ------
    Refusal
        As :func:`~evenborn.apps.matching.actions.runs.start_run` and
        :func:`~evenborn.apps.matching.actions.deadlines.start_run_without`.
    """
    started = start_run_without(run, by=by) if without else runs.start_run(run, by=by)
    work = compare_registers.enqueue(started.pk)
    runs.note_work(started.pk, str(work.id))
    return started


def tidy() -> None:
    """Mark comparisons as failed whose task is given up, and remove encodings that nobody needs."""
    lost = Run.objects.regardless(_ALL).filter(state__in=(RunState.QUEUED, RunState.RUNNING)).exclude(work="")
    for run in lost:
        if DBTaskResult.objects.filter(pk=run.work, status__in=_ENDED).exists():
            runs.fail_run(run, by=worker(), code="matching-cut-short", facts={})
    hidden = DifferenceSheet.objects.regardless(_ALL).filter(shown=False)
    numbers = list(hidden.values_list("run", flat=True).distinct())
    left = Run.objects.regardless(_ALL).filter(pk__in=numbers)
    for run in left.exclude(state__in=(RunState.QUEUED, RunState.RUNNING)):
        settle_sheets(run, by=worker())
    by = program("matching", Permission.VAULT_RETAIN)
    if DifferenceSheet.objects.regardless(_ALL).filter(deadline__lt=kept_since(by.today)).exists():
        forget_sheets(by=by)
    forget_left_over(by.now)
    count_reviews(worker())
