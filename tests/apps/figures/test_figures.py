"""Figures as pages: honest numbers, scope, small numbers, and a way from each cell to what is behind it."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.figures import scene
from apps.intake import scene as intake
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures import queries, refreshing
from evenborn.apps.figures.models import AreaBirths, Cube
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from people import CITY, NIWU, XIZE, actor, browser_of, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Path:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")
    return tmp_path


def test_the_cube_holds_what_was_taken_in_and_is_made_anew_when_that_changes() -> None:
    first = intake.accepted(intake.delivery([intake.row(1), intake.row(2, sex="男"), intake.row(3)]))
    assert refreshing.registers_due() == ["delivery"]
    cube = refreshing.refresh("delivery")
    assert cube is not None
    assert (cube.births, cube.batch, cube.cut_off) == (3, first.pk, date(2025, 4, 5))
    rows = AreaBirths.objects.visible_to(everyone(), queries.Permission.FIGURES_SEE)
    told = {(row.area, row.male, row.female) for row in rows}
    assert told == {("99", 1, 2), ("9901", 1, 2), (NIWU, 1, 2), (f"{NIWU}001", 1, 2)}
    assert refreshing.refresh("delivery") is None
    second = intake.accepted(intake.delivery([intake.row(4)]))
    assert refreshing.refresh("delivery").births == 4  # type: ignore[union-attr]
    withdraw(second, by=everyone(), because=Because.REPLACED)
    assert refreshing.refresh("delivery").births == 3  # type: ignore[union-attr]
    assert Cube.objects.count() == 1


def test_an_analyst_reads_which_county_selects_and_which_cannot_be_told_apart() -> None:
    scene.cube()
    html = browser_of(officer("counts", RoleCode.ANALYST, CITY)).get(
        "/figures/9901/", HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()  # fmt: skip
    for said in ("95%", "Source: ", "up to batch", "births", "107"):
        assert said in html, said
    assert "<svg" in html
    missing = html.split('<section id="missing-births">')[1].split("</section>")[0]
    assert missing.count("/figures/9901/behind/?register=delivery&amp;start=2025-01-01") == 3
    assert '<section id="ratio-by-age">' in html
    assert "figures/990102/" in html
    assert "register=delivery&amp;start=2025-01-01&amp;end=2025-12-31" in html


def test_every_cell_of_a_period_leads_to_the_counts_and_batches_behind_it() -> None:
    intake.accepted(intake.delivery([intake.row(number) for number in range(1, 4)]))
    refreshing.refresh("delivery")
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    page = f"/figures/{NIWU}/behind/?register=delivery&start=2025-01-01&end=2025-12-31"
    html = reader.get(page, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "三月.csv" not in html  # the list names batches by number
    assert "/intake/batches/" in html
    assert "2025-03" in html
    other = f"/figures/{NIWU}/behind/?register=delivery&start=2024-01-01&end=2024-12-31"
    html = reader.get(other, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "No batch of your areas" in html


@pytest.mark.parametrize("asked", [
    "?register=x", "?register=delivery&start=2025-01-01", "?start=2025-12-31&end=2025-01-01",
    "?register=delivery&start=x&end=2025-01-01",
])  # fmt: skip
def test_a_figure_that_is_none_is_not_there(asked: str) -> None:
    scene.cube()
    assert browser_of(clerk()).get(f"/figures/{NIWU}/behind/{asked}").status_code == 404


def test_a_county_clerk_sees_her_county_and_no_other() -> None:
    scene.cube()
    reader = browser_of(clerk())
    assert reader.get("/figures/").headers["Location"] == f"/figures/{NIWU}/"
    assert reader.get(f"/figures/{NIWU}/").status_code == 200
    for code in (XIZE, "9901", "99", "x", "9"):
        assert reader.get(f"/figures/{code}/").status_code == 404, code


def test_small_numbers_are_seen_at_the_statisticians_desk_only() -> None:
    scene.cube(births=6)
    exact = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    page = f"/figures/{NIWU}/behind/?register=delivery&start=2025-01-01&end=2025-12-31"
    shown = [
        one.get(page, HTTP_ACCEPT_LANGUAGE="en").content.decode() for one in (exact, browser_of(clerk()))
    ]
    assert "look-suppressed" not in shown[0]
    assert "look-suppressed" in shown[1]
    assert "Small numbers are withheld" in shown[1]


def test_the_sums_of_counties_are_those_of_the_city() -> None:
    cube = scene.cube()
    by = actor(RoleCode.ANALYST, CITY)
    own, below = queries.own(by, cube, "9901"), queries.below(by, cube, "9901")
    for year in scene.YEARS:
        start, end = date(year, 1, 1), date(year, 12, 31)
        city, counties = (
            sum(row.male for row in queries.within_time(rows, start, end)) for rows in (own, below)
        )
        assert city == counties > 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", ["map", "smoothed", "months", "lateness"])
def test_pages_of_methods_show_their_births_intervals_and_source(page: str, language: str) -> None:
    scene.cube()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    answer = reader.get(f"/figures/9901/{page}/", HTTP_ACCEPT_LANGUAGE=language)
    html = answer.content.decode()
    assert answer.status_code == 200
    if page != "lateness":
        assert ("Source: " if language == "en" else "来源：") in html
        assert "95%" in html
        assert "来源：来源" not in html
    assert "tabs" in html


def test_what_needs_exact_counts_is_for_the_statisticians_desk() -> None:
    scene.cube()
    reader = browser_of(clerk())
    for page, status in (("map", 200), ("lateness", 200), ("smoothed", 403), ("months", 403)):
        assert reader.get(f"/figures/{NIWU}/{page}/").status_code == status, page


def test_smoothing_leaves_out_a_year_that_has_only_begun() -> None:
    cube = scene.cube()
    begun = AreaBirths.objects.regardless("a scene of a test").filter(cube=cube, start__year=2025)
    begun.filter(start__month__gt=3).delete()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = reader.get("/figures/9901/smoothed/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "2024" in html
    assert "<td>2025" not in html


def test_lateness_counts_days_after_the_end_of_the_month() -> None:
    intake.accepted(intake.delivery([intake.row(number) for number in range(1, 4)]))
    refreshing.refresh("delivery")
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = reader.get(f"/figures/{NIWU}/lateness/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "2025-03" in html
    assert "0%" in html  # received in 2026


@pytest.mark.parametrize("page", ["behind", "completeness"])
def test_a_page_whose_address_names_no_period_opens_on_that_of_the_front_page(page: str) -> None:
    cube = scene.cube()
    begun = AreaBirths.objects.regardless("a scene of a test").filter(cube=cube, start__year=2025)
    begun.filter(start__month__gt=1).delete()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    front = reader.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert f"/figures/{CITY}/behind/?register=delivery&amp;start=2024-01-01&amp;end=2024-12-31" in front
    html = reader.get(f"/figures/{CITY}/{page}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "1 January 2024 to 31 December 2024" in html or "2024-01-01 to 2024-12-31" in html
    nowhere = reader.get(f"/figures/{CITY}05/{page}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "2025-12-31" in nowhere or "31 December 2025" in nowhere  # the last year that was over


@pytest.mark.parametrize("page", ["smoothed", "months", "map"])
def test_births_and_ratios_of_methods_lead_to_the_counts_behind_them(page: str) -> None:
    scene.cube()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = reader.get(f"/figures/{CITY}/{page}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    tables = [one for one in re.findall(r"<table.*?</table>", html, re.DOTALL) if "irths" in one]
    assert tables
    behind = {unescape(one) for one in re.findall(r'href="(/figures/\d+/behind/[^"]*)"', "".join(tables))}
    wanted = {
        "smoothed": f"/figures/{XIZE}/behind/?register=delivery&start=2025-01-01&end=2025-12-31",
        "months": f"/figures/{XIZE}/behind/?register=delivery&start=2023-01-01&end=2025-12-31",
        "map": f"/figures/{XIZE}/behind/?register=delivery&start=2025-01-01&end=2025-12-31",
    }[page]
    assert wanted in behind
    for table in tables:  # not one count of births without its way on
        assert not re.search(
            r'<td class="number[^"]*">[\d,]{3,}</td>\s*<td class="number[^"]*">1\d\d\.', table
        )
    if page == "smoothed":
        assert f"/figures/{CITY}/behind/?register=delivery&start=2024-01-01&end=2024-12-31" in behind
    if page == "months":  # the births behind the alarm of the county that selects, too
        [after] = {one for one in behind if f"/{XIZE}/" in one} - {wanted}
        assert after.endswith("&end=2025-12-31")
    assert all(reader.get(one).status_code == 200 for one in behind)
