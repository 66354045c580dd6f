"""An official letter: what GB/T 9704-2012 says of its places, measured on the page that was made.

Numbers in the names of tests are clauses of the standard. Lengths are millimetres.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

import docx
import docx.oxml.ns
import numpy as np
import pypdfium2
import pytest
from pypdfium2 import PdfPage
from pypdfium2.raw import FPDFText_GetFontSize

from apps.documents.descriptions import letter
from apps.documents.reading_back import pdf_pages
from evenborn.apps.documents.download import download
from evenborn.apps.documents.letter import DocumentNumber, OfficialLetter, Part
from evenborn.apps.documents.letter_lines import draw_letter
from evenborn.apps.documents.wording import Both
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal

pytestmark = pytest.mark.usefixtures("printing")

MM: Final = 72 / 25.4
LINE: Final = 225 / 22
Edges = tuple[float, float, float, float]


@cache
def pages(*, upward: bool = True, repeated: int = 1) -> list[PdfPage]:
    content = download(letter(upward=upward, repeated=repeated), "pdf", "zh").content
    return list(pypdfium2.PdfDocument(content))


def edges(page: PdfPage, text: str) -> Edges:
    """Left, top, right and bottom of the ink of a text, from the left and the upper edge of the page."""
    words = page.get_textpage()
    found = words.search(text).get_next()
    assert found is not None, text
    boxes = [words.get_charbox(found[0] + at) for at in range(found[1])]
    height = page.get_size()[1]
    return (
        min(box[0] for box in boxes) / MM,
        (height - max(box[3] for box in boxes)) / MM,
        max(box[2] for box in boxes) / MM,
        (height - min(box[1] for box in boxes)) / MM,
    )


def test_5_1_paper_is_a4() -> None:
    assert {tuple(round(side / MM) for side in page.get_size()) for page in pages(repeated=4)} == {(210, 297)}


def test_5_2_margins_and_lines() -> None:
    """Type area 156 × 225, 37 from above, 28 from the left, 22 lines a page, 28 characters a line."""
    plain = replace(letter(), body=(Part("国" * 28 * 60),))
    document = pypdfium2.PdfDocument(download(plain, "pdf", "zh").content)
    second = document[1].get_textpage().get_text_bounded().splitlines()
    full = [line for line in second if line.strip("国") == ""]
    assert len(full) == 22
    assert {len(line) for line in full} == {28}
    left = edges(document[1], "国")[0]
    words = document[1].get_textpage()
    boxes = [
        words.get_charbox(at) for at in range(words.count_chars()) if words.get_text_range(at, 1) == "国"
    ]
    assert left == pytest.approx(28, abs=1)
    assert max(box[2] for box in boxes) / MM == pytest.approx(28 + 156, abs=1)
    assert 297 - max(box[3] for box in boxes) / MM == pytest.approx(37 + (LINE - 5.2) / 2, abs=1.5)
    assert min(box[1] for box in boxes) / MM == pytest.approx(35 + (LINE - 5.2) / 2, abs=1.5)


def test_7_2_4_the_mark_is_35_below_the_type_area_and_centred() -> None:
    left, top, right, _ = edges(pages()[0], "张掖市卫生健康委员会文件")
    assert top == pytest.approx(37 + 35, abs=5)
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=2)


def test_7_2_5_the_number_is_centred_or_left_with_the_signer_right() -> None:
    left, _, right, below = edges(pages(upward=False)[0], "张卫发〔2026〕12号")
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=1.5)
    left, _, _, below = edges(pages()[0], "张卫发〔2026〕12号")
    _, _, right, also = edges(pages()[0], "签发人：王平")
    assert left == pytest.approx(28 + 5.57, abs=1)
    assert right == pytest.approx(28 + 156 - 5.57, abs=1)
    assert below == pytest.approx(also, abs=1)


def test_7_2_7_the_line_is_red_4_below_the_number_and_as_wide_as_the_type_area() -> None:
    scale = 6.0
    for upward in (True, False):
        page = pages(upward=upward)[0]
        picture = np.asarray(page.render(scale=scale).to_pil(), dtype=int)
        red = (picture[..., 0] > 180) & (picture[..., 1] < 60) & (picture[..., 2] < 60)
        (rows,) = np.nonzero(red.sum(axis=1) > 150 * MM * scale)
        (columns,) = np.nonzero(red[rows[0]])
        assert rows[0] / scale / MM - edges(page, "张卫发〔2026〕12号")[3] == pytest.approx(
            4 + (LINE - 5.2) / 2, abs=1
        )
        assert [columns[at] / scale / MM for at in (0, -1)] == pytest.approx([28, 28 + 156], abs=0.3)
        mark = edges(page, "张掖市卫生健康委员会文件")
        middle = red[round(mark[1] * MM * scale) : round(mark[3] * MM * scale)]
        assert middle.any()


def test_5_2_2_sizes_of_the_type() -> None:
    """Title in size 2 (21 points), text in size 3 (15.75), foot and page number in size 4 (14)."""
    first, last = pages()[0], pages()[-1]
    for page, text, points in (
        (first, "关于做好", 21),
        (first, "全市出生", 15.75),
        (first, "签发人", 15.75),
        (last, "抄送", 14),
        (last, "— 2", 14),
    ):
        words = page.get_textpage()
        found = words.search(text).get_next()
        assert found is not None
        drawn = 0.75 * FPDFText_GetFontSize(words.raw, found[0])  # the page is scaled from pixels to points
        assert drawn == pytest.approx(points, abs=0.1)


def test_7_3_title_recipients_and_indents() -> None:
    page = pages()[0]
    left, _, right, _ = edges(page, "关于做好出生登记工作的通知")
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=1.5)
    assert edges(page, "各县（区）卫生健康局")[0] == pytest.approx(28, abs=1)
    for start in ("全市出生", "一、依法", "二、规范"):
        on = next(page for page in pages() if start in page.get_textpage().get_text_bounded())
        assert edges(on, start)[0] == pytest.approx(28 + 2 * 5.57, abs=1)


def test_7_3_5_the_day_ends_four_characters_before_the_edge_under_the_name() -> None:
    last = pages()[-1]
    name, day = edges(last, "张掖市卫生健康委员会\r\n2026")[:3], edges(last, "2026年3月9日\r\n")
    assert max(name[2], day[2]) == pytest.approx(28 + 156 - 4 * 5.57, abs=2.5)


def test_7_4_who_else_receives_it_stands_at_the_foot_of_the_last_page() -> None:
    for repeated in (1, 2, 3, 5):
        last = pages(repeated=repeated)[-1]
        _, _, right, bottom = edges(last, "2026年3月9日印发")
        assert bottom == pytest.approx(37 + 225 - 2, abs=2.5)
        assert right == pytest.approx(28 + 156 - 4.94, abs=1)
        assert edges(last, "抄送：")[0] == pytest.approx(28 + 4.94, abs=1)


def test_7_5_page_numbers_stand_outside_7_below_the_type_area() -> None:
    printed = pages(repeated=4)
    assert len(printed) >= 3
    for number, page in enumerate(printed, start=1):
        left, top, right, _ = edges(page, f"— {number} —")
        assert 37 + 225 + 5 <= top <= 37 + 225 + 14
        if number % 2:
            assert right == pytest.approx(28 + 156 - 5.57, abs=1.5)
        else:
            assert left == pytest.approx(28 + 5.57, abs=1.5)


@pytest.mark.parametrize("repeated", [1, 2, 3, 4, 5, 6])
def test_the_name_is_never_alone_on_a_page_nor_a_heading_at_its_end(repeated: int) -> None:
    content = download(letter(repeated=repeated), "pdf", "zh").content
    texts = pdf_pages(content)
    assert texts[-1].startswith("附件") or "附件" in texts[-1]
    for text in texts[:-1]:
        assert not text.partition("—")[0].endswith(("依法检查", "规范登记"))


def test_paragraphs_are_numbered_by_level_and_begin_anew() -> None:
    lines = [line.text for line in draw_letter(letter(repeated=2), "zh").of("body")]
    starts = [
        "",
        "一、",
        "（一）",
        "1.",
        "（1）",
        "（2）",
        "二、",
        "",
        "三、",
        "（一）",
        "1.",
        "（1）",
        "（2）",
        "四、",
        "",
    ]
    assert len(lines) == len(starts)
    assert [line for line, start in zip(lines, starts, strict=True) if not line.startswith(start)] == []


def test_word_has_the_same_page_and_grid() -> None:
    read = docx.Document(io.BytesIO(download(letter(), "docx", "zh").content))
    section = read.sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 28, 35, 26]
    (grid,) = section._sectPr.findall(docx.oxml.ns.qn("w:docGrid"))
    pitch = int(grid.get(docx.oxml.ns.qn("w:linePitch")) or 0)
    assert 22 * pitch / 20 / MM == pytest.approx(225, abs=0.5)
    assert read.settings.odd_and_even_pages_header_footer
    fonts = {run.font.size.pt for line in read.paragraphs for run in line.runs if run.font.size}
    assert 21.0 in fonts


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: replace(letter(), title=""), "document-without"),
        (lambda: replace(letter(), issuer=Both("a", "")), "document-without"),
        (lambda: replace(letter(), body=()), "document-without"),
        (lambda: replace(letter(), to=("",)), "document-without"),
        (lambda: replace(letter(), body=(Part("x", 5),)), "document-bad-level"),  # type: ignore[arg-type]
        (lambda: replace(letter(), number=DocumentNumber("张", 26, 1)), "document-bad-number"),
        (lambda: replace(letter(), number=DocumentNumber("张", 2026, 0)), "document-bad-number"),
        (lambda: replace(letter(), note="x" * 40_000), "document-text-too-long"),
    ],
)
def test_a_letter_that_is_not_whole_is_refused(make: Callable[[], OfficialLetter], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.code == code
    assert all("{" not in sentence(refused.value, language) for language in LANGUAGES)


def test_a_letter_is_no_workbook() -> None:
    with pytest.raises(Refusal, match="document-letter-form"):
        download(letter(), "xlsx", "zh")
