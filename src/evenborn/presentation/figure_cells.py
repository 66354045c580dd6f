"""Which columns and cells a figure needs: its births, ratio, interval, probability, reading, completeness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evenborn.presentation import dates, numbers, tables
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.reading import LOOKS, read
from evenborn.presentation.tables import Cell, Column, Look, Strip
from evenborn.presentation.words import say

READINGS: Final = {
    "above": "reading.above",
    "below": "reading.below",
    "indeterminate": "reading.indeterminate",
    "unreliable": "reading.unreliable",
    "too-few": "reading.too-few",
    "suppressed": "reading.suppressed",
    "no-births": "reading.no-births",
}


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of a set of figures, and the cells of each figure under them.

    Attributes
    ----------
    language : {"en", "zh"}
    reference : float
        Males per 100 females.
    confidence : float
        Of the intervals.
    places : int or None
        Decimals of ratios and interval ends; None: each figure has its own.
    unclear, completeness : bool
        Whether births of unclear sex, and completeness, have a column.
    """

    language: Language
    reference: float
    confidence: float
    places: int | None
    unclear: bool
    completeness: bool

    @classmethod
    def of(
        cls, figures: Sequence[Figure], language: Language, reference: float, confidence: float
    ) -> "FigureColumns":
        """Choose the columns that these figures need."""
        return cls(
            language,
            reference,
            confidence,
            places_of(figures),
            any(figure.unclear for figure in figures),
            any(figure.complete is False or figure.cut_off for figure in figures),
        )

    def columns(self) -> tuple[Column, ...]:
        """Return the columns from the births on."""
        word = self.language
        interval = say("column.interval", word, confidence=numbers.percent(self.confidence))
        reference = numbers.level(self.reference)
        return (
            Column("male", say("column.male", word), "number", 11, minor=True),
            Column("female", say("column.female", word), "number", 11, minor=True),
            Column("births", say("column.births", word), "number", 12),
            *([Column("unclear", say("column.unclear", word), "number", 10)] if self.unclear else []),
            Column("ratio", say("column.ratio", word), "number", 9),
            Column("lower", say("column.lower", word), "number", 9, over=interval),
            Column("upper", say("column.upper", word), "number", 9, over=interval),
            Column("strip", say("column.strip", word, reference=reference), "strip"),
            Column("probability", say("column.probability", word, reference=reference), "number", 12),
            Column("reading", say("column.reading", word), "text", 14),
            *([Column("complete", say("column.complete", word), "text", 26)] if self.completeness else []),
        )

    def cells(self, figure: Figure) -> tuple[Cell, ...]:
        """Return the cells of one figure, in the order of :meth:`columns`."""
        reading = read(figure, self.reference)
        look = LOOKS[reading]
        return (
            self._births(figure.male),
            self._births(figure.female),
            self._births(figure.births),
            *([self._births(figure.unclear)] if self.unclear else []),
            self._ratio(figure, look),
            self._end(figure, "lower"),
            self._end(figure, "upper"),
            Cell("", strip=strip(figure)),
            tables.probability(figure.probability_above),
            Cell(say(READINGS[reading], self.language), look=look),
            *([completeness(figure, self.language)] if self.completeness else []),
        )

    def _places(self, figure: Figure) -> int:
        return places_of([figure]) if self.places is None else self.places

    def _births(self, value: int | None) -> Cell:
        if value is None:
            return Cell(say("cell.suppressed", self.language), look="suppressed")
        return tables.count(value, self.language)

    def _ratio(self, figure: Figure, look: Look) -> Cell:
        if figure.reliability == "suppressed":
            return Cell(say("cell.suppressed", self.language), look="suppressed")
        if figure.reliability == "too-few":
            return Cell(say("cell.too-few", self.language), look="too-few")
        if figure.reliability == "no-births":
            return Cell(say("cell.none", self.language), look="no-births")
        if figure.ratio is None and figure.sides == "lower":
            return Cell(say("cell.no-girls", self.language), look=look)
        return tables.ratio(figure.ratio, self._places(figure), look)

    def _end(self, figure: Figure, end: str) -> Cell:
        if figure.reliability == "suppressed":
            return Cell(say("cell.suppressed", self.language), look="suppressed")
        value = figure.lower if end == "lower" else figure.upper
        if value is None and figure.sides in {"lower", "upper"}:
            return Cell(say("cell.no-limit", self.language))
        return (
            tables.ratio(value, self._places(figure))
            if value is not None
            else Cell(say("cell.none", self.language))
        )


def places_of(figures: Iterable[Figure]) -> int:
    """Return the decimals that these figures deserve together."""
    return numbers.decimals(
        (figure.upper - figure.lower) / 2
        for figure in figures
        if figure.lower is not None and figure.upper is not None
    )


def strip(figure: Figure) -> Strip | None:
    """Return what is drawn of a figure in a row; None where its interval is not shown."""
    if figure.lower is None and figure.upper is None:
        return None
    return Strip(figure.lower, figure.ratio, figure.upper)


def completeness(figure: Figure, language: Language) -> Cell:
    """Make the cell that says whether the period of a figure is complete."""
    if figure.complete is None:
        return Cell(say("cell.not-stated", language))
    if figure.complete:
        return Cell(say("cell.complete", language))
    if figure.cut_off is None:
        return Cell(say("cell.not-complete", language), look="incomplete")
    cut_off = dates.day(figure.cut_off, language)
    return Cell(say("cell.not-complete-until", language, cut_off=cut_off), look="incomplete")
