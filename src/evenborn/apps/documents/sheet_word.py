"""Sheets as a Word document: merged cells, headings that every page repeats, rows that no page breaks."""

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from evenborn.apps.documents.grid import Box, Drawn, Grid, Sheet
from evenborn.apps.documents.parts import Part, landscape, page_words, parts_of
from evenborn.apps.documents.word import Element, add_field, made, new_document, word_bytes
from evenborn.presentation.words import say

_LATIN: Final = "Times New Roman"
_ASIAN: Final = "宋体"
_TWIPS: Final = 1440 / 25.4
_WIDTH: Final = {True: 297 - 28, False: 210 - 28}
"""Millimetres between the margins, landscape or upright."""

_ALIGNED: Final = {"corner": "center", "head": "center", "side": "left", "void": "center"}


def sheet_word(drawn: Drawn) -> bytes:
    """Write a document of sheets as a Word document.

    Parameters
    ----------
    drawn : Drawn

    Returns
    -------
    bytes
        The same document gives the same bytes.
    """
    wide = landscape(drawn)
    document = new_document(drawn.title, drawn.made, latin=_LATIN, asian=_ASIAN, points=10)
    _paper(document, wide)
    _footer(document, drawn)
    colon = say("documents.colon", drawn.language)
    parts = [
        (sheet, part)
        for number, sheet in enumerate(drawn.sheets, start=1)
        for part in parts_of(sheet, number, drawn.language)
    ]
    for at, (sheet, part) in enumerate(parts):
        _part(document, sheet, part, colon, _WIDTH[wide])
        if at + 1 < len(parts):
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    return word_bytes(document)


def _paper(document: WordDocument, wide: bool) -> None:
    section = document.sections[0]
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(13), Mm(14)
    section.header_distance = section.footer_distance = Mm(6)


def _footer(document: WordDocument, drawn: Drawn) -> None:
    if drawn.paged:
        return
    words = page_words(drawn.language)
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words[0])
    add_field(paragraph, "PAGE")
    paragraph.add_run(words[1])
    add_field(paragraph, "NUMPAGES")
    paragraph.add_run(words[2])


def _part(document: WordDocument, sheet: Sheet, part: Part, colon: str, width: int) -> None:
    _line(document, part.title, WD_ALIGN_PARAGRAPH.CENTER, points=15, bold=True)
    if part.first:
        for label, text in sheet.particulars:
            _line(document, label + colon + text, WD_ALIGN_PARAGRAPH.RIGHT)
    named = _line(document, "\t".join((sheet.left, sheet.middle, sheet.right)))
    stops = named.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    document.element.body.insert(len(document.element.body) - 1, _table(part.grid, width))
    if not part.last:
        _line(document, "", points=2)
        return
    for note in sheet.notes:
        _line(document, note, points=8.5)
    _line(document, "", points=6)
    signed = [label + colon + (text or "_" * 12) for label, text in sheet.signatures]
    _line(document, "　　".join([*signed, *([sheet.seal] if sheet.seal else [])]))


def _line(
    document: WordDocument,
    text: str,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    points: float = 9.5,
    bold: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(points), bold
    return paragraph


def _table(grid: Grid, width: int) -> Element:
    points = max(6.0, min(10.0, width * 72 / 25.4 / (0.56 * grid.width)))
    columns = [round(width * _TWIPS * (one + 2) / grid.width) for one in grid.widths]
    table = made("w:tbl", {}, [_table_properties(), made("w:tblGrid", {}, _columns(columns))])
    numeric, covered = grid.numeric(), _covered(grid)
    for number in range(grid.rows):
        table.append(_row(grid, number, covered[number], columns, numeric, points))
    return table


def _columns(columns: list[int]) -> list[Element]:
    return [made("w:gridCol", {"w:w": width}) for width in columns]


def _table_properties() -> Element:
    lines = [
        made(f"w:{side}", {"w:val": "single", "w:sz": thickness, "w:space": 0, "w:color": "000000"})
        for side, thickness in (
            ("top", 12),
            ("left", 12),
            ("bottom", 12),
            ("right", 12),
            ("insideH", 4),
            ("insideV", 4),
        )
    ]
    margins = [made(f"w:{side}", {"w:w": 50, "w:type": "dxa"}) for side in ("left", "right")]
    return made(
        "w:tblPr",
        {},
        [
            made("w:tblW", {"w:w": 5000, "w:type": "pct"}),
            made("w:jc", {"w:val": "center"}),
            made("w:tblBorders", {}, lines),
            made("w:tblLayout", {"w:type": "fixed"}),
            made("w:tblCellMar", {}, margins),
        ],
    )


def _covered(grid: Grid) -> list[list[Box]]:
    """Boxes of each row, those that began higher up among them, from left to right."""
    rows: list[list[Box]] = [[] for _ in range(grid.rows)]
    for box in grid.boxes:
        for row in range(box.row, box.row + box.rows):
            rows[row].append(box)
    return [sorted(row, key=lambda box: box.column) for row in rows]


def _row(
    grid: Grid, number: int, boxes: list[Box], columns: list[int], numeric: frozenset[int], points: float
) -> Element:
    properties = [made("w:cantSplit")]
    if number >= grid.heads and grid.height:
        properties.append(made("w:trHeight", {"w:val": round(grid.height * _TWIPS), "w:hRule": "atLeast"}))
    if number < grid.heads:
        properties.append(made("w:tblHeader"))
    cells = [_cell(box, number, columns, numeric, points) for box in boxes]
    return made("w:tr", {}, [made("w:trPr", {}, properties), *cells])


def _cell(box: Box, row: int, columns: list[int], numeric: frozenset[int], points: float) -> Element:
    width = sum(columns[box.column : box.column + box.columns])
    properties = [made("w:tcW", {"w:w": width, "w:type": "dxa"})]
    if box.columns > 1:
        properties.append(made("w:gridSpan", {"w:val": box.columns}))
    if box.rows > 1:
        properties.append(made("w:vMerge", {"w:val": "restart"} if row == box.row else {}))
    if box.role == "void" and box.rows > 1:
        properties.append(made("w:tcBorders", {}, [made("w:tr2bl", {"w:val": "single", "w:sz": 4})]))
    properties.append(made("w:vAlign", {"w:val": "center"}))
    right = box.role in {"cell", "total"} and box.column in numeric
    aligned = "right" if right else _ALIGNED.get(box.role, "left")
    paragraph = made(
        "w:p",
        {},
        [
            made(
                "w:pPr",
                {},
                [made("w:spacing", {"w:before": 20, "w:after": 20}), made("w:jc", {"w:val": aligned})],
            )
        ],
    )
    if row == box.row:
        paragraph.append(_run(box, points))
    return made("w:tc", {}, [made("w:tcPr", {}, properties), paragraph])


def _run(box: Box, points: float) -> Element:
    bold = [made("w:b")] if box.role in {"head", "corner", "total"} else []
    size = made("w:sz", {"w:val": round(2 * points)})
    text = made("w:t", {"xml:space": "preserve"})
    text.text = box.cell.text
    return made("w:r", {}, [made("w:rPr", {}, [*bold, size]), text])
