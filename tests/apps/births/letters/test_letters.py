"""Letters say what came in, what was wrong by rule, what is missing; the same in each form; no person."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import Settings

from apps.births.calendar import scene
from apps.births.returns.scene import hospital, registrar
from apps.intake import scene as intake
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.actions.completeness import write_letter
from evenborn.apps.births.letters.describing import described, facts_of_batch
from evenborn.apps.births.letters.views import said_by
from evenborn.apps.births.models import Letter
from evenborn.apps.documents.letter_lines import draw_letter
from evenborn.apps.stores import Store
from people import CITY, NIWU, browser_of, clerk, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")
    with time_machine.travel(scene.A_DAY, tick=False):
        yield


def browser(who: Officer, language: str = "en") -> Client:
    client = browser_of(who)
    client.cookies["django_language"] = language
    return client


def about_batch() -> Letter:
    """A letter about a batch with a row that cannot be used."""
    hospital()
    rows = [intake.row(1), intake.row(2, born="2035-01-01 10:00")]
    batch = intake.checked(intake.delivery(rows))
    by = actor_of(clerk())
    said = said_by(by, Letter.Kind.BATCH, facts_of_batch(batch), batch)
    return write_letter(by=by, sender=batch.sender, area=batch.area, said=said).letter


def test_a_letter_is_written_from_the_page_of_a_batch() -> None:
    hospital()
    batch = intake.checked(intake.delivery([intake.row(1)]))
    write = reverse("births-batch-letter", args=[batch.pk])
    desk, address = browser(clerk()), reverse("intake-batch", args=[batch.pk])
    assert f'<form method="post" action="{write}">' in desk.get(address).content.decode()
    assert desk.post(write).status_code == 302
    assert Letter.objects.regardless("a scene of a test").get().says["batch"]["number"] == batch.pk
    reader = browser(officer("reader", RoleCode.ANALYST))
    assert write not in reader.get(address).content.decode(), "who may not remind has no button"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_letter_about_a_batch_counts_by_rule_and_names_nobody(language: str) -> None:
    letter = draw_letter(described(about_batch()), language)  # type: ignore[arg-type]
    text = "\n".join(line.whole for line in letter.lines)
    assert ("1 行" if language == "zh" else "1 row,") in text
    assert ("晚于检查当日" if language == "zh" else "lies after the day of the check") in text
    assert not any(name in text for name in ("李梅", "E00000001", "2025-000001"))
    assert ("2026年3月19日" if language == "zh" else "2026-03-19") in text


def test_letters_of_an_office_are_numbered_without_gap_and_apart_from_others() -> None:
    by, city = actor_of(clerk()), actor_of(officer("city", RoleCode.CLERK, CITY))
    numbers = []
    for who in (by, by, city, by):
        said = said_by(who, Letter.Kind.MONTH, {"months": []})
        made = write_letter(by=who, sender=hospital(), area=NIWU, said=said)
        numbers.append((made.letter.office, made.number))
    assert numbers == [(NIWU, 1), (NIWU, 2), (CITY, 1), (NIWU, 3)]


def test_a_letter_says_the_same_in_each_form_and_each_is_in_the_trail() -> None:
    letter = about_batch()
    client = browser(clerk_again())
    page = client.get(f"/births/calendar/letters/{letter.pk}/html/").content.decode()
    word = client.get(f"/births/calendar/letters/{letter.pk}/docx/").content
    pdf = client.get(f"/births/calendar/letters/{letter.pk}/pdf/").content
    said = "\n".join(one.text for one in Document(io.BytesIO(word)).paragraphs)
    assert "lies after the day of the check" in page
    assert "lies after the day of the check" in said
    assert pdf.startswith(b"%PDF")
    assert client.get(f"/births/calendar/letters/{letter.pk}/xlsx/").status_code == 404
    printed = Entry.objects.using(Store.STATISTICS).filter(event="births.print-letter")
    assert printed.count() == 3


def test_a_facility_reads_its_own_letters_and_no_other() -> None:
    letter = about_batch()
    Letter.objects.regardless("a test").filter(pk=letter.pk).update(department=hospital().department)
    own = browser(Officer.objects.get(pk=registrar().officer))
    other = browser(Officer.objects.get(pk=registrar("other", whose="Another hospital").officer))
    assert own.get(f"/births/calendar/letters/own/{letter.pk}/html/").status_code == 200
    assert other.get(f"/births/calendar/letters/own/{letter.pk}/html/").status_code == 404
    assert own.get(f"/births/calendar/letters/{letter.pk}/html/").status_code == 403


def test_from_the_pages_of_a_batch_and_of_a_month() -> None:
    hospital()
    batch = intake.checked(intake.delivery([intake.row(1)]))
    of = scene.expected(since=scene.A_DAY.date().replace(month=1, day=1))
    client = browser(clerk_again())
    assert (
        "is written" in client.post(f"/births/calendar/letters/batches/{batch.pk}/write/", follow=True).text
    )
    assert "is written" in client.post(f"/births/calendar/{of.pk}/2026-01/letter/", follow=True).text
    kinds = Letter.objects.regardless("a test").order_by("serial").values_list("kind", flat=True)
    assert list(kinds) == ["batch", "month"]


def clerk_again() -> Officer:
    return Officer.objects.filter(username="clerk").first() or clerk()
