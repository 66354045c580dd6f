"""A statutory table: what it says, and the one place where it is written for every form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evenborn.apps.documents.cells import (
    KINDS,
    BirthsOnly,
    Entry,
    Missing,
    Ratio,
    Suppressed,
    Withheld,
    write,
    write_ratio_column,
)
from evenborn.apps.documents.grid import Box, Drawn, Grid, Labelled, Role, Sheet
from evenborn.apps.documents.heads import DEEPEST, Head, Placed, depth, leaves, placed, require_titles, spread
from evenborn.apps.documents.wording import Words, require_fitting, require_said, written
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """One table of a statistical report.

    Attributes
    ----------
    title : str or Both
    period : Period
        Of what it counts; its heading.
    source : str or Both
        Where its counts come from.
    unit : str or Both
        In what its counts are.
    made : datetime.date
        The day it is made on, which its files state too.
    heads : tuple of Head
        Headings of its columns, as trees of any depth.
    corner : tuple of (str or Both)
        What stands over the headings of its rows, one for each level of them.
    sides : tuple of Head
        Headings of its rows.
    rows : tuple of tuple of Entry
        One for each row without others under it, one cell for each column.
    code, issuer, approval, reporter : str or Both
        Form code, body that issued the form, number of its approval, unit that reports; may be empty.
    cut_off : datetime.date or None
        The day up to which records had come in.
    notes : tuple of (str or Both)
    signers : tuple of (str or Both)
        Who signs below, such as the head of the unit.
    confidence : float
        Of the interval of every ratio.

    Raises
    ------
    Refusal
        When something is left out that the table must say, or its cells do not fit under its headings.
    """

    title: Words
    period: Period
    source: Words
    unit: Words
    made: date
    heads: tuple[Head, ...]
    corner: tuple[Words, ...]
    sides: tuple[Head, ...]
    rows: tuple[tuple[Entry, ...], ...]
    code: Words = ""
    issuer: Words = ""
    approval: Words = ""
    reporter: Words = ""
    cut_off: date | None = None
    notes: tuple[Words, ...] = ()
    signers: tuple[Words, ...] = ()
    confidence: float = 0.95

    def __post_init__(self) -> None:
        """Refuse a table that is not whole."""
        for field in ("title", "source", "unit"):
            require_said(getattr(self, field), field)
        for words in (self.code, self.issuer, self.approval, self.reporter, *self.notes, *self.signers):
            require_fitting(words, "text")
        require_titles(self.heads, "heads")
        require_titles(self.sides, "sides")
        _require_shape(self)
        for number, row in enumerate(self.rows, start=1):
            require_row(row, leaves(self.heads), number, self.confidence)


def _require_shape(table: StatutoryTable) -> None:
    if not table.heads or not table.rows:
        raise Refusal("document-empty-table")
    levels = max(depth(table.heads), depth(table.sides))
    if levels > DEEPEST:
        raise Refusal("document-too-deep", levels=levels, deepest=DEEPEST)
    if len(table.corner) != depth(table.sides):
        raise Refusal("document-corner", corner=len(table.corner), levels=depth(table.sides))
    if table.sides and len(leaves(table.sides)) != len(table.rows):
        raise Refusal("document-ragged-sides", rows=len(table.rows), headings=len(leaves(table.sides)))


def require_row(row: Sequence[object], columns: Sequence[Head], number: int, confidence: float) -> None:
    """Refuse a row that does not fit under its headings.

    Raises
    ------
    Refusal
        ``document-ragged-row``, ``document-unknown-cell``, ``document-ratio-column`` or
        ``document-confidence``.
    """
    if len(row) != len(columns):
        raise Refusal("document-ragged-row", row=number, cells=len(row), columns=len(columns))
    for column, (entry, head) in enumerate(zip(row, columns, strict=True), start=1):
        if not isinstance(entry, KINDS):
            raise Refusal("document-unknown-cell", row=number, column=column, kind=type(entry).__name__)
        of_ratios = head.kind == "ratio"
        unrated = isinstance(entry, Missing | Suppressed | Withheld)
        if isinstance(entry, Ratio | BirthsOnly) != of_ratios and not unrated:
            raise Refusal("document-ratio-column", row=number, column=column)
        if isinstance(entry, Ratio) and entry.confidence != confidence:
            raise Refusal("document-confidence", row=number, column=column)


def draw_table(table: StatutoryTable, language: Language) -> Drawn:
    """Write a table in one language, ready for every form.

    Parameters
    ----------
    table : StatutoryTable
    language : {"en", "zh"}
    """
    title = written(table.title, language)
    sheet = Sheet(
        title,
        _particulars(table, language),
        _labelled("documents.reporter", table.reporter, language),
        dates.period(table.period, language),
        _labelled("documents.unit", table.unit, language),
        table_grid(table, language),
        tuple(_notes(table, language)),
        tuple((written(signer, language), "") for signer in table.signers),
    )
    return Drawn(title, language, table.made, (sheet,))


def table_grid(table: StatutoryTable, language: Language) -> Grid:
    """Write the cells and headings of a table."""
    heads = spread(table.heads, table.confidence)
    levels, sides = depth(heads), len(table.corner)
    boxes = [
        *_corner(table.corner, levels, language),
        *head_boxes(heads, levels, sides, language),
        *(
            Box(levels + p.leaf, p.level, p.leaves, p.levels, _words(p.title, language), "side")
            for p in placed(table.sides, sides)
        ),
        *(
            box
            for number, row in enumerate(table.rows)
            for box in row_boxes(row, leaves(table.heads), levels + number, sides, "cell", language)
        ),
    ]
    return Grid.of(boxes, levels, sides)


def head_boxes(heads: Sequence[Head], levels: int, first: int, language: Language) -> Iterator[Box]:
    """Write the headings of columns, from the column ``first`` on."""
    for place in placed(heads, levels):
        yield _head(place, first, language)


def _head(place: Placed, first: int, language: Language) -> Box:
    cell = _words(place.title, language)
    return Box(place.level, first + place.leaf, place.levels, place.leaves, cell, "head")


def row_boxes(
    row: Sequence[Entry], columns: Sequence[Head], at: int, first: int, role: Role, language: Language
) -> Iterator[Box]:
    """Write the cells of one row, from the column ``first`` on."""
    column = first
    for entry, head in zip(row, columns, strict=True):
        for cell in (write_ratio_column if head.kind == "ratio" else write)(entry, language):
            yield Box(at, column, 1, 1, cell, role)
            column += 1


def _corner(corner: Sequence[Words], levels: int, language: Language) -> Iterator[Box]:
    for column, words in enumerate(corner):
        yield Box(0, column, levels, 1, _words(words, language), "corner")


def _words(words: Words, language: Language) -> Cell:
    return Cell(written(words, language))


def _labelled(key: str, words: Words, language: Language) -> str:
    text = written(words, language)
    return say(key, language) + say("documents.colon", language) + text if text else ""


def _particulars(table: StatutoryTable, language: Language) -> tuple[Labelled, ...]:
    given = {"code": table.code, "issuer": table.issuer, "approval": table.approval}
    return tuple(
        (say(f"documents.{name}", language), text)
        for name, words in given.items()
        if (text := written(words, language))
    )


def _notes(table: StatutoryTable, language: Language) -> Iterator[str]:
    yield _labelled("documents.source", table.source, language)
    if table.cut_off is not None:
        yield say("documents.cut-off", language, day=dates.day(table.cut_off, language))
    entries = [entry for row in table.rows for entry in row]
    if any(isinstance(entry, Ratio) for entry in entries):
        yield say("documents.note-ratio", language)
    if any(isinstance(entry, Suppressed | Withheld) for entry in entries):
        yield say("documents.note-suppressed", language)
    if any(isinstance(entry, Missing) for entry in entries):
        yield say("documents.note-missing", language)
    yield from (written(note, language) for note in table.notes)
