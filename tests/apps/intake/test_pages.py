"""A file through the pages: sent, checked, its bad rows corrected, taken in, withdrawn; who sees what."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.intake import scene
from entrance import trail
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.intake.models import Batch, BatchState, KnownMapping, Sender
from evenborn.apps.stores import Store
from people import NIWU, XIZE, browser_of, clerk, department, officer

pytestmark = pytest.mark.django_db(databases="__all__")

GOOD = scene.row(1)
BAD = [*scene.row(2, sex="男", born="2025-02-30 10:00")[:-1], "2025-02-28 20:30"]
WHY = "A cell that is wrong in the file must not be shown on any page."


@pytest.fixture
def desk() -> Client:
    """The clerk of Niwu, with a hospital in the list."""
    scene.sender()
    return browser_of(clerk())


def sent(desk: Client, content: bytes, name: str = "三月.csv", **more: str) -> HttpResponse:
    """Send the form of the page."""
    whose = Sender.objects.regardless("a scene of a test").first()
    assert whose
    told = {"sender": whose.pk, "register": "delivery", "legal_basis": "maternal-health"}
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("intake-send"), {**told, **more, "file": file})


def last() -> Batch:
    """The batch that came last."""
    found = Batch.objects.regardless("a scene of a test").first()
    assert found
    return found


def shown(desk: Client, name: str = "intake-batch", pk: int | None = None) -> str:
    """What a page about the last batch says."""
    answer = desk.get(reverse(name, args=[pk or last().pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_sent_checked_and_taken_in(desk: Client) -> None:
    answer = sent(desk, scene.delivery([GOOD]), period_start="2025-03-01", period_end="2025-03-31")
    batch = last()
    assert answer["Location"] == reverse("intake-batch", args=[batch.pk])
    assert (batch.state, batch.rows, batch.rejected, batch.file_kept) == (BatchState.CHECKED, 1, 0, True)
    assert batch.period_end == date(2025, 3, 31)
    assert batch.file_sha256 in shown(desk)
    assert "等待您决定" in desk.get("/").content.decode()
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    assert last().state == BatchState.ACCEPTED
    assert scene.counted() == (1, 0)
    assert reverse("intake-withdraw", args=[batch.pk]) in shown(desk)


def test_bad_rows_come_as_a_workbook_are_corrected_and_pass(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD, BAD]))
    batch, page = last(), shown(desk)
    assert (batch.rows, batch.rejected) == (2, 1)
    assert "日历中没有这一天" in page
    assert ">3<" in page, "the number of the row in the file"
    answer = desk.post(reverse("intake-bad-rows", args=[batch.pk]))
    assert answer["Cache-Control"] == "no-store"
    book = load_workbook(io.BytesIO(b"".join(answer)))  # type: ignore[call-overload]
    sheet = book.active
    assert [cell.value for cell in sheet[2]][: len(BAD)] == BAD
    sheet.cell(2, scene.HEADER.index("出生时间") + 1, "2025-02-28 10:00")
    corrected = io.BytesIO()
    book.save(corrected)
    desk.post(reverse("intake-take-in", args=[batch.pk]))
    sent(desk, corrected.getvalue(), "更正.xlsx")
    assert (last().rows, last().rejected) == (1, 0)
    desk.post(reverse("intake-take-in", args=[last().pk]))
    assert scene.counted() == (1, 1)
    events = Entry.objects.using(Store.STATISTICS).filter(event="intake.export-bad-rows")
    assert [entry.subject for entry in events] == [f"batch:{batch.pk}"]


def test_no_value_of_a_row_is_on_any_page(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD, BAD]))
    for name in ("intake-batch", "intake-columns", "intake-refuse", "intake-withdraw"):
        page = shown(desk, name)
        assert not [cell for cell in ("李梅", "2025-02-30", "E00000002", "2025-000002") if cell in page], WHY
    assert "李梅" not in desk.get(reverse("intake-batches")).content.decode()


def test_a_file_without_headers_shows_nobody(desk: Client) -> None:
    rows = scene.delivery([GOOD, BAD]).decode().split("\r\n", 1)[1]
    sent(desk, rows.encode())
    assert last().state == BatchState.FAILED
    for page in (shown(desk), shown(desk, "intake-columns")):
        assert "李梅" not in page, WHY
    assert "李梅" not in str(last().problem), WHY


def headed(headers: Sequence[str]) -> bytes:
    """A file of one good row under other headers."""
    return scene.delivery([GOOD]).replace(",".join(scene.HEADER).encode(), ",".join(headers).encode())


def test_columns_are_named_and_remembered(desk: Client) -> None:
    headers = ["娃的性别" if name == "性别" else name for name in scene.HEADER]
    sent(desk, headed(headers))
    assert last().state == BatchState.FAILED
    assert "娃的性别" in shown(desk, "intake-columns")
    address = reverse("intake-columns", args=[last().pk])
    form = desk.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    strange = next(name for name in form.fields if form.fields[name].label == "娃的性别")
    assert given[strange] == ""
    assert "尚未指定对应列" in desk.post(address, given).content.decode()
    assert "请另选" in desk.post(address, {**given, strange: "mother_name"}).content.decode()
    desk.post(address, {**given, strange: "sex"})
    assert (last().state, last().rejected) == (BatchState.CHECKED, 0)
    known = KnownMapping.objects.regardless("a scene of a test").get()
    assert known.columns["sex"] == "娃的性别"
    sent(desk, headed(headers) + scene.delivery([scene.row(3)]).split(b"\r\n", 1)[1], "四月.csv")
    assert (last().state, last().rows) == (BatchState.CHECKED, 2)


def test_a_batch_is_refused_for_a_listed_reason(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD]))
    address = reverse("intake-refuse", args=[last().pk])
    assert desk.post(address, {"because": "no mood"}).status_code == 200
    assert last().state == BatchState.CHECKED
    desk.post(address, {"because": "wrong-period"})
    assert last().state == BatchState.REFUSED
    assert "所属期不符" in shown(desk)


def test_withdrawing_says_what_falls_away_and_asks_once_more(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD]))
    desk.post(reverse("intake-take-in", args=[last().pk]))
    address = reverse("intake-withdraw", args=[last().pk])
    asked = desk.post(address, {"because": "sent-by-mistake"}).content.decode()
    assert "新增的 1 例出生不再计数" in asked
    assert scene.counted() == (1, 0)
    desk.post(address, {"because": "sent-by-mistake", "confirmed": "yes"})
    assert last().state == BatchState.WITHDRAWN
    assert scene.counted() == (0, 0)


def test_a_batch_that_a_later_one_corrected_says_so(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD]))
    first = last()
    desk.post(reverse("intake-take-in", args=[first.pk]))
    sent(desk, scene.delivery([scene.row(1, sex="男")]), "更正.csv")
    desk.post(reverse("intake-take-in", args=[last().pk]))
    address = reverse("intake-withdraw", args=[first.pk])
    answer = desk.post(address, {"because": "replaced", "confirmed": "yes"}).content.decode()
    assert "先撤回" in answer or "较晚" in answer or "后续" in answer
    assert scene.counted() == (0, 1)


def test_a_register_that_stays_is_refused_with_its_sentence(desk: Client) -> None:
    page = sent(desk, b"x", register="ultrasound_log").content.decode()
    assert "不出机构" in page
    assert not Batch.objects.regardless("a scene of a test").exists()


def registrar(name: str, home: str) -> Client:
    """The registrar of a facility of Niwu."""
    from evenborn.apps.access import actions
    from people import SINCE, everyone

    made = officer(name)
    own = department(NIWU, home)
    actions.appoint(
        made,
        by=everyone(),
        role=RoleCode.FACILITY_REGISTRAR,
        area=NIWU,
        department=own,
        since=SINCE,
        until=None,
    )
    return browser_of(made)


def test_a_facilitys_registrar_sends_her_own_and_decides_nothing(office: Path) -> None:
    assert office
    hers, other = scene.sender("YX1"), scene.sender("YX2")
    Sender.objects.regardless("a scene of a test").filter(pk=hers.pk).update(
        department=department(NIWU, "First hospital").pk
    )
    desk, neighbour = registrar("first", "First hospital"), registrar("second", "Second hospital")
    form = desk.get(reverse("intake-send")).content.decode()
    assert "Hospital YX1" in form
    assert "Hospital YX2" not in form
    sent(desk, scene.delivery([GOOD, BAD]), sender=str(hers.pk))
    batch = last()
    assert (batch.sender, batch.state) == (hers, BatchState.CHECKED)
    assert desk.get(reverse("intake-batch", args=[batch.pk])).status_code == 200
    given = desk.post(reverse("intake-bad-rows", args=[batch.pk]))
    assert given.status_code == 200
    assert b"".join(given)  # type: ignore[call-overload]
    assert desk.post(reverse("intake-take-in", args=[batch.pk])).status_code == 403
    assert desk.post(reverse("intake-refuse", args=[batch.pk])).status_code == 403
    assert neighbour.get(reverse("intake-batch", args=[batch.pk])).status_code == 404
    assert neighbour.post(reverse("intake-bad-rows", args=[batch.pk])).status_code == 404
    assert sent(desk, scene.delivery([GOOD]), sender=str(other.pk)).status_code == 200
    assert last() == batch


def test_an_analyst_sees_batches_and_no_row(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD, BAD]))
    reader = browser_of(officer("reader", RoleCode.ANALYST, NIWU))
    assert reverse("intake-bad-rows", args=[last().pk]) not in shown(reader)
    assert reader.post(reverse("intake-bad-rows", args=[last().pk])).status_code == 403
    elsewhere = browser_of(officer("elsewhere", RoleCode.CLERK, XIZE))
    assert elsewhere.post(reverse("intake-bad-rows", args=[last().pk])).status_code == 404


def test_everything_stands_in_the_trail(desk: Client) -> None:
    sent(desk, scene.delivery([GOOD]))
    desk.post(reverse("intake-take-in", args=[last().pk]))
    told = Entry.objects.using(Store.STATISTICS).filter(event__startswith="intake.").order_by("number")
    assert [entry.event for entry in told] == [
        f"intake.{verb}" for verb in ("receive-batch", "keep-check", "begin-batch", "accept-batch")
    ]
    assert trail("intake.") == []
