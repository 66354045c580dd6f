"""From the front page to the batch behind one figure, in three clicks and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journeys.album import album, leave_pictures, speak
from journeys.looking import glance, look_at
from journeys.office import Desk, Office

pytestmark = pytest.mark.browser
FURNISHED_BY = "figures_folder.py"

WORDS = {
    "zh": {"behind": "出生数和批次", "target": "2025 年目标", "register": "查看该登记"},
    "en": {
        "behind": "Counts and batches behind it",
        "target": "Target for 2025",
        "register": "Look at that register",
    },
}


def test_three_clicks_lead_from_the_figure_to_the_batch_behind_it(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    desk = Desk.at(browser, running, script=False).log_in("analyst")
    for language, words in WORDS.items():
        speak(desk, language)
        desk.open("/")
        assert desk.page.locator("#figures + * .ratio b, #figures ~ dl .ratio b").first.inner_text()
        desk.page.get_by_role("link", name=words["behind"]).click()
        desk.page.wait_for_url("**/behind/**")
        desk.page.locator("table.listing a").first.click()
        desk.page.wait_for_url("**/intake/batches/*/")
        desk.reads("2025.csv")
        desk.open("/")
        desk.page.get_by_role("link", name=words["target"]).click()
        desk.page.wait_for_url("**/figures/targets/*/")
        desk.open("/")
        desk.page.get_by_role("link", name=words["register"]).first.click()
        desk.page.wait_for_url("**/figures/9901/?register=household")
    folder = album(tmp_path)
    for name, path in {"target": "/figures/targets/1/", "targets": "/figures/targets/"}.items():
        desk.open(path)
        leave_pictures(browser, running, desk, name, folder)
    desk.leave()


def test_the_front_page_of_a_leader_is_all_that_a_page_must_be(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    desk = Desk.at(browser, running).log_in("leader")
    look_at(browser, running, "/", "front-page", who=desk, folder=tmp_path)
    desk.open("/")
    leave_pictures(browser, running, desk, "front-page", album(tmp_path))
    desk.leave()


def test_the_form_of_a_target_holds(browser: Browser, running: Office) -> None:
    desk = Desk.at(browser, running, bypass_csp=True).log_in("analyst")
    assert glance(desk, "/figures/targets/set/") == []
    desk.leave()
