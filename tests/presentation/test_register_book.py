"""The printed book: columns of the register, lines without gaps, totals of what the register is about."""

import re
from html import unescape

import pytest

from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.register_book import MOST_ROWS, PAGES, ROWS, render_book
from evenborn.presentation.register_paper import paper
from evenborn.registers.definition import REGISTERS, register


def text_of(element: str) -> str:
    return unescape(re.sub("<[^>]*>", "", element))


EVERY = [(name, language) for name in REGISTERS for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_page_has_the_columns_of_the_register_in_their_order(name: str, language: Language) -> None:
    definition = register(name)
    book = render_book(definition, language, pages=2)
    headers = re.findall(r"<thead>(.*?)</thead>", book, re.DOTALL)
    assert len(headers) == 2
    titles = [
        text_of(re.sub("<small>.*?</small>", "", one))
        for one in re.findall("<th.*?</th>", headers[0], re.DOTALL)
    ]
    expected = [field.en if language == "en" else field.zh for field in definition.fields.values()]
    assert titles[1:] == expected


def test_lines_are_numbered_without_gaps_over_all_pages() -> None:
    book = render_book(register("delivery"), "zh", rows=7, pages=3, first=101)
    numbers = [int(found) for found in re.findall(r'<th scope="row">(\d+)</th>', book)]
    assert numbers == list(range(101, 122))


def test_lines_and_pages_where_none_are_asked_for() -> None:
    book = render_book(register("delivery"), "en")
    assert book.count('<th scope="row">') == ROWS["A3"] * PAGES
    assert f"Page {PAGES} of {PAGES}" in book


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("delivery", ["男", "女", "不明", "登记数"]),
        ("immunisation", ["男", "女", "不明", "登记数"]),
        ("drug_ledger", ["期初与入库", "使用、报损、退货与期末", "登记数"]),
        ("drug_issue", ["发药数量合计", "登记数"]),
        ("termination_return", ["例数合计", "登记数"]),
        ("device", ["登记数"]),
    ],
)
def test_every_page_is_totalled_and_carried_forward(name: str, totals: list[str]) -> None:
    book = render_book(register(name), "zh", pages=1)
    found = re.findall(r'<div class="total">\n<b>(.*?)</b>(.*?)</div>', book, re.DOTALL)
    assert [title for title, _ in found] == ["本页小计", "累计"]
    assert [re.findall("<span>(.*?)</span>", line) for _, line in found] == [totals, totals]


def test_facility_and_period_stand_on_every_page_and_are_escaped() -> None:
    book = render_book(register("device"), "en", pages=2, facility="A & <b>B</b>", period="2025")
    assert book.count("A &amp; &lt;b&gt;B&lt;/b&gt;") == 3
    assert "<b>B</b>" not in book


def test_the_first_sheet_says_the_codes() -> None:
    cover = render_book(register("ultrasound_log"), "en", pages=1).partition('class="sheet ruled"')[0]
    assert "<b>xviii</b> colour and duplex Doppler" in cover
    assert "<b>9</b> unclear" not in cover


def test_few_short_codes_stand_under_their_heading() -> None:
    book = render_book(register("delivery"), "zh", pages=1)
    assert "<span>1男</span> <span>2女</span> <span>9不明</span>" in book
    assert "<span>3早期新生儿死亡</span>" not in book


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_page_asks_nothing_of_anybody(name: str, language: Language) -> None:
    book = render_book(register(name), language, pages=1)
    assert "<script" not in book
    assert not re.findall(r"(?:src|href)=\"(?!data:,)", book)
    assert f"size: {paper(register(name))} landscape" in book


@pytest.mark.parametrize(
    "wanted", [{"rows": 0}, {"rows": MOST_ROWS["A3"] + 1}, {"pages": 0}, {"first": 0}, {"rows": -3}]
)
def test_a_book_that_cannot_be_written_in_is_refused(wanted: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="lines"):
        render_book(register("delivery"), "en", **wanted)  # type: ignore[arg-type]
