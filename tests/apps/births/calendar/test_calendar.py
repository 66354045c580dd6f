"""From what is missing to a reminder, a reason, a return: the calendar turns; nobody sees another’s line."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from apps.births.calendar import scene
from apps.births.returns import scene as returns
from apps.births.returns.scene import hospital, registrar
from apps.intake import scene as intake
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.births import naming
from evenborn.apps.births.actions.completeness import state_reason
from evenborn.apps.births.calendar import owed, queries
from evenborn.apps.births.calendar.rules import LateBecause, State
from evenborn.apps.births.models import Letter, Reminder
from evenborn.registers.refusal import Refusal
from people import CITY, XIZE, actor, browser_of, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = datetime(2026, 3, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Iterator[time_machine.Traveller]:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def browser(who: Officer, language: str = "en") -> Client:
    client = browser_of(who)
    client.cookies["django_language"] = language
    return client


def of_registrar(by: Actor) -> Officer:
    return Officer.objects.get(pk=by.officer)


def cell_of(month: date = JANUARY) -> queries.OwedMonth:
    return scene.cell(scene.expected(since=date(2025, 11, 1)), month)


def test_missing_reminded_explained_sent_and_the_calendar_turns(office: time_machine.Traveller) -> None:
    of = scene.expected(since=date(2026, 1, 1))
    by, own = browser(clerk()), registrar()
    assert cell_of().state == State.MISSING
    assert "missing" in by.get("/births/calendar/?register=termination_return").text
    page = by.post("/births/calendar/reminders/send/", {"area": "990101"}, follow=True).text
    assert "Reminded of 2 months" in page
    reminders = Reminder.objects.regardless("a test")
    assert {(one.month, one.answer_by) for one in reminders} == {
        (JANUARY, date(2026, 3, 19)), (date(2026, 2, 1), date(2026, 3, 19)),
    }  # fmt: skip
    assert Letter.objects.regardless("a test").count() == 1
    assert owed.reminded(own) == 2
    facility = browser(of_registrar(own))
    assert "2 months that your facility was reminded of" in facility.get("/").text
    url = f"/births/calendar/own/{of.pk}/2026-01/"
    facility.post(url, {"reason": "system-down", "promised_on": "2026-03-20"})
    assert cell_of().state == State.EXPLAINED
    returns.sent(returns.begun(own, month=JANUARY), returns.terminations(12), own)
    assert cell_of().state == State.LATE
    assert "system was down" in by.get(f"/births/calendar/{of.pk}/2026-01/").text


def test_whoever_may_still_answer_is_not_reminded_again(office: time_machine.Traveller) -> None:
    scene.expected(since=date(2026, 1, 1))
    by = browser(clerk())
    by.post("/births/calendar/reminders/send/", {"area": "990101"})
    first = Reminder.objects.regardless("a test").count()
    page = by.post("/births/calendar/reminders/send/", {"area": "990101"}, follow=True).text
    assert "Nothing was sent" in page
    assert Reminder.objects.regardless("a test").count() == first
    office.move_to(datetime(2026, 3, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    later = browser(Officer.objects.get(username="clerk"))
    later.post("/births/calendar/reminders/send/", {"area": "990101"})
    assert Reminder.objects.regardless("a test").count() == 2 * first


def test_a_reminder_without_answer_rises_to_the_city_only(office: time_machine.Traveller) -> None:
    scene.expected(since=date(2026, 1, 1))
    browser(clerk()).post("/births/calendar/reminders/send/", {"area": "990101"})
    city = officer("city", RoleCode.CLERK, CITY)
    assert owed.risen(actor_of(city)) == 0
    office.move_to(datetime(2026, 3, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert owed.risen(actor_of(city)) == 2
    assert owed.risen(actor_of(Officer.objects.get(username="clerk"))) == 0
    assert "without an answer" in browser(city).get("/").text


def test_births_count_once_however_often_they_are_sent() -> None:
    of = scene.expected(register="delivery", since=date(2025, 1, 1), births=3)
    rows = [intake.row(number) for number in (1, 2)]
    intake.accepted(intake.delivery(rows))
    intake.accepted(intake.delivery([*rows, intake.row(3, born="2025-04-08 14:05")]))
    intake.accepted(intake.delivery([intake.row(1, sex="男", born="2025-04-01 08:00")]))
    assert scene.cell(of, date(2025, 3, 1)).received.records == 1
    assert scene.cell(of, date(2025, 4, 1)).received.records == 2


def test_a_facility_sees_its_own_line_and_no_other() -> None:
    scene.expected(since=date(2026, 1, 1))
    other = registrar("other", whose="Another hospital")
    theirs = scene.expected(hospital("YX990199", whose="Another hospital"), since=date(2026, 1, 1))
    page = browser(of_registrar(registrar())).get("/births/calendar/own/").text
    assert "YX990101" in page
    assert "YX990199" not in page
    client = browser(of_registrar(registrar()))
    assert client.get(f"/births/calendar/own/{theirs.pk}/2026-01/").status_code == 404
    with pytest.raises(NotVisible):
        state_reason(cell_of().of, by=other, month=JANUARY, reason=LateBecause.MOVED)


def test_a_clerk_reminds_only_her_own_county() -> None:
    scene.expected(hospital("YX990102", XIZE), since=date(2026, 1, 1))
    client = browser(clerk())
    assert "YX990102" not in client.get("/births/calendar/?register=termination_return").text
    client.post("/births/calendar/reminders/send/", {"area": "990102"})
    client.post("/births/calendar/reminders/send/", {"area": ""})
    assert not Letter.objects.regardless("a test").exists()


def test_nobody_owes_a_register_twice_and_a_reason_is_of_the_list() -> None:
    scene.expected(since=date(2026, 1, 1))
    with pytest.raises(Refusal, match="births-owed-already"):
        scene.again(hospital())
    client = browser(of_registrar(registrar()))
    url = f"/births/calendar/own/{cell_of().of.pk}/2026-01/"
    assert '<option value="" selected>' in client.get(url).text  # no reason is given by accident
    for wrong in ({"reason": "because"}, {"reason": ""}, {"reason": "moved", "promised_on": "2026-01-01"}):
        assert 'role="alert"' in client.post(url, wrong).text
    assert cell_of().state == State.MISSING


def test_births_that_facilities_counted_are_taken_in_of_the_own_area(tmp_path: Path) -> None:
    of = scene.expected(register="delivery", since=date(2026, 1, 1))
    path = tmp_path / "list.csv"
    path.write_text("机构代码,月份,应报出生数\nYX990101,2026-01,36\nYX990777,2026-01,9\n", "utf-8")
    with path.open("rb") as file:
        page = browser(clerk()).post("/births/calendar/owed/import/", {"file": file}, follow=True).text
    assert "Births of 1 facility month are" in page
    assert (cell := scene.cell(of, JANUARY)).expected.number == 36
    assert cell.expected.exact


def test_totals_say_how_many_of_those_that_are_due() -> None:
    scene.expected(since=date(2026, 1, 1))
    returns.sent(returns.begun(month=JANUARY), returns.terminations(12))
    page = browser(actor_officer(RoleCode.ANALYST)).get("/births/calendar/?register=termination_return").text
    assert "1 (50.0%)" in page


def test_what_returns_count_is_seen_by_area_and_month() -> None:
    returns.sent(returns.begun(month=JANUARY), returns.terminations(12))
    returns.sent(returns.begun(month=JANUARY), returns.terminations(17))
    page = browser(clerk()).get("/births/counted/").text
    assert "YX990101" in page
    assert "<strong>17</strong>" in page
    elsewhere = officer("elsewhere", RoleCode.CLERK, XIZE)
    assert "YX990101" not in browser(elsewhere).get("/births/counted/?register=x&months=y").text


def test_the_trail_calls_returns_and_letters_by_their_names() -> None:
    of = returns.begun(month=JANUARY)
    owes, letter = scene.expected(since=JANUARY), scene.letter_in("990101")
    assert naming.returns([str(of.pk), "x"], "en") == {
        str(of.pk): "monthly return of terminations, January 2026"
    }
    assert "Hospital YX990101" in naming.owed([str(owes.pk)], "zh")[str(owes.pk)]
    assert naming.letters([str(letter.pk)], "zh") == {str(letter.pk): "2026 年第 1 号函（990101）"}
    assert naming.late_reasons(["moved", "gone"], "en") == {"moved": "the facility moved or was rebuilt"}
    assert set(naming.kinds(["batch", "x"], "en")) == {"batch"}


def actor_officer(role: RoleCode) -> Officer:
    return Officer.objects.get(pk=actor(role).officer)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_opens_in_each_language(language: str) -> None:
    of = scene.expected(since=date(2026, 1, 1))
    scene.letter_in("990101")
    client = browser(clerk(), language)
    for page in (
        "",
        f"{of.pk}/2026-01/",
        "reminders/",
        "reminders/risen/",
        "owed/",
        "owed/add/",
        "owed/import/",
    ):
        text = client.get(f"/births/calendar/{page}").text
        main = text[text.index("<main") : text.index("</main")]
        assert ("报" in main) == (language == "zh-hans"), page
    assert queries.missing(everyone(), Permission.INTAKE_REMIND)
