"""One description, four forms: every cell of HTML, PDF, Word and xlsx shows the same, in both languages."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.documents.descriptions import book, letter, of_rows, statutory, wide
from apps.documents.reading_back import (
    Matrix,
    page_tables,
    pdf_pages,
    squeezed,
    within,
    word_lines,
    word_tables,
    workbook_matrix,
)
from evenborn.apps.documents.book import draw_book
from evenborn.apps.documents.cells import Count, Day, Entry, Missing, Share, Suppressed, Text
from evenborn.apps.documents.download import Document, Form, download
from evenborn.apps.documents.grid import Grid
from evenborn.apps.documents.letter_lines import draw_letter
from evenborn.apps.documents.table import StatutoryTable, draw_table
from evenborn.presentation.numbers import LANGUAGES, Language

pytestmark = pytest.mark.usefixtures("printing")

TOP: dict[Language, tuple[str, ...]] = {
    "en": ("Live births", "Sex ratio at birth", "Registration"),
    "zh": ("活产数", "出生人口性别比", "登记情况"),
}
UNDER: dict[Language, str] = {
    "en": "Area|Order|boys|girls|Births|Males per 100 females|95% interval|95% interval"
    "|in time|last entry|remarks",
    "zh": "地区|孩次|男|女|出生数|每百女婴对应男婴数|95%区间|95%区间|及时登记率|末次登记|备注",
}
ENDS: dict[Language, tuple[str, str]] = {"en": ("from", "to"), "zh": ("下限", "上限")}
ROWS: dict[Language, str] = {
    "en": """Ganzhou|first|5,200|4,429|9,629|117.4|112.8|122.2|55.9%|2025-12-31|by hand
Ganzhou|second and later|< 5|8|< 5|×|×|×|–|–|=1+1
All areas|All areas|484,382|453,841|938,223|106.7|106.3|107.2|100%|2026-01-01|""",
    "zh": """甘州区|一孩|5,200|4,429|9,629|117.4|112.8|122.2|55.9%|2025年12月31日|人工核对
甘州区|二孩及以上|< 5|8|< 5|×|×|×|–|–|=1+1
全市合计|全市合计|484,382|453,841|938,223|106.7|106.3|107.2|100%|2026年1月1日|""",
}


def expected_of(language: Language) -> Matrix:
    births, ratio, registration = TOP[language]
    under = UNDER[language].split("|")
    return [
        [*under[:2], births, births, *[ratio] * 4, *[registration] * 3],
        under,
        [*under[:6], *ENDS[language], *under[8:]],
        *(line.split("|") for line in ROWS[language].splitlines()),
    ]


def made(document: Document, form: Form, language: Language) -> bytes:
    return download(document, form, language).content


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_is_the_same_in_every_form(language: Language) -> None:
    table, expected = statutory(), expected_of(language)
    assert page_tables(made(table, "html", language)) == [expected]
    assert word_tables(made(table, "docx", language)) == [expected]
    assert within(expected, workbook_matrix(made(table, "xlsx", language)))
    (page,) = pdf_pages(made(table, "pdf", language))
    assert in_order(draw_table(table, language).sheets[0].grid) in page


def in_order(grid: Grid) -> str:
    """The cells as a page says them, one after the other, a merged one once."""
    return squeezed("".join(box.cell.text for box in grid.boxes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_around_the_table_is_in_every_form(language: Language) -> None:
    table = statutory()
    said = {
        "en": "HEALTH12|PS[2025]3|Unit:births|Source:Deliveryregisters|by2026-01-03|Compiledby:",
        "zh": "卫统12表|省统字〔2025〕3号|计量单位：例|数据来源：住院分娩登记|截至2026年1月3日|填表人：",
    }[language].split("|")
    texts = [
        squeezed(made(table, "html", language).decode("utf-8").replace("</dt><dd>", "")),
        squeezed("".join(word_lines(made(table, "docx", language)))),
        squeezed("".join(chain.from_iterable(workbook_matrix(made(table, "xlsx", language))))),
        "".join(pdf_pages(made(table, "pdf", language))),
    ]
    for text in texts:
        assert not [words for words in said if words not in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wide_table_loses_no_column(language: Language) -> None:
    table = wide(24)
    parts = page_tables(made(table, "html", language))
    assert len(parts) == 2
    assert word_tables(made(table, "docx", language)) == parts
    joined = [
        list(chain.from_iterable(line[2 * bool(at) :] for at, line in enumerate(lines)))
        for lines in zip(*parts, strict=True)
    ]
    assert within(joined, workbook_matrix(made(table, "xlsx", language)))
    pages = pdf_pages(made(table, "pdf", language))
    assert len(pages) == len(parts)
    for number in range(24):
        assert sum(page.count(f"1,000,{number:03}") for page in pages) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_register_book_is_the_same_in_every_form(language: Language) -> None:
    document = book()
    pages = page_tables(made(document, "html", language))
    assert word_tables(made(document, "docx", language)) == pages
    sheet = workbook_matrix(made(document, "xlsx", language))
    assert all(within(page, sheet) for page in pages)
    printed = pdf_pages(made(document, "pdf", language))
    assert len(printed) == len(pages) == 3
    for sheet_drawn, text in zip(draw_book(document, language).sheets, printed, strict=True):
        assert in_order(sheet_drawn.grid) in text
        assert squeezed(sheet_drawn.right) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_the_same_in_every_form(language: Language) -> None:
    document = letter()
    lines = [squeezed(line.whole) for line in draw_letter(document, language).lines]
    word = made(document, "docx", language)
    cells = "".join(chain.from_iterable(chain.from_iterable(word_tables(word))))
    for text in ("".join(word_lines(word)) + cells, "".join(pdf_pages(made(document, "pdf", language)))):
        assert not [line for line in lines if line not in squeezed(text)]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CELLS: st.SearchStrategy[Entry] = st.one_of(
    st.integers(0, 999_999_999_999_999).map(Count),
    st.builds(Share, st.floats(-20, 20), st.integers(0, 3)),
    st.builds(Text, WORDS),
    st.dates().map(Day),
    st.just(Missing()),
    st.integers(2, 20).map(Suppressed),
)


@st.composite
def tables(draw: st.DrawFn) -> StatutoryTable:
    columns = draw(st.integers(1, 5))
    return of_rows(tuple(draw(st.lists(st.tuples(*[CELLS] * columns), min_size=1, max_size=5))))


@settings(max_examples=40)
@given(table=tables(), language=st.sampled_from(LANGUAGES))
def test_whatever_is_in_the_cells_three_forms_show_the_same(
    table: StatutoryTable, language: Language
) -> None:
    (page,) = page_tables(made(table, "html", language))
    assert word_tables(made(table, "docx", language)) == [page]
    assert within(page, workbook_matrix(made(table, "xlsx", language)))
