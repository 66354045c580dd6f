"""What identifies stands in no database, write-ahead log, dump, trail, log or error page."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from apps.vault.scene import FIELDS, approved, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault.views import openings
from offices import new_office
from people import browser_of

WORKING = """
import os
from evenborn.site.start import start
start()
from apps.vault.scene import actor, approved, records
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.vault.actions.openings import open_record
from evenborn.apps.vault.actions.records import correct_record
clerk, keeper = actor("clerk", RoleCode.CLERK), actor("keeper", RoleCode.RECORDS_KEEPER)
first, *_ = records(count=50)
opening = approved(clerk, keeper, first)
assert open_record(opening, by=clerk).fields
correct_record(opening, by=clerk, changes={"newborn_name": "诸葛清扬"})
os._exit(0)  # as a kill: what lies in the write-ahead log stays there
"""


def written(value: str) -> Iterator[bytes]:
    """The ways in which a value could lie in a file."""
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        data = value.encode(encoding)
        yield from (data, data.hex().encode(), data.hex().upper().encode(), base64.b64encode(data)[:-4])
    yield value.encode("unicode_escape")


def found(content: bytes) -> list[str]:
    """Which planted values a content holds."""
    planted = [*FIELDS.values(), "诸葛清扬"]
    return [value for value in planted if any(way in content for way in written(value))]


def test_the_search_finds_what_is_there() -> None:
    for value in FIELDS.values():
        for way in written(value):
            assert found(b"\0" * 9 + way + b"\0") == [value]


def test_no_file_of_the_office_holds_what_identifies(tmp_path: Path) -> None:
    office = new_office(tmp_path / "data")
    office.python(WORKING)
    files = [path for path in office.folder.rglob("*") if path.is_file()]
    assert files
    assert {path.name: found(path.read_bytes()) for path in files if found(path.read_bytes())} == {}
    if not office.databases:
        log = office.folder / "vault.sqlite3-wal"
        assert log.stat().st_size > 50_000  # the work lies there, not yet in the database file
    for store, url in office.databases.items():
        dumped = subprocess.run(["pg_dump", url], capture_output=True, check=True).stdout
        assert b"CREATE TABLE" in dumped, store
        assert found(dumped) == []


pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def browser(clerk: Actor) -> Client:
    return browser_of(Officer.objects.get(pk=clerk.officer))


def test_neither_trail_nor_log_nor_session_tells(
    browser: Client, clerk: Actor, keeper: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    [record] = records()
    opening = approved(clerk, keeper, record)
    assert FIELDS["newborn_name"] in browser.post(f"/vault/openings/{opening.pk}/look/").text
    browser.post(f"/vault/openings/{opening.pk}/correct/", {"newborn_name": "诸葛清扬"})
    assert browser.get(f"/vault/openings/{opening.pk}/look/").status_code == 405
    facts = [f"{entry.subject} {entry.facts}" for entry in Entry.objects.using(Store.VAULT).all()]
    assert any("vault" in entry.event for entry in Entry.objects.using(Store.VAULT).all())
    assert found("\n".join(facts).encode()) == []
    assert found(caplog.text.encode()) == []
    assert found(str(dict(browser.session)).encode()) == []


@pytest.mark.parametrize("address", ["look", "correct"])
def test_an_error_page_and_its_traceback_tell_nothing(
    browser: Client,
    clerk: Actor,
    keeper: Actor,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("planted")

    opening = approved(clerk, keeper, records()[0])
    monkeypatch.setattr(openings, "render" if address == "look" else "correct_record", fail)
    browser.raise_request_exception = False
    answer = browser.post(f"/vault/openings/{opening.pk}/{address}/", {"newborn_name": "诸葛清扬"})
    assert answer.status_code == 500
    assert "planted" in caplog.text
    assert found(answer.content) == []
    assert found(caplog.text.encode()) == []
