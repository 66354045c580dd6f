"""A comparison from its start to the reply: two owners, the comparison officer, the worker; no JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from apps.matching import scene
from journeys.album import album, leave_pictures, speak
from journeys.looking import look_at
from journeys.office import Desk, Office, environment_of
from offices import finished

pytestmark = pytest.mark.browser
FURNISHED_BY = "matching_folder.py"
BIRTHS = 2_000


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> scene.Pair:
    return scene.pair(tmp_path_factory.mktemp("pair"), BIRTHS)


def begin(desk: Desk) -> str:
    """Fill in the form, as the comparison officer does; the address of the comparison."""
    desk.open("/matching/begin/")
    page = desk.page
    page.select_option("select[name=purpose]", "correcting-registers")
    page.fill("input[name=legal_basis]", "《统计法》第七条；部门数据共享协议 2025 年第 3 号")
    page.fill("input[name=area]", "9901")
    page.fill("input[name=period_start]", "2023-01-01")
    page.fill("input[name=period_end]", "2023-12-31")
    for register, owner in (("delivery", "市妇幼保健院"), ("immunisation", "市疾病预防控制中心")):
        option = page.locator(f"select[name=of_{register}] option", has_text=owner)
        page.select_option(f"select[name=of_{register}]", option.get_attribute("value"))
    page.locator("main form button").last.click()
    page.wait_for_url("**/matching/runs/*/")
    return page.url.removeprefix(desk.url)


def hand_in(desk: Desk, file: Path) -> str:
    """Go from the desk to what is asked, and hand the encoding in; the address."""
    desk.open("/")
    desk.page.locator("main section a[href='/matching/asked/']").first.click()
    desk.page.locator("table.listing a").first.click()
    desk.page.set_input_files("input[type=file]", file)
    desk.page.locator("main form button").first.click()
    desk.reads(file.name)
    return desk.page.url.removeprefix(desk.url)


def answer(desk: Desk) -> str:
    """Answer for two records on the page; the address of the sheet."""
    desk.open("/")
    desk.page.locator("main section a[href='/matching/differences/']").first.click()
    desk.page.locator("table.listing a").first.click()
    address = desk.page.url.removeprefix(desk.url)
    chosen = desk.page.locator("table.listing select")
    chosen.nth(0).select_option("entered-by-mistake")
    chosen.nth(1).select_option("confirmed")
    desk.page.locator("form[action*='/answer/'] button").click()
    desk.page.wait_for_url(lambda url: "/answer/" not in url)
    assert desk.page.locator("table.listing select").nth(0).input_value() == "entered-by-mistake"
    return address


def test_a_comparison_from_its_start_to_the_reply(
    browser: Browser, running: Office, pair: scene.Pair, tmp_path: Path
) -> None:
    folder = album(tmp_path)
    comparer = Desk.at(browser, running, script=False).log_in("comparer")
    run = begin(comparer)
    leave_pictures(browser, running, comparer, "comparison-begun", folder)
    owners = {
        name: Desk.at(browser, running, script=False).log_in(f"owner-{name}") for name in scene.REGISTERS
    }
    asked = {name: hand_in(desk, pair.encoding(name)) for name, desk in owners.items()}
    comparer.open(run)
    comparer.page.locator(f"form[action='{run}start/'] button").click()
    comparer.page.wait_for_url(f"**{run}")
    assert finished(("worker", "--once"), environment_of(running.folder)).returncode == 0
    comparer.open(run)
    for language, word in (("en", "Verdict"), ("zh", "临界点")):
        speak(comparer, language)
        comparer.open(run)
        comparer.reads(word)
    leave_pictures(browser, running, comparer, "comparison", folder)
    sheet = answer(owners["delivery"])
    leave_pictures(browser, running, owners["delivery"], "differences", folder)
    with owners["delivery"].page.expect_download() as download:
        owners["delivery"].page.locator("form[action$='/file/'] button").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    owners["delivery"].open("/matching/reviews/")
    owners["delivery"].page.locator("table.listing a").first.click()
    review = owners["delivery"].page.url.removeprefix(running.url)
    leave_pictures(browser, running, owners["delivery"], "review", folder)
    for desk in (comparer, *owners.values()):
        desk.context.clear_cookies(name="django_language")  # look_at chooses by the browser’s own
    for name, address, desk in (
        ("matching-runs", "/matching/", comparer), ("matching-begin", "/matching/begin/", comparer),
        ("matching-run", run, comparer), ("matching-late", "/matching/differences/late/", comparer),
        ("matching-deposit", asked["delivery"], owners["delivery"]),
        ("matching-sheet", sheet, owners["delivery"]), ("matching-review", review, owners["delivery"]),
    ):  # fmt: skip
        look_at(browser, running, address, name, who=desk, folder=tmp_path)
    for desk in (comparer, *owners.values()):
        assert desk.elsewhere() == []
        desk.leave()
