"""The verification page holds the trails against the file of anchors, and says where it cannot."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from apps.audit.trails import end_at, fill, rows, run, without_triggers
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit import anchor_key, anchors
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.stores import Store
from people import CITY, browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def browser() -> Client:
    """That of the audit administrator, in English."""
    client = browser_of(officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, CITY))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def file(settings: LazySettings, tmp_path: Path) -> Path:
    """Where anchors are looked for, not there yet; the office has its key."""
    keys = tmp_path / "keys"
    keys.mkdir()
    anchor_key.make_key(keys / anchor_key.KEY_FILE)
    found = tmp_path / "anchors.jsonl"
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": keys, "anchors": found})
    return found


def anchor(file: Path, store: Store = Store.VAULT) -> None:
    """Sign where a trail ends now."""
    key = anchor_key.read_key(file.parent / "keys" / anchor_key.KEY_FILE)
    head = Head.objects.using(store).get()
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    anchors.append(file, [anchors.sign(store.label, (head.number, head.hash), at, key)])


def cut_off(number: int) -> None:
    """Take the last entries away and move the mark of the end, which the chain alone does not show."""
    without_triggers(Store.VAULT)
    run(Store.VAULT, "DELETE FROM audit_entry WHERE number > %s", [number])
    end_at(Store.VAULT, number, rows(Store.VAULT)[-1]["hash"])


def verified(browser: Client) -> str:
    """What the page says after the vault was verified."""
    return browser.post(reverse("trail-verify"), {"store": "vault"}, follow=True).content.decode()


def last() -> tuple[str, dict[str, object]]:
    """The last entry of the vault."""
    entry = Entry.objects.using(Store.VAULT).order_by("-number")[0]
    return entry.event, json.loads(entry.facts)


def test_a_trail_cut_off_at_its_end_is_found_from_the_page(browser: Client, file: Path) -> None:
    fill(Store.VAULT, 5)
    anchor(file)
    cut_off(4)
    assert "Entry 5 is named by an anchor and is gone" in verified(browser)
    assert last() == ("trail.find-broken", {"entries": 4, "kind": "cut", "number": 5})


def test_without_a_file_the_same_trail_passes_and_the_page_says_what_that_is_worth(
    browser: Client, file: Path
) -> None:
    fill(Store.VAULT, 5)
    cut_off(4)
    page = browser.get(reverse("trail-verify")).content.decode()
    assert f"There is no file of anchors at {file}" in page
    said = verified(browser)
    assert "Vault: whole. Entries: 4." in said
    assert "Verified without anchors" in said
    assert last()[1]["anchors"] == 0


def test_anchors_that_hold_are_counted_on_the_page_and_in_the_trail(browser: Client, file: Path) -> None:
    fill(Store.VAULT, 3)
    anchor(file)
    assert f"held against the anchors in {file}" in browser.get(reverse("trail-verify")).content.decode()
    page = verified(browser)
    assert "Vault: whole. Entries: 3. Anchors that hold: 1." in page
    assert "without anchors" not in page
    assert "anchors that hold: 1; lines of the anchors with a flaw: 0" in page


def test_flaws_of_the_file_are_named_the_first_five(browser: Client, file: Path) -> None:
    fill(Store.VAULT, 3)
    anchor(file)
    whole = file.read_bytes()
    file.write_bytes(whole + whole.replace(b'"number": 3', b'"number": 2') * 7)
    page = verified(browser)
    assert page.count("the signature does not fit") == 5
    assert "Further lines of the anchors with a flaw: 2." in page
    assert last()[1] == last()[1] | {"anchors": 1, "flaws": 7}


@pytest.mark.parametrize("spoil", ["no key", "open key", "empty"])
def test_what_is_wrong_with_file_or_key_is_said_and_the_chain_is_verified_still(
    browser: Client, file: Path, spoil: str
) -> None:
    fill(Store.VAULT, 3)
    anchor(file)
    key = file.parent / "keys" / anchor_key.KEY_FILE
    if spoil == "no key":
        key.unlink()
    elif spoil == "open key":
        key.chmod(0o644)
    else:
        file.write_bytes(b"")
    page = verified(browser)
    said = {
        "no key": "There is no key",
        "open key": "Others than its owner may",
        "empty": "holds no anchor",
    }
    assert said[spoil] in page
    assert "Vault: whole. Entries: 3." in page
    assert "Verified without anchors" in page


def test_it_is_said_in_chinese_too(browser: Client, file: Path) -> None:
    browser.cookies["django_language"] = "zh-hans"
    assert "没有锚点文件" in browser.get(reverse("trail-verify")).content.decode()
    fill(Store.VAULT, 2)
    assert "未与锚点比对" in verified(browser)
    anchor(file)
    assert "相符的锚点：1 个" in verified(browser)
