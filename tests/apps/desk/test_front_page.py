"""The front page of each role: what is owed, what is known, what is not, and where each of it leads."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.figures import scene
from apps.intake.scene import sender
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.births.actions.completeness import expect_return
from evenborn.apps.desk.change import change_of, running_of
from evenborn.apps.desk.panel import panel_of
from evenborn.apps.figures.actions import replace_cube
from evenborn.apps.figures.adding_up import added_up
from evenborn.presentation.counts import Count
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.ratio_report import RatioReport
from evenborn.registers.codes.periods import year
from people import CITY, NIWU, XIZE, actor, analyst, browser_of, clerk, everyone, keeper, leader, officer

database = pytest.mark.django_db(databases="__all__")


def html(who: object, path: str = "/", language: str = "en") -> str:
    return browser_of(who).get(path, HTTP_ACCEPT_LANGUAGE=language).content.decode()  # type: ignore[arg-type]


def owes(area: str = NIWU) -> None:
    """A hospital that owes its delivery register and has sent nothing."""
    own = sender(f"YX{area}", area)
    expect_return(
        by=everyone(), sender=own, area=area, register="delivery", due_day=5, since=date(2025, 10, 1)
    )


@database
def test_a_leader_reads_what_is_known_what_is_not_and_why() -> None:
    scene.cube()
    scene.target()
    owes()
    page = html(leader())
    for said in (
        "Latest complete period", "95% interval", "source: ", "The period is complete", "Target for 2025",
        "The probability that the target was met is", "Since the period before", "points from 2024",
        "of 1 senders. The clerk of the area reminds them.",
        f"/figures/{CITY}/behind/?register=delivery&amp;start=2025-01-01&amp;end=2025-12-31",
        "/figures/targets/", "A few births of the whole register state no month",
    ):  # fmt: skip
        assert said in page, said
    assert "/births/calendar/" not in page
    assert page.index("Sex ratio at birth") < page.index("Waiting for you")


@database
def test_who_owes_something_reads_that_first_and_is_led_to_the_reminders() -> None:
    scene.cube()
    owes()
    page = html(clerk())
    assert page.index("nobody was reminded of them") < page.index("Sex ratio at birth: ")
    assert re.search(r"of 1 senders\. <a class=\"no-print\" href=\"/births/calendar/reminders/\"", page)


@database
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_analyst_is_told_of_other_registers_that_hold_more(language: str) -> None:
    scene.cube()
    more = [(*where, 2 * male, 2 * female, 0) for *where, male, female, _ in scene.months()]
    replace_cube(
        by=everyone(), register="household", last=scene.batch(code="9901-POLICE"), cut_off=None,
        sums=added_up(more), births=1, no_month=0,
    )  # fmt: skip
    page = html(analyst(), language=language)
    assert f"/figures/{CITY}/?register=household" in page
    assert ("more than “delivery register”" if language == "en" else "比“住院分娩登记”多") in page


@database
def test_who_sees_no_figures_has_a_front_page_without_them() -> None:
    scene.cube()
    for who in (keeper(), officer("system", RoleCode.SYSTEM_ADMINISTRATOR, ""), officer("none")):
        page = html(who)
        assert "Waiting for you" in page
        assert "Sex ratio at birth" not in page


@database
def test_who_has_two_areas_chooses_and_never_sees_a_third() -> None:
    scene.cube()
    by = actor(RoleCode.LEADER, NIWU)
    both = replace(by, grants=(*by.grants, replace(by.grants[0], area=XIZE)))
    shown = [panel_of(both, asked) for asked in ("", XIZE, CITY, "990103", "x")]
    assert [one.area for one in shown if one] == [NIWU, XIZE, NIWU, NIWU, NIWU]
    assert [one.others[0][0] for one in shown if one] == [XIZE, NIWU, XIZE, XIZE, XIZE]


@database
def test_an_office_without_births_says_so() -> None:
    assert "No register of births has been taken in" in html(officer("all", RoleCode.LEADER, ""))
    assert "No births of this area are counted yet" in html(officer("own", RoleCode.LEADER, "990109"))


@database
def test_small_numbers_are_withheld_from_a_leader() -> None:
    scene.cube(births=6)
    scene.target(NIWU)
    page = html(officer("small", RoleCode.LEADER, NIWU))
    assert "fewer than 1,000 births" in page
    assert "suppressed" in page or "too few" in page


@database
def test_it_asks_the_stores_a_handful_of_questions() -> None:
    scene.cube()
    scene.target()
    owes()
    by = actor(RoleCode.LEADER, CITY)
    panel_of(by, "")
    with CaptureQueriesContext(connections["statistics"]) as asked:
        panel_of(by, "")
    assert len(asked) <= 13


def figure(number: int, male: int, female: int, *, complete: bool | None = True) -> Figure:
    counts = [Count(None, None, None, year(number, "calendar"), male, female, 0)]
    return replace(figures_of(counts, FigureRules())[0], complete=complete)


def report(*trend: Figure) -> RatioReport:
    """A report of which only the trend and the headline count here."""
    headline = next(one for one in reversed(trend) if one.complete is not False)
    told = dict.fromkeys(RatioReport.__dataclass_fields__, ())
    return RatioReport(**told | {"headline": headline, "trend": trend})  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "now", "reading"), [
    ((5_800, 4_800), (5_500, 5_000), "fell"),
    ((5_500, 5_000), (5_800, 4_800), "rose"),
    ((560, 500), (550, 500), "cannot-tell"),
])  # fmt: skip
def test_what_changed_is_said_only_where_chance_alone_does_not_do_it(
    before: tuple[int, int], now: tuple[int, int], reading: str
) -> None:
    change = change_of(report(figure(2024, *before), figure(2025, *now)))
    assert change is not None
    assert change.reading == reading
    assert change.points == pytest.approx(100 * (now[0] / now[1] - before[0] / before[1]))
    assert change.probability >= 0.95 or reading == "cannot-tell"


def test_the_running_period_is_held_against_nothing() -> None:
    told = report(figure(2024, 560, 500), figure(2025, 40, 30, complete=False))
    assert change_of(told) is None
    running = running_of(told)
    assert running is not None
    assert running.births == 70
    hidden = replace(figure(2024, 560, 500), ratio=None, male=None, female=None)
    assert change_of(report(hidden, figure(2025, 560, 500))) is None


def test_the_permission_to_set_targets_is_not_a_leaders() -> None:
    from evenborn.apps.access.roles import permissions_of

    assert Permission.FIGURES_TARGETS not in permissions_of("leader") | permissions_of("clerk")
