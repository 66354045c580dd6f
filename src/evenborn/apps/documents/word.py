"""Word documents: fonts for both scripts, page numbers, and the same bytes for the same content."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Element = Any
"""An element of the XML of a document; its library gives it no type."""

_ARCHIVED: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time of an archive, for every part of it."""


def new_document(title: str, made: date, *, latin: str, asian: str, points: float) -> WordDocument:
    """Return an empty document on A4 with its typefaces and properties.

    Parameters
    ----------
    title : str
        At most 255 characters of it go into the properties.
    made : datetime.date
    latin, asian : str
        Typefaces of the two scripts.
    points : float
        Size of the type.
    """
    document = Document()
    properties = document.core_properties
    day = datetime(made.year, made.month, made.day, tzinfo=UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.comments = title[:255], "Evenborn", ""
    properties.created = properties.modified = day
    style = document.styles["Normal"]
    style.font.size = Pt(points)
    set_fonts(style.element.get_or_add_rPr(), latin, asian)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    return document


def set_fonts(properties: Element, latin: str, asian: str) -> None:
    """Name the typefaces of both scripts in the properties of a run or a style."""
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    for attribute, name in (("w:ascii", latin), ("w:hAnsi", latin), ("w:cs", latin), ("w:eastAsia", asian)):
        fonts.set(qn(attribute), name)


def made(
    tag: str, attributes: Mapping[str, object] | None = None, children: Sequence[Element] = ()
) -> Element:
    """Make one element with its attributes and children.

    Examples
    --------
    >>> made("w:gridSpan", {"w:val": 2}).tag.endswith("gridSpan")
    True
    """
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), str(value))
    for child in children:
        element.append(child)
    return element


def add_field(paragraph: Paragraph, instruction: str) -> Run:
    """Add a field that Word fills in, such as ``PAGE``."""
    run = paragraph.add_run()
    parts = (
        made("w:fldChar", {"w:fldCharType": "begin"}),
        made("w:instrText", {"xml:space": "preserve"}),
        made("w:fldChar", {"w:fldCharType": "separate"}),
        made("w:t"),
        made("w:fldChar", {"w:fldCharType": "end"}),
    )
    parts[1].text, parts[3].text = f" {instruction} ", "1"
    for part in parts:
        run._r.append(part)
    return run


def word_bytes(document: WordDocument) -> bytes:
    """Write a document; the same content gives the same bytes."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as read, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _ARCHIVED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, read.read(name))
    return second.getvalue()
