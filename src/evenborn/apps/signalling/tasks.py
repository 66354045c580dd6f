"""Work behind the pages: the signals of all facilities. Done twice it gives the same."""

from django_tasks import task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evenborn.apps.access.actor import program
from evenborn.apps.signalling.assessing import assess, is_due

__all__ = ["assess_facilities", "assess_soon"]

_WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task()
def assess_facilities() -> None:
    """Make the signals anew where that is due."""
    assess()


def assess_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many tasks."""
    path = assess_facilities.module_path
    if DBTaskResult.objects.filter(task_path=path, status__in=_WAITING).exists():
        return 0
    if not is_due(program("signalling").now):
        return 0
    assess_facilities.enqueue()
    return 1
