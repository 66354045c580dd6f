"""The screen of the trail: what it lists, how it narrows, what of the looking it keeps itself."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from apps.audit.trails import fill, without_triggers
from evenborn.apps.access import actions
from evenborn.apps.access.models import Officer
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.audit.record import record
from evenborn.apps.stores import Store
from people import CITY, NIWU, SINCE, XIZE, browser_of, clerk, department, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def browser() -> Client:
    """That of the audit administrator, in English."""
    client = browser_of(officer("auditor", RoleCode.AUDIT_ADMINISTRATOR, CITY))
    client.cookies["django_language"] = "en"
    return client


def listed(browser: Client, **query: object) -> str:
    answer = browser.get(f"{reverse('trail')}?{urlencode(query)}")
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(browser: Client, **query: object) -> list[int]:
    """Numbers of the entries on a page."""
    answer = browser.get(f"{reverse('trail')}?{urlencode(query)}")
    return [entry.number for entry in answer.context["listing"].page]


def last(store: Store = Store.OFFICE) -> Entry:
    found = Entry.objects.using(store).last()
    assert found is not None
    return found


def test_entries_are_sentences_with_names_in_both_languages(browser: Client) -> None:
    clerk()
    page = listed(browser)
    assert "appointed to the role Registers clerk over 990101, for Health commission (990101)" in page
    assert "clerk of 990101 (clerk)" in page
    assert "from 2020-01-01 until —" in page
    browser.cookies["django_language"] = "zh-hans"
    page = listed(browser)
    assert "任命为 登记员，辖区 990101" in page
    assert "审计记录" in page


def test_looking_is_entered_with_its_filter_and_page(browser: Client) -> None:
    listed(browser, store="vault", since="2026-03-01", actor="officer:7")
    entry = last(Store.VAULT)
    assert (entry.event, entry.actor) == ("trail.look", f"officer:{Officer.objects.get().pk}")
    assert json.loads(entry.facts) == {"filter": "since=2026-03-01&actor=officer%3A7", "page": 1}
    assert "looked at the trail, page 1; filter: from 2026-03-01; by officer:7" in listed(
        browser, store="vault"
    )


def test_a_filter_that_cannot_be_read_shows_and_enters_nothing(browser: Client) -> None:
    before = last().number
    for query in (
        {"subject": "王小明"}, {"actor": "Wang Xiaoming 19900101"}, {"area": "62' OR 1"},
        {"store": "nowhere"},
        {"since": "2026-03-02", "until": "2026-03-01"}, {"event": "no.such"}, {"upto": "-1"}, {"upto": 2**70},
    ):  # fmt: skip
        answer = browser.get(f"{reverse('trail')}?{urlencode(query)}")
        assert answer.status_code == 200
        assert answer.context["listing"] is None
        assert answer.context["form"].errors
    assert last().number == before


@pytest.fixture
def vault() -> None:
    """Entries of three days, two actors, three events and areas."""
    start = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)  # one second before midnight at the office
    for hours, actor, area in ((0, "officer:7", NIWU), (1, "officer:7", XIZE), (24, "worker", CITY)):
        with time_machine.travel(start + timedelta(hours=hours), tick=False), transaction.atomic("vault"):
            record(Store.VAULT, "test.seal", actor=actor, subject=f"record:{hours}", area=area,
                   facts={"box": hours, "reason": "x"})  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3, 2, 1]),
        ({"since": "2026-03-02"}, [3, 2]),
        ({"until": "2026-03-01"}, [1]),
        ({"since": "2026-03-02", "until": "2026-03-02"}, [3, 2]),
        ({"since": "2026-03-03"}, []),
        ({"actor": "officer:7"}, [2, 1]),
        ({"actor": "worker"}, [3]),
        ({"event": "test.seal"}, [3, 2, 1]),
        ({"event": "trail.look"}, []),
        ({"subject": "record:1"}, [2]),
        ({"area": NIWU}, [1]),
        ({"area": CITY}, [3, 2, 1]),
        ({"area": "9902"}, []),
        ({"area": CITY, "actor": "officer:7", "upto": 1}, [1]),
        ({"upto": 2}, [2, 1]),
    ],
)
def test_filters(browser: Client, vault: None, query: dict[str, object], found: list[int]) -> None:
    assert numbers(browser, store="vault", **query) == found


def test_turning_pages_moves_no_entry_although_looking_adds_some(browser: Client) -> None:
    fill(Store.VAULT, 120)
    assert numbers(browser, store="vault") == [*range(120, 70, -1)]
    second = browser.get(f"{reverse('trail')}?store=vault&upto=120&page=2")
    assert [entry.number for entry in second.context["listing"].page] == [*range(70, 20, -1)]
    assert "upto=120" in second.content.decode()
    assert numbers(browser, store="vault", upto=120, page=3) == [*range(20, 0, -1)]
    assert numbers(browser, store="vault", upto=120, page=99) == [*range(20, 0, -1)]
    assert last(Store.VAULT).number == 124


def test_pages_count_past_no_entry_and_ask_no_question_a_row(browser: Client) -> None:
    for number in range(60):
        actions.add_department(by=everyone(), name=f"Office {number}", kind="health", area=CITY)
    listed(browser)
    counts = {}
    for page, size in ((1, 50), (2, 10)):
        with CaptureQueriesContext(connections[Store.OFFICE]) as asked:
            listed(browser, page=page, upto=60)
        assert not any("OFFSET" in query["sql"] for query in asked.captured_queries)
        counts[size] = len(asked)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_one_entry_shows_all_that_is_kept_and_its_neighbours(browser: Client) -> None:
    made = clerk()
    entry = Entry.objects.using(Store.OFFICE).get(event="access.appoint", subject=f"officer:{made.pk}")
    page = browser.get(reverse("trail-entry", args=["office", entry.number])).content.decode()
    for kept in (entry.hash, entry.previous, entry.event, entry.subject, "department:"):
        assert kept in page
    for number in (entry.number - 1, entry.number + 1):
        assert reverse("trail-entry", args=["office", number]) in page
    assert f"?{urlencode({'store': 'office', 'subject': entry.subject})}".replace("&", "&amp;") in page
    looked = last()
    assert (looked.event, looked.subject) == ("trail.open", f"entry:{entry.number}")


def test_the_history_of_a_record_is_all_that_was_done_to_it(browser: Client) -> None:
    made = clerk()
    actions.appoint(made, by=everyone(), role=RoleCode.ANALYST, area=XIZE, department=department(XIZE),
                    since=SINCE, until=SINCE)  # fmt: skip
    shown = numbers(browser, subject=f"officer:{made.pk}")
    events = [Entry.objects.using(Store.OFFICE).get(number=number).event for number in shown]
    assert events == ["access.appoint", "access.appoint", "access.add-officer"]


@pytest.mark.parametrize(
    ("store", "number"), [("office", 99_999), ("nowhere", 1), ("vault", 1), ("office", 10**30), ("office", 0)]
)
def test_an_entry_that_is_not_there(browser: Client, store: str, number: int) -> None:
    assert browser.get(f"/trail/{store}/{number}/").status_code == 404


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("later.version", '{"thing":"a"}'),
        ("access.appoint", '{"role":"clerk"}'),
        ("access.appoint", "no json <script>alert()</script>"),
        ("access.appoint", "[1]"),
        ("access.appoint", '{"role":["a"],"area":{},"department":3.5,"since":true,"until":null}'),
        ("access.add-officer", '{"username":"\\u202e<b>","department":"department:999999999999999999999"}'),
    ],
)
def test_what_cannot_be_said_is_shown_as_it_is_kept(browser: Client, event: str, facts: str) -> None:
    fill(Store.VAULT, 1)
    without_triggers(Store.VAULT)
    Entry.objects.using(Store.VAULT).filter(number=1).update(event=event, facts=facts, actor="officer:x")
    page = listed(browser, store="vault")
    assert "<script>" not in page
    assert "<b>" not in page
    assert browser.get("/trail/vault/1/").status_code == 200


def test_an_entry_without_its_mark_of_the_end_is_refused_in_words(browser: Client) -> None:
    with connections[Store.BENEFITS].cursor() as cursor:
        cursor.execute("DELETE FROM audit_head")
    answer = browser.post(reverse("trail-verify"), {"store": "benefits"}, follow=True)
    assert "has lost the mark of where its trail ends" in answer.content.decode()


def test_a_clock_set_back_stands_in_the_list_and_in_the_verdict(browser: Client) -> None:
    at = last().at
    with time_machine.travel(at - timedelta(hours=2), tick=False):
        department(XIZE)
    before = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    said = (
        f"The server the clock of the server was set back by 7,200 seconds; the entry before is of {before}"
    )
    assert said in " ".join(strip_tags(listed(browser)).split())
    chosen = browser.post(reverse("trail-verify"), {"store": "office"}, follow=True).content.decode()
    assert "Notice: the clock was set back, first at entry" in chosen
    assert "Office: whole." in chosen
    browser.cookies["django_language"] = "zh-hans"
    assert f"上一条记录的时间为 {before}" in listed(browser)


def test_a_program_that_acts_is_named(browser: Client) -> None:
    with transaction.atomic("vault"):
        for actor in ("login", "worker", "setup", "intake", "intake folder", "figures"):
            record(Store.VAULT, "test.seal", actor=actor, facts={"box": 1, "reason": "x"})
    page = listed(browser, store="vault")
    for said in ("The login", "The worker", "The set-up", "The intake", "The watched folder", "The figures"):
        assert f"<td>{said}</td>" in page
