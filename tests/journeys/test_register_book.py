"""An office prints a register book: one sheet a page, A4 or A3 landscape, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.register_book import render_book
from evenborn.registers.definition import REGISTERS, register

CUT_OFF = """() => [...document.querySelectorAll('.sheet')].flatMap(sheet => {
  const box = sheet.getBoundingClientRect();
  const low = sheet.querySelector('.signatures').getBoundingClientRect().bottom;
  const headings = [...sheet.querySelectorAll('thead th')];
  const wide = headings.filter(cell => cell.scrollWidth > cell.clientWidth + 1);
  return [...(low > box.bottom ? ['signatures'] : []), ...wide.map(cell => cell.textContent)];
})"""
"""Whatever does not fit: signatures below the sheet, headings wider than their column."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGISTERS)
def test_every_sheet_is_one_page_and_all_of_it_is_on_it(
    browser: Browser, tmp_path: Path, name: str, language: Language
) -> None:
    path = tmp_path / "book.html"
    path.write_text(render_book(register(name), language, pages=2, facility="云溪县人民医院"), "utf-8")
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    assert page.evaluate(CUT_OFF) == []
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.count(b"/Type /Page\n") == 3
