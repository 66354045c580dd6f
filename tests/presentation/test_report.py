"""The HTML report: whole, offline, escaped, in one language, the same every time."""

import json
import re
from collections.abc import Callable

import pytest

from evenborn.presentation import numbers, report_tables
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report import inline_json, render_html, unbroken
from evenborn.presentation.tables import Table
from evenborn.presentation.tokens import style_sheet
from presentation import reports
from presentation.pages import Page

MAKERS: list[Callable[[], RatioReport]] = [
    reports.london,
    reports.townships,
    lambda: reports.districts(80),
    reports.no_girls,
    reports.published,
    reports.hostile,
]

# Latin words that a Chinese report may hold: names of methods, people, files and hashes.
PROPER = re.compile(
    r"Jeffreys|Benjamini|Hochberg|SHA|Parish registers of London|P值|[\w]+\.(?:csv|xlsx)|[0-9a-f]{64}"
)


def tables_of(report: RatioReport, language: Language) -> list[Table]:
    made = [
        report_tables.headline_table(report, language),
        report_tables.trend_table(report, language),
        report_tables.pooled_table(report, language),
        report_tables.funnel_table(report, language),
        report_tables.groups_table(report, language),
        report_tables.figures_table(report, language),
    ]
    return [table for table in made if table is not None]


def without_library(html: str) -> str:
    return html.replace(style_sheet("vendor/echarts.min.js"), "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", MAKERS)
def test_every_figure_stands_with_its_births_and_interval(
    make: Callable[[], RatioReport], language: Language
) -> None:
    report = make()
    page = Page(render_html(report, language))
    for table in tables_of(report, language):
        if table.name == "figures" and table.name not in page.tables:
            assert report_tables.elsewhere(report)
            continue
        body = page.tables[table.name][-len(table.rows) :]
        assert body == [[cell.text for cell in row] for row in table.rows]
    held = {figure for figure in report.figures if figure.births is not None}
    for figure in held:
        assert numbers.count(figure.births or 0, language) in page.text


@pytest.mark.parametrize("make", MAKERS)
def test_the_page_asks_for_nothing(make: Callable[[], RatioReport]) -> None:
    html = render_html(make(), "en")
    page = Page(html)
    asked = [
        value for _, name, value in page.attributes if name in {"src", "href", "action", "data", "poster"}
    ]
    assert [value for value in asked if not value.startswith(("#", "data:"))] == []
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", without_library(html)) == []
    assert "@import" not in without_library(html)
    assert not re.search(r"url\((?!#)", without_library(html))
    policy = next(v for t, n, v in page.attributes if t == "meta" and n == "content" and "default-src" in v)
    assert policy.startswith(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    )


def test_what_a_file_says_is_never_code() -> None:
    html = without_library(render_html(reports.hostile(), "en"))
    page = Page(html)
    assert "<script>alert" not in html
    assert "onerror" not in {name for _, name, _ in page.attributes}
    assert not any(tag == "img" for tag, _, _ in page.attributes)
    assert "\u2028" not in html
    assert "<script>alert(1)</script>" in page.text
    assert page.tables["figures"][3][0] == "=1+1"
    options = [json.loads(script) for script in page.scripts if script.startswith("{")]
    assert any("<script>alert(1)</script>" in json.dumps(option) for option in options)


def test_a_report_without_periods_has_no_trend_and_one_without_areas_no_funnel() -> None:
    districts, london = (
        Page(render_html(make(), "en")) for make in (lambda: reports.districts(20), reports.london)
    )
    assert "trend" not in districts.tables
    assert "funnel" in districts.tables
    assert "trend" in london.tables
    assert not {"funnel", "groups"} & set(london.tables)


def test_no_area_is_named_the_highest_unless_it_is() -> None:
    assert "No area can be named as the highest" in Page(render_html(reports.townships(), "en")).text
    assert "没有任何地区可以认定为最高" in Page(render_html(reports.townships(), "zh")).text


@pytest.mark.parametrize("make", [reports.london, reports.townships, reports.no_girls, reports.published])
def test_a_chinese_report_is_chinese(make: Callable[[], RatioReport]) -> None:
    page = Page(render_html(make(), "zh"))
    labels = [v for _, name, v in page.attributes if name in {"aria-label", "title", "alt"}]
    names = {figure.area for figure in make().figures if figure.area}
    text = " ".join([page.text, *labels])
    for name in names:
        text = text.replace(name, "")
    assert re.findall(r"[A-Za-z]{2,}", PROPER.sub("", text)) == []
    axis = [json.loads(script)["yAxis"]["name"] for script in page.scripts if script.startswith("{")]
    assert set(axis) <= {"性别比（女婴=100）"}


@pytest.mark.parametrize("make", [reports.london, reports.no_girls, reports.published, reports.hostile])
def test_an_english_report_has_no_chinese(make: Callable[[], RatioReport]) -> None:
    html = without_library(render_html(make(), "en")).replace(style_sheet("tokens.css"), "")
    assert re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", html) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_page(language: Language) -> None:
    assert render_html(reports.townships(), language) == render_html(reports.townships(), language)


def test_tables_say_what_their_rows_and_columns_are() -> None:
    page = Page(render_html(reports.townships(), "en"))
    scopes = [value for tag, name, value in page.attributes if tag == "th" and name == "scope"]
    assert set(scopes) == {"col", "colgroup", "row"}
    assert sum(tag == "th" for tag, name, _ in page.attributes if name == "class") == len(scopes)


def test_the_period_of_the_headline_has_its_days_and_completeness() -> None:
    text = Page(render_html(reports.townships(), "en")).text
    assert "first day 2009-10-01, last day 2010-09-30; complete." in text
    assert "first day 2010-10-01, last day 2011-09-30; not complete, entered until 2011-09-17." in text
    assert reports.SHA in text


def test_a_suppressed_figure_shows_no_number() -> None:
    rows = Page(render_html(reports.published(), "en")).tables["figures"]
    hidden = [row for row in rows if row[-1] == "suppressed"]
    assert len(hidden) == 2
    assert all(set(row[2:-3]) == {"×"} for row in hidden)


@pytest.mark.parametrize("text", ["</script><b>", "<!--", "\u2028\u2029", "a&b"])
def test_inline_data_cannot_leave_its_element(text: str) -> None:
    written = str(inline_json([text]))
    assert json.loads(written) == [text]
    assert not re.search("[<>&\u2028\u2029]", written)


def test_sentences_are_escaped_whole() -> None:
    assert str(unbroken("'12' < \"13\"")) == (
        '&#39;<span class="number">12</span>&#39; &lt; &#34;<span class="number">13</span>&#34;'
    )
