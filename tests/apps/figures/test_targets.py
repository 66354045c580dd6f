"""Targets: the rule with its worked example, what may not be compared, who sets one, what is withheld."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from apps.figures import scene
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.models import Target
from evenborn.apps.figures.targets import assessing, queries, showing
from evenborn.apps.figures.targets.actions import Asked, end_target, set_target
from evenborn.presentation.assessment import Assessment
from evenborn.presentation.assessment_words import assessment_sentences
from evenborn.registers.refusal import Refusal
from people import CITY, NIWU, XIZE, actor, browser_of, clerk, everyone, officer

database = pytest.mark.django_db(databases="__all__")

REPORTED = {"base": "same", "base_ratio": Decimal("130.63"), "base_births": 14_400}
"""The base of the report of 2012, on the births that a year of that city may have had."""


def letter(**changes: object) -> Target:
    """A target that is not kept: 10 % of the excess of 2024 over 107 has to go by 2025."""
    told: dict[str, Any] = {
        "area": CITY, "register": "delivery", "year": 2025, "year_kind": "calendar", "base_year": 2024,
        "base": "counted", "required": Decimal("0.10"), "reference": Decimal(107), "letter": "1",
        "set_at": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Target(**told | changes)


def births(year: int, male: int, female: int, months: int = 12) -> Iterator[Row]:
    """So many births of a year, spread over its first months."""
    for place in range(months):
        of_month = [n // months + (place < n % months) for n in (male, female)]
        yield Row(CITY, date(year, place + 1, 1), "1", *of_month, 0)


def held(target: Target, rows: list[Row], cut_off: date | None = date(2026, 1, 15)) -> Assessment:
    made = assessing.assessment_of(target, cut_off, rows, "Deliveries", "residents")
    assert isinstance(made, Assessment), made
    return made


def test_the_reported_case_is_met_five_point_six_times_over() -> None:
    now = list(births(2025, 5_833, 4_967))  # 117.44 on 10,800 births, the nearest whole births to 117.42
    case = held(letter(**REPORTED), now)
    assert case.verdict == "met"
    assert float(case.result.target) == pytest.approx(128.267, abs=5e-4)
    assert float(case.result.times_over) == pytest.approx(5.59, abs=0.01)
    assert float(case.result.probability_met) == pytest.approx(0.9998, abs=1e-4)
    said = " ".join(assessment_sentences(case, "en"))
    assert "128.267" in said
    assert "5.6 times" in said


def test_nine_months_are_not_held_against_a_stated_year() -> None:
    case = held(letter(**REPORTED), list(births(2025, 5_833, 4_967, 9)), date(2025, 9, 30))
    assert case.verdict == "not comparable"
    assert [one.trait for one in case.comparability.differences] == ["period kind"]
    assert "times" not in " ".join(assessment_sentences(case, "en"))


def test_nine_months_are_held_against_the_same_nine_months_where_the_base_is_counted() -> None:
    rows = [*births(2024, 8_160, 6_240), *births(2025, 5_833, 4_967, 9)]
    case = held(letter(), rows, date(2025, 10, 17))
    assert case.verdict == "met"
    periods = [one.period.comparison_kind for one in (case.base, case.now) if one.period]
    assert periods == ["part-year 01-01/09-30"] * 2
    assert float(case.base.ratio.births) == 14_400 * 9 / 12


def test_another_source_is_not_comparable_and_shows_no_progress() -> None:
    told = REPORTED | {"base": "other", "base_source": "Sample survey"}
    case = held(letter(**told), list(births(2025, 5_833, 4_967)))
    assert case.verdict == "not comparable"
    assert [one.trait for one in case.comparability.differences] == ["source"]


@pytest.mark.parametrize("gone", [2024, 2025])
def test_a_year_that_lacks_a_month_is_not_comparable_or_only_up_to_there(gone: int) -> None:
    rows = [*births(2024, 8_160, 6_240), *births(2025, 5_833, 4_967)]
    rows = [row for row in rows if row.start != date(gone, 5, 1)]
    case = held(letter(), rows)
    if gone == 2024:
        assert [one.trait for one in case.comparability.differences] == ["period complete"]
    else:
        assert case.now.period is not None
        assert case.now.period.end == date(2025, 4, 30)


def test_without_a_stated_cut_off_a_running_year_is_no_progress() -> None:
    rows = [*births(2024, 8_160, 6_240), *births(2025, 5_833, 4_967, 9)]
    assert held(letter(), rows, None).verdict == "not comparable"


def test_few_births_are_indeterminate() -> None:
    case = held(letter(), [*births(2024, 620, 500), *births(2025, 590, 500)])
    assert case.verdict == "indeterminate"


@pytest.mark.parametrize(("rows", "why"), [
    ([], "nothing-yet"), (births(2024, 9, 9), "nothing-yet"), (births(2025, 60, 60), "no-base"),
])  # fmt: skip
def test_what_is_not_there_is_said_to_be_so(rows: Iterable[Row], why: str) -> None:
    assert assessing.assessment_of(letter(), date(2026, 1, 15), list(rows), "x", "y") == why


ASKED = Asked("delivery", "calendar", 2023, Decimal("0.10"), Decimal(107))


def set_for(area: str, by: RoleCode = RoleCode.ANALYST, over: str = CITY, **changes: object) -> Target:
    told: dict[str, Any] = {"year": 2025, "letter": "〔2025〕1号", "asked": ASKED} | changes
    return set_target(by=actor(by, over), area=area, **told)


@database
@pytest.mark.parametrize("role", [RoleCode.LEADER, RoleCode.CLERK])
def test_whoever_is_assessed_sets_no_target(role: RoleCode) -> None:
    with pytest.raises(Forbidden):
        set_for(CITY, role)


@database
def test_a_statistician_sets_none_outside_her_area_and_ends_none_there() -> None:
    by = actor(RoleCode.ANALYST, NIWU)
    with pytest.raises(Forbidden):
        set_target(by=by, area=XIZE, year=2025, letter="1", asked=ASKED)
    with pytest.raises(NotVisible):
        end_target(set_for(XIZE), by=by)


@database
@pytest.mark.parametrize(("code", "changes"), [
    ("figures-target-township", {"area": f"{NIWU}001"}),
    ("figures-target-base-year", {"year": 2023}),
    ("figures-target-base", {"asked": Asked("delivery", "calendar", 2023, *[Decimal(1)] * 2, "same")}),
    ("figures-target-base-source", {
        "asked": Asked("delivery", "calendar", 2023, *[Decimal(1)] * 2, "other", Decimal(120), 9)
    }),
])  # fmt: skip
def test_what_cannot_be_assessed_is_refused(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match=code):
        set_for(**{"area": CITY} | changes)


@database
def test_an_area_has_one_target_a_year_until_it_is_ended() -> None:
    first, by = set_for(CITY), everyone()
    again: dict[str, Any] = {"by": by, "area": CITY, "year": 2025, "letter": "2", "asked": ASKED}
    with pytest.raises(Refusal, match="figures-target-twice"):
        set_target(**again)
    end_target(first, by=by)
    with pytest.raises(Refusal, match="figures-target-ended"):
        end_target(first, by=by)
    assert set_target(**again).pk != first.pk
    assert queries.years(by) == [2025]


@database
def test_the_form_sets_a_target_and_the_page_says_its_verdict_with_all_that_a_ratio_stands_with() -> None:
    scene.cube()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    told = {
        "area": CITY, "year": 2025, "letter": "〔2025〕3号", "register": "delivery", "year_kind": "calendar",
        "required": "10", "reference": "107", "base_year": 2023, "base": "counted",
    }  # fmt: skip
    made = reader.post("/figures/targets/set/", told)
    html = reader.get(made.headers["Location"], HTTP_ACCEPT_LANGUAGE="en").content.decode()
    for said in (
        "INDETERMINATE", "95% interval", "2023", "2025", "Source: ", "complete",
        "10% of the excess of the base over 107", "start=2023-01-01&amp;end=2023-12-31",
    ):  # fmt: skip
        assert said in html, said
    assert "2,025" not in html
    listed = reader.get("/figures/targets/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "indeterminate" in listed
    assert "births; 2025; " in listed
    ending = reader.post(f"{made.headers['Location']}end/", HTTP_ACCEPT_LANGUAGE="en")
    assert "assessed no more" in ending.content.decode()
    reader.post(f"{made.headers['Location']}end/", {"confirmed": "yes"})
    assert Target.objects.visible_to(everyone(), queries.Permission.FIGURES_SEE).get().ended_at


@database
def test_a_verdict_on_few_births_is_seen_at_the_statisticians_desk_only() -> None:
    scene.cube(births=20)
    target = set_for(NIWU)
    desks = [actor(RoleCode.ANALYST, NIWU), actor(RoleCode.LEADER, NIWU)]
    verdicts = [showing.held_of(by, [target])[0].verdict for by in desks]
    assert verdicts == ["undefined", "withheld"]
    html = browser_of(clerk()).get(f"/figures/targets/{target.pk}/", HTTP_ACCEPT_LANGUAGE="en")
    assert "fewer than 1,000 births" in html.content.decode()
