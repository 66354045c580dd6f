"""Officers come in, and every page of the frame holds at a desk, on paper, narrow and read aloud."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from journeys.looking import glance, look_at
from journeys.office import ARGUMENTS, CHROMIUM, Desk, Office, office

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM.exists():
        pytest.skip(
            "SKIPPED FOR LACK OF A BROWSER: /usr/bin/chromium is absent; the office was not opened in one"
        )
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def running(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office"), playwright) as running:
        yield running


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Places that somebody went to already."""
    return set()


@pytest.fixture(scope="module")
def clerk(browser: Browser, running: Office) -> Iterator[Desk]:
    desk = Desk.at(browser, running).log_in("clerk")
    yield desk
    desk.leave()


def test_an_officer_comes_in_reads_english_and_goes(browser: Browser, running: Office) -> None:
    desk = Desk.at(browser, running, script=False).log_in("clerk")
    assert desk.page.url == f"{running.url}/"
    assert desk.page.locator("html").get_attribute("lang") == "zh-Hans"
    desk.open("/components/?sort=-births&page=2")
    desk.page.get_by_role("button", name="English").click()
    assert desk.page.url == f"{running.url}/components/?sort=-births&page=2"
    assert desk.page.locator("html").get_attribute("lang") == "en"
    desk.page.get_by_role("button", name="Log out").click()
    desk.open("/")
    assert "/login" in desk.page.url
    desk.leave()


@pytest.mark.parametrize(
    ("path", "name", "status"),
    [("/", "desk", 200), ("/components/", "components", 200), ("/nowhere/", "not-found", 404)],
)
def test_a_page_is_all_that_it_must_be(
    browser: Browser, running: Office, clerk: Desk, tmp_path: Path, path: str, name: str, status: int
) -> None:
    look_at(browser, running, path, name, who=clerk, folder=tmp_path, status=status)


def test_the_login_is_too(browser: Browser, running: Office, tmp_path: Path) -> None:
    look_at(browser, running, "/access/login/", "login", who=None, folder=tmp_path)


@pytest.mark.parametrize("username", ["clerk", "analyst", "keeper", "auditor", "security", "system"])
def test_every_place_that_a_role_may_go_to_holds(
    browser: Browser, running: Office, seen: set[str], username: str
) -> None:
    desk = Desk.at(browser, running, bypass_csp=True).log_in(username)
    desk.open("/")
    places = [link.get_attribute("href") or "" for link in desk.page.locator(".places a").all()]
    assert places
    faults = {path: wrong for path in places if path not in seen and (wrong := glance(desk, path))}
    seen.update(places)
    assert faults == {}
    assert desk.complaints == []
    desk.leave()


def test_a_form_that_was_open_too_long_says_so(browser: Browser, running: Office) -> None:
    desk = Desk.at(browser, running, language="en", script=False)
    desk.open("/access/login/")
    desk.context.clear_cookies()
    desk.page.fill("input[name=login]", "clerk")
    desk.page.fill("input[name=password]", "something")
    desk.page.click("main form button")
    assert "could not be accepted" in desk.page.inner_text("h1")
    desk.leave()
