"""The corrected ratio on the page of an area: what a comparison found, who sees what, what is to be done."""

import re

import pytest

from apps.figures import comparison, scene
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.corrected.showing import by_sex, tables_of
from evenborn.presentation.tables import Table
from house.ratios import of_page
from house.tree import require_none
from people import CITY, NIWU, XIZE, actor, browser_of, clerk, officer

pytestmark = pytest.mark.django_db(databases="__all__")


def section(html: str) -> str:
    """The section of the corrected ratio."""
    found = re.search(r'<section id="corrected-ratio">.*?</section>', html, re.DOTALL)
    assert found is not None
    return found.group()


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_the_county_that_conceals_and_the_one_that_selects_are_told_apart() -> None:
    comparison.compared()
    by = actor(RoleCode.ANALYST, CITY)
    conceals, selects = (comparison.found(by, area, "office") for area in (NIWU, XIZE))
    assert conceals is not None
    assert selects is not None
    [first, _], [second, _] = (tables_of(one, "en") for one in (conceals, selects))
    # the worked example of docs/methods/registration.md; 377 girls beside the 2,926 would give 107,
    # 58.6 times the 6.4 that the models see
    assert rows(first)[0][1:6] == ["6,460", "120.8", "115.0–126.8", "120.5", "91.6–126.6"]
    assert rows(first)[0][8:] == ["58.6", "Concealment"]
    assert rows(second)[0][2] == "123.5"
    assert rows(second)[0][5] == "118.0–130.3"
    assert rows(second)[0][-1] == "Selection"


def test_coverage_by_sex_says_how_much_of_boys_and_girls_each_register_holds() -> None:
    comparison.compared()
    found = comparison.found(actor(RoleCode.ANALYST, CITY), NIWU, "office")
    assert found is not None
    table = by_sex(found, "en")
    assert table is not None
    boys, girls = rows(table)
    assert (boys[1], girls[1]) == ("3,534", "2,926")
    assert girls[3] == f"{2430 + 136 + 73 + 6:,}"  # in the delivery register
    low, high = (float(one) for one in re.findall(r"[\d.]+", girls[4]))
    assert 72 < low < 73  # 2,645 of 2,926 and 714 hidden at the most
    assert 90 < high < 91  # of 2,926 and 6 hidden


def test_a_wider_area_shows_itself_and_its_counties_and_a_province_only_what_was_compared_in_it() -> None:
    comparison.compared()
    by = actor(RoleCode.ANALYST, "")
    city = comparison.found(by, CITY, "office")
    assert city is not None
    assert city.whole is not None
    assert [one["area"] for one in city.below] == [NIWU, XIZE, comparison.SMALL]
    assert city.whole["births"] == 6_460 + 7_307 + 304
    assert comparison.found(by, "99", "office") is None
    assert comparison.found(by, "990104", "office") is None  # no births of it were compared


def test_nobody_reads_of_another_area() -> None:
    comparison.compared()
    with pytest.raises(NotVisible):
        comparison.found(actor(RoleCode.CLERK, NIWU), XIZE, "public")


def test_few_births_have_no_ratio_outside_the_statisticians_desk() -> None:
    comparison.compared()
    by = actor(RoleCode.ANALYST, CITY)
    exact, public = (comparison.found(by, comparison.SMALL, one) for one in ("office", "public"))
    assert exact is not None
    assert public is not None
    assert re.fullmatch(r"[\d.]+", rows(tables_of(exact, "en")[0])[0][2])
    assert len(tables_of(public, "en")) == 1  # nothing by sex
    assert not re.search(r"\d", "".join(rows(tables_of(public, "en")[0])[0][2:]))
    assert not public.of_registers


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Concealment: girls were born", "What cannot be known", "Tipping point", "immunisation")),
    ("zh-hans", ("女婴已出生而登记中没有", "比对不能说明的", "临界点", "预防接种")),
])  # fmt: skip
def test_the_page_says_what_was_found_and_leads_those_to_the_comparison_who_may_see_it(
    language: str, words: tuple[str, ...]
) -> None:
    scene.cube()
    run = comparison.compared()
    for who, may in ((officer("counts", RoleCode.ANALYST, CITY), True), (clerk(), False)):
        html = browser_of(who).get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
        told = section(html)
        for said in (*words, "120.8", "120.5"):
            assert said in told, said
        assert (f"/matching/runs/{run.pk}/" in told) is may
        require_none(of_page(html))


def test_without_a_comparison_the_page_says_what_is_to_be_done() -> None:
    scene.cube()
    analyst = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    told = section(analyst.get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert "No comparison of registers tells of this area" in told
    assert 'href="/matching/"' in told
    assert "ask the comparison officer" in told
    asked = section(browser_of(clerk()).get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert "ask the comparison officer" in asked
    assert 'href="/matching/"' not in asked
    of_township = analyst.get(f"/figures/{NIWU}001/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert f'href="/figures/{NIWU}/?register=delivery#corrected-ratio"' in section(of_township)
    comparison.compared()
    again = section(analyst.get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert "Concealment" in again


def test_births_of_a_comparison_lead_to_it_and_those_of_a_register_to_its_counts() -> None:
    scene.cube()
    run = comparison.compared()
    behind = f"/figures/{XIZE}/behind/?register=delivery&amp;start=2023-01-01&amp;end=2025-12-31"
    who = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = section(who.get(f"/figures/{XIZE}/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert html.count(f'<a href="/matching/runs/{run.pk}/">7,307</a>') == 1
    assert (
        html.count(f'<a href="{behind}">') == 2
    )  # boys and girls of the one register whose births are added up
    assert f'<a href="/figures/{XIZE}/?register=delivery">' in html
    public = section(browser_of(clerk()).get(f"/figures/{NIWU}/", HTTP_ACCEPT_LANGUAGE="en").content.decode())
    assert "/matching/runs/" not in public
    assert f'<a href="{behind.replace(XIZE, NIWU)}">about 6,500</a>' in public
