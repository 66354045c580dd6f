"""Number of the copy, secrecy, urgency: GB/T 9704-2012, 7.2.1 to 7.2.3. Lengths are millimetres."""

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from pypdfium2 import PdfPage

from apps.documents.descriptions import letter
from apps.documents.reading_back import pdf_pages, squeezed, word_lines
from apps.documents.test_letter import LINE, edges
from evenborn.apps.documents.download import download
from evenborn.apps.documents.letter import LONGEST_SECRET, OfficialLetter, Secrecy
from evenborn.apps.documents.letter_lines import draw_letter
from evenborn.apps.documents.wording import Both
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal

pytestmark = pytest.mark.usefixtures("printing")

MARKS = {"copy": 12, "secrecy": Secrecy("secret", 1), "urgency": Both("Most urgent", "特急")}
TEXTS = {"copy": "000012", "secrecy": "机密★1年", "urgency": "特急"}
SOME = [
    [name for name, there in zip(MARKS, chosen, strict=True) if there]
    for chosen in product((True, False), repeat=3)
    if any(chosen) and (chosen[0] or not chosen[1])
]


def marked(*names: str) -> OfficialLetter:
    """A notice with some of the marks."""
    return replace(letter(), **{name: MARKS[name] for name in names})  # type: ignore[arg-type]


def first_page(document: OfficialLetter) -> PdfPage:
    """The page as it is printed in Chinese."""
    return pypdfium2.PdfDocument(download(document, "pdf", "zh").content)[0]


@pytest.mark.parametrize("names", SOME)
def test_they_stand_in_lines_of_their_own_at_the_upper_left_corner(names: list[str]) -> None:
    page = first_page(marked(*names))
    for line, name in enumerate(names):
        left, top, _, bottom = edges(page, TEXTS[name])
        assert left == pytest.approx(28, abs=1)
        assert (top + bottom) / 2 == pytest.approx(37 + (line + 0.5) * LINE, abs=1.5)


def test_the_name_in_red_stands_where_it_stands_without_them() -> None:
    bare, full = first_page(letter()), first_page(marked(*MARKS))
    for text in ("张掖市卫生健康委员会文件", "张卫发〔2026〕12号", "关于做好出生登记工作的通知"):
        assert edges(full, text) == pytest.approx(edges(bare, text), abs=0.1)
    assert edges(full, "张掖市卫生健康委员会文件")[1] > edges(full, "特急")[3]


def test_word_has_them_in_the_same_order_and_leaves_the_name_where_it_is() -> None:
    read = docx.Document(io.BytesIO(download(marked(*MARKS), "docx", "zh").content))
    assert [line.text for line in read.paragraphs[:4]] == [*TEXTS.values(), "张掖市卫生健康委员会文件"]
    before = read.paragraphs[3].paragraph_format.space_before
    assert before is not None
    assert before.mm + 3 * LINE == pytest.approx(35, abs=0.1)
    faces = [line.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) if line.runs[0]._r.rPr is not None
             and line.runs[0]._r.rPr.rFonts is not None else "" for line in read.paragraphs[:3]]  # fmt: skip
    assert faces == ["", "黑体", "黑体"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_them(language: str) -> None:
    document = marked(*MARKS)
    lines = [squeezed(line.whole) for line in draw_letter(document, language).of(*MARKS)]  # type: ignore[arg-type]
    assert len(lines) == 3
    texts = [
        squeezed("".join(word_lines(download(document, "docx", language).content))),  # type: ignore[arg-type]
        squeezed("".join(pdf_pages(download(document, "pdf", language).content))),  # type: ignore[arg-type]
        squeezed(download(document, "html", language).content.decode()),  # type: ignore[arg-type]
    ]
    for text in texts:
        assert not [line for line in lines if line not in text]


@pytest.mark.parametrize("names", [[], ["copy"]])
def test_what_is_not_given_leaves_no_line(names: list[str]) -> None:
    lines = draw_letter(marked(*names), "zh").of("copy", "secrecy", "urgency")
    assert [line.text for line in lines] == [TEXTS[name] for name in names]


def test_secrecy_without_a_term_has_no_star() -> None:
    document = replace(letter(), copy=1, secrecy=Secrecy("top-secret"))
    assert [line.text for line in draw_letter(document, "zh").of("secrecy")] == ["绝密"]
    for level, years in LONGEST_SECRET.items():
        assert Secrecy(level, years).years == years


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: replace(letter(), secrecy=Secrecy("secret", 1)), "document-secret-without-copy"),
        (lambda: replace(letter(), copy=0), "document-bad-copy"),
        (lambda: replace(letter(), copy=1_000_000), "document-bad-copy"),
        (lambda: Secrecy("internal"), "document-bad-secrecy"),  # type: ignore[arg-type]
        (lambda: Secrecy("confidential", 11), "document-bad-secrecy"),
        (lambda: Secrecy("top-secret", 0), "document-bad-secrecy"),
    ],
)
def test_marks_that_cannot_be_are_refused(make: Callable[[], object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.code == code
    assert all("{" not in sentence(refused.value, language) for language in LANGUAGES)
