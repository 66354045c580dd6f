"""All pages of a city together tell no small number: read over HTTP by a leader, and attacked."""

import pytest

from apps.figures.releases.scene import released
from apps.figures.small_numbers import city
from apps.figures.small_numbers.attacking import City
from apps.figures.small_numbers.collecting import Collected, walked
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.small_numbers.pools import Withheld
from people import CITY, NIWU, XIZE, browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")
YEARS = range(2024, 2026)


def pages(role: RoleCode) -> Collected:
    who = officer(f"reader-{role}", role, CITY)
    areas = [area for area in [CITY, *city.SIZES] if area != "9901"]
    counties = sorted({area[:6] for area in areas})
    return walked(browser_of(who), [CITY, *counties, *(area for area in areas if len(area) == 9)], YEARS)


def test_no_small_number_can_be_told_from_all_pages_of_a_leader_together() -> None:
    sums = city.births(1)
    withheld = city.cube(sums).withholds
    released(CITY, years=(2024, 2025))
    released(CITY, years=(2024, 2025), table=TableKind.ORDERS)
    released(NIWU, years=(2024, 2025))
    found = pages(RoleCode.LEADER)
    on_pages = len(found.shown)
    for name in (f"areas-{CITY}", f"orders-{CITY}", f"areas-{NIWU}"):
        found.release(f"{name}-delivery")
    assert len(found.shown) > on_pages > 300
    known = City.of(sums, withheld)
    for number, value in found.shown.items():
        assert known.value(number) == value, number
        assert value >= 5, number
    assert not found.orders_of_parts
    assert known.told(found.shown, [*known.small(()), *found.withheld]) == []


def test_the_statistician_sees_every_number() -> None:
    sums = city.births(1)
    city.cube(sums)
    who = officer("statistician", RoleCode.ANALYST, CITY)
    found = walked(browser_of(who), [XIZE], YEARS, whole=False)
    known = City.of(sums)
    assert not found.withheld
    shown = {one: value for one, value in found.shown.items() if len(one.area) < 9 or one.order is None}
    assert {number: known.value(number) for number in shown} == shown
    assert any(value < 5 for value in found.shown.values())


def test_without_pools_the_attack_succeeds() -> None:
    """The attacker of these tests finds what is there to be found."""
    sums = city.births(1, years=range(2024, 2025))
    known, shown = City.of(sums), Withheld(2024, 2024, ())
    listed = [one for one in city.numbers(sums, range(2024, 2025)) if known.value(one) >= 5]
    assert all(shown.shows(one.area, one.start, one.end, one.order) for one in listed)
    assert len(known.told(listed, known.small(()))) > 20
