"""PDF: nothing is fetched, the same bytes, no empty boxes, every number under its heading on every page."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from apps.documents.descriptions import long, statutory, wide
from evenborn.apps.documents import pdf
from evenborn.apps.documents.download import Form, download
from evenborn.apps.documents.pdf import pdf_of, refuse_address
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal

pytestmark = pytest.mark.usefixtures("printing")

MADE_ELSEWHERE = """
import hashlib
from apps.documents.descriptions import statutory
from evenborn.apps.documents.download import download
for form in ("html", "pdf", "docx", "xlsx"):
    print(hashlib.sha256(download(statutory(), form, "zh").content).hexdigest())
"""


def placed(content: bytes, text: str) -> Iterator[tuple[int, float, float]]:
    """Page, left edge and height over the foot of the page of every place where a text stands, in points."""
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        words = page.get_textpage()
        search = words.search(text, match_whole_word=False)
        while (found := search.get_next()) is not None:
            left, bottom, _, _ = words.get_charbox(found[0])
            yield number, left, bottom


def test_the_same_table_gives_the_same_bytes_in_every_run(project: Path) -> None:
    path = os.pathsep.join(str(project / room) for room in ("src", "tests"))
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path}
    command = [sys.executable, "-c", MADE_ELSEWHERE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    forms: tuple[Form, ...] = ("html", "pdf", "docx", "xlsx")
    here = [sha256(download(statutory(), form, "zh").content).hexdigest() for form in forms]
    assert done.stdout.split() == here


def test_neither_a_file_nor_an_address_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body::before{content:'SECRET'}", "utf-8")
    asked: list[str] = []

    def watched(url: str, *rest: object, **more: object) -> None:
        asked.append(url)
        refuse_address(url, *rest, **more)

    monkeypatch.setattr(pdf, "refuse_address", watched)
    places = [secret.as_uri(), "http://example.invalid/x"]
    named = "".join(
        f'<link rel="stylesheet" href="{place}"><img src="{place}" alt=""><object data="{place}"></object>'
        f'<style>@import url("{place}"); p {{ background: url("{place}") }}</style>'
        f'<a rel="attachment" href="{place}">x</a>'
        for place in places
    )
    content = pdf_of(f"<html><title>t</title>{named}<p>plain</p></html>")
    (page,) = pypdfium2.PdfDocument(content)
    assert "SECRET" not in page.get_textpage().get_text_bounded()
    assert set(asked) == set(places)


def test_what_no_font_has_is_a_sentence_and_no_empty_box() -> None:
    with pytest.raises(Refusal) as refused:
        pdf_of("<html><title>t</title><p>births \U0010fffd\ue123</p></html>")
    assert refused.value.code == "document-no-glyph"
    assert "U+E123" in sentence(refused.value, "zh")
    assert refused.value.facts["number"] == 2


def test_missing_libraries_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system without pango, where importing the renderer fails with this very error."""

    class Absent:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    with pytest.raises(Refusal) as refused:
        pdf_of("<p>x</p>")
    assert refused.value.code == "document-no-pango"
    assert "libpango-1.0-0" in sentence(refused.value, "en")


def test_headings_stand_on_every_page_and_numbers_under_them() -> None:
    """A merged heading that a page break cut in two moved the numbers after it into other columns."""
    content = download(long(30), "pdf", "en").content
    assert len(pypdfium2.PdfDocument(content)) >= 3
    for heading, cells in (("c0", "10,0"), ("c1", "20,0")):
        pages = {page for page, _, _ in placed(content, heading)}
        found = list(placed(content, cells))
        assert pages == {page for page, _, _ in found}
        assert len(found) == 90
        assert max(left for _, left, _ in found) - min(left for _, left, _ in found) < 2
    for page in {page for page, _, _ in placed(content, "town")}:
        assert page in {number for number, _, _ in placed(content, "district")}


@pytest.mark.parametrize("columns", [0, 10, 24, 60])
def test_nothing_is_cut_off_at_the_edge(columns: int) -> None:
    content = download(wide(columns), "pdf", "zh").content
    counts: Counter[bool] = Counter()
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        words = page.get_textpage()
        for at in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(at)
            counts[20 < left <= right < width - 20 and 10 < bottom <= top < height - 20] += right > left
    assert set(counts) == {True}


def test_rows_that_do_not_fit_on_a_page_together_are_refused() -> None:
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in range(200))
    page = f'<html><title>t</title><table><tbody class="whole">{rows}</tbody></table></html>'
    with pytest.raises(Refusal) as refused:
        pdf_of(page)
    assert refused.value.code == "document-group-overflow"


def test_a_pdf_has_title_language_and_day() -> None:
    document = pypdfium2.PdfDocument(download(statutory(), "pdf", "zh").content)
    assert document.get_metadata_value("Title") == "分地区、性别、孩次活产情况"
    assert document.get_metadata_value("CreationDate").startswith("D:20260105")
    assert document.is_tagged()
