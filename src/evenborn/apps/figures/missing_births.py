"""Missing female births of an area over its latest complete period, by both definitions."""

from typing import Final

from evenborn.apps.figures.leading import Links, led
from evenborn.presentation.counts import Count
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.missing import DEFINITIONS, missing_answer, missing_table
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Table

__all__ = ["missing_of"]

_BASELINE: Final = 106.0
"""Males per 100 females without selection, the upper end of WHO's 102 to 106."""


def missing_of(figure: Figure, source: str, language: Language, links: Links) -> Table | None:
    """The table; None where births are withheld or too few for a ratio.

    Parameters
    ----------
    figure : Figure
        As the reader may see it.
    source : str
        In a sentence.
    language : {"en", "zh"}
    links : Links
    """
    if figure.ratio is None or figure.male is None or figure.female is None:
        return None
    count = Count(None, None, None, figure.period, figure.male, figure.female, 0)
    rules = FigureRules(cut_off=figure.cut_off)
    answer = missing_answer([count], rules, DEFINITIONS, _BASELINE, 0.0, source)
    table = missing_table(answer, language)
    time = (figure.period.start, figure.period.end) if figure.period else None
    return led(table, links, lambda _row, _column: time, source)
