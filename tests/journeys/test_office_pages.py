"""Officers come in, and every page of the frame holds at a desk, on paper, narrow and read aloud."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journeys.album import TONGUES, speak
from journeys.looking import as_it_stands, glance, look_at
from journeys.office import Desk, Office
from people import PASSWORD

pytestmark = pytest.mark.browser


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


DOORS = ".places a, section[aria-labelledby=doors] a"


@pytest.mark.parametrize("username", ["clerk", "analyst", "keeper", "auditor", "security", "system"])
def test_every_place_that_a_role_may_go_to_holds(
    browser: Browser, running: Office, seen: set[str], username: str
) -> None:
    desk = Desk.at(browser, running, bypass_csp=True).log_in(username)
    desk.open("/")
    places = [link.get_attribute("href") or "" for link in desk.page.locator(DOORS).all()]
    assert places
    faults = {path: wrong for path in places if path not in seen and (wrong := glance(desk, path))}
    seen.update(places)
    assert faults == {}
    assert desk.complaints == []
    desk.leave()


ONE_LINE = "() => new Set([...document.querySelectorAll('.places li')].map(one => one.offsetTop)).size"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_places_of_a_clerk_stand_on_one_line(browser: Browser, running: Office, language: str) -> None:
    desk = Desk.at(browser, running, language=language, script=False).log_in("clerk")
    desk.open("/")
    assert desk.page.evaluate(ONE_LINE) == 1
    desk.leave()


def test_a_form_that_was_open_too_long_says_so(browser: Browser, running: Office) -> None:
    desk = Desk.at(browser, running, language="en", script=False)
    desk.open("/access/login/")
    desk.context.clear_cookies()
    desk.page.fill("input[name=login]", "clerk")
    desk.page.fill("input[name=password]", "something")
    desk.page.click("main form button")
    desk.reads("could not be accepted", "h1")
    desk.leave()


def send(desk: Desk, button: str = "main form button") -> None:
    """Send a form as it stands; a browser that objected itself would send nothing."""
    with desk.page.expect_navigation():
        desk.page.locator(button).last.click()


WRONG = {
    "clerk": ["/vault/records/1/ask/", "/vault/requests/receive/", "/access/own/password/"],
    "keeper": ["/vault/retention/hold/", "/vault/retention/delete/"],
    "system": ["/access/officers/add/", "/access/departments/add/"],
}
"""Forms that are sent empty."""


@pytest.mark.parametrize("username", WRONG)
def test_a_form_that_is_refused_holds_too(browser: Browser, running: Office, username: str) -> None:
    desk = Desk.at(browser, running, bypass_csp=True).log_in(username)
    for path, language in zip(WRONG[username], cycle(TONGUES), strict=False):
        speak(desk, language)
        desk.open(path)
        for entry in desk.page.locator("main input:is([type=text], [type=password], :not([type]))").all():
            entry.fill("")
        send(desk)
        assert desk.page.locator("main .summary").count(), path
        assert as_it_stands(desk) == [], f"{path} {language}"
    desk.leave()


def test_answers_that_cannot_be_asked_for_again_hold_too(browser: Browser, running: Office) -> None:
    wrong = Desk.at(browser, running, bypass_csp=True)
    wrong.open("/access/login/")
    wrong.page.fill("input[name=login]", "nobody")
    wrong.page.fill("input[name=password]", "something else")
    send(wrong)
    assert as_it_stands(wrong) == []
    wrong.leave()
    clerk = Desk.at(browser, running, bypass_csp=True).log_in("clerk")
    clerk.open("/vault/records/2/ask/")
    clerk.page.fill("input[name=reference]", "2026-31")
    send(clerk)
    assert as_it_stands(clerk) == []
    opening = clerk.page.url.removeprefix(running.url)
    keeper = Desk.at(browser, running, bypass_csp=True).log_in("keeper")
    keeper.open(opening)
    send(keeper, "form[action$='/approve/'] button")
    assert as_it_stands(keeper) == []
    clerk.open(opening)
    send(clerk, "form[action$='/look/'] button")
    sealed = clerk.page.locator("main table td").all_inner_texts()
    assert as_it_stands(clerk) == []
    auditor = Desk.at(browser, running, bypass_csp=True).log_in("auditor")
    speak(auditor, "en")
    auditor.open("/trail/verify/")
    send(auditor, "main form > p button")
    assert auditor.page.locator(".message").count() >= 6
    assert as_it_stands(auditor) == []
    cookies = [cookie["value"] for desk in (clerk, auditor) for cookie in desk.context.cookies()]
    for desk in (clerk, keeper, auditor):
        assert desk.complaints == []
        desk.leave()
    log = running.log()
    assert sealed
    secrets = [
        *sealed,
        *(value for value in cookies if len(value) > 10),
        PASSWORD,
        "something else",
        "2026-31",
    ]
    assert [value for value in secrets if value in log] == []
