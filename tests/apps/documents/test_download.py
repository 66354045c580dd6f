"""Whatever stands in the cells: no formula, no tag, no request, no broken file."""

import io
import re
import zipfile

import openpyxl
import pypdfium2
import pytest

from apps.documents.descriptions import book, letter, of_rows, statutory
from apps.documents.reading_back import opened, page_tables, pdf_pages, squeezed, word_tables
from evenborn.apps.documents.cells import Count, Text
from evenborn.apps.documents.download import MEDIA_TYPES, Document, Form, download
from evenborn.apps.documents.table import StatutoryTable
from evenborn.presentation.numbers import LANGUAGES, Language

HOSTILE = {
    "<img src=http://example.invalid/a.png>": "<img src=http://example.invalid/a.png>",
    "</td><script>alert(1)</script>": "</td><script>alert(1)</script>",
    "</style><style>@import 'http://example.invalid/x'": "</style><style>@import 'http://example.invalid/x'",
    "\u202egnp.exe": "\ufffdgnp.exe",
    "=1+1": "=1+1",
    "+86": "+86",
    "-2": "-2",
    "@SUM(A1)": "@SUM(A1)",
    "\t=1": "=1",
    "\r=cmd|'/c calc'!A1": "=cmd|'/c calc'!A1",
    "=HYPERLINK(\"http://example.invalid\")": "=HYPERLINK(\"http://example.invalid\")",
    "http://example.invalid/": "http://example.invalid/",
    "_x000D_": "_x000D_",
    "&amp; &#60; {{ 7*7 }} {% raw %}": "&amp; &#60; {{ 7*7 }} {% raw %}",
    "x\x00y\x1bz\ud800": "x\ufffdy\ufffdz\ufffd",
    "𠮷镇㐂村䶮𰻝": "𠮷镇㐂村䶮𰻝",
    "007": "007",
    "1e5": "1e5",
    "2026-01-01": "2026-01-01",
}  # fmt: skip


def hostile() -> StatutoryTable:
    return of_rows(tuple((Text(text), Count(number)) for number, text in enumerate(HOSTILE)))


def test_every_form_shows_hostile_texts_as_they_are() -> None:
    expected = [[text, str(number)] for number, text in enumerate(HOSTILE.values())]
    for tables in (
        page_tables(download(hostile(), "html", "en").content),
        word_tables(download(hostile(), "docx", "en").content),
    ):
        assert tables[0][1:] == expected
    cells = [[cell.value for cell in row[:2]] for row in opened(download(hostile(), "xlsx", "en").content)]
    first = cells.index([expected[0][0], 0])
    assert cells[first : first + len(expected)] == [
        [text, number] for number, (text, _) in enumerate(expected)
    ]


@pytest.mark.usefixtures("printing")
def test_a_pdf_shows_hostile_texts_as_they_are() -> None:
    text = "".join(pdf_pages(download(hostile(), "pdf", "zh").content))
    assert squeezed("".join(f"{text}{number}" for number, text in enumerate(HOSTILE.values()))) in text


def test_no_cell_is_a_formula_or_a_link_and_words_that_could_be_are_marked() -> None:
    content = download(hostile(), "xlsx", "en").content
    for row in opened(content).iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            if isinstance(cell.value, str) and cell.value[:1] in set("=+-@"):
                assert cell.quotePrefix
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert not [
        name for name in parts.namelist() if b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", [hostile(), statutory(), book(), letter()])
def test_a_page_asks_nothing_of_anybody(document: Document, language: Language) -> None:
    page = download(document, "html", language).content.decode("utf-8")
    assert "<script" not in page
    assert not re.findall(r"\bstyle=", page)
    assert page.count("<style>") == page.count("</style>") == 1
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", page) == ["data:,"]
    assert "default-src 'none'" in page


@pytest.mark.usefixtures("printing")
def test_the_longest_text_loses_nothing() -> None:
    words = "出生" * 16_383
    table = of_rows(((Text(words), Count(1)), (Text("after"), Count(2))))
    assert page_tables(download(table, "html", "zh").content)[0][1][0] == words
    assert word_tables(download(table, "docx", "zh").content)[0][1][0] == words
    assert words in {cell.value for row in opened(download(table, "xlsx", "zh").content) for cell in row}
    content = download(table, "pdf", "zh").content
    assert sum(page.count("出生") for page in pdf_pages(content)) == 16_383
    assert "after" in pdf_pages(content)[-1]


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf"])
def test_what_is_downloaded_is_what_it_says(form: Form) -> None:
    made = download(statutory(), form, "zh")
    assert made.name == f"分地区、性别、孩次活产情况.{form}"
    assert made.headers["Content-Type"] == MEDIA_TYPES[form]
    assert made.headers["Content-Disposition"].startswith("attachment; ")
    if form == "pdf":
        assert len(pypdfium2.PdfDocument(made.content)) == 1
    elif form == "html":
        assert made.content.startswith(b"<!DOCTYPE html>")
    else:
        assert zipfile.ZipFile(io.BytesIO(made.content)).testzip() is None


def test_a_workbook_repeats_and_freezes_its_headings() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(download(statutory(), "xlsx", "zh").content)).active
    assert sheet is not None
    assert sheet.freeze_panes == "C11"
    assert sheet.print_title_rows == "$8:$10"
    assert sheet.page_setup.orientation == "landscape"
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {
        "A8:A10",
        "C8:D8",
        "E8:H8",
        "A11:A12",
        "A13:B13",
    }
