"""Answers that stay out: a reminder, then whoever is above the owner, until the reply."""

from datetime import timedelta

import pytest
from django.urls import reverse

from apps.matching import scene
from evenborn.apps.access.queries import area_above
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.matching.escalating import escalate
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.replies import answer_records
from evenborn.apps.vault.models import DifferenceSheet
from people import CITY, browser_of, department, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")
COUNTY = "990101"
ABOVE = Permission.MATCHING_OVERSEE


@pytest.fixture
def sheet() -> DifferenceSheet:
    """What a county's owner of deliveries was told."""
    return scene.written("delivery", area=COUNTY, home=scene.owner_of("delivery", COUNTY).pk)


def late(sheet: DifferenceSheet, days: int, reminded: int | None = None) -> None:
    """The sheet as if it had been due some days ago, and its owner reminded some days ago."""
    now = everyone().now
    DifferenceSheet.objects.regardless("a test").filter(pk=sheet.pk).update(
        deadline=everyone().today - timedelta(days=days),
        reminded_at=None if reminded is None else now - timedelta(days=reminded),
    )


def again(sheet: DifferenceSheet) -> DifferenceSheet:
    return DifferenceSheet.objects.regardless("a test").get(pk=sheet.pk)


def events() -> list[str]:
    rows = Entry.objects.using(Store.VAULT).order_by("number").values_list("event", flat=True)
    wanted = {"vault.remind-owner", "vault.raise-sheet", "vault.end-escalation"}
    return [event for event in rows if event in wanted]


def waiting(who: object) -> dict[str, int]:
    return {one.name: one.count for one in browser_of(who).get("/").context["waiting"]}  # type: ignore[arg-type]


def test_each_step_is_taken_once_is_entered_and_ends_with_the_reply(sheet: DifferenceSheet) -> None:
    leader, of_county = officer("above", RoleCode.LEADER, CITY), officer("own", RoleCode.LEADER, COUNTY)
    assert escalate() == 0
    late(sheet, 1)
    assert (escalate(), escalate()) == (1, 0)
    late(sheet, 6, reminded=5)
    assert escalate() == 0
    assert waiting(leader) == {}
    late(sheet, 7, reminded=6)
    assert (escalate(), escalate()) == (1, 0)
    assert again(sheet).raised_to == CITY
    assert waiting(leader) == {"raised": 1}
    assert waiting(of_county) == {}
    page = browser_of(leader).get(reverse("matching-raised")).content.decode()
    assert "Keeper of delivery" in page
    assert ">7<" in page
    assert ">1001<" not in page
    by, replies = scene.by(scene.owner("delivery", COUNTY)), dict.fromkeys(range(1, 60), "corrected")
    answer_records(sheet, by=by, replies=replies)
    assert waiting(leader) == {"raised": 1}
    answer_records(sheet, by=by, replies={60: "confirmed"})
    assert waiting(leader) == {}
    assert again(sheet).raised_at is None
    assert events() == ["vault.remind-owner", "vault.raise-sheet", "vault.end-escalation"]
    assert escalate() == 0


def test_nobody_is_told_above_before_the_owner_was_reminded(sheet: DifferenceSheet) -> None:
    officer("above", RoleCode.LEADER, CITY)
    late(sheet, 40)
    assert escalate() == 1
    assert escalate() == 0  # on the day of the reminder
    assert events() == ["vault.remind-owner"]
    late(sheet, 40, reminded=1)
    assert escalate() == 1
    assert events() == ["vault.remind-owner", "vault.raise-sheet"]


def test_who_is_above_is_the_nearest_area_that_is_not_the_owners() -> None:
    today = everyone().today
    assert area_above(ABOVE, COUNTY, today) is None
    officer("far", RoleCode.LEADER, "99")
    assert area_above(ABOVE, COUNTY, today) == "99"
    officer("near", RoleCode.LEADER, CITY)
    assert area_above(ABOVE, COUNTY, today) == CITY
    officer("own", RoleCode.LEADER, COUNTY)
    officer("beside", RoleCode.LEADER, "990102")
    assert area_above(ABOVE, COUNTY, today) == CITY
    assert area_above(ABOVE, "990102", today) == CITY
    assert area_above(ABOVE, "99", today) == "99"
    assert area_above(ABOVE, "98", today) is None


def test_where_nobody_is_above_whoever_compares_reads_so(sheet: DifferenceSheet) -> None:
    late(sheet, 9, reminded=7)
    assert escalate() == 0
    assert again(sheet).raised_at is None
    page = browser_of(scene.comparer()).get(reverse("matching-late")).content.decode()
    assert "未任命分管领导" in page
    officer("above", RoleCode.LEADER, CITY)
    assert escalate() == 1
    assert "未任命分管领导" not in browser_of(scene.comparer()).get(reverse("matching-late")).content.decode()


def test_how_many_records_are_late_is_told_exactly_to_their_owner_only(sheet: DifferenceSheet) -> None:
    small = scene.written("delivery", listed=scene.LISTED[:7], home=department(CITY).pk)
    for one in (sheet, small):
        late(one, 3, reminded=2)
    page = browser_of(scene.comparer()).get(reverse("matching-late")).content.decode()
    assert page.count("不足 100") == 2
    assert ">7<" not in page
    assert ">60<" not in page
