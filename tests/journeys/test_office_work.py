"""What officers come for: the first login, an appointment, an opening by two, a proof, a table on paper."""

import io
import sqlite3
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Playwright

from entrance import NEW_PASSWORD, code_of
from journeys.album import album, leave_picture, leave_pictures, small, speak
from journeys.office import Desk, Office, environment_of, office
from offices import finished
from people import PASSWORD

pytestmark = pytest.mark.browser

CHILD = "欧阳若璃"
"""The newborn of every sealed record of the scene."""


def sit_down(browser: Browser, running: Office, username: str) -> Desk:
    """An officer at a desk without JavaScript."""
    return Desk.at(browser, running, script=False).log_in(username)


def send(desk: Desk) -> None:
    """Press the button of the form of the page."""
    desk.page.locator("main form button").last.click()


def test_a_first_login_takes_a_new_password_and_a_second_factor(
    browser: Browser, playwright: Playwright, tmp_path: Path
) -> None:
    folder = album(tmp_path)
    office_folder = tmp_path / "office"
    office_folder.mkdir(mode=0o700)
    with office(office_folder, playwright, second_factor="required") as running:
        desk = sit_down(browser, running, "newcomer")
        assert desk.page.url.endswith("/access/own/password/")
        desk.open("/areas/")
        assert desk.page.url.endswith("/access/own/password/")
        for name, text in (("current", PASSWORD), ("password", NEW_PASSWORD), ("again", NEW_PASSWORD)):
            desk.page.fill(f"input[name={name}]", text)
        send(desk)
        desk.open("/")
        assert desk.page.url.endswith("/access/own/second-factor/")
        desk.open("/access/own/second-factor/codes/")
        leave_pictures(browser, running, desk, "second-factor", folder)
        secret = desk.page.locator("main code").first.inner_text()
        desk.page.fill("input[name=code]", code_of(secret))
        send(desk)
        recovery = desk.page.locator("ol.codes code").first.inner_text()
        assert desk.open("/") == 200
        assert desk.page.url == f"{running.url}/"
        desk.page.get_by_role("button", name="退出").click()
        desk.open("/access/login/")
        desk.page.fill("input[name=login]", "newcomer")
        desk.page.fill("input[name=password]", NEW_PASSWORD)
        send(desk)
        assert desk.page.url.endswith("/access/login/code/")
        desk.page.fill("input[name=code]", recovery)
        desk.page.press("input[name=code]", "Enter")
        assert desk.page.url == f"{running.url}/"
        desk.leave()


def test_an_administrator_appoints_a_clerk_who_sees_only_her_county(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    security = sit_down(browser, running, "security")
    security.open("/access/officers/")
    security.page.get_by_role("link", name="newcomer").click()
    security.page.locator("main a[href$='/appoint/']").click()
    security.page.fill("input[name=password]", PASSWORD)  # a change of powers asks once more
    send(security)
    leave_pictures(browser, running, security, "appoint", album(tmp_path))
    security.page.check("input[name=role][value=clerk]")
    security.page.fill("[name=area]", "曦泽县")
    department = security.page.locator("select[name=department] option", has_text="曦泽县").get_attribute(
        "value"
    )
    security.page.select_option("select[name=department]", department)
    send(security)
    security.reads("曦泽县")
    security.leave()

    clerk = sit_down(browser, running, "newcomer")
    clerk.open("/vault/")
    rows = clerk.page.locator("table.listing tbody tr")
    assert rows.count() == 1
    assert "990102" in rows.first.inner_text() or "曦泽县" in rows.first.inner_text()
    assert clerk.open("/vault/records/1/") == 404
    assert clerk.open("/access/officers/") == 403
    clerk.leave()


def test_two_persons_open_a_record_and_the_trail_tells_of_it(
    browser: Browser, running: Office, tmp_path: Path
) -> None:
    folder = album(tmp_path)
    clerk, keeper = sit_down(browser, running, "clerk"), sit_down(browser, running, "keeper")
    clerk.open("/vault/records/1/ask/")
    clerk.page.fill("input[name=reference]", "2026-17")
    send(clerk)
    opening = clerk.page.url.removeprefix(running.url)
    assert CHILD not in clerk.page.content()

    keeper.open("/")
    keeper.page.locator("main section a[href$='/to-approve/']").click()
    keeper.page.locator("table.listing a").first.click()
    assert keeper.page.url.endswith(opening)
    keeper.page.locator("form[action$='/approve/'] button").click()
    assert keeper.page.locator("form[action$='/look/']").count() == 0

    for language in ("en", "zh"):
        speak(clerk, language)
        clerk.open(opening)
        clerk.page.locator("form[action$='/look/'] button").click()
        clerk.reads(CHILD)
        leave_picture(clerk.page, f"opened.{language}", folder)
    assert CHILD not in pypdfium2.PdfDocument(clerk.page.pdf())[0].get_textpage().get_text_range()
    clerk.page.locator("form[action$='/close/'] button").click()
    clerk.open(opening)
    assert clerk.page.locator("form[action$='/look/']").count() == 0

    auditor = sit_down(browser, running, "auditor")
    auditor.open("/trail/?store=vault")
    said = auditor.page.inner_text("main")
    assert "李清源" in said
    assert "孙守真" in said
    assert CHILD not in said
    leave_pictures(browser, running, auditor, "opening-trail", folder)
    for desk in (clerk, keeper, auditor):
        desk.leave()


def test_a_table_is_printed_the_same_in_every_form(browser: Browser, running: Office, tmp_path: Path) -> None:
    folder = album(tmp_path)
    desk = sit_down(browser, running, "security")
    desk.open("/print/")
    leave_pictures(browser, running, desk, "print", folder)
    names = ("李清源", "孙守真", "陈望川")
    for language in ("en", "zh"):
        speak(desk, language)
        got = {form: desk.context.request.get(f"{running.url}/print/appointments.{form}").body()
               for form in ("html", "pdf", "docx", "xlsx")}  # fmt: skip
        pdf = pypdfium2.PdfDocument(got["pdf"])
        texts = {
            "html": got["html"].decode(),
            "pdf": pdf[0].get_textpage().get_text_range(),
            "docx": "".join(cell.text for table in Document(io.BytesIO(got["docx"])).tables
                            for row in table.rows for cell in row.cells),
            "xlsx": "".join(str(cell.value) for row in load_workbook(io.BytesIO(got["xlsx"])).active
                            for cell in row),
        }  # fmt: skip
        assert {form: [name in text for name in names] for form, text in texts.items()} == {
            form: [True] * 3 for form in texts
        }
        sheet = io.BytesIO()
        pdf[0].render(scale=1.2).to_pil().save(sheet, "PNG")
        (folder / f"printed.{language}.png").write_bytes(small(sheet.getvalue()))
    desk.leave()


def test_one_changed_byte_is_named(browser: Browser, running: Office, tmp_path: Path) -> None:
    auditor = sit_down(browser, running, "auditor")
    auditor.open("/trail/verify/")
    auditor.page.locator("main form > p button").click()
    assert "第 2 条" not in auditor.page.locator("main, .message").first.inner_text()
    with sqlite3.connect(running.folder / "vault.sqlite3") as store:
        for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        store.execute("UPDATE audit_entry SET facts = replace(facts, '1', '7') WHERE number = 2")
    auditor.open("/trail/verify/")
    auditor.page.locator("main form > p button").click()
    auditor.reads("第 2 条")
    leave_picture(auditor.page, "broken.zh", album(tmp_path))
    speak(auditor, "en")
    auditor.open("/trail/verify/")
    auditor.page.locator("main form > p button").click()
    auditor.reads("ntry 2")
    leave_picture(auditor.page, "broken.en", album(tmp_path))
    auditor.leave()
    command = ("audit", "verify", "--store", "vault", "--lang", "en")
    told = finished(command, environment_of(running.folder))
    assert told.returncode == 3, told.stderr
    assert "ntry 2" in told.stdout
