"""The pages as officers and registrars open them, in both languages."""

import io

import openpyxl
import pytest
from django.test import Client

from apps.signalling import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.audit.models import Entry
from evenborn.apps.intake.models import Batch
from evenborn.apps.signalling.assessing import assess
from evenborn.apps.signalling.models import FacilityContest
from evenborn.apps.stores import Store
from people import XIZE, browser_of

pytestmark = pytest.mark.django_db(databases="__all__")


def browser(by: Actor, language: str = "en") -> Client:
    client = browser_of(Officer.objects.get(pk=by.officer))
    client.cookies["django_language"] = language
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_the_list_says_what_was_seen_how_strong_and_what_it_is_not() -> None:
    scene.listed()
    page = text(browser(scene.licensing()), "/signals/")
    for words in (
        f"Hospital {scene.SELLER}", "very strong", "160 of 410 scans (39%) state no indication",
        "at most 10% are expected to be false alarms", "opens no case by itself", "Within a group",
    ):  # fmt: skip
        assert words in page
    chinese = text(browser(scene.licensing(), "zh-hans"), "/signals/")
    for words in ("很强", "410 人次检查中 160 人次", "不得据此直接立案", "误报预计不超过 10%"):
        assert words in chinese


def test_before_anything_is_taken_in_the_page_says_what_comes() -> None:
    assert "No signals have been made yet" in text(browser(scene.licensing()), "/signals/")
    assert "No signals have been made yet" in text(browser(scene.licensing()), "/signals/assessed/")


@pytest.mark.parametrize(
    ("narrowed", "there"),
    [
        ("?kind=scans-without-indication", True), ("?kind=births-ratio", False), ("?area=990101", True),
        ("?strength=3-moderate", False), ("?since=2020-01-01", True), ("?until=2020-01-01", False),
        ("?area=9902", False), ("?since=2025-01-02&until=2025-01-01", False), ("?of=set-aside", False),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(narrowed: str, there: bool) -> None:
    scene.listed()
    assert (f"Hospital {scene.SELLER}" in text(browser(scene.licensing()), f"/signals/{narrowed}")) is there


def test_evidence_has_its_counts_period_method_and_sources() -> None:
    found, batch = scene.listed(), Batch.objects.regardless("a test").get()
    page = text(browser(scene.licensing()), f"/signals/{found.pk}/")
    for words in (
        "Scans without an indication", "95% interval", "Expected share", "all other facilities", "&lt; 1 in",
        "Source registers", "Obstetric ultrasound log", f"batch {batch.pk}",
        "never rests on fewer than ten persons",
        "has not contested",
    ):  # fmt: skip
        assert words in page, words
    assert text(browser(scene.licensing(XIZE)), f"/signals/{found.pk}/", 404)


def test_the_page_of_what_was_assessed_says_what_stays_at_the_facility() -> None:
    scene.listed()
    page = text(browser(scene.licensing()), "/signals/assessed/")
    assert "numbers of devices stay at the facility" in page
    assert "no register taken in" in page


def test_a_facility_contests_an_officer_answers_and_both_read_the_history() -> None:
    found = scene.listed()
    own, officer = browser(scene.of_facility()), browser(scene.licensing())
    assert "Contest this signal" in text(own, f"/signals/{found.pk}/")
    assert "Contest this signal" not in text(officer, f"/signals/{found.pk}/")
    empty = own.post(f"/signals/{found.pk}/contest/", {"ground": "other-ground"})
    assert empty.status_code == 200
    told = {"ground": "referral-facility", "text": "Others send <us> all scars."}
    assert own.post(f"/signals/{found.pk}/contest/", told).status_code == 302
    again = own.post(f"/signals/{found.pk}/contest/", told)
    assert "waits for its answer" in again.content.decode()
    contest = FacilityContest.objects.regardless("a test").get()
    assert "Others send &lt;us&gt; all scars." in text(officer, "/signals/contests/")
    refused = officer.post(f"/signals/contests/{contest.pk}/", {"answer": "upheld", "text": ""})
    assert "needs the reason" in refused.content.decode()
    answered = {"answer": "upheld", "text": "Scars have a code of their own."}
    assert officer.post(f"/signals/contests/{contest.pk}/", answered).status_code == 302
    page = text(own, f"/signals/{found.pk}/")
    for words in ("Others send &lt;us&gt;", "Scars have a code", "upheld", "160 of 410"):
        assert words in page


def test_a_registrar_sees_the_own_facility_only() -> None:
    found = scene.listed()
    other = browser(scene.of_facility(scene.FACILITIES[0]))
    assert f"Hospital {scene.SELLER}" not in text(other, "/signals/")
    assert text(other, f"/signals/{found.pk}/", 404)
    assert f"Hospital {scene.SELLER}" in text(browser(scene.of_facility()), "/signals/")
    assert other.get("/signals/assessed/").status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_list_as_a_workbook_is_that_of_the_page_and_in_the_trail(language: str) -> None:
    scene.listed()
    answer = browser(scene.licensing(), language).get("/signals/print/?form=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    expected = "160 of 410 scans" if language == "en" else "410 人次检查中 160 人次"
    assert expected in cells
    assert scene.SELLER in cells
    assert Entry.objects.using(Store.STATISTICS).filter(event="signalling.print").count() == 1


def test_nothing_to_print_is_said() -> None:
    scene.scans(12)
    assess()
    client = browser(scene.licensing())
    answer = client.get("/signals/print/", follow=True)
    assert "There is nothing to print." in answer.content.decode()
    assert client.get("/signals/print/?form=txt").status_code == 404
