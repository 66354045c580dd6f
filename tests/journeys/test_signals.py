"""A facility contests a signal, the licensing officer reads the evidence and answers, both see it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journeys.album import album, leave_pictures
from journeys.looking import _paper as paper
from journeys.office import Desk, Office

pytestmark = pytest.mark.browser
FURNISHED_BY = "signals_folder.py"


def send(desk: Desk) -> None:
    desk.page.locator("main form button").last.click()


def test_a_signal_is_contested_answered_and_kept(browser: Browser, running: Office, tmp_path: Path) -> None:
    folder = album(tmp_path)
    officer = Desk.at(browser, running, script=False).log_in("licensing")
    officer.open("/signals/")
    leave_pictures(browser, running, officer, "signals", folder)
    officer.open("/signals/")
    paper(officer, tmp_path / "signals-printed.zh.png")
    officer.page.locator("td a", has_text="霓坞区第三医院").click()
    assert officer.page.locator("figure.chart svg circle.mark-inside").count()  # the others, without a script
    officer.page.goto(f"{officer.page.url}#evidence")
    leave_pictures(browser, running, officer, "signal", folder)
    officer.page.reload()
    paper(officer, tmp_path / "signal-printed.zh.png")
    officer.open("/signals/assessed/")
    leave_pictures(browser, running, officer, "signals-assessed", tmp_path)

    facility = Desk.at(browser, running, script=False).log_in("facility")
    facility.reads("涉及本机构的提示 1 条")
    facility.open("/signals/")
    facility.page.locator("td a", has_text="云渡妇产医院").click()
    facility.page.locator("a.button.primary").click()
    leave_pictures(browser, running, facility, "signal-contest", tmp_path)
    facility.page.check("input[value=referral-facility]")
    facility.page.fill("textarea[name=text]", "联系人 13800138000")
    send(facility)
    facility.reads("疑似证件号码或电话号码")
    facility.page.fill("textarea[name=text]", "全区疑难病例转诊至我院，转诊指征代码尚未启用。")
    send(facility)
    facility.reads("异议已提交")

    officer.open("/")
    officer.reads("1 条机构异议待答复")
    officer.open("/signals/contests/")
    leave_pictures(browser, running, officer, "signal-contests", tmp_path)
    officer.page.locator("td a", has_text="云渡妇产医院").click()
    leave_pictures(browser, running, officer, "signal-answer", folder)
    officer.page.check("input[value=explained]")
    officer.page.fill("textarea[name=text]", "转诊协议已核实。")
    send(officer)
    officer.reads("提示搁置一年")
    leave_pictures(browser, running, officer, "signal-answered", tmp_path)
    officer.open("/signals/?of=set-aside")
    officer.reads("云渡妇产医院")

    facility.open("/signals/?of=set-aside")
    facility.page.locator("td a", has_text="云渡妇产医院").click()
    facility.reads("转诊协议已核实")
