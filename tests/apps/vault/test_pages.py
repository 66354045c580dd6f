"""Pages of the vault: in both languages, without identity except in the one answer that shows it."""

import re

import pytest
import time_machine
from django.test import Client

from apps.vault.scene import FIELDS, actor, again, approved, asked, held, received, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.openings import open_record
from evenborn.apps.vault.models import DeletionProof, LegalHold, Opening, PersonRequest
from evenborn.apps.vault.rules import OpeningState
from people import NIWU, XIZE, browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")

NAMES = tuple(FIELDS.values())


def browser(actor: Actor, language: str = "en") -> Client:
    """Somebody's browser, in a language."""
    client = browser_of(Officer.objects.get(pk=actor.officer))
    client.cookies["django_language"] = language
    return client


def looks_at(opening: Opening, actor: Actor) -> str:
    answer = browser(actor).post(f"/vault/openings/{opening.pk}/look/", follow=True)
    return str(answer.text)


def test_from_the_list_to_a_corrected_record_in_the_browser(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    one, other = browser(clerk), browser(keeper)
    assert record.short_token in one.get("/vault/").text
    given = {"reason": "correction", "reference": "Letter 12", "request": ""}
    page = one.post(f"/vault/records/{record.pk}/ask/", given, follow=True)
    assert "waits for the second person" in page.text
    [opening] = Opening.objects.regardless("a test")
    assert f"/vault/openings/{opening.pk}/" in other.get("/vault/openings/to-approve/").text
    assert other.post(f"/vault/openings/{opening.pk}/approve/", follow=True).status_code == 200
    shown = one.post(f"/vault/openings/{opening.pk}/look/")
    assert all(name in shown.text for name in NAMES)
    assert shown["Cache-Control"] == "no-store"
    corrected = one.post(f"/vault/openings/{opening.pk}/correct/", {"mother_name": "慕容雪青"}, follow=True)
    assert "Corrected" in corrected.text
    assert "慕容雪青" in one.post(f"/vault/openings/{opening.pk}/look/").text
    assert one.post(f"/vault/openings/{opening.pk}/close/", follow=True).status_code == 200
    assert again(opening).state == OpeningState.CLOSED
    assert "慕容雪青" not in one.post(f"/vault/openings/{opening.pk}/look/", follow=True).text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_speaks_one_language_and_names_nobody(clerk: Actor, keeper: Actor, language: str) -> None:
    record, expired = records(count=2)
    opening = approved(clerk, keeper, record)
    open_record(opening, by=clerk)
    request, hold = received(clerk), held(keeper, token=expired.token)
    own, decided = f"openings/{opening.pk}/", f"requests/{request.pk}/"
    pages = {
        clerk: ("", f"records/{record.pk}/", f"records/{record.pk}/ask/", "openings/", own, "requests/",
                "requests/receive/", decided, "receipt/"),
        keeper: ("openings/to-approve/", own, decided, "retention/", "retention/delete/", "retention/hold/",
                 f"retention/hold/{hold.pk}/lift/", "retention/proofs/"),
    }  # fmt: skip
    for who, addresses in pages.items():
        reader = browser(who, language)
        for address in addresses:
            page = reader.get(f"/vault/{address}")
            assert page.status_code == 200, address
            assert not any(name in page.text for name in NAMES), address
            main = page.text.split("<main")[1]
            spoken = re.sub(r"<[^>]*>|of 990101|clerk|keeper|Letter|No\.", " ", main)
            chinese = re.findall("[\u4e00-\u9fff]{2,}", spoken)
            assert bool(chinese) is (language == "zh-hans"), (address, chinese[:3])


def test_the_keys_are_listed_by_name_only() -> None:
    reader = browser_of(officer("security", RoleCode.SECURITY_ADMINISTRATOR, ""))
    records()
    page = reader.get("/vault/keys/").text
    assert "AES-256-GCM" in page
    assert "current" in page


def test_an_opening_whose_time_is_over_shows_nothing_in_the_browser(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    with time_machine.travel("2026-03-02 09:00:00+08:00", tick=False) as clock:
        one, other = browser(clerk), browser(keeper)
        given = {"reason": "court-order", "reference": "Letter 12", "request": ""}
        one.post(f"/vault/records/{record.pk}/ask/", given)
        [opening] = Opening.objects.regardless("a test")
        other.post(f"/vault/openings/{opening.pk}/approve/")
        assert "30 minutes are left" in one.get(f"/vault/openings/{opening.pk}/").text
        clock.shift(29 * 60)
        assert NAMES[0] in one.post(f"/vault/openings/{opening.pk}/look/").text
        clock.shift(60)
        late = one.post(f"/vault/openings/{opening.pk}/look/", follow=True).text
        assert NAMES[0] not in late
        assert "time of this opening is over" in late
        assert "time is over" in one.get("/vault/openings/").text


def test_the_second_person_of_another_area_gets_404(clerk: Actor, keeper_elsewhere: Actor) -> None:
    opening = asked(clerk, records()[0])
    reader = browser(keeper_elsewhere)
    for address in ("", "approve/", "refuse/"):
        answer = reader.post(f"/vault/openings/{opening.pk}/{address}")
        assert answer.status_code == 404
    assert again(opening).state == OpeningState.ASKED


def test_only_whoever_asked_may_look(clerk: Actor, keeper: Actor) -> None:
    opening = approved(clerk, keeper, records()[0])
    colleague = browser(actor("colleague", RoleCode.CLERK))
    answer = colleague.post(f"/vault/openings/{opening.pk}/look/", follow=True)
    assert "Only the officer who asked" in answer.text
    assert NAMES[0] not in answer.text
    assert browser(keeper).post(f"/vault/openings/{opening.pk}/look/").status_code == 403


def test_an_opened_record_is_not_printed(clerk: Actor, keeper: Actor) -> None:
    shown = looks_at(approved(clerk, keeper, records()[0]), clerk)
    screen_only = re.search(r'<div class="no-print">(.*)</div>', shown, re.DOTALL)
    assert screen_only
    assert all(name in screen_only[1] for name in NAMES)
    assert not any(name in shown.replace(screen_only[1], "") for name in NAMES)
    assert "vault/opened.css" in shown


def test_a_field_that_holds_a_script_is_text(clerk: Actor, keeper: Actor) -> None:
    opening = approved(clerk, keeper, records()[0])
    browser(clerk).post(
        f"/vault/openings/{opening.pk}/correct/", {"mother_name": "<script>alert(1)</script>"}
    )
    assert "<script>alert" not in looks_at(opening, clerk)


def test_a_person_asks_the_state_with_the_receipt_alone(clerk: Actor, keeper: Actor) -> None:
    given = {"kind": "see", "about": "oneself", "papers": "identity-card", "area": NIWU}
    receipt = browser(clerk).post("/vault/requests/receive/", given)
    assert receipt["Cache-Control"] == "no-store"
    number, secret = re.findall(r"<code>([0-9A-Z]{10}|[0-9A-Z]{16})</code>", receipt.text)
    [request] = PersonRequest.objects.regardless("a test")
    nobody = Client(HTTP_HOST="127.0.0.1")
    nobody.cookies["django_language"] = "en"
    typed = {"number": number.lower(), "secret": f"{secret[:4]} {secret[4:].lower()}"}
    assert "waits" in nobody.post("/vault/receipt/", typed).text
    wrong = nobody.post("/vault/receipt/", typed | {"secret": "0" * 16}).text
    assert "There is no request" in wrong
    answer = {"outcome": "not-found", "explanation": "No such birth in this county"}
    browser(keeper).post(f"/vault/requests/{request.pk}/", answer)
    assert "No such birth in this county" in nobody.post("/vault/receipt/", typed).text


def test_a_refused_wish_says_why(clerk: Actor, keeper: Actor) -> None:
    opening = asked(clerk, records()[0])
    page = browser(keeper).post(
        f"/vault/openings/{opening.pk}/refuse/", {"because": "6291 0119 9003 0742 21"}
    )
    assert "identity or telephone number" in page.text
    browser(keeper).post(f"/vault/openings/{opening.pk}/refuse/", {"because": "The letter is missing"})
    assert "The letter is missing" in browser(clerk).get(f"/vault/openings/{opening.pk}/").text


def test_holds_deletion_and_proof_in_the_browser(keeper: Actor) -> None:
    with time_machine.travel("2024-03-02 09:00:00+08:00", tick=False):
        records()
    reader = browser(keeper)
    hold = {"area": NIWU, "register": "delivery", "basis": "court", "reference": "No. 3"}
    reader.post("/vault/retention/hold/", hold)
    wish = {"area": NIWU, "register": "delivery", "confirm": "on"}
    assert "Nothing was deleted" in reader.post("/vault/retention/delete/", wish).text
    [made] = LegalHold.objects.regardless("a test")
    reader.post(f"/vault/retention/hold/{made.pk}/lift/", {"because": "The court has decided"})
    assert "confirm" in reader.post("/vault/retention/delete/", wish | {"confirm": ""}).text
    assert not DeletionProof.objects.regardless("a test").exists()
    page = reader.post("/vault/retention/delete/", wish, follow=True).text
    assert "agrees" in page
    [proof] = DeletionProof.objects.regardless("a test")
    assert proof.tokens_hash in page


def test_whoever_looks_at_the_page_of_a_record_is_in_the_trail(clerk: Actor) -> None:
    [record] = records()
    browser(clerk).get(f"/vault/records/{record.pk}/")
    entry = Entry.objects.using(Store.VAULT).get(event="vault.see-record")
    assert (entry.actor, entry.subject, entry.area) == (clerk.key, f"sealedrecord:{record.pk}", NIWU)


def test_the_list_narrows_and_stays_in_the_area(clerk: Actor) -> None:
    [mine], [other] = records(), records(XIZE)
    reader = browser(clerk)
    assert mine.short_token in reader.get("/vault/?month=2025-03&register=delivery").text
    assert mine.short_token not in reader.get("/vault/?register=household").text
    assert mine.short_token in reader.get(f"/vault/?token={mine.token[:6]}").text
    assert f"/vault/records/{other.pk}/" not in reader.get(f"/vault/?token={other.token}").text
