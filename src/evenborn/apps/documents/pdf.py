"""HTML to PDF: offline, the same bytes for the same page, and no character drawn as an empty box."""

import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final, NoReturn

from evenborn.apps.documents.system_fonts import has_none
from evenborn.registers.refusal import Refusal

_NO_GLYPH: Final = re.compile(r"unsupported by fonts: .*\(U\+([0-9A-F]{4,6})\)", re.DOTALL)

_SHOWN: Final = 8
"""Characters that a refusal names."""


def pdf_of(page: str, *, pages: int | None = None) -> bytes:
    """Make a PDF of an HTML document of ours.

    Nothing is fetched or read: neither a file nor an address that the page names.

    Parameters
    ----------
    page : str
        With its style inside.
    pages : int, optional
        How many pages must come out, where the document says their number itself.

    Returns
    -------
    bytes
        The same page gives the same bytes with the same fonts.

    Raises
    ------
    Refusal
        ``document-no-pango`` where the libraries that lay out text are missing, ``document-no-font`` where
        there is no font at all, ``document-no-glyph`` where no font has a character,
        ``document-page-overflow`` where other pages come out, ``document-group-overflow`` where rows that
        must stay together do not fit on one.
    """
    weasyprint = _weasyprint()
    if has_none():
        raise Refusal("document-no-font")
    buffer = io.BytesIO()
    with _missing_glyphs() as missing:
        html = weasyprint.HTML(string=page, url_fetcher=refuse_address, base_url=None)
        identifier = sha256(page.encode("utf-8")).digest()[:16]
        document = html.render(pdf_tags=True)
        if pages is not None and len(document.pages) != pages:
            raise Refusal("document-page-overflow", pages=pages, found=len(document.pages))
        _require_unbroken(document)
        document.write_pdf(buffer, pdf_identifier=identifier, pdf_tags=True, finisher=_settle)
    if missing:
        shown = " ".join(f"{chr(code)} (U+{code:04X})" for code in sorted(missing)[:_SHOWN])
        raise Refusal("document-no-glyph", characters=shown, number=len(missing))
    return buffer.getvalue()


def refuse_address(url: str, *_: object, **__: object) -> NoReturn:
    """Refuse to fetch: a document is made of its description alone.

    Raises
    ------
    ValueError
        Always; the renderer goes on without what was to be fetched.
    """
    raise ValueError(f"A document fetches nothing: {url[:100]!r} was not read.")


def _require_unbroken(document: Any) -> None:  # noqa: ANN401 -- the renderer has no types
    """Refuse a page break within rows that share a heading: it would put numbers under other headings."""
    seen: set[int] = set()
    for page in document.pages:
        here = {
            id(box.element)
            for box in page._page_box.descendants()
            if box.element_tag == "tbody" and box.element is not None and box.element.get("class") == "whole"
        }
        if here & seen:
            raise Refusal("document-group-overflow")
        seen |= here


def _settle(_: object, pdf: Any) -> None:  # noqa: ANN401 -- the renderer has no types
    """Number the headings of tables in the order of the file, and leave out which cell has which heading.

    The renderer names headings by addresses in memory, which are other ones in every run, and counts
    the columns of merged headings wrongly.
    """
    number = 0
    for entry in pdf.objects:
        if not isinstance(entry, dict):
            continue
        if "ID" in entry and entry.get("S") == "/TH":
            number += 1
            entry["ID"].string = f"heading-{number}"
        attributes = entry.get("A")
        if isinstance(attributes, dict) and attributes.get("O") == "/Table":
            attributes.pop("Headers", None)


def _weasyprint() -> Any:  # noqa: ANN401 -- it has no types
    try:
        import weasyprint  # noqa: PLC0415 -- needs libraries of the system, which may be missing
    except OSError as cause:
        raise Refusal("document-no-pango") from cause
    return weasyprint


@contextmanager
def _missing_glyphs() -> Iterator[set[int]]:
    """Gather the characters that the renderer found no font for, in this thread."""
    found: set[int] = set()
    here = threading.get_ident()

    class Gatherer(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if threading.get_ident() == here:
                found.update(int(code, 16) for code in _NO_GLYPH.findall(record.getMessage()))

    log = logging.getLogger("weasyprint")
    gatherer = Gatherer(logging.WARNING)
    log.addHandler(gatherer)
    try:
        yield found
    finally:
        log.removeHandler(gatherer)
