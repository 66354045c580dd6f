"""Leaving to the worker what is due, once: what waits or runs already is not asked for again."""

from collections.abc import Iterable
from typing import Any

from django_tasks.base import Task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

__all__ = ["leave_to_worker", "waits"]

_WAITING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def waits(task: "Task[..., Any]") -> list[list[Any]]:
    """What each task of a kind that waits or runs was given."""
    rows = DBTaskResult.objects.filter(task_path=task.module_path, status__in=_WAITING)
    return [list(row.args_kwargs["args"]) for row in rows]


def leave_to_worker(task: "Task[..., Any]", due: Iterable[str]) -> int:
    """Ask for a task for each name that is due and does not wait already; how many."""
    known = {str(given[0]) for given in waits(task)}
    new = [name for name in due if name not in known]
    for name in new:
        task.enqueue(name)
    return len(new)
