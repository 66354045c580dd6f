"""A late facility is reminded, states its reason, sends the return, and the calendar turns."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from evenborn.apps.births.returns.rules import previous
from journeys.album import album, leave_pictures
from journeys.looking import _paper as paper
from journeys.office import Desk, Office

pytestmark = pytest.mark.browser
FURNISHED_BY = "returns_folder.py"

MONTH = f"{previous(timezone.localdate().replace(day=1), 2):%Y-%m}"
"""The month whose due day has passed whatever day it is."""
CELL = "terminations|<10|own-decision|medical"


def send(desk: Desk) -> None:
    desk.page.locator("main form button").last.click()


def test_a_late_facility_is_reminded_explains_and_sends(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    folder = album(tmp_path)
    clerk = Desk.at(browser, running, script=False).log_in("clerk")
    clerk.open("/births/calendar/?register=termination_return")
    row = clerk.page.locator("table.calendar tr", has_text="霓坞区妇幼保健院")
    assert row.locator("td.missing").count() >= 1
    leave_pictures(browser, running, clerk, "calendar", folder)
    paper(clerk, folder / "calendar-printed.zh.png")

    clerk.open("/births/calendar/reminders/")
    leave_pictures(browser, running, clerk, "reminders", folder)
    clerk.page.locator("form[action$='/send/'] button").click()
    clerk.reads("已催报")
    clerk.open("/births/calendar/letters/")
    leave_pictures(browser, running, clerk, "letters", folder)

    registrar = Desk.at(browser, running, script=False).log_in("returns")
    registrar.reads("被催报")
    registrar.page.locator("main a[href='/births/calendar/own/']").first.click()
    leave_pictures(browser, running, registrar, "own-calendar", folder)
    registrar.page.locator(f"td.missing a[href$='/{MONTH}/']").nth(1).click()
    registrar.page.select_option("select[name=reason]", "system-down")
    send(registrar)
    registrar.reads("系统故障")
    leave_pictures(browser, running, registrar, "own-month", folder)

    registrar.open("/births/returns/")
    leave_pictures(browser, running, registrar, "returns", folder)
    registrar.page.locator(f"a[href$='/termination_return/{MONTH}/']").click()
    registrar.page.locator(f"input[name='{CELL}']").fill("95")
    registrar.page.locator("button[value=zeros]").click()
    registrar.reads("草稿已保存")
    send(registrar)
    registrar.reads("尚未说明原因")
    leave_pictures(browser, running, registrar, "return", folder)
    registrar.page.locator(f"input[name='{CELL}']").fill("31")
    send(registrar)
    registrar.reads("第 1 版已上报")

    clerk.open("/births/calendar/?register=termination_return")
    cell = clerk.page.locator("table.calendar tr", has_text="霓坞区妇幼保健院").locator(
        f"td a[href$='/{MONTH}/']"
    )
    assert "迟" in cell.inner_text()
    cell.click()
    leave_pictures(browser, running, clerk, "month", folder)
    clerk.leave()
    registrar.leave()
