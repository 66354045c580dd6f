"""Births by facility: made of all births, at least ten in each combination, never batch by batch."""

import pytest

from apps.intake import scene
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.births.refreshing import is_due, refresh
from evenborn.apps.births.tasks import refresh_soon
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from people import everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def shown() -> list[int]:
    rows = BirthsOfFacility.objects.regardless("a test looks at everything")
    return [row.male + row.female + row.unclear for row in rows]


def test_the_table_is_made_of_all_births_and_shows_no_combination_of_less_than_ten() -> None:
    scene.accepted(scene.delivery([scene.row(number) for number in range(1, 7)]))
    assert not is_due("delivery")
    assert refresh("delivery") is None
    last = scene.accepted(scene.delivery([scene.row(number, sex="男") for number in range(7, 14)]))
    made = refresh("delivery")
    assert made is not None
    assert (made.batch, made.births, made.withheld) == (last.pk, 13, 0)
    assert shown() == [13]
    assert refresh("delivery") is None


def test_one_more_birth_makes_no_table_anew() -> None:
    scene.accepted(scene.delivery([scene.row(number) for number in range(1, 13)]))
    refresh("delivery")
    scene.accepted(scene.delivery([scene.row(20)]))
    assert not is_due("delivery")
    assert shown() == [12]


def test_what_is_withdrawn_is_in_the_next_table_no_more() -> None:
    scene.accepted(scene.delivery([scene.row(number) for number in range(1, 13)]))
    later = scene.accepted(scene.delivery([scene.row(number) for number in range(20, 31)]))
    refresh("delivery")
    assert sum(shown()) == 23
    withdraw(later, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert is_due("delivery")
    refresh("delivery")
    assert sum(shown()) == 12
    assert FacilityTable.objects.count() == 1


def test_the_worker_is_asked_once_for_what_is_due() -> None:
    assert refresh_soon() == 0
    scene.accepted(scene.delivery([scene.row(number) for number in range(1, 13)]))
    assert refresh_soon() == 1
    assert refresh_soon() in (0, 1)
