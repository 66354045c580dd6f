"""Until when owners hand in, who is told that they did not, and what follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.matching import scene
from apps.matching.test_runs import begin, commissioned, refused
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.matching.actions.deadlines import extend_run, start_run_without
from evenborn.apps.matching.actions.runs import Asked, end_run
from evenborn.apps.matching.comparing import carry_out
from evenborn.apps.matching.escalating import escalate
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.queries import to_start
from evenborn.apps.matching.rules import Origin, RunState
from evenborn.apps.matching.tasks import start
from evenborn.apps.stores import Store
from people import CITY, browser_of, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")
COUNTY = "990101"
THREE = ("delivery", "household", "immunisation")


def owed(who: Officer) -> dict[str, int]:
    return {one.name: one.count for one in browser_of(who).get("/").context["waiting"]}


def moved(run: Run, days: int) -> Run:
    """The comparison as if the last day were so many days from now."""
    day = everyone().today + timedelta(days=days)
    Run.objects.regardless("a test").filter(pk=run.pk).update(deposit_until=day)
    return scene.again(run)


def events(event: str) -> int:
    return Entry.objects.using(Store.STATISTICS).filter(event=event).count()


def test_a_comparison_says_until_when_encodings_are_handed_in() -> None:
    run, today = scene.begun(), everyone().today
    assert run.deposit_until == today + timedelta(days=14)
    asked = [Asked("delivery", 1, CITY), Asked("household", 2, CITY)]
    for days in (0, 181):
        refused("matching-deposit-days", lambda days=days: begin(asked, commissioned(deposit_days=days)))
    begin([asked[0], Asked("immunisation", 1)], commissioned(Origin.VAULT))
    assert Run.objects.regardless("a test").first().deposit_until is None  # type: ignore[union-attr]
    assert owed(scene.owner("delivery")) == {"deposits": 1}
    page = browser_of(scene.owner("delivery")).get("/").content.decode()
    day = run.deposit_until
    assert f"最早于 {day.year}年{day.month}月{day.day}日到期" in page.replace("&nbsp;", " ")
    client = browser_of(scene.owner("delivery"))
    part = scene.part(run, "delivery")
    for address in (reverse("matching-asked"), reverse("matching-deposit", args=[part.pk])):
        assert day.isoformat() in client.get(address).content.decode()


def test_owners_are_reminded_before_the_day_and_after_it_and_once_each() -> None:
    run = moved(scene.begun(), 4)
    assert escalate() == 0
    moved(run, 3)
    assert escalate() == 2
    assert escalate() == 0
    assert [scene.part(run, name).reminded for name in scene.REGISTERS] == [1, 1]
    moved(run, 0)
    assert escalate() == 0
    scene.part(run, "delivery").__class__.objects.regardless("a test").filter(run=run).update(
        reminded_at=everyone().now - timedelta(days=4)
    )
    moved(run, -1)
    assert escalate() == 2
    assert events("matching.remind-depositor") == 4


def test_whoever_is_above_is_told_seven_days_after_it_until_it_is_handed_in(pair: scene.Pair) -> None:
    run = scene.begun(COUNTY)
    above, beside = officer("above", RoleCode.LEADER, CITY), officer("own", RoleCode.LEADER, COUNTY)

    def late(days: int, reminded: int) -> None:
        moved(run, -days)
        RunRegister.objects.regardless("a test").filter(run=run).update(
            reminded_at=everyone().now - timedelta(days=reminded)
        )

    late(6, reminded=5)
    assert (escalate(), owed(above)) == (0, {})
    late(7, reminded=6)
    assert (escalate(), escalate()) == (2, 0)
    assert (owed(above), owed(beside)) == ({"raised": 2}, {})
    assert {scene.part(run, name).raised_to for name in ("delivery", "immunisation")} == {CITY}
    page = browser_of(above).get(reverse("matching-raised")).content.decode()
    assert "Keeper of delivery" in page
    assert ">7<" in page
    assert "Keeper of delivery" not in browser_of(beside).get(reverse("matching-raised")).content.decode()
    scene.deposited(run, "delivery", pair.encoding("delivery"))
    assert owed(above) == {"raised": 1}
    assert scene.part(run, "delivery").raised_at is None
    extend_run(
        scene.again(run),
        by=scene.by(scene.comparer(COUNTY)),
        until=everyone().today + timedelta(days=9),
        why="ill",
    )
    assert owed(above) == {}
    late(8, reminded=6)
    assert (escalate(), owed(above)) == (1, {"raised": 1})
    assert events("matching.raise-depositor") == 3


def test_who_runs_the_comparison_reads_that_nobody_is_above_a_late_owner() -> None:
    run = moved(scene.begun(), -9)
    RunRegister.objects.regardless("a test").filter(run=run).update(
        reminded_at=everyone().now - timedelta(days=7)
    )
    assert escalate() == 0
    address = reverse("matching-late")
    assert "未任命分管领导" in browser_of(scene.comparer()).get(address).content.decode()
    officer("above", RoleCode.LEADER, CITY)
    assert "未任命分管领导" not in browser_of(scene.comparer()).get(address).content.decode()
    assert escalate() == 2


def test_after_the_day_both_desks_say_who_did_not_hand_in(pair: scene.Pair) -> None:
    run = scene.begun()
    scene.deposited(run, "immunisation", pair.encoding("immunisation"))
    moved(run, -1)
    assert owed(scene.owner("delivery")) == {"late-deposits": 1}
    assert owed(scene.owner("immunisation")) == {}
    assert owed(scene.comparer()) == {"late-depositors": 1}
    client = browser_of(scene.comparer())
    page = client.get(reverse("matching-late")).content.decode()
    assert "Keeper of delivery" in page
    assert "Keeper of immunisation" not in page
    client.post(reverse("matching-remind"))
    assert (scene.part(run, "delivery").reminded, scene.part(run, "immunisation").reminded) == (1, 0)
    assert "Keeper of delivery" not in browser_of(scene.comparer("990101")).get(
        reverse("matching-late")
    ).content.decode()  # fmt: skip


def test_more_time_needs_a_later_day_and_a_reason() -> None:
    run, today = scene.begun(), everyone().today
    by: Actor = scene.by(scene.comparer())

    def extend(days: int, why: str = "the server of the owner is being repaired") -> Run:
        return extend_run(scene.again(run), by=by, until=today + timedelta(days=days), why=why)

    for days in (-1, 13, 14, 181):
        refused("matching-extend-day", lambda days=days: extend(days))
    refused("matching-extend-why", lambda: extend(20, " "))
    moved(run, -5)
    refused("matching-extend-day", lambda: extend(-1))
    client, address = browser_of(scene.comparer()), reverse("matching-extend", args=[run.pk])
    until = today + timedelta(days=9)
    assert client.post(address, {"until": until.isoformat(), "why": ""}).status_code == 200
    answer = client.post(address, {"until": until.isoformat(), "why": "the server is being repaired"})
    assert answer.status_code == 302
    assert scene.again(run).deposit_until == until
    part = scene.part(run, "delivery")
    page = browser_of(scene.owner("delivery")).get(reverse("matching-deposit", args=[part.pk]))
    assert "the server is being repaired" in page.content.decode()
    assert owed(scene.owner("delivery")) == {"deposits": 1}
    assert events("matching.extend-run") == 1


def test_without_those_who_are_missing_it_begins_after_the_day_only(pair: scene.Pair) -> None:
    run, by = scene.begun(registers=THREE), everyone()
    scene.deposited(run, "delivery", pair.encoding("delivery"))
    moved(run, 0)
    refused("matching-still-time", lambda: start_run_without(run, by=by))
    moved(run, -1)
    refused("matching-too-few-there", lambda: start_run_without(run, by=by))
    scene.deposited(run, "immunisation", pair.encoding("immunisation"))
    client, address = browser_of(scene.comparer()), reverse("matching-start-without", args=[run.pk])
    refused("matching-deposits-missing", lambda: start(scene.again(run), by=by))
    assert scene.again(run).state == RunState.OPEN
    asked = client.post(address)
    assert "户籍" in asked.content.decode() or "户口" in asked.content.decode()
    assert client.post(address, {"confirmed": "yes"}).status_code == 302
    assert [(one.register, one.left_out) for one in scene.parts_of(run)] == [
        ("delivery", False), ("immunisation", False), ("household", True),
    ]  # fmt: skip
    household = scene.part(run, "household")
    assert carry_out(run.pk).state == RunState.DONE
    assert scene.part(run, "immunisation").told["elsewhere"] == scene.part(run, "delivery").told["only-here"]
    page = client.get(reverse("matching-run", args=[run.pk]))
    assert "逾期未交，不参加比对" in page.content.decode()
    late = browser_of(scene.owner("household"))
    assert "逾期" in late.get(reverse("matching-deposit", args=[household.pk])).content.decode()
    assert owed(scene.owner("household")) == {}


def test_who_was_left_out_hands_nothing_in_when_it_failed_and_the_rest_starts_again(
    pair: scene.Pair,
) -> None:
    run = scene.begun(registers=THREE)
    for name in scene.REGISTERS:
        scene.deposited(run, name, pair.encoding(name))
    moved(run, -1)
    start_run_without(run, by=everyone())
    Run.objects.regardless("a test").filter(pk=run.pk).update(state=RunState.FAILED)
    household = scene.part(run, "household")
    from evenborn.apps.matching.actions.deposits import take_back_deposit

    refused("matching-closed", lambda: take_back_deposit(household, by=everyone()))
    assert [one.pk for one in to_start(scene.by(scene.comparer()))] == [run.pk]
    assert start(scene.again(run), by=everyone()).state == RunState.QUEUED


def test_an_ended_comparison_asks_nobody_any_more() -> None:
    run = moved(scene.begun(), -1)
    end_run(run, by=everyone())
    assert owed(scene.owner("delivery")) == owed(scene.comparer()) == {}
    assert escalate() == 0
    refused(
        "matching-not-open",
        lambda: extend_run(run, by=everyone(), until=everyone().today + timedelta(days=3), why="late"),
    )
    refused("matching-not-open", lambda: start_run_without(run, by=everyone()))


def test_the_days_stand_in_one_place() -> None:
    from evenborn.apps.matching import days

    due = date(2026, 5, 10)
    told = [n for n in range(1, 31) if days.raise_due(due, date(2026, 5, 11), date(2026, 5, n))]
    assert told == list(range(17, 31))
    assert not days.raise_due(due, None, date(2026, 5, 30))
    assert not days.raise_due(due, date(2026, 5, 30), date(2026, 5, 30))
