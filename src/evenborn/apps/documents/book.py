"""A register book printed from entries: serial numbers without gaps, totals of each page and so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from evenborn.apps.documents.cells import Count, Entry, Missing, Text, write
from evenborn.apps.documents.grid import Box, Drawn, Grid, Sheet
from evenborn.apps.documents.heads import DEEPEST, Head, depth, leaves, require_titles
from evenborn.apps.documents.table import head_boxes, require_row, row_boxes
from evenborn.apps.documents.wording import Words, require_fitting, require_said, written
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal

MOST_LINES: Final = 25
"""Lines of a page that can still be read and signed on A4 landscape."""

_LINES_HEIGHT: Final = 124.0
"""Millimetres of a page that its lines and totals share."""

_TALLEST: Final = 8.0


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One line of the book: its serial number and its cells."""

    serial: int
    cells: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """A register book.

    Attributes
    ----------
    title, institution : str or Both
        What it is, and whose.
    period : Period
    made : datetime.date
        The day it is made on, which its files state too.
    columns : tuple of Head
        Headings, as trees of any depth; those with ``summed`` are added up.
    entries : tuple of BookEntry
        By serial number.
    first : int
        Serial number of the first entry, one more than the last of the volume before.
    lines : int
        Entries of a page.
    brought : tuple of int
        Totals of the volumes before, one for each summed column; empty where there is none.

    Raises
    ------
    Refusal
        When a serial number is left out or used twice, or a column cannot be added up.
    """

    title: Words
    institution: Words
    period: Period
    made: date
    columns: tuple[Head, ...]
    entries: tuple[BookEntry, ...]
    first: int = 1
    lines: int = 15
    brought: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a book that is not whole."""
        require_said(self.title, "title")
        require_fitting(self.institution, "institution")
        require_titles(self.columns, "heads")
        if not self.columns or depth(self.columns) > DEEPEST:
            raise Refusal("document-empty-table")
        if not 1 <= self.lines <= MOST_LINES or self.first < 1:
            raise Refusal("document-book-lines", lines=self.lines, most=MOST_LINES, first=self.first)
        columns = leaves(self.columns)
        if any(column.kind == "ratio" for column in columns):
            raise Refusal("document-book-ratio")
        summed = sum(column.summed for column in columns)
        if self.brought and len(self.brought) != summed:
            raise Refusal("document-book-brought", given=len(self.brought), columns=summed)
        for expected, entry in enumerate(self.entries, start=self.first):
            _require_entry(entry, expected, columns)


def _require_entry(entry: BookEntry, expected: int, columns: Sequence[Head]) -> None:
    if entry.serial != expected:
        raise Refusal("document-book-gap", expected=str(expected), found=str(entry.serial))
    require_row(entry.cells, columns, entry.serial, 0.95)
    for number, (cell, column) in enumerate(zip(entry.cells, columns, strict=True), start=1):
        if column.summed and not isinstance(cell, Count | Missing):
            raise Refusal("document-book-sum", serial=str(entry.serial), column=number)


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of a book with its totals, one for each summed column.

    Attributes
    ----------
    number : int
    entries : tuple of BookEntry
    blank : int
        Lines that are ruled out.
    brought, total, so_far : tuple of int
        Brought forward, of this page, and both together, which is carried forward.
    last : bool
    """

    number: int
    entries: tuple[BookEntry, ...]
    blank: int
    brought: tuple[int, ...]
    total: tuple[int, ...]
    so_far: tuple[int, ...]
    last: bool


def pages_of(book: RegisterBook) -> tuple[BookPage, ...]:
    """Lay the entries of a book on pages and add them up.

    Parameters
    ----------
    book : RegisterBook

    Returns
    -------
    tuple of BookPage
        At least one, so that a period without entries is on paper too.
    """
    summed = [place for place, column in enumerate(leaves(book.columns)) if column.summed]
    so_far = book.brought or (0,) * len(summed)
    parts = [book.entries[at : at + book.lines] for at in range(0, max(len(book.entries), 1), book.lines)]
    pages = []
    for number, entries in enumerate(parts, start=1):
        brought = so_far
        total = tuple(sum(_count(entry.cells[place]) for entry in entries) for place in summed)
        so_far = tuple(before + here for before, here in zip(brought, total, strict=True))
        blank = book.lines - len(entries)
        pages.append(BookPage(number, entries, blank, brought, total, so_far, number == len(parts)))
    return tuple(pages)


def _count(cell: Entry) -> int:
    return cell.value if isinstance(cell, Count) else 0


def draw_book(book: RegisterBook, language: Language) -> Drawn:
    """Write a book in one language, ready for every form.

    Parameters
    ----------
    book : RegisterBook
    language : {"en", "zh"}
    """
    pages = pages_of(book)
    grids = [_grid(book, page, language) for page in pages]
    widths = tuple(max(grid.widths[place] for grid in grids) for place in range(grids[0].columns))
    title = written(book.title, language)
    signers = ("filled-by", "checked-by", "head-of-unit", "signed-on")
    sheets = tuple(
        Sheet(
            title,
            (),
            written(book.institution, language),
            dates.period(book.period, language),
            say("documents.page", language, page=page.number, pages=len(pages)),
            replace(grid, widths=widths),
            (),
            tuple((say(f"documents.{signer}", language), "") for signer in signers),
            say("documents.seal", language),
        )
        for page, grid in zip(pages, grids, strict=True)
    )
    return Drawn(title, language, book.made, sheets, paged=True)


def _grid(book: RegisterBook, page: BookPage, language: Language) -> Grid:
    """Draw one page: brought forward, entries, what is ruled out, total of the page, total so far."""
    heads, columns = depth(book.columns), leaves(book.columns)
    number = Head(say("documents.book-number", language))
    boxes = list(head_boxes((number, *book.columns), heads, 0, language))
    row = heads
    if any(column.summed for column in columns) and (page.number > 1 or book.brought):
        boxes += _totals("brought", page.brought, columns, row, language)
        row += 1
    for entry in page.entries:
        boxes.append(Box(row, 0, 1, 1, Cell(str(entry.serial)), "side"))
        boxes += row_boxes(entry.cells, columns, row, 1, "cell", language)
        row += 1
    if page.blank:
        void = Cell(say("documents.blank-below", language))
        boxes.append(Box(row, 0, page.blank, 1 + len(columns), void, "void"))
        row += page.blank
    boxes += _totals("page-total", page.total, columns, row, language)
    boxes += _totals("cumulative" if page.last else "carried", page.so_far, columns, row + 1, language)
    height = min(_TALLEST, _LINES_HEIGHT / (book.lines + 3))
    return Grid.of(boxes, heads, 0, round(height, 2))


def _totals(
    key: str, totals: tuple[int, ...], columns: Sequence[Head], row: int, language: Language
) -> Iterator[Box]:
    """Write one line of totals; where a label finds no free column it stands over the serial number."""
    given = iter(totals)
    cells: list[Entry] = [Count(next(given)) if column.summed else Text("") for column in columns]
    free = next((place for place, column in enumerate(columns) if column.summed), len(columns))
    yield Box(row, 0, 1, 1 + free, Cell(say(f"documents.{key}", language)), "total")
    for place, cell in enumerate(cells[free:], start=free + 1):
        yield Box(row, place, 1, 1, write(cell, language)[0], "total")
