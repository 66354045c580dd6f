"""Signals are made of the office’s tables, follow their changes, and keep what was contested."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.signalling import scene
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.actions.completeness import expect_return
from evenborn.apps.intake.models import Sender
from evenborn.apps.signalling import tasks
from evenborn.apps.signalling.actions.objecting import answer_contest, contest_signal
from evenborn.apps.signalling.assessing import assess, is_due
from evenborn.apps.signalling.births import BirthsCounter, counter
from evenborn.apps.signalling.models import Assessment, FacilityContest, FacilitySignal, StandardisedBirths
from evenborn.apps.signalling.rules import Answer, Ground
from evenborn.apps.signalling.showing import evidence_lines, reason_said
from people import CITY, NIWU, browser_of, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")

SCANS = "scans-without-indication"


def test_a_facility_that_scans_without_indication_is_listed_and_the_others_are_not() -> None:
    scene.scans()
    done = assess()
    assert done is not None
    assert (done.signals, done.new, done.ended, done.gone) == (1, 1, 0, 0)
    found = scene.signal()
    assert scene.signals() == [(scene.SELLER, SCANS, "listed")]
    assert (found.events, found.total, found.persons) == (160, 410, 410)
    assert (found.name, found.area, found.strength) == (f"Hospital {scene.SELLER}", NIWU, "1-very-strong")
    assert (found.first_month, found.last_month) == (date(2025, 1, 1), date(2025, 3, 1))
    last = Assessment.objects.get()
    assert (last.facilities, last.false_discovery_rate, last.unplaced) == (8, 0.1, 0)
    assert [one["register"] for one in last.sources] == ["ultrasound_log"]


def test_the_same_once_more_changes_nothing_and_is_not_due() -> None:
    scene.listed()
    assert not is_due(timezone.now())
    assert assess() is None
    assert Assessment.objects.count() == 1


def test_nothing_taken_in_makes_no_signals() -> None:
    assert assess() is None
    assert not Assessment.objects.exists()


def test_counts_that_change_change_the_signal_and_keep_its_number() -> None:
    first = scene.listed()
    scene.returned(scene.accepted("ultrasound_log"), "scans_by_indication", [
        (scene.SELLER, "2025-02", {"indication": "unknown", "week_band": "all"}, 20)
    ])  # fmt: skip
    assert assess() is not None
    again = scene.signal()
    assert (again.pk, again.events, again.total) == (first.pk, 180, 430)


def test_a_signal_that_nobody_contested_goes_with_its_counts() -> None:
    scene.scans()
    assess()
    scene.withdrawn(first := scene.accepted("ultrasound_log"))
    assert assess() is not None  # a batch of nothing came and went
    assert len(scene.signals()) == 1
    rows = FacilitySignal.objects.regardless("a test looks at everything")
    for batch in {one.batch for one in scene.ReturnedCount.objects.regardless("a test")} - {first}:
        scene.withdrawn(batch)
    scene.scans(12)
    done = assess()
    assert done is not None
    assert (done.signals, done.gone) == (0, 1)
    assert not rows.exists()


def corrected_counts() -> None:
    """The facility’s counts as they are after correction."""
    for batch in {one.batch for one in scene.ReturnedCount.objects.regardless("a test")}:
        scene.withdrawn(batch)
    scene.scans(12)
    assess()


def test_a_contested_signal_is_ended_with_its_history_after_corrected_data() -> None:
    contest = scene.contested()
    assert scene.signals() == [(scene.SELLER, SCANS, "contested")]
    answer_contest(contest, by=scene.licensing(), answer=Answer.CORRECTED, text="")
    assert scene.signals() == [(scene.SELLER, SCANS, "corrected")]
    corrected_counts()
    ended = scene.signal()
    assert (ended.standing, ended.ended_because) == ("ended", "corrected")
    kept = FacilityContest.objects.regardless("a test").get()
    assert (kept.answer, kept.counts["events"], kept.signal_id) == ("corrected", 160, ended.pk)


def test_data_corrected_that_show_it_again_are_listed_again() -> None:
    contest = scene.contested()
    answer_contest(contest, by=scene.licensing(), answer=Answer.CORRECTED, text="")
    scene.returned(scene.accepted("ultrasound_log"), "scans_by_indication", [
        (scene.SELLER, "2025-02", {"indication": "unknown", "week_band": "all"}, 20)
    ])  # fmt: skip
    assess()
    assert scene.signals() == [(scene.SELLER, SCANS, "listed")]


def test_an_open_contest_outlives_new_counts() -> None:
    scene.contested()
    scene.returned(scene.accepted("ultrasound_log"), "scans_by_indication", [
        (scene.FACILITIES[0], "2025-02", {"indication": "growth", "week_band": "all"}, 20)
    ])  # fmt: skip
    assess()
    assert scene.signals() == [(scene.SELLER, SCANS, "contested")]


def test_an_explanation_holds_for_a_year(time_machine: "scene.Any") -> None:
    contest = scene.contested()
    answer_contest(contest, by=scene.licensing(), answer=Answer.EXPLAINED, text="Referral hospital.")
    assert not is_due(timezone.now())
    assert is_due(timezone.now() + timedelta(days=366))
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assess()
    assert scene.signals() == [(scene.SELLER, SCANS, "listed")]


def test_a_facility_of_no_list_is_counted_and_shown_to_the_whole_office() -> None:
    scene.scans()
    Sender.objects.regardless("a test").filter(code=scene.SELLER).delete()
    assess()
    assert Assessment.objects.get().unplaced == 1
    assert scene.signal().area == ""


def test_a_hospital_where_boys_are_too_many_is_listed_of_the_sums_alone() -> None:
    part = scene.births(3, share={scene.SELLER: 0.62})
    counts = counter("delivery")
    assert counts is not None
    half = part.num_rows // 2
    for rows in (part.slice(0, half), part.slice(half)):
        counts.add(rows)
    counts.finish(scene.accepted("delivery"))
    assess()
    assert scene.signals() == [(scene.SELLER, "births-ratio", "listed")]
    kept = StandardisedBirths.objects.get(facility=scene.SELLER)
    found = scene.signal(kind="births-ratio")
    assert (kept.births, kept.months) == (1200, 30)
    assert (found.persons, found.events, found.observed) == (1200, kept.male, kept.observed)
    assert (found.first_month, found.last_month) == (date(2023, 1, 1), date(2025, 6, 1))
    assert kept.others is not None
    others = f"{kept.others:,}"
    for language, said in (
        ("en", f"({others} births over the same time, 95%"),
        ("zh", f"（同期 {others} 例，95%"),
    ):
        assert said in reason_said(found, language)  # type: ignore[arg-type]
        assert others in dict(evidence_lines(found, language)).values()  # type: ignore[arg-type]
    page = (
        browser_of(officer("licensing", RoleCode.LICENSING_OFFICER, CITY))
        .get("/signals/", HTTP_ACCEPT_LANGUAGE="en")
        .content.decode()
    )
    for told in (f"({others} births", "2023-01–2025-06", "Found on"):
        assert told in page, told


def test_of_few_births_only_that_they_are_few_is_kept() -> None:
    counts = BirthsCounter()
    counts.add(scene.births(3, share={}, each=10))
    counts.finish(scene.accepted("delivery"))
    assert {(one.reason, one.births, one.male) for one in StandardisedBirths.objects.all()} == {
        ("few-births", None, None)
    }
    assert counter("household") is None


def test_whoever_owes_returns_is_held_against_the_day_that_the_office_set() -> None:
    scene.senders()
    for code in scene.FACILITIES:
        sender = Sender.objects.regardless("a test").get(code=code)
        expect_return(
            by=everyone(), sender=sender, area=sender.area, register="termination_return", due_day=10,
            since=date(2025, 1, 1),
        )  # fmt: skip
    told = {"week_band": "<10", "reason_class": "own-decision", "method": "medical"}
    for month in range(1, 11):
        for code in scene.FACILITIES:
            late = 25 if code == scene.SELLER else 8
            at = timezone.make_aware(timezone.datetime(2025, month + 1, late))
            number = 20 + (month * 7 + int(code[-1])) % 13
            batch = scene.accepted("termination_return", at=at)
            scene.returned(batch, "terminations", [(code, f"2025-{month:02}", told, number)])
    assess()
    assert Assessment.objects.get().due_day == 10
    assert (scene.SELLER, "late-returns", "listed") in scene.signals()
    assert all(facility == scene.SELLER for facility, kind, _ in scene.signals() if kind == "late-returns")


def test_the_worker_is_asked_once() -> None:
    scene.scans()
    assert (tasks.assess_soon(), tasks.assess_soon()) in {(1, 0), (1, 1)}


def test_two_contests_at_once_are_refused_and_the_last_one_counts() -> None:
    contest = scene.contested()
    with pytest.raises(Exception, match="signalling-contested-already"):
        contest_signal(scene.signal(), by=scene.of_facility(), ground=Ground.OTHER, text="again")
    answer_contest(contest, by=scene.licensing(), answer=Answer.UPHELD, text="No referral is registered.")
    assert scene.signals() == [(scene.SELLER, SCANS, "upheld")]
    contest_signal(scene.signal(), by=scene.of_facility(), ground=Ground.OTHER, text="Rooms were moved.")
    assert scene.signals() == [(scene.SELLER, SCANS, "contested")]
