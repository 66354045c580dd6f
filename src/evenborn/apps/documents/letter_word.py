"""A letter as a Word document: the page, the grid of lines and the places of GB/T 9704-2012."""

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from evenborn.apps.documents.grid import room
from evenborn.apps.documents.letter_lines import ABOVE, DrawnLetter, Line
from evenborn.apps.documents.letter_page import TITLE, mark_points
from evenborn.apps.documents.word import Element, add_field, made, new_document, set_fonts, word_bytes

_FANGSONG: Final = "仿宋_GB2312"
_SONG: Final = "宋体"
_XIAOBIAOSONG: Final = "方正小标宋简体"
_TYPEFACES: Final = {1: "黑体", 2: "楷体_GB2312"}
_LATIN: Final = "Times New Roman"

_POINTS: Final = {"en": 12.0, "zh": 16.0}
_RED: Final = RGBColor(0xE6, 0x00, 0x12)
_WIDTH: Final = Mm(156)
_LINE: Final = Mm(225 / 22)
_GRID: Final = {"w:type": "linesAndChars", "w:linePitch": 579, "w:charSpace": -848}
"""22 lines of 28 characters on 225 by 156 mm, in twentieths and 4096ths of a point."""

_MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER


def letter_word(letter: DrawnLetter) -> bytes:
    """Write a letter as a Word document.

    Parameters
    ----------
    letter : DrawnLetter

    Returns
    -------
    bytes
        The same letter gives the same bytes.
    """
    points = _POINTS[letter.language]
    document = new_document(letter.title, letter.made, latin=_LATIN, asian=_FANGSONG, points=points)
    _page(document, letter)
    _head(document, letter)
    _text(document, letter)
    _signed(document, letter)
    _end(document, letter)
    return word_bytes(document)


def _page(document: WordDocument, letter: DrawnLetter) -> None:
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)
    for grid in section._sectPr.findall(made("w:docGrid").tag):
        section._sectPr.remove(grid)
    if letter.language == "zh":
        section._sectPr.append(made("w:docGrid", _GRID))
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], right=True)
    _number(section.even_page_footer.paragraphs[0], right=False)


def _number(paragraph: Paragraph, *, right: bool) -> None:
    """Write — 1 — outside: right on odd pages, left on even ones, one character from the edge."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(14)
    for run in (paragraph.add_run("— "), add_field(paragraph, "PAGE"), paragraph.add_run(" —")):
        run.font.size = Pt(14)
        set_fonts(run._r.get_or_add_rPr(), _SONG, _SONG)


def _line(
    document: WordDocument, text: str, face: str = "", points: float = 0.0, *, before: float = 0.0
) -> Paragraph:
    """Add a paragraph; ``before`` counts empty lines."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Length(round(before * _LINE))
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, face, points)
    return paragraph


def _run(paragraph: Paragraph, text: str, face: str = "", points: float = 0.0, *, bold: bool = False) -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    if face:
        set_fonts(run._r.get_or_add_rPr(), _LATIN, face)
    if points:
        run.font.size = Pt(points)
    if bold:
        run.font.bold = True


def _head(document: WordDocument, letter: DrawnLetter) -> None:
    above = letter.of(*ABOVE)
    for line in above:
        _line(document, line.text, "" if line.role == "copy" else _TYPEFACES[1])
    for line in letter.of("mark"):
        mark = _line(document, line.text, _XIAOBIAOSONG, mark_points(letter))
        room_above = Length(Mm(35) - round(len(above) * _LINE))  # where it stands without these lines
        mark.paragraph_format.space_before = room_above if letter.language == "zh" else Mm(10)
        mark.alignment = _MIDDLE
        mark.runs[0].font.color.rgb = _RED
    signer = letter.of("signer")
    for line in letter.of("number"):
        number = _line(document, line.text, before=2)
        number.alignment = WD_ALIGN_PARAGRAPH.LEFT if signer else _MIDDLE
        if signer:
            number.paragraph_format.left_indent = Mm(5.571)
            number.paragraph_format.tab_stops.add_tab_stop(Mm(156 - 5.571), WD_TAB_ALIGNMENT.RIGHT)
            _run(number, "\t" + signer[0].text)
            _run(number, signer[0].then, _TYPEFACES[2])
        _rule(number)


def _rule(paragraph: Paragraph) -> None:
    """Draw the red line 4 mm below; it is as wide as the type area."""
    line = made("w:bottom", {"w:val": "single", "w:sz": 14, "w:space": 11, "w:color": "E60012"})
    paragraph._p.get_or_add_pPr().insert_element_before(
        made("w:pBdr", {}, [line]), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _text(document: WordDocument, letter: DrawnLetter) -> None:
    titles = letter.of("title")
    for at, line in enumerate(titles):
        title = _line(document, line.text, _XIAOBIAOSONG, TITLE[letter.language], before=0 if at else 2)
        title.alignment, title.paragraph_format.keep_with_next = _MIDDLE, True
    for at, line in enumerate(letter.of("to", "body")):
        paragraph = _line(document, "", before=0 if at else 1)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if line.role == "body" and letter.language == "zh":
            paragraph.paragraph_format.first_line_indent = Mm(11.142)
        _paragraph(paragraph, line, letter)
    for at, line in enumerate(letter.of("attachments")):
        enclosed = _line(document, line.text, before=0 if at else 1)
        _run(enclosed, line.then)
        enclosed.paragraph_format.left_indent = Mm(27.855 if letter.language == "zh" else 20)
        enclosed.paragraph_format.first_line_indent = (
            -Mm(16.713 if letter.language == "zh" else 20) if not at else None
        )


def _paragraph(paragraph: Paragraph, line: Line, letter: DrawnLetter) -> None:
    face = _TYPEFACES.get(line.level, "") if line.role == "body" else ""
    headed = bool(face)
    _run(paragraph, line.text, face, bold=headed and letter.language == "en")
    _run(paragraph, line.then)
    paragraph.paragraph_format.keep_with_next = headed and not line.then


def _signed(document: WordDocument, letter: DrawnLetter) -> None:
    """Write who and when, with room for the seal above; the day ends four characters before the edge."""
    lines = letter.of("issuer", "day")
    half = _POINTS[letter.language] / 2
    width = Pt(max(room(line.text) for line in lines) * half + half)
    for at, line in enumerate(lines):
        signed = _line(document, line.text, before=0 if at else 3)
        form = signed.paragraph_format
        signed.alignment, form.right_indent = _MIDDLE, Mm(22.284)
        form.left_indent = Length(max(0, _WIDTH - Mm(22.284) - width))
        form.keep_with_next = not at
    for line in letter.of("note"):
        note = _line(document, line.text, before=1)
        note.paragraph_format.first_line_indent = Mm(11.142 if letter.language == "zh" else 0)


def _end(document: WordDocument, letter: DrawnLetter) -> None:
    """Write who else receives it and who sends it out, at the foot of the last page."""
    copies, sent = letter.of("copies"), letter.of("printer", "printed")
    rows = [[line] for line in copies] + ([list(sent)] if sent else [])
    if not rows:
        return
    table = made("w:tbl", {}, [_end_properties(), _end_grid()])
    for row in rows:
        table.append(made("w:tr", {}, [_end_cell(line, len(row), at) for at, line in enumerate(row)]))
    document.element.body.insert(len(document.element.body) - 1, table)
    _line(document, "", points=1)


def _end_properties() -> Element:
    place = {
        "w:vertAnchor": "margin", "w:horzAnchor": "margin", "w:tblpXSpec": "left", "w:tblpYSpec": "bottom"
    }  # fmt: skip
    lines = [
        made(f"w:{side}", {"w:val": "single", "w:sz": thickness, "w:color": "000000"})
        for side, thickness in (("top", 8), ("bottom", 8), ("insideH", 6))
    ]
    width = made("w:tblW", {"w:w": round(156 * 1440 / 25.4), "w:type": "dxa"})
    layout = made("w:tblLayout", {"w:type": "fixed"})
    return made("w:tblPr", {}, [made("w:tblpPr", place), width, made("w:tblBorders", {}, lines), layout])


def _end_grid() -> Element:
    return made("w:tblGrid", {}, [made("w:gridCol", {"w:w": round(78 * 1440 / 25.4)}) for _ in range(2)])


def _end_cell(line: Line, cells: int, at: int) -> Element:
    text = made("w:t", {"xml:space": "preserve"})
    text.text = line.text
    form = made("w:pPr", {}, [made("w:jc", {"w:val": "right" if at else "left"})])
    run = made("w:r", {}, [made("w:rPr", {}, [made("w:sz", {"w:val": 28})]), text])
    properties = [made("w:tcW", {"w:w": round(156 / cells * 1440 / 25.4), "w:type": "dxa"})]
    if cells == 1:
        properties.append(made("w:gridSpan", {"w:val": 2}))
    return made("w:tc", {}, [made("w:tcPr", {}, properties), made("w:p", {}, [form, run])])
