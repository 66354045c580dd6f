"""Large batches go to the worker: asked for, told how far they are, done once, refused with a sentence."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from apps.intake import scene
from evenborn.apps.intake import rules, tasks
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.site.working import OfficeWorker
from people import NIWU, browser_of, clerk

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("kept_connections")]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The clerk of Niwu, at an office where everything is large."""
    monkeypatch.setattr(rules, "_AT_ONCE_OCTETS", 10)
    monkeypatch.setattr(rules, "_AT_ONCE_ROWS", 0)
    scene.sender()
    return browser_of(clerk())


def sent(desk: Client) -> Batch:
    """A file sent by the page."""
    told = {"sender": scene.sender().pk, "register": "delivery", "legal_basis": "maternal-health"}
    file = SimpleUploadedFile("三月.csv", scene.delivery([scene.row(1), scene.row(2, sex="男")]))
    desk.post(reverse("intake-send"), {**told, "file": file})
    return last()


def last() -> Batch:
    found = Batch.objects.regardless("a scene of a test").first()
    assert found
    return found


def work(folder: Path) -> None:
    """Let the worker of the office do what waits."""
    OfficeWorker(folder, "test").run(once=True)


def page(desk: Client, query: str = "") -> HttpResponse:
    """The page of the batch."""
    return desk.get(reverse("intake-batch", args=[last().pk]) + query)


def test_a_large_file_is_checked_taken_in_and_withdrawn_by_the_worker(desk: Client, office: Path) -> None:
    batch = sent(desk)
    assert (batch.state, batch.work) == (BatchState.RECEIVED, "check")
    assert page(desk)["Refresh"]
    work(office)
    assert (last().state, last().work, last().progress) == (BatchState.CHECKED, "", 100)
    assert "Refresh" not in page(desk)
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    assert last().work == "take-in"
    assert "排队接收" in page(desk).content.decode()
    work(office)
    assert last().state == BatchState.ACCEPTED
    assert last().decided_by.startswith("officer:"), "who decided, not the worker"
    assert scene.counted() == (1, 1)
    address = reverse("intake-withdraw", args=[batch.pk])
    desk.post(address, {"because": "sent-by-mistake", "confirmed": "yes"})
    work(office)
    assert last().state == BatchState.WITHDRAWN
    assert scene.counted() == (0, 0)


def test_work_done_twice_is_done_once(desk: Client, office: Path) -> None:
    batch = sent(desk)
    work(office)
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    tasks.take_in_batch.enqueue(batch.pk, 1)
    tasks.check_batch.enqueue(batch.pk, 1)
    work(office)
    assert scene.counted() == (1, 1)
    assert not DBTaskResult.objects.failed().exists()


def test_the_page_says_when_nobody_works_and_stands_still_when_told(desk: Client) -> None:
    batch = sent(desk)
    assert "evenborn worker" not in page(desk).content.decode()
    Batch.objects.regardless("a scene of a test").filter(pk=batch.pk).update(
        work_asked_at=timezone.now() - timedelta(minutes=2)
    )
    assert "evenborn worker" in page(desk).content.decode()
    assert "Refresh" not in page(desk, "?still")


def test_what_the_worker_cannot_do_is_said_on_the_page(desk: Client, office: Path) -> None:
    batch = sent(desk)
    work(office)
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    same = Batch.objects.regardless("a scene of a test").filter(pk=scene.batch_in(NIWU)["pk"])
    same.update(state=BatchState.ACCEPTED, file_sha256=batch.file_sha256)
    work(office)
    same.delete()
    assert (last().state, last().work) == (BatchState.CHECKED, "")
    assert "无需重复接收" in page(desk).content.decode()


def test_whoever_lost_the_appointment_meanwhile_takes_nothing_in(desk: Client, office: Path) -> None:
    from evenborn.apps.access.models import Appointment

    batch = sent(desk)
    work(office)
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    Appointment.objects.all().delete()
    work(office)
    assert last().state == BatchState.CHECKED
    assert scene.counted() == (0, 0)
