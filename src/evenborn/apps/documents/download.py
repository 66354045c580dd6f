"""Any document in any form, ready to be sent to a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from evenborn.apps.documents.book import RegisterBook, draw_book
from evenborn.apps.documents.filenames import disposition, safe_name
from evenborn.apps.documents.grid import Drawn
from evenborn.apps.documents.letter import OfficialLetter
from evenborn.apps.documents.letter_lines import DrawnLetter, draw_letter
from evenborn.apps.documents.letter_page import render_letter
from evenborn.apps.documents.pdf import pdf_of
from evenborn.apps.documents.sheet_page import render_sheets
from evenborn.apps.documents.table import StatutoryTable, draw_table
from evenborn.presentation.numbers import Language
from evenborn.registers.refusal import Refusal

Document = StatutoryTable | RegisterBook | OfficialLetter
Form = Literal["html", "pdf", "docx", "xlsx"]

MEDIA_TYPES: Final[Mapping[Form, str]] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file for a browser.

    Attributes
    ----------
    name : str
    content : bytes
    media_type : str
    """

    name: str
    content: bytes
    media_type: str

    @property
    def headers(self) -> dict[str, str]:
        """Headers of the answer that carries it; a browser saves it and does not guess what it is."""
        return {
            "Content-Type": self.media_type,
            "Content-Disposition": disposition(self.name),
            "X-Content-Type-Options": "nosniff",
        }


def download(document: Document, form: Form, language: Language) -> Download:
    """Make a document in one form and one language.

    Parameters
    ----------
    document : StatutoryTable, RegisterBook or OfficialLetter
    form : {"html", "pdf", "docx", "xlsx"}
    language : {"en", "zh"}

    Returns
    -------
    Download
        The same description gives the same bytes; in a PDF, with the same fonts.

    Raises
    ------
    Refusal
        When a PDF cannot be made here, or a letter is asked for as a workbook.
    """
    if isinstance(document, OfficialLetter):
        letter = draw_letter(document, language)
        return _named(letter.title, form, _letter(letter, form))
    if isinstance(document, RegisterBook):
        drawn = draw_book(document, language)
    else:
        drawn = draw_table(document, language)
    return _named(drawn.title, form, _sheets(drawn, form))


def _named(title: str, form: Form, content: bytes) -> Download:
    return Download(safe_name(title, form), content, MEDIA_TYPES[form])


def _letter(letter: DrawnLetter, form: Form) -> bytes:
    if form == "xlsx":
        raise Refusal("document-letter-form")
    if form == "docx":
        from evenborn.apps.documents.letter_word import letter_word  # noqa: PLC0415 -- slow to load

        return letter_word(letter)
    page = render_letter(letter)
    return pdf_of(page) if form == "pdf" else page.encode("utf-8")


def _sheets(drawn: Drawn, form: Form) -> bytes:
    if form == "xlsx":
        from evenborn.apps.documents.sheet_workbook import sheet_workbook  # noqa: PLC0415 -- slow to load

        return sheet_workbook(drawn)
    if form == "docx":
        from evenborn.apps.documents.sheet_word import sheet_word  # noqa: PLC0415 -- slow to load

        return sheet_word(drawn)
    page = render_sheets(drawn)
    if form == "pdf":
        return pdf_of(page, pages=len(drawn.sheets) if drawn.paged else None)
    return page.encode("utf-8")
