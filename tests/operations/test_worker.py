"""Work behind the pages: done, put back when its worker was killed, marked when it cannot be done."""

import json
import select
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from evenborn.site.working import OfficeWorker
from offices import DEADLINE, Office, killed

NAME = "wang-xiaoming-110101199003070017"
ENQUEUE = """
import sys
from evenborn.site.start import start
start()
import scene_tasks
getattr(scene_tasks, sys.argv[1]).enqueue(sys.argv[2])
"""
RETRIED = """
import json
from evenborn.site.start import start
start()
from evenborn.apps.audit.models import Entry
entries = Entry.objects.using("default").filter(event="operation.retry-work")
print(json.dumps([(entry.actor, json.loads(entry.facts)) for entry in entries]))
"""


def status_of(office: Office) -> dict[str, dict[str, int]]:
    done = office.run("worker", "--status", "--json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, dict[str, int]] = json.loads(done.stdout)
    return answer


def wait_until(folder: Path, pattern: str, count: int = 1) -> None:
    deadline = time.monotonic() + DEADLINE
    while len(list(folder.glob(pattern))) < count:
        assert time.monotonic() < deadline, f"{pattern} did not come."
        select.select([], [], [], 0.01)


def test_work_is_done_and_what_fails_is_shown_without_its_words(office: Office) -> None:
    office.python(ENQUEUE, "add", "Statistics bureau")
    office.python(ENQUEUE, "fail", NAME)
    done = office.run("worker", "--once")
    assert done.returncode == 0, done.stderr
    assert NAME not in done.stderr + done.stdout
    status = status_of(office)
    assert status["counts"] == {"successful": 1, "failed": 1}
    assert [(one["task"], one["error"], one["attempts"]) for one in status["failed"]] == [
        ("scene_tasks.fail", "ValueError", 1)
    ]  # type: ignore[index]
    shown = office.run("worker", "--status", "--lang", "zh").stdout
    assert "失败：1" in shown
    kept = office.python(
        "from evenborn.site.start import start; start();"
        "from django_tasks_db.models import DBTaskResult;"
        "print(DBTaskResult.objects.failed().get().traceback)"
    ).stdout
    assert "scene_tasks.py" in kept
    assert NAME not in kept


def test_failed_work_is_done_once_its_cause_is_mended_and_the_trail_says_who_retried(
    office: Office, tmp_path: Path
) -> None:
    mended, other = tmp_path / "mended", tmp_path / "other"
    for cause in (mended, other):
        office.python(ENQUEUE, "need", str(cause))
    assert office.run("worker", "--once").returncode == 0
    failed = {one["work"] for one in status_of(office)["failed"]}  # type: ignore[index]
    assert len(failed) == 2
    mended.touch()
    refused = office.run("worker", "--retry", "of-no-work")
    assert (refused.returncode, "No failed work has the number of-no-work." in refused.stderr) == (2, True)
    first, rest, again, shown = office.run_each(
        ("worker", "--retry", min(failed)), ("worker", "--retry", "all"), ("worker", "--retry", "all"),
        ("worker", "--status", "--json"),
    )  # fmt: skip
    assert first.stdout.splitlines()[0] == min(failed)
    assert rest.stdout.splitlines()[0] == max(failed)
    assert again.stdout.startswith("Waiting again: 0.")
    assert json.loads(shown.stdout) == {"counts": {"ready": 2}, "failed": []}
    assert office.run("worker", "--once").returncode == 0
    status = status_of(office)
    assert status["counts"] == {"successful": 1, "failed": 1}
    assert status["failed"][0]["attempts"] == 1  # type: ignore[index]
    entries = json.loads(office.python(RETRIED).stdout)
    assert {entry["work"] for _, entry in entries} == failed
    assert {(actor.partition(":")[0], entry["task"], entry["error"]) for actor, entry in entries} == {
        ("account", "scene_tasks.need", "FileNotFoundError")
    }


def test_work_whose_worker_was_killed_is_put_back_and_then_marked(office: Office, tmp_path: Path) -> None:
    office.python(ENQUEUE, "hang", str(tmp_path))
    for attempt in range(1, 4):
        worker = office.start("worker")
        wait_until(tmp_path, "began-*", attempt)
        killed(worker.pid)
        worker.communicate()
        assert status_of(office)["counts"] == {"running": 1}
    assert office.run("worker", "--once").returncode == 0
    status = status_of(office)
    assert status["counts"] == {"failed": 1}
    assert status["failed"][0]["error"].endswith("CutShort")  # type: ignore[index]
    assert status["failed"][0]["attempts"] == 3  # type: ignore[index]
    assert not (tmp_path / "ended").exists()


def test_work_of_a_living_worker_is_left_to_it_and_finished_at_its_end(
    office: Office, tmp_path: Path
) -> None:
    office.python(ENQUEUE, "hang", str(tmp_path))
    worker = office.start("worker")
    wait_until(tmp_path, "began-*")
    assert office.run("worker", "--once").returncode == 0
    assert status_of(office)["counts"] == {"running": 1}
    worker.send_signal(signal.SIGTERM)
    (tmp_path / "end").touch()
    output = worker.communicate(timeout=DEADLINE)[0]
    assert worker.returncode == 0, output
    assert (tmp_path / "ended").exists()
    assert status_of(office)["counts"] == {"successful": 1}
    assert list((office.folder / "workers").iterdir()) == []


@pytest.mark.django_db
def test_sessions_that_have_ended_are_forgotten(tmp_path: Path) -> None:
    ended, lasting = SessionStore(), SessionStore()
    ended.set_expiry(timezone.now() - timedelta(minutes=1))
    for session in (ended, lasting):
        session.create()
    OfficeWorker(tmp_path, "one").forget_sessions()
    assert not SessionStore().exists(str(ended.session_key))
    assert SessionStore().exists(str(lasting.session_key))
