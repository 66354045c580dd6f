"""A file with bad rows: handed in, looked at, corrected in a workbook, taken in; in both languages."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

from apps.intake.scene import HEADER, delivery, row
from journeys.album import album, leave_pictures, speak
from journeys.looking import look_at
from journeys.office import Desk, Office

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"bad": "日历中没有这一天", "taken": "已接收", "counts": "不再计数"},
    "en": {"bad": "the calendar has no such day", "taken": "was taken in", "counts": "count no more"},
}


def march(first: int) -> bytes:
    """A month of a hospital: twelve births, two of them with a fault."""
    rows = [row(first + n, sex="男" if n % 2 else "女") for n in range(10)]
    impossible = [*row(first + 10, born="2025-02-30 10:00")[:-1], "2025-03-01 20:30"]
    nameless = row(first + 11)
    nameless[HEADER.index("母亲证件号码")] = ""
    return delivery([*rows, impossible, nameless])


def choose(desk: Desk) -> None:
    """The hospital and its register."""
    hospital = desk.page.locator("select[name=sender] option", has_text="妇幼保健院").get_attribute("value")
    desk.page.select_option("select[name=sender]", hospital)
    desk.page.select_option("select[name=register]", "delivery")


def hand_in(desk: Desk, path: Path) -> None:
    """Send a file by the form."""
    desk.open("/intake/send/")
    choose(desk)
    desk.page.set_input_files("input[type=file]", path)
    desk.page.locator("main form button").last.click()
    desk.page.wait_for_url("**/intake/batches/*/")


def press(desk: Desk, part: str) -> None:
    """Press the button of the form whose address ends so."""
    desk.page.locator(f"form[action$='{part}'] button").click()


def corrected(desk: Desk, folder: Path) -> Path:
    """Download the bad rows and correct them, as a clerk does in a spreadsheet."""
    with desk.page.expect_download() as download:
        press(desk, "/bad-rows/")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    book = load_workbook(path)
    sheet = book.active
    assert sheet.max_row == 3
    sheet.cell(2, HEADER.index("出生时间") + 1, "2025-03-01 10:00")
    sheet.cell(3, HEADER.index("母亲证件号码") + 1, f"E7{path.stat().st_size:07}")
    book.save(path)
    return path


def test_a_file_with_bad_rows_is_corrected_and_taken_in(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    folder, desk = album(tmp_path), Desk.at(browser, running, script=False).log_in("clerk")
    for language, first in (("en", 100), ("zh", 200)):
        speak(desk, language)
        path = tmp_path / f"{language}.csv"
        path.write_bytes(march(first))
        hand_in(desk, path)
        page = desk.page.inner_text("main")
        assert WORDS[language]["bad"] in page
        assert "李梅" not in page
        if language == "zh":
            leave_pictures(browser, running, desk, "batch", folder)
        batch = desk.page.url.removeprefix(running.url)
        fixed = corrected(desk, tmp_path)
        press(desk, "/take-in/")
        desk.reads(WORDS[language]["taken"])
        hand_in(desk, fixed)
        assert desk.page.locator("form[action$='/bad-rows/']").count() == 0
        press(desk, "/take-in/")
        desk.reads(WORDS[language]["taken"])
        desk.open(f"{batch}withdraw/")
        desk.page.check("input[value=sent-by-mistake]")
        desk.page.locator("main form button").last.click()
        desk.reads(WORDS[language]["counts"])
    desk.open("/intake/")
    leave_pictures(browser, running, desk, "batches", folder)
    desk.leave()


def test_the_pages_hold_in_both_languages_without_script_on_paper_and_under_axe(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    folder, desk = album(tmp_path), Desk.at(browser, running).log_in("clerk")
    path = tmp_path / "strange.csv"
    path.write_bytes(march(300).replace("性别".encode(), "娃的性别".encode()))
    hand_in(desk, path)
    batch = desk.page.url.removeprefix(running.url)
    for name, address in {
        "intake-send": "/intake/send/", "intake-columns": f"{batch}columns/", "intake-failed": batch,
        "intake-senders": "/intake/senders/", "intake-sender": "/intake/senders/1/",
        "intake-refuse": f"{batch}refuse/", "intake-to-decide": "/intake/to-decide/",
        "intake-list": "/intake/",
    }.items():  # fmt: skip
        look_at(browser, running, address, name, who=desk, folder=tmp_path)
    desk.open("/intake/send/")
    leave_pictures(browser, running, desk, "send", folder)
    desk.leave()


def test_a_file_is_dropped_onto_the_form(browser: Browser, running: Office) -> None:
    desk = Desk.at(browser, running).log_in("clerk")
    desk.open("/intake/send/")
    assert desk.page.locator(".drop-hint").is_visible()
    desk.page.evaluate(
        """text => {
          const given = new DataTransfer();
          given.items.add(new File([text], "三月.csv", {type: "text/csv"}));
          document.querySelector("form[data-drop]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true}));
        }""",
        march(400).decode(),
    )
    choose(desk)
    desk.page.locator("main form button").last.click()
    desk.page.wait_for_url("**/intake/batches/*/")
    desk.reads("三月.csv")
    assert desk.complaints == []
    desk.leave()
