"""Work behind the pages: sums of births made anew. Done twice it gives the same."""

from django_tasks import task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evenborn.apps.figures.refreshing import refresh, registers_due

__all__ = ["refresh_cube", "refresh_soon"]

_WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@task()
def refresh_cube(register: str) -> None:
    """Make the cube of a register anew where that is due."""
    refresh(register)


def refresh_soon() -> int:
    """Leave to the worker what is due and does not wait already; how many cubes."""
    waiting = DBTaskResult.objects.filter(task_path=refresh_cube.module_path, status__in=_WAITING)
    known = {str(row.args_kwargs["args"][0]) for row in waiting}
    due = [register for register in registers_due() if register not in known]
    for register in due:
        refresh_cube.enqueue(register)
    return len(due)
