"""What a registrar comes for: a birth entered, a draft, a double click, a correction, the book on paper."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser

from journeys.album import album, leave_picture, leave_pictures, small, speak
from journeys.office import DESK, Desk, Office

pytestmark = pytest.mark.browser

NOW = datetime.now(ZoneInfo("Asia/Shanghai"))
TYPED = {
    "record_number": "2026-000417", "newborn_name": "沈若溪之女", "sex": "female", "weight": "3180",
    "length": "49", "outcome": "live", "gestational_weeks": "39+2", "plurality": "1", "birth_position": "1",
    "parity": "2", "mother_name": "沈若溪", "mother_id_type": "passport", "mother_id_number": "E48120557",
    "mother_birth_date": "1994-05-21", "residence": "990101001", "father_name": "顾长风",
}  # fmt: skip
CHOSEN = {"sex", "outcome", "mother_id_type", "late", "reason", "because"}


@pytest.fixture
def desk(browser: Browser, running: Office) -> Iterator[Desk]:
    desk = Desk.at(browser, running, script=False).log_in("registrar")
    yield desk
    desk.leave()


def born(hours: float) -> str:
    return (NOW - timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def fill(desk: Desk, **typed: str) -> None:
    for name, text in typed.items():
        field = desk.page.locator(f"[name={name}]")
        field.select_option(text) if name in CHOSEN else field.fill(text)


def lines_of_book(desk: Desk) -> list[str]:
    desk.open("/births/entries/")
    return desk.page.locator("main table.listing").last.locator("tbody tr td:nth-child(3)").all_inner_texts()


def pressed(desk: Desk, name: str) -> None:
    desk.page.get_by_role("button", name=name, exact=True).click()


def test_a_birth_from_draft_to_book(browser: Browser, running: Office, desk: Desk, tmp_path: Path) -> None:
    folder = album(tmp_path)
    from_draft(desk, folder)
    desk.open("/births/entry/")
    leave_pictures(browser, running, desk, "birth-entry", folder)
    a_double(desk, folder)
    desk.open("/births/entries/")
    leave_pictures(browser, running, desk, "birth-entries", folder)
    corrected(desk, folder)
    desk.open("/births/book/")
    leave_pictures(browser, running, desk, "book", folder)
    for language in ("zh", "en"):
        printed(desk, language, folder)
    assert desk.elsewhere() == []
    assert desk.complaints == []


def from_draft(desk: Desk, folder: Path) -> None:
    """Kept as a draft, refused while it is incomplete, then handed in by a double click: one line."""
    desk.open("/births/entry/")
    whole = Image.open(io.BytesIO(desk.page.screenshot(full_page=True)))
    assert whole.height <= 2 * DESK["height"]
    fill(desk, mother_name="沈若溪", mother_id_number="E48120557", birth_time=born(3))
    pressed(desk, "存为草稿")
    desk.reads("草稿已加密保存")
    desk.page.locator("main table.listing").first.locator("a").first.click()
    assert desk.page.input_value("[name=mother_name]") == "沈若溪"
    pressed(desk, "提交")
    assert desk.page.locator("a[href='#id_sex']").count() == 1
    leave_picture(desk.page, "birth-refused.zh", folder)
    fill(desk, **TYPED, birth_time=born(3))
    desk.page.get_by_role("button", name="提交", exact=True).dblclick()
    desk.page.wait_for_url("**/births/entries/*/")
    assert lines_of_book(desk) == [f"{NOW.year}-1"]


def a_double(desk: Desk, folder: Path) -> None:
    """The same mother and day are asked about; another mother, late, is entered with its reason."""
    desk.open("/births/entry/")
    fill(desk, **TYPED | {"record_number": "2026-000418"}, birth_time=born(3))
    pressed(desk, "提交")
    desk.reads(f"登记本序号 {NOW.year}-1", ".doubts")
    leave_picture(desk.page, "birth-doubt.zh", folder)
    fill(desk, mother_id_number="E48120558", mother_name="白芷兰", newborn_name="白芷兰之女",
         birth_time=born(30), late="born-outside")  # fmt: skip
    pressed(desk, "提交")
    desk.page.wait_for_url("**/births/entries/*/")
    assert lines_of_book(desk) == [f"{NOW.year}-2", f"{NOW.year}-1"]


def corrected(desk: Desk, folder: Path) -> None:
    """By its number; nothing of the record is shown."""
    desk.open("/births/correct/")
    fill(desk, record_number="2026-000417")
    pressed(desk, "查找")
    shown = desk.page.inner_text("main")
    assert "沈若溪" not in shown
    assert "3180" not in shown
    leave_picture(desk.page, "birth-correction.zh", folder)
    fill(desk, reason="typing", weight="3280")
    pressed(desk, "提交更正")
    desk.page.wait_for_url("**/births/entries/*/")


def printed(desk: Desk, language: str, folder: Path) -> None:
    """The book as PDF: the corrected value, and nobody's name."""
    speak(desk, language)
    desk.open("/births/book/")
    with desk.page.expect_download() as begun:
        pressed(desk, "PDF")
    book = pypdfium2.PdfDocument(begun.value.path())
    text = book[0].get_textpage().get_text_range()
    assert "沈若溪" not in text
    assert "3280" in text
    picture = io.BytesIO()
    book[0].render(scale=1.3).to_pil().save(picture, "PNG")
    book.close()
    (folder / f"book-printed.{language}.png").write_bytes(small(picture.getvalue()))
