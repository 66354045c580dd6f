"""What a table says, before it becomes HTML, a worksheet or lines in a terminal.

A cell holds the text that a reader sees and, where it is a number, that same number for a
worksheet: rounded as it is shown, so that no form of a report tells more than another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, Literal

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.text import printable

Look = Literal[
    "plain", "high", "low", "indeterminate", "unreliable", "too-few", "suppressed", "no-births", "incomplete"
]
"""How a cell is set apart; each has words of its own, so that colour is never alone."""

Kind = Literal["text", "code", "number", "strip"]
"""``code``: text of digits; ``strip``: an interval drawn as a line, in HTML only."""

NUMERIC: Final = frozenset({"number"})


@dataclass(frozen=True, slots=True)
class Strip:
    """An interval to be drawn in a row: its ends (None: open) and its middle, males per 100 females."""

    lower: float | None
    middle: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes
    ----------
    text : str
        What is read.
    number : float, int or None
        The number that ``text`` writes; None where it is not one number.
    number_format : str
        How a worksheet must write ``number`` to show ``text``.
    look : Look
        How it is set apart.
    strip : Strip or None
        What is drawn, in a column of kind ``strip``.
    link : str
        Where it leads, in a page of the office; a file leads nowhere.
    """

    text: str
    number: float | int | None = None
    number_format: str = "General"
    look: Look = "plain"
    strip: Strip | None = None
    link: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        Its name in every language, for style sheets and tests.
    title : str
        Its heading, with the unit where it has one.
    kind : Kind
        What its cells are; numbers stand right-aligned.
    width : int
        Characters that it needs.
    over : str
        Heading over this and its neighbours with the same ``over``; empty for none.
    names_row : bool
        Whether it says what the row is about; such columns stand first.
    minor : bool
        Whether a narrow terminal may leave it out.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 12
    over: str = ""
    names_row: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it is, its columns, rows, notes and source.

    Attributes
    ----------
    name : str
        Its name in every language, such as ``"figures"``.
    title : str
        Its caption.
    columns : tuple of Column
    rows : tuple of tuple of Cell
        Each as long as ``columns``.
    notes : tuple of str
        What must be read with it.
    source : str
        Where its births come from, in one line.
    reference : float or None
        Where the line of each strip's reference level stands.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    reference: float | None = None

    def __post_init__(self) -> None:
        """Refuse rows of another length than the header."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Table {self.name!r}: a row has {len(row)} cells under {len(self.columns)} columns."
                )

    def printed(self) -> "Table":
        """Return the table without the columns that are drawn, for forms that cannot draw."""
        kept = [place for place, column in enumerate(self.columns) if column.kind != "strip"]
        columns = tuple(self.columns[place] for place in kept)
        return replace(
            self, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class Grouping:
    """Neighbouring columns under one heading; ``over`` is empty for those that have none."""

    over: str
    columns: tuple[Column, ...]


def groupings(columns: Sequence[Column]) -> list[Grouping]:
    """Gather the columns of a header under their common headings.

    Examples
    --------
    >>> ends = Column("lower", "from", over="95%"), Column("upper", "to", over="95%")
    >>> [(run.over, len(run.columns)) for run in groupings([Column("ratio", "Ratio"), *ends])]
    [('', 1), ('95%', 2)]
    """
    return [Grouping(over, tuple(run)) for over, run in groupby(columns, key=lambda column: column.over)]


EMPTY: Final = Cell("")


def text(value: str | None, look: Look = "plain") -> Cell:
    """Make a cell of words.

    Examples
    --------
    >>> text("Ganzhou").text, text(None).text
    ('Ganzhou', '')
    """
    return Cell(printable(value or ""), look=look)


def count(value: int | None, language: Language, look: Look = "plain") -> Cell:
    """Make a cell of births.

    Examples
    --------
    >>> count(15000, "en")
    Cell(text='15,000', number=15000, number_format='#,##0', look='plain', strip=None)
    """
    if value is None:
        return Cell("", look=look)
    return Cell(numbers.count(value, language), value, "#,##0", look)


def ratio(value: float | None, places: int, look: Look = "plain") -> Cell:
    """Make a cell of a ratio or an end of an interval.

    Examples
    --------
    >>> ratio(106.729, 1).number, ratio(106.729, 1).number_format
    (106.7, '#,##0.0')
    """
    shown = "" if value is None else numbers.ratio(value, places)
    if value is None or shown == "∞":
        return Cell(shown, look=look)
    return Cell(shown, round(value, places), "#,##0." + "0" * places, look)


def probability(value: float | None) -> Cell:
    """Make a cell of a probability; beyond a thousandth of either end it is text, for no digit is true there.

    Examples
    --------
    >>> probability(0.9783).number, probability(0.99999).number, probability(0.99999).text
    (0.98, None, '> 0.999')
    """
    if value is None:
        return EMPTY
    shown = numbers.probability(value)
    if shown[0] in "<>":
        return Cell(shown)
    places = numbers.probability_places(value)
    return Cell(shown, round(value, places), "0." + "0" * places)
