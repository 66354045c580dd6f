"""A statistician opens a ratio report at a desk without a network, with and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report import render_html
from presentation import reports

DESK = {"width": 1366, "height": 768}

pytestmark = pytest.mark.browser


class Desk:
    """One open report, with everything that it asked for or complained of."""

    def __init__(self, browser: Browser, path: Path, *, script: bool = True) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_page(viewport=DESK, java_script_enabled=script)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def left_the_page(self) -> list[str]:
        return [url for url in self.requests[1:] if not url.startswith("data:")]


def written(folder: Path, report: RatioReport, language: Language) -> Path:
    path = folder / f"report-{language}.html"
    path.write_text(render_html(report, language), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_opens_offline_and_draws_its_charts(
    browser: Browser, tmp_path: Path, language: Language
) -> None:
    desk = Desk(browser, written(tmp_path, reports.townships(), language))
    for name in ("trend", "funnel"):
        drawn = desk.page.locator(f"figure[data-chart={name}-option] .live svg")
        box = drawn.bounding_box()
        assert box is not None
        assert box["width"] > 900
        assert box["height"] > 300
    assert desk.left_the_page() == []
    assert desk.complaints == []
    desk.page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [reports.townships, reports.published, reports.london])
def test_a_desk_screen_needs_no_sideways_scrolling(
    browser: Browser, tmp_path: Path, language: Language, make: Callable[[], RatioReport]
) -> None:
    desk = Desk(browser, written(tmp_path, make(), language))
    wide = "element => element.scrollWidth - element.clientWidth"
    assert desk.page.locator("html").evaluate(wide) == 0
    for frame in desk.page.locator(".table-frame").all():
        assert frame.evaluate(wide) == 0
    desk.page.close()


def test_a_long_table_of_many_areas_scrolls_in_its_own_frame(browser: Browser, tmp_path: Path) -> None:
    desk = Desk(browser, written(tmp_path, reports.districts(640), "en"))
    assert desk.page.locator("table.figures tbody tr").count() == 640
    height, whole = desk.page.locator(".table-frame:has(table.figures)").evaluate(
        "element => [element.clientHeight, element.scrollHeight]"
    )
    assert height < DESK["height"] < whole
    desk.page.close()


def test_without_javascript_everything_can_be_read(browser: Browser, tmp_path: Path) -> None:
    report = reports.townships()
    desk = Desk(browser, written(tmp_path, report, "en"), script=False)
    for name in ("headline", "trend", "funnel", "groups", "figures"):
        assert desk.page.locator(f"table.{name} tbody tr").first.is_visible()
    assert desk.page.locator("table.figures tbody tr").count() == len(report.figures)
    for name in ("trend", "funnel"):
        box = desk.page.locator(f"figure[data-chart={name}-option] svg.static").bounding_box()
        assert box is not None
        assert box["width"] > 900
    assert desk.left_the_page() == []
    desk.page.close()


def test_names_from_the_file_do_nothing(browser: Browser, tmp_path: Path) -> None:
    desk = Desk(browser, written(tmp_path, reports.hostile(), "en"))
    desk.page.locator("figure[data-chart=funnel-option] .live svg path").last.hover(force=True)
    assert desk.page.locator("img, script[src], iframe").count() == 0
    assert desk.complaints == []
    assert desk.left_the_page() == []
    desk.page.close()


def test_the_keyboard_reaches_every_part(browser: Browser, tmp_path: Path) -> None:
    desk = Desk(browser, written(tmp_path, reports.townships(), "en"))
    reached = []
    for _ in range(20):
        desk.page.keyboard.press("Tab")
        reached.append(
            desk.page.evaluate(
                "document.activeElement.getAttribute('href') || document.activeElement.className"
            )
        )
    assert {"#headline", "#trend", "#funnel", "#groups", "#figures", "#notes"} <= set(reached)
    assert any("table-frame" in name for name in reached)
    desk.page.close()


def test_the_page_prints_every_row_on_landscape_paper(browser: Browser, tmp_path: Path) -> None:
    desk = Desk(browser, written(tmp_path, reports.london(), "en"))
    desk.page.emulate_media(media="print")
    frame = desk.page.locator("table.trend").locator("xpath=..")
    height, whole = frame.evaluate("element => [element.clientHeight, element.scrollHeight]")
    assert height == whole
    assert desk.page.locator("figure svg.static").first.is_visible()
    assert not desk.page.locator("figure .live").first.is_visible()
    desk.page.close()
