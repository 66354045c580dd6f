"""Pages of methods in the office: every file, both languages, safe, and no link that leads nowhere."""

import re
from pathlib import Path

import pytest

from evenborn.presentation import method_pages
from evenborn.presentation.method_pages import INDEX, MethodPage, method_names, method_page, method_titles
from evenborn.presentation.numbers import LANGUAGES, Language


def address(name: str) -> str:
    return f"/methods/{name}/"


def shown(name: str, language: Language) -> MethodPage:
    return method_page(name, language, address)


def test_every_file_of_methods_is_a_page(project: Path) -> None:
    files = {path.name.split(".")[0] for path in (project / "docs/methods").glob("*.md")}
    assert files == {*method_names(), INDEX}
    for name in files - {INDEX}:
        assert len({shown(name, language).title for language in LANGUAGES}) == len(LANGUAGES), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_pages_or_are_plain_text_and_sections_are_there(language: Language) -> None:
    assert {name for name, _ in method_titles(language)} == set(method_names())
    for name in method_names():
        html = shown(name, language).html
        for led in re.findall(r'href="([^"]*)"', html):
            page, _, section = led.partition("#")
            found = re.fullmatch(r"/methods/([\w-]+)/", page)
            assert found, led
            if section:
                assert f'id="{section}"' in shown(found[1], language).html, led
        assert ".md</a>" not in html
        assert "](" not in html
        assert "docs/methods" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_formula_stands_in_a_frame_and_a_table_as_tables_of_the_office(language: Language) -> None:
    html = shown("monitoring", language).html
    assert "Sₜ = max(0, Sₜ₋₁ + Mₜ log(p₁/p₀) + Fₜ log(q₁/q₀))" in html
    assert '<pre tabindex="0">' in html
    assert '<table class="listing">' in shown("signals", language).html


def test_html_within_a_page_is_shown_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.md").write_text(
        "# Odd\n\n[中文](odd.zh.md)\n\n<script>x</script> [a](javascript:x) [b](https://example.org/)\n"
        "<b>c</b>\n\n```\n<i>d</i>\n```\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(method_pages, "_folder", lambda: tmp_path)
    method_pages.method_names.cache_clear()
    try:
        html = shown("odd", "en").html
    finally:
        method_pages.method_names.cache_clear()
        method_pages.method_page.cache_clear()
    for raw in ("<script", "<b>", "<i>", "href"):
        assert raw not in html, raw
    assert "&lt;script&gt;" in html


def test_a_line_of_a_chinese_file_ends_without_a_space() -> None:
    for name in method_names():
        text = re.sub(r"<pre.*?</pre>", "", shown(name, "zh").html, flags=re.DOTALL)
        assert not re.search(r"[，。：；、]\n[一-鿿]", text), name
