"""The list of senders: added, changed, closed, opened again, imported; never outside one's areas."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from apps.intake import scene
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.sending.labels import sender_label
from evenborn.apps.stores import Store
from people import NIWU, XIZE, browser_of, clerk, department

pytestmark = pytest.mark.django_db(databases="__all__")

LIST = "机构代码,机构名称,所在地区代码\r\nYX1,一院,990101\r\nYX2,二院,\r\n"


@pytest.fixture
def desk() -> Client:
    """The clerk of Niwu."""
    return browser_of(clerk())


def known(code: str) -> Sender:
    """A sender of the list."""
    return Sender.objects.regardless("a scene of a test").get(code=code)


def told(**more: object) -> dict[str, object]:
    """What the form of a sender says."""
    return {"code": "YX9", "name": "九院", "kind": "facility", "area": NIWU, "department": "", **more}


def imported(desk: Client, text: str, area: str = NIWU) -> str:
    """Import a list; what the page says."""
    file = SimpleUploadedFile("机构.csv", text.encode())
    answer = desk.post(reverse("intake-import-senders"), {"area": area, "file": file}, follow=True)
    return answer.content.decode()


def test_a_sender_is_added_changed_closed_and_opened_again(desk: Client) -> None:
    desk.post(reverse("intake-add-sender"), told())
    row = known("YX9")
    assert (row.name, row.area) == ("九院", NIWU)
    own = department(NIWU, "九院")
    desk.post(reverse("intake-sender", args=[row.pk]), told(name="第九医院", department=own.pk))
    assert (known("YX9").name, known("YX9").department) == ("第九医院", own.pk)
    desk.post(reverse("intake-close-sender", args=[row.pk]), {"day": "2020-01-01"})
    assert known("YX9").closed_on
    assert "第九医院" not in desk.get(reverse("intake-send")).content.decode()
    desk.post(reverse("intake-open-sender", args=[row.pk]))
    assert known("YX9").closed_on is None
    assert "第九医院" in desk.get(reverse("intake-send")).content.decode()


def test_senders_that_are_not_closed_come_first_and_last_in_every_database(desk: Client) -> None:
    for code, closed in (("YX1", "2020-02-01"), ("YX2", None), ("YX3", "2020-01-01"), ("YX4", None)):
        row = scene.sender(code)
        Sender.objects.regardless("a scene of a test").filter(pk=row.pk).update(closed_on=closed)
    found = {
        sort: [
            one.code for one in desk.get(reverse("intake-senders"), {"sort": sort}).context["listing"].page
        ]
        for sort in ("closed_on", "-closed_on")
    }
    assert found["closed_on"] == ["YX2", "YX4", "YX3", "YX1"]
    assert found["-closed_on"] == found["closed_on"][::-1]


def test_earlier_batches_follow_the_office_of_their_sender(desk: Client) -> None:
    batch = scene.received(scene.delivery([scene.row(1)]))
    own = department(NIWU, "一院")
    row = scene.sender()
    desk.post(reverse("intake-sender", args=[row.pk]), told(department=own.pk))
    assert Batch.objects.regardless("a scene of a test").get(pk=batch.pk).department == own.pk


@pytest.mark.parametrize("more", [{"area": XIZE}, {"code": "YX 9"}, {"code": "../9"}, {"kind": "person"}])
def test_what_is_wrong_or_not_ones_own_is_not_added(desk: Client, more: dict[str, object]) -> None:
    assert desk.post(reverse("intake-add-sender"), told(**more)).status_code == 200
    assert not Sender.objects.regardless("a scene of a test").exists()


def test_a_code_is_given_once(desk: Client) -> None:
    scene.sender("YX9", XIZE)
    assert "已在名录中" in desk.post(reverse("intake-add-sender"), told()).content.decode()


def test_a_sender_does_not_move_to_an_area_of_others(desk: Client) -> None:
    row = scene.sender()
    desk.post(reverse("intake-sender", args=[row.pk]), told(area=XIZE))
    assert known(row.code).area == NIWU


def test_a_list_of_facilities_is_imported_and_again_changes_nothing(desk: Client) -> None:
    assert "新增 2" in imported(desk, LIST)
    assert known("YX2").area == NIWU
    assert "未变 2" in imported(desk, LIST)
    assert "更改 1" in imported(desk, LIST.replace("一院", "第一医院"))
    assert known("YX1").name == "第一医院"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LIST.replace("990101", "990102"), "不在地区"),
        (LIST.replace("990101", "月宫区"), "不是已知地区"),
        (LIST.replace("YX2", "YX1"), "YX1"),
        ("甲,乙\r\n1,2\r\n", "机构"),
    ],
)
def test_a_list_with_a_fault_is_not_imported_at_all(desk: Client, text: str, says: str) -> None:
    assert says in imported(desk, text)
    assert not Sender.objects.regardless("a scene of a test").exists()


def test_a_code_of_another_area_is_not_taken_over_by_a_list(desk: Client) -> None:
    scene.sender("YX1", XIZE)
    imported(desk, LIST)
    assert known("YX1").area == XIZE


def questions(desk: Client, address: str) -> int:
    """How many questions a page asks its stores."""
    with (
        CaptureQueriesContext(connections[Store.OFFICE]) as office,
        CaptureQueriesContext(connections[Store.STATISTICS]) as statistics,
    ):
        assert desk.get(address).status_code == 200
    named = [one for one in office if "access_department" in one["sql"] or "areas_" in one["sql"]]
    return len(named) + len(statistics)


@pytest.mark.parametrize("name", ["intake-senders", "intake-batches", "intake-to-decide"])
def test_lists_ask_no_question_a_row(desk: Client, name: str) -> None:
    scene.batch_in(NIWU)
    desk.get(reverse(name))
    few = questions(desk, reverse(name))
    for number in range(30):
        scene.sender(f"YX{number:03}")
        scene.batch_in(NIWU)
    assert questions(desk, reverse(name)) == few


@pytest.mark.parametrize(("language", "said"), [("en", "On the server: "), ("zh-hans", "在服务器上：")])
def test_the_list_says_where_files_may_be_put_and_what_becomes_of_them(
    language: str, said: str, settings: LazySettings
) -> None:
    client = browser_of(clerk())
    client.cookies["django_language"] = language
    page = reverse("intake-senders")
    assert "intake.watched_folder" in client.get(page).content.decode()
    intake = settings.CONFIG.intake.model_copy(update={"watched_folder": Path("/srv/incoming")})
    settings.CONFIG = settings.CONFIG.model_copy(update={"intake": intake})
    shown = client.get(page).content.decode()
    for part in (f"{said}/srv/incoming/&lt;", "<code>delivery</code>", "done", "refused"):
        assert part in shown


def test_a_sender_is_named_without_ascii_brackets_in_chinese() -> None:
    sender = scene.sender()
    with override("zh-hans"):
        assert sender_label(sender) == "Hospital YX990101（YX990101）"
    with override("en"):
        assert sender_label(sender) == "Hospital YX990101 (YX990101)"
