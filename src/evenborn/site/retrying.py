"""Failed work that waits again, because somebody mended what made it fail and says so."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal

__all__ = ["ALL", "retry"]

ALL: Final = "all"
RETRIED: Final = events.register("operation.retry-work", ("task", "work", "error"))


def retry(work: str, account: str) -> list[str]:
    """Let one piece of failed work wait again, or all; its attempts are counted anew.

    Parameters
    ----------
    work : str
        Its number as ``evenborn worker --status`` shows it, or ``all``.
    account : str
        Who says so, as the trail calls it.

    Returns
    -------
    list of str
        Numbers of what waits again, the oldest first.

    Raises
    ------
    Refusal
        ``work-not-failed``.
    """
    with transaction.atomic(using=Store.OFFICE):
        failed = DBTaskResult.objects.select_for_update().failed().order_by("enqueued_at")
        rows = list(failed if work == ALL else failed.filter(id__in=_numbers(work)))
        if not rows and work != ALL:
            raise Refusal("work-not-failed", value=work)
        for row in rows:
            facts = {"task": row.task_path, "work": str(row.id), "error": row.exception_class_path}
            record(Store.OFFICE, RETRIED, actor=account, facts=facts)
            row.status, row.worker_ids = TaskResultStatus.READY, []
            row.started_at = row.finished_at = None
            row.exception_class_path = row.traceback = ""
            row.save()
    return [str(row.id) for row in rows]


def _numbers(work: str) -> list[UUID]:
    try:
        return [UUID(work)]
    except ValueError:
        return []
