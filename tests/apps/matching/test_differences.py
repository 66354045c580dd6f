"""Who sees what an owner is told, how it answers, who is late, and when it goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.matching import scene
from apps.matching.test_runs import refused
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.audit.models import Entry
from evenborn.apps.matching.comparing import settle_sheets
from evenborn.apps.matching.differences.files import workbook
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.rules import RunState
from evenborn.apps.matching.tasks import tidy
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.replies import answer_records, answer_sheet, exported
from evenborn.apps.vault.actions.sheets import drop_hidden_sheets
from evenborn.apps.vault.models import Difference, DifferenceSheet
from evenborn.apps.vault.rotation import retire, rotate
from evenborn.comparison.difference_list import Listed
from evenborn.presentation.difference_reading import read_difference_sheet
from evenborn.presentation.difference_sheet import write_difference_sheet
from people import browser_of, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def sheet() -> DifferenceSheet:
    """What the owner of the delivery register was told: sixty records."""
    return scene.written("delivery")


def told(sheet: DifferenceSheet) -> list[Listed]:
    return exported(sheet, by=scene.by(scene.owner(sheet.register)))


def again(sheet: DifferenceSheet) -> DifferenceSheet:
    return DifferenceSheet.objects.regardless("a test").get(pk=sheet.pk)


def test_no_record_number_lies_open(sheet: DifferenceSheet) -> None:
    rows = Difference.objects.regardless("a test").filter(sheet=sheet)
    assert [(one.number, one.row, one.kind) for one in told(sheet)] == [
        (one.number, one.row, one.kind) for one in scene.LISTED
    ]
    fields = [repr({**vars(row), "ciphertext": bytes(row.ciphertext)}) for row in rows]
    assert not any(f"'{one.number}'" in text for one in scene.LISTED for text in fields)
    facts = " ".join(one.facts for one in Entry.objects.using(Store.VAULT))
    assert not any(f'"{one.number}"' in facts for one in scene.LISTED)


def test_other_owners_and_the_desk_that_compares_see_no_sheet(sheet: DifferenceSheet) -> None:
    address = reverse("matching-sheet", args=[sheet.pk])
    page = browser_of(scene.owner("delivery")).get(address)
    assert page.status_code == 200
    assert ">1001<" in page.content.decode()
    assert browser_of(scene.owner("immunisation")).get(address).status_code == 404
    assert browser_of(scene.comparer()).get(address).status_code == 403
    assert Entry.objects.using(Store.VAULT).filter(event="vault.see-differences").count() == 1
    with pytest.raises(NotVisible):
        answer_records(sheet, by=scene.by(scene.owner("immunisation")), replies={1: "confirmed"})


def test_answers_on_the_page_and_by_the_sheet(sheet: DifferenceSheet, tmp_path: Path) -> None:
    client, address = browser_of(scene.owner("delivery")), reverse("matching-sheet", args=[sheet.pk])
    entered = {"reply_1": "confirmed", "reply_2": "entered-by-mistake"}
    assert client.post(f"{address}answer/", entered).status_code == 302
    assert [one.reply for one in told(sheet)[:3]] == ["confirmed", "entered-by-mistake", ""]
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"".join(client.post(f"{address}file/").streaming_content))
    listed, language = read_difference_sheet(path)
    assert listed.rows[0].reply == "confirmed"
    rows = [replace(one, reply="corrected" if at == 2 else "") for at, one in enumerate(listed.rows)]
    write_difference_sheet(path, replace(listed, rows=tuple(rows)), language)
    upload = SimpleUploadedFile("答复.xlsx", path.read_bytes())
    assert client.post(f"{address}answer-by-file/", {"file": upload}).status_code == 302
    assert [one.reply for one in told(sheet)[:4]] == ["confirmed", "entered-by-mistake", "corrected", ""]


def test_the_second_page_keeps_its_own_answers(sheet: DifferenceSheet) -> None:
    client, address = browser_of(scene.owner("delivery")), reverse("matching-answer", args=[sheet.pk])
    answer = client.post(f"{address}?page=2", {"reply_55": "corrected", "reply_1": "corrected"})
    assert answer.url.endswith("?page=2")
    assert {at for at, one in enumerate(told(sheet), 1) if one.reply} == {55}
    page = client.get(reverse("matching-sheet", args=[sheet.pk]) + "?kind=sex-differs&open=on")
    assert page.context["listing"].page.paginator.count == 29


def test_a_foreign_or_changed_sheet_is_not_read(sheet: DifferenceSheet) -> None:
    by = scene.by(scene.owner("delivery"))
    unknown = [Listed("no such", 1, "only-here", "confirmed")]
    refused("matching-not-of-sheet", lambda: answer_sheet(sheet, by=by, rows=unknown))
    refused("matching-unknown-reply", lambda: answer_records(sheet, by=by, replies={1: "visited"}))
    other = workbook(scene.written("immunisation"), by=scene.by(scene.owner("immunisation"))).read()
    client, address = browser_of(scene.owner("delivery")), reverse("matching-answer-file", args=[sheet.pk])
    for content in (other, b"PK\x03\x04nothing", b""):
        page = client.post(address, {"file": SimpleUploadedFile("b.xlsx", content)})
        assert page.status_code == 200
        assert page.context["file_form"].errors
    assert not any(one.reply for one in told(sheet))


def test_numbers_that_stay_with_the_owner_are_not_taken(sheet: DifferenceSheet, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook(sheet, by=scene.by(scene.owner("delivery"))).read())
    listed, language = read_difference_sheet(path)
    rows = tuple(replace(one, own=f"YX/{one.number}", reply="confirmed") for one in listed.rows)
    write_difference_sheet(path, replace(listed, rows=rows, with_own=True), language)
    client, address = browser_of(scene.owner("delivery")), reverse("matching-answer-file", args=[sheet.pk])
    page = client.post(address, {"file": SimpleUploadedFile("own.xlsx", path.read_bytes())})
    assert page.context["file_form"].errors
    assert not any(one.reply for one in told(sheet))


def test_who_is_late_is_seen_on_both_desks_and_reminded(sheet: DifferenceSheet) -> None:
    owner, comparer = browser_of(scene.owner("delivery")), browser_of(scene.comparer())

    def waits(client: object) -> dict[str, int]:
        waiting = client.get("/").context["waiting"]  # type: ignore[attr-defined]
        return {one.name: one.count for one in waiting if one.name != "pairs"}

    assert waits(owner) == {"differences": 60}
    assert waits(comparer) == {}
    yesterday = everyone().today - timedelta(days=1)
    DifferenceSheet.objects.regardless("a test").filter(pk=sheet.pk).update(deadline=yesterday)
    assert waits(owner) == {"late-differences": 60}
    assert waits(comparer) == {"late-owners": 1}
    page = comparer.get(reverse("matching-late"))
    assert [one.pk for one in page.context["listing"].page] == [sheet.pk]
    assert ">1001<" not in page.content.decode()
    comparer.post(reverse("matching-remind"))
    assert again(sheet).reminded == 1
    answer_records(
        sheet, by=scene.by(scene.owner("delivery")), replies=dict.fromkeys(range(1, 61), "corrected")
    )
    assert waits(comparer) == waits(owner) == {}


def test_the_change_of_the_key_reaches_what_owners_were_told(sheet: DifferenceSheet) -> None:
    before, old = told(sheet), Difference.objects.regardless("a test").first()
    assert old is not None
    rotate(everyone())
    retire(everyone(), old.key_id)
    assert told(sheet) == before


def test_sheets_go_when_their_time_is_over(sheet: DifferenceSheet) -> None:
    sheets = DifferenceSheet.objects.regardless("a test")
    sheets.update(deadline=everyone().today - timedelta(days=730))
    tidy()
    assert sheets.exists()
    sheets.update(deadline=everyone().today - timedelta(days=731))
    tidy()
    assert not sheets.exists()
    assert not Difference.objects.regardless("a test").exists()


def test_a_sheet_of_a_comparison_that_failed_is_dropped(sheet: DifferenceSheet) -> None:
    run = scene.begun()
    rows = DifferenceSheet.objects.regardless("a test")
    rows.update(shown=False, run=run.pk)
    Run.objects.regardless("a test").filter(pk=run.pk).update(state=RunState.FAILED)
    settle_sheets(scene.again(run), by=everyone())
    assert not rows.exists()
    assert drop_hidden_sheets(by=everyone(), run=run.pk).count == 0
