"""A table prepared, released by a second person, corrected by a new issue, downloaded by a stranger."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journeys.album import album, leave_pictures
from journeys.looking import look_at
from journeys.office import Desk, Office, fill

pytestmark = pytest.mark.browser
FURNISHED_BY = "releases_folder.py"

NAME = "areas-990101-delivery"


def births(running: Office, *which: str) -> None:
    """Put births into the office."""
    fill(running.folder, "releases_folder.py", *which)


def prepare(desk: Desk, reason: str, explanation: str = "") -> str:
    """Prepare the table of Niwu’s townships; the address of the issue."""
    desk.open("/figures/releases/prepare/")
    desk.page.fill("input[name=area]", "990101")
    desk.page.fill("input[name=first]", "2023")
    desk.page.fill("input[name=last]", "2025")
    desk.page.select_option("select[name=reason]", reason)
    desk.page.fill("textarea[name=explanation]", explanation)
    desk.page.locator("main form button").last.click()
    desk.reads("等待另一人复核")
    assert desk.page.locator("form[action$='/issue/']").count() == 0  # not by oneself
    return desk.page.url.removeprefix(desk.url)


def release(desk: Desk, address: str) -> None:
    """Release it as the second person."""
    desk.open(address)
    desk.page.locator("form[action$='/issue/'] button").click()
    desk.reads("统计表已发布")


def test_a_table_is_frozen_corrected_and_read_by_everybody(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    folder = album(tmp_path)
    analyst = Desk.at(browser, running, script=False).log_in("analyst")
    clerk = Desk.at(browser, running, script=False).log_in("clerk")
    stranger = Desk.at(browser, running, script=False)
    first = prepare(analyst, "first")
    assert stranger.open(f"/open/{NAME}/") == 404
    clerk.open("/")
    clerk.reads("待您复核发布的统计表：1 张")
    release(clerk, first)
    births(running, "later")
    release(clerk, prepare(analyst, "late-births", "2025年度补报、迟报的出生。"))
    assert stranger.open(f"/open/{NAME}/") == 200
    stranger.reads("男 612→614")
    with stranger.page.expect_download() as download:
        stranger.page.locator(f"a[href*='/{NAME}/2/csv']").click()
    assert download.value.suggested_filename == f"{NAME}-2.csv"
    rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig")))
    assert next(rows)["male"] == "614"
    for desk, address, name in (
        (clerk, first, "release"), (stranger, f"/open/{NAME}/2/", "open-issue"),
    ):  # fmt: skip
        look_at(browser, running, address, name, who=desk, folder=tmp_path)
    for desk, address, name in (
        (analyst, "/figures/releases/", "releases"),
        (analyst, "/figures/releases/prepare/", "prepare-release"),
        (stranger, "/open/", "open-data"), (stranger, "/open/dictionary/", "open-dictionary"),
    ):  # fmt: skip
        desk.open(address)
        leave_pictures(browser, running, desk, name, folder)
    assert stranger.elsewhere() == []
