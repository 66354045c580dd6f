"""A handful of births from before a register began takes no whole year with it, and is told to nobody."""

from datetime import date

import pytest

from apps.figures import scene
from apps.figures.small_numbers import city
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.adding_up import Sum, added_up
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.reports import Asked, area_report
from evenborn.apps.figures.targets import showing
from evenborn.sexratio.disclosure import Audience
from people import CITY, actor

database = pytest.mark.django_db(databases="__all__")
COUNTIES = ("990101", "990102")


def with_a_few(month: date) -> Cube:
    """The city’s cube, with one boy and one girl of each of two counties in a month long before."""
    few: list[Sum] = [(area, month, "3", 1, 1, 0) for area in COUNTIES]
    return city.cube([*added_up([*scene.months(), *few]), *scene.townships(960)])


@database
@pytest.mark.parametrize("audience", ["office", "public"])
def test_a_year_before_the_register_began_hides_no_other(audience: Audience) -> None:
    cube = with_a_few(date(2022, 12, 1))
    names = tuple((code, code) for code in ("9901", *scene.SHARES))
    asked = Asked(CITY, "year", 1, audience)
    report = area_report(actor(RoleCode.ANALYST, CITY), cube, asked, names)
    assert report.whole is not None
    shown = {one.period.label: one.births for one in report.whole.trend if one.period}
    assert shown.pop("2022", None) == (4 if audience == "office" else None)
    assert all(shown.values())
    assert report.whole.headline.ratio is not None
    assert report.areas is not None
    assert not any(one.reliability == "suppressed" for one in report.areas.figures) or audience == "office"


@database
def test_a_year_that_pages_withhold_has_no_verdict_for_whoever_sees_no_small_numbers() -> None:
    few: list[Sum] = [("990109", date(2025, 4, 1), "1", 3, 3, 0)]
    city.cube([*added_up([*scene.months(), *few]), *scene.townships(960)])
    leader, analyst = actor(RoleCode.LEADER, CITY), actor(RoleCode.ANALYST, CITY)
    verdicts = {
        area: [showing.held_of(who, [scene.target(area)])[0].verdict for who in (leader, analyst)]
        for area in (CITY, *scene.SHARES)
    }
    hidden = {area for area, (to_leader, _) in verdicts.items() if to_leader == "withheld"}
    assert len(hidden) == 1
    assert CITY not in hidden
    assert all(to_analyst not in ("withheld", "nothing-yet") for _, to_analyst in verdicts.values())
