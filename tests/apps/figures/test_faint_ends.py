"""A handful of births from before a register began takes no whole year with it, and is told to nobody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.figures import scene
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.faint_ends import within_faint_ends
from evenborn.apps.figures.models import AreaBirths, Cube
from evenborn.apps.figures.reports import Asked, area_report
from evenborn.apps.figures.targets import showing
from evenborn.sexratio.disclosure import Audience
from people import CITY, actor

database = pytest.mark.django_db(databases="__all__")
COUNTIES = ("990101", "990102")


def few(cube: Cube, month: date) -> None:
    """Two births of each of two counties, and of all above them, in a month of its own order."""
    for area in (*COUNTIES, CITY, "99"):
        births = 1 if area in COUNTIES else 2
        AreaBirths.objects.regardless("a scene").create(
            cube=cube, area=area, level=len(area), start=month, order="3", male=births, female=births,
            unclear=0,
        )  # fmt: skip


@database
@pytest.mark.parametrize("audience", ["office", "public"])
def test_a_year_before_the_register_began_hides_no_other(audience: Audience) -> None:
    cube = scene.cube()
    few(cube, date(2022, 12, 1))
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
def test_a_month_that_is_withheld_withholds_the_verdict_of_its_year() -> None:
    cube, target = scene.cube(), scene.target()
    leader = actor(RoleCode.LEADER, CITY)
    assert showing.held_of(leader, [target])[0].verdict == "indeterminate"
    rows = AreaBirths.objects.visible_to(leader, Permission.FIGURES_SEE)
    assert rows.filter(cube=cube, area=CITY, start=date(2025, 4, 1)).update(female=2, male=1)
    assert showing.held_of(leader, [target])[0].verdict == "withheld"
    assert showing.held_of(actor(RoleCode.ANALYST, CITY), [target])[0].verdict != "withheld"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8))
def test_what_is_left_begins_and_ends_with_enough_and_has_no_gap(births: list[tuple[int, int]]) -> None:
    rows = [Row("99", date(2015 + place, 6, 1), "", *both, 0) for place, both in enumerate(births)]
    left = within_faint_ends(rows, rows, "year")
    enough = [row for row in rows if min(row.male, row.female) >= 5]
    if not enough:
        assert left == rows
        return
    assert (left[0], left[-1]) == (enough[0], enough[-1])
    assert left == rows[rows.index(left[0]) : rows.index(left[-1]) + 1]
