"""Verification from its page, and the trail as a file; both are entered."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime

import openpyxl
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from apps.audit.trails import fill, run, without_triggers
from evenborn.apps.access.actor import program
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.audit.chain import GENESIS, Link, link_hash
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.trail import actions, exporting, queries
from evenborn.apps.trail.wanted import Wanted
from people import CITY, browser_of, clerk, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def browser() -> Client:
    """That of the audit administrator, in English."""
    client = browser_of(officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, CITY))
    client.cookies["django_language"] = "en"
    return client


def last(store: Store) -> Entry:
    found = Entry.objects.using(store).last()
    assert found is not None
    return found


def exported(browser: Client, **wanted: str) -> bytes:
    answer = browser.post(reverse("trail-export"), wanted)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if isinstance(answer, StreamingHttpResponse):
        pieces = answer.streaming_content
        assert isinstance(pieces, Iterable)
        return b"".join(pieces)
    assert isinstance(answer, HttpResponse)
    return answer.content


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_store_is_verified_and_the_result_entered(browser: Client) -> None:
    fill(Store.VAULT, 3)
    page = browser.post(reverse("trail-verify"), follow=True).content.decode()
    assert "Vault: whole. Entries: 3." in page
    assert "auditor of 9901 (auditor) verified the trail and found it whole; entries: 3" in page
    for store in Store:
        assert last(store).event == "trail.verify"
    assert json.loads(last(Store.VAULT).facts)["head"] == last(Store.VAULT).previous


def test_a_break_is_named_and_entered(browser: Client) -> None:
    fill(Store.VAULT, 3)
    without_triggers(Store.VAULT)
    run(Store.VAULT, "UPDATE audit_entry SET actor = 'officer:8' WHERE number = 2")
    page = browser.post(reverse("trail-verify"), {"store": "vault"}, follow=True).content.decode()
    assert "Vault: broken. Entry 2 was changed. Entries that hold before it: 1." in page
    assert last(Store.VAULT).event == "trail.find-broken"
    assert json.loads(last(Store.VAULT).facts) == {"entries": 1, "kind": "changed", "number": 2}
    assert "verified the trail and found entry 2 changed; entries that hold: 1" in page
    browser.cookies["django_language"] = "zh-hans"
    assert (
        "核验审计记录，发现第 2 条被改动，此前 1 条完好"
        in browser.get(reverse("trail-verify")).content.decode()
    )


def test_a_store_that_is_not_there(browser: Client) -> None:
    assert browser.post(reverse("trail-verify"), {"store": "nowhere"}).status_code == 404


def test_what_is_exported_can_be_verified_from_the_file_alone(browser: Client) -> None:
    clerk()
    rows = table(exported(browser, store="office", form="csv"))[::-1]
    assert [int(row["number"]) for row in rows] == [*range(1, len(rows) + 1)]
    previous = GENESIS
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        texts = [row[name] for name in ("actor", "event", "subject", "area", "facts", "previous")]
        assert row["previous"] == previous
        assert link_hash(Link(row["store"], int(row["number"]), at, *texts)) == row["hash"]
        previous = row["hash"]
    assert "appointed to the role Registers clerk" in " ".join(row["sentence"] for row in rows)


def test_the_export_is_entered_with_filter_form_and_number(browser: Client) -> None:
    fill(Store.VAULT, 4)
    exported(browser, store="vault", form="csv", event="test.seal")
    entry = last(Store.VAULT)
    assert entry.event == "trail.export"
    assert json.loads(entry.facts) == {"filter": "event=test.seal", "form": "csv", "entries": 4}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@sum", "|x", "%x", "\t=1"])
def test_no_cell_is_a_formula(browser: Client, start: str) -> None:
    fill(Store.VAULT, 1)
    without_triggers(Store.VAULT)
    run(Store.VAULT, "UPDATE audit_entry SET actor = %s, subject = %s", [start, start])
    row = table(exported(browser, store="vault", form="csv", event="test.seal"))[0]
    assert row["actor"] == row["subject"] == f"'{start}"
    assert row["sentence"].startswith("'")
    content = exported(browser, store="vault", form="xlsx", event="test.seal")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert start.strip() in {str(cell.value).strip() for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


def test_the_workbook_says_store_filter_and_sentences(browser: Client) -> None:
    clerk()
    content = exported(browser, store="office", form="xlsx", event="access.appoint")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    values = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "Audit trail: Office" in values
    assert "Filter: event access.appoint" in values
    assert any("appointed to the role Registers clerk" in value for value in values)


def test_a_workbook_too_long_is_refused_and_not_entered(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(Store.VAULT, 4)
    monkeypatch.setattr(exporting, "MOST_ROWS", 3)
    answer = browser.post(reverse("trail-export"), {"store": "vault", "form": "xlsx"}, follow=True)
    assert "The list has 4 entries, a workbook takes at most 3." in answer.content.decode()
    assert not Entry.objects.using(Store.VAULT).filter(event="trail.export").exists()
    assert len(table(exported(browser, store="vault", form="csv"))) == 5  # with the look that followed


@pytest.mark.parametrize("wanted", [{}, {"store": "vault", "form": "pdf"}, {"form": "csv", "area": "x"}])
def test_an_export_that_cannot_be_read_is_refused(browser: Client, wanted: dict[str, str]) -> None:
    answer = browser.post(reverse("trail-export"), wanted, follow=True)
    assert "The export could not be understood." in answer.content.decode()


def test_nothing_is_read_without_the_permission() -> None:
    nobody = program("worker")
    wanted = Wanted(Store.OFFICE)
    with pytest.raises(Forbidden):
        queries.entries(nobody, wanted)
    with pytest.raises(Forbidden):
        queries.entry(nobody, Store.OFFICE, 1)
    with pytest.raises(Forbidden):
        queries.last_verifications(nobody)
    with pytest.raises(Forbidden):
        actions.verify(nobody, Store.OFFICE)
    with pytest.raises(Forbidden):
        actions.exported(program("worker", Permission.AUDIT_SEE), wanted, "csv", 1)
