"""Work behind the pages: the table of births by facility. Done twice it gives the same."""

from django_tasks import task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evenborn.apps.births.refreshing import refresh, registers_due

__all__ = ["refresh_facilities", "refresh_soon"]

_WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task()
def refresh_facilities(register: str) -> None:
    """Make the table of a register anew where that is due."""
    refresh(register)


def refresh_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many tables."""
    path = refresh_facilities.module_path
    waiting = DBTaskResult.objects.filter(task_path=path, status__in=_WAITING)
    known = {str(row.args_kwargs["args"][0]) for row in waiting}
    due = [register for register in registers_due() if register not in known]
    for register in due:
        refresh_facilities.enqueue(register)
    return len(due)
