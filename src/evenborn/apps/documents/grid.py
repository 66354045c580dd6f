"""What every form of a document draws: sheets of boxes and lines of text that are already written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell

Role = Literal["corner", "head", "side", "cell", "total", "void"]
"""``corner``: over the headings of rows; ``void``: lines of a register book that are ruled out."""

WIDEST: Final = 26
"""Characters after which the text of a cell goes on in a new line."""

_BOLD: Final = 1.3
"""Width of a character of a heading, that of a cell's being 1."""

_FULL_WIDTH: Final = 0x2E80


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as it is drawn, over as many rows and columns as are merged.

    Attributes
    ----------
    row, column : int
        Where it begins, from 0.
    rows, columns : int
        How many it covers.
    cell : Cell
        Its text and number.
    role : Role
    """

    row: int
    column: int
    rows: int
    columns: int
    cell: Cell
    role: Role


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes that fill a rectangle.

    Attributes
    ----------
    rows, columns : int
    heads, sides : int
        Rows of headings, which every page repeats; columns of headings.
    boxes : tuple of Box
        In the order of reading.
    widths : tuple of int
        Characters that each column needs.
    height : float
        Millimetres of every row below the headings; 0 for what its text needs.
    """

    rows: int
    columns: int
    heads: int
    sides: int
    boxes: tuple[Box, ...]
    widths: tuple[int, ...]
    height: float = 0.0

    @classmethod
    def of(cls, boxes: Iterable[Box], heads: int, sides: int, height: float = 0.0) -> "Grid":
        """Put boxes in the order of reading and measure them."""
        ordered = tuple(sorted(boxes, key=lambda box: (box.row, box.column)))
        rows = max(box.row + box.rows for box in ordered)
        columns = max(box.column + box.columns for box in ordered)
        return cls(rows, columns, heads, sides, ordered, widths_of(ordered, columns), height)

    def by_row(self) -> list[list[Box]]:
        """Return the boxes that begin in each row."""
        lines: list[list[Box]] = [[] for _ in range(self.rows)]
        for box in self.boxes:
            lines[box.row].append(box)
        return lines

    def numeric(self) -> frozenset[int]:
        """Return the columns that hold numbers: whatever stands in them is set to the right."""
        return frozenset(
            box.column for box in self.boxes if box.role in {"cell", "total"} and box.cell.number is not None
        )

    @property
    def width(self) -> int:
        """Characters of a whole row, with two between the columns."""
        return sum(self.widths) + 2 * len(self.widths)


Labelled = tuple[str, str]
"""A label and what is written beside it; nothing where it is left to be written by hand."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a document.

    Attributes
    ----------
    title : str
    particulars : tuple of Labelled
        Form code, issuing body and the like, at the upper right.
    left, middle, right : str
        The line over the grid.
    grid : Grid
    notes : tuple of str
    signatures : tuple of Labelled
    seal : str
        What stands in the place for the seal; empty for none.
    """

    title: str
    particulars: tuple[Labelled, ...]
    left: str
    middle: str
    right: str
    grid: Grid
    notes: tuple[str, ...]
    signatures: tuple[Labelled, ...]
    seal: str = ""

    def texts(self) -> Iterator[str]:
        """Yield all that it says, cells included."""
        yield from (self.title, self.left, self.middle, self.right, *self.notes, self.seal)
        yield from (part for pair in (*self.particulars, *self.signatures) for part in pair)
        yield from (box.cell.text for box in self.grid.boxes)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document of sheets, written in one language.

    Attributes
    ----------
    title : str
        Its name in the properties of a file.
    language : {"en", "zh"}
    made : datetime.date
        The day that its files state as that of their making.
    sheets : tuple of Sheet
    paged : bool
        Whether each sheet is one page that says its own number.
    """

    title: str
    language: Language
    made: date
    sheets: tuple[Sheet, ...]
    paged: bool = False


def room(text: str) -> int:
    """Return the width of a text in characters, those of Chinese being two wide.

    Examples
    --------
    >>> room("Births"), room("出生数")
    (6, 6)
    """
    return sum(2 if ord(character) >= _FULL_WIDTH else 1 for character in text)


def widths_of(boxes: Iterable[Box], columns: int) -> tuple[int, ...]:
    """Return the characters that each column needs: numbers whole, words and headings in several lines."""
    widths = [4] * columns
    for box in boxes:
        if box.columns == 1:
            widths[box.column] = max(widths[box.column], _needed(box))
    return tuple(widths)


def _needed(box: Box) -> int:
    text = box.cell.text
    if box.role in {"head", "corner"}:
        unbroken = [round(_BOLD * len(word)) for word in re.split(r"[\s\u2e80-\uffef]+", text)]
        return min(max(*unbroken, -(-room(text) // 3), 4), WIDEST)
    return room(text) if box.cell.number is not None else min(room(text), WIDEST)
