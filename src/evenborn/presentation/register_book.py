"""The printed book of a register: ruled pages for entry by hand, numbered without gaps, with page totals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from evenborn.presentation.field_words import heading, list_name, picked, room
from evenborn.presentation.numbers import Language
from evenborn.presentation.page_templates import page_templates
from evenborn.presentation.register_paper import Paper, paper
from evenborn.presentation.tokens import style_sheet
from evenborn.presentation.words import say
from evenborn.registers.code_lists import CodeList
from evenborn.registers.definition import Definition

ROWS: Final[dict[Paper, int]] = {"A4": 12, "A3": 20}
"""Lines of a page where no number is asked for."""

MOST_ROWS: Final[dict[Paper, int]] = {"A4": 18, "A3": 30}
"""Lines that can still be written on by hand, 6 mm each."""

PAGES: Final = 20
"""Pages of a volume where no number is asked for."""

_LINES_HEIGHT: Final[dict[Paper, int]] = {"A4": 116, "A3": 200}
"""Millimetres of a page that its lines share; the rest is title, header, totals and signatures."""

_FEW: Final = 4
"""Codes that still fit under the heading of their column …"""

_SHORT: Final = 10
"""… if none of them has more characters."""

_BOLD: Final = 1.4
_SMALL: Final = 1.05
"""Width of a character of a heading, and of a code under it, that of a column's characters being 1."""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column of the book.

    Attributes
    ----------
    title : str
        Its heading.
    codes : tuple of str
        What may be entered, where it is little: ``1 male``, ``2 female``.
    share : float
        Its part of the width of the page, in percent.
    """

    title: str
    codes: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of the book: its number, and the numbers of its lines."""

    number: int
    serials: range


@dataclass(frozen=True, slots=True)
class Legend:
    """A code list as it is printed on the first sheet."""

    title: str
    entries: tuple[tuple[str, str], ...]


def render_book(
    definition: Definition,
    language: Language,
    *,
    rows: int | None = None,
    pages: int = PAGES,
    first: int = 1,
    facility: str = "",
    period: str = "",
) -> str:
    """Lay out the printed book of a register as one HTML document, A4 or A3 landscape.

    A first sheet says what the book is and which codes are entered; then come ruled pages with the
    columns of the register, a total of the page and one carried forward, and places to sign and seal.

    Parameters
    ----------
    definition : Definition
    language : {"en", "zh"}
    rows : int, optional
        Lines a page; by default as many as fit well.
    pages : int
        Pages of the volume.
    first : int
        Number of the first line, one more than the last of the volume before.
    facility, period : str
        Printed on every page; left free to be written in where empty.

    Returns
    -------
    str
        The document, without script and without any request; the same arguments give the same characters.

    Raises
    ------
    ValueError
        When a page would have no line or lines too narrow to write on, or there is no page.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> book = render_book(register("device"), "en", rows=10, pages=2, first=21)
    >>> book.count("<section class=\\"sheet ruled\\""), ">40<" in book, ">41<" in book
    (2, True, False)
    """
    size = paper(definition)
    lines = ROWS[size] if rows is None else rows
    if not 1 <= lines <= MOST_ROWS[size]:
        raise ValueError(f"A page of {size} has 1 to {MOST_ROWS[size]} lines, not {lines}.")
    if pages < 1 or first < 1:
        raise ValueError("A book has at least one page, and its lines are numbered from 1 or more.")
    return (
        page_templates("evenborn.presentation")
        .get_template("register_book.html.j2")
        .render(
            definition=definition,
            title=definition.book_en if language == "en" else definition.book_zh,
            about=definition.about_en if language == "en" else definition.about_zh,
            language=language,
            paper=size,
            facility=facility,
            period=period,
            columns=_columns(definition, language),
            pages=_pages(lines, pages, first),
            line_height=round(_LINES_HEIGHT[size] / lines, 2),
            totals=_totals(definition, language),
            legends=_legends(definition, language),
            say=lambda key, **facts: say(key, language, **facts),
            styles=Markup(style_sheet("tokens.css") + style_sheet("register_book.css")),  # noqa: S704 -- our own file
        )
    )


def _pages(rows: int, pages: int, first: int) -> list[BookPage]:
    return [
        BookPage(page + 1, range(first + page * rows, first + (page + 1) * rows)) for page in range(pages)
    ]


def _columns(definition: Definition, language: Language) -> list[BookColumn]:
    titles = {name: heading(field, language) for name, field in definition.fields.items()}
    codes = {name: _few(definition, name, language) for name in titles}
    widths = {
        name: max(field.width, *_rooms(titles[name], codes[name]))
        for name, field in definition.fields.items()
    }
    whole = sum(widths.values())
    return [BookColumn(titles[name], codes[name], 100 * width / whole) for name, width in widths.items()]


def _rooms(title: str, codes: tuple[str, ...]) -> Iterator[float]:
    """What the words of a heading need that cannot be broken, and its codes; Chinese is broken anywhere."""
    yield from (_BOLD * (1 + len(word)) for word in re.split(r"[\s\u2e80-\uffef]+", title))
    yield from (_SMALL * (1 + room(code)) for code in codes)


def _few(definition: Definition, name: str, language: Language) -> tuple[str, ...]:
    codes = definition.lists.get(name)
    if codes is None or len(codes.meanings) > _FEW:
        return ()
    between = " " if language == "en" else ""
    words = tuple(between.join(filter(None, entry)) for entry in _entries(codes, language))
    return words if max(map(room, words)) <= _SHORT else ()


def _entries(codes: CodeList, language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(zip((one.code for one in codes.meanings), picked(codes, language), strict=True))


def _legends(definition: Definition, language: Language) -> list[Legend]:
    lists = {codes.name: codes for codes in definition.lists.values()}
    return [Legend(list_name(name, language), _entries(codes, language)) for name, codes in lists.items()]


def _totals(definition: Definition, language: Language) -> Sequence[str]:
    """What is added up on every page: children by sex, both sides of a ledger, a quantity, or the entries."""
    if "sex" in definition.fields:
        return [say(f"register.book.{name}", language) for name in ("male", "female", "unclear", "entries")]
    if any(field.codes == "ledger_entry" for field in definition.fields.values()):
        return [say(f"register.book.{name}", language) for name in ("in", "out", "entries")]
    sums = [
        say("register.book.sum", language, field=heading(field, language))
        for field in definition.fields.values()
        if field.type == "count" and field.privacy == "A"
    ]
    return [*sums, say("register.book.entries", language)]
