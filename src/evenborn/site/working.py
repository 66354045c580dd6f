"""``evenborn worker``: work behind the pages, one task after the other, none of them lost.

A task whose worker was killed is put back, up to :data:`MOST_ATTEMPTS` times, and then marked as failed; so
a task may be run more than once and must give the same each time. Whether a worker lives is told by a lock
that the system takes from it when it dies. Of a task that failed its error's type and places are kept, never
its message. A database that goes away, or a disk that gets full, is waited for; the task at hand is put back.
"""

import fcntl
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, InterfaceError, close_old_connections, connections, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.compat import TaskContext, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from evenborn.site.chores import Chores
from evenborn.site.config import Config, load
from evenborn.site.logs import said_of_error
from evenborn.site.recovering import recover_imports
from evenborn.web.faults import AWAY, FULL, cause_of, status_of

__all__ = ["CutShort", "Failed", "OfficeWorker", "put_back", "work", "work_status"]

MOST_ATTEMPTS = 3
PAUSE = 1.0
AWAY_PAUSE = 2.0
FORGET_SECONDS = 3600.0
REGULAR_SECONDS = 60.0
log = structlog.get_logger()


class CutShort(Exception):
    """The workers of a task were killed each time that it was tried."""


class OfficeWorker(Worker):
    """The worker of django-tasks-db, which also puts back what dead workers left."""

    def __init__(self, folder: Path, worker_id: str) -> None:
        super().__init__(
            queue_names=["*"], interval=PAUSE, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=worker_id, excluded_queue_names=[],
        )  # fmt: skip
        self.folder = folder
        self.forget_at = 0.0
        self.regular_at = 0.0
        self.chores = Chores(load().intake.watched_folder)

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop, or until nothing waits."""
        while self.running:
            close_old_connections()
            put_back(self.folder)
            self.forget_sessions()
            self.do_regularly()
            self.chores.do()
            super().run()
            if once:
                return
            if self.running:
                time.sleep(self.interval)

    def forget_sessions(self) -> None:
        """Once an hour, take sessions out that have ended."""
        if time.monotonic() >= self.forget_at:
            SessionStore.clear_expired()
            self.forget_at = time.monotonic() + FORGET_SECONDS

    def do_regularly(self) -> None:
        """Once a minute, the functions that an app lists as ``regularly`` in its configuration."""
        if time.monotonic() >= self.regular_at:
            for config in apps.get_app_configs():
                for name in getattr(config, "regularly", ()):
                    import_string(name)()
            self.regular_at = time.monotonic() + REGULAR_SECONDS

    def run_task(self, row: Any) -> None:  # noqa: ANN401 - its own name and types
        """Run one; an order to stop at once leaves it to be put back."""
        self.running_task = True
        started = time.monotonic()
        try:
            row.set_successful(_called(row))
        except Exception as error:
            said = said_of_error(error)
            _mark_failed(row, str(said["error"]), json.dumps(said, indent=1))
            log.error("work failed", task=row.task_path, work=str(row.id), **said)
        else:
            ms = round((time.monotonic() - started) * 1000)
            log.info("work done", task=row.task_path, work=str(row.id), ms=ms)
        finally:
            self.running_task = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that failed: which, when, by what kind of error, at which attempt."""

    work: str
    task: str
    at: datetime | None
    error: str
    attempts: int


def work(config: Config, *, once: bool = False) -> None:
    """Work until told to stop (SIGTERM, SIGINT: the task at hand is finished first).

    Raises
    ------
    Refusal
        ``work-cut-short``, with ``once``: a store cannot be used; what was begun is put back.
    """
    folder = config.folder / "workers"
    log.info("working", process=os.getpid())
    try:
        while not _worked(folder, once=once):
            time.sleep(AWAY_PAUSE)
    finally:
        log.info("stopped", process=os.getpid())


def _worked(folder: Path, *, once: bool) -> bool:
    """Work under one name; False where a store cannot be used and another try is to be made."""
    worker: OfficeWorker | None = None
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        with _alive(folder) as worker_id:
            recover_imports()
            worker = OfficeWorker(folder, worker_id)
            worker.configure_signals()
            worker.run(once=once)
    except (OSError, DatabaseError, InterfaceError) as error:
        if status_of(error) not in (FULL, AWAY):
            raise
        log.error("store away", **said_of_error(error))
        connections.close_all()
        if once:
            raise Refusal("work-cut-short", cause=cause_of(error)) from error
        return worker is not None and not worker.running
    return True


def put_back(folder: Path) -> int:
    """Let what dead workers of this machine left wait again, or mark it as failed; count them."""
    lost = 0
    for row in DBTaskResult.objects.running():
        worker = str((row.worker_ids or [""])[-1])
        if not _is_ours(worker) or _lives(folder, worker):
            continue
        with transaction.atomic(using=Store.OFFICE):
            held = DBTaskResult.objects.select_for_update().get(pk=row.pk)
            if held.status != TaskResultStatus.RUNNING or held.worker_ids != row.worker_ids:
                continue
            lost += 1
            log.warning(
                "work cut short", task=held.task_path, work=str(held.id), attempt=len(held.worker_ids)
            )
            if len(held.worker_ids) >= MOST_ATTEMPTS:
                _mark_failed(held, f"{CutShort.__module__}.{CutShort.__qualname__}", "")
            else:
                held.status = TaskResultStatus.READY
                held.save(update_fields=["status"])
    return lost


def work_status() -> tuple[dict[str, int], list[Failed]]:
    """How much work there is of each status, and what failed, the last first."""
    counted = DBTaskResult.objects.order_by().values_list("status").annotate(Count("id"))
    failed = DBTaskResult.objects.failed().order_by("-finished_at")
    return dict(counted), [
        Failed(str(row.id), row.task_path, row.finished_at, row.exception_class_path, len(row.worker_ids))
        for row in failed
    ]


def _called(row: Any) -> Any:  # noqa: ANN401 - whatever a task gives
    task, given = row.task, row.task_result
    context: list[Any] = [TaskContext(task_result=given)] if task.takes_context else []
    return task.call(*context, *given.args, **given.kwargs)


def _mark_failed(row: Any, error: str, places: str) -> None:  # noqa: ANN401 - not typed there
    row.status = TaskResultStatus.FAILED
    row.finished_at = timezone.now()
    row.exception_class_path, row.traceback, row.return_value = error, places, None
    row.save(update_fields=["status", "finished_at", "exception_class_path", "traceback", "return_value"])


@contextmanager
def _alive(folder: Path) -> Iterator[str]:
    """A name for this worker, with a lock that dies with it."""
    worker_id = f"{socket.gethostname()[:40]}-{secrets.token_hex(8)}"
    path = folder / f"{worker_id}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield worker_id
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _is_ours(worker: str) -> bool:
    return worker.rpartition("-")[0] == socket.gethostname()[:40]


def _lives(folder: Path, worker: str) -> bool:
    path = folder / f"{worker}.lock"
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        path.unlink(missing_ok=True)
    return False
