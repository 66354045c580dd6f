"""Missing female births of an area over its latest complete period, by both definitions."""

from dataclasses import replace
from typing import Final

from evenborn.presentation.counts import Count
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.missing import DEFINITIONS, missing_answer, missing_table
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Table

__all__ = ["missing_of"]

_BASELINE: Final = 106.0
"""Males per 100 females without selection, the upper end of WHO's 102 to 106."""
_LEADS: Final = frozenset({"period", "births", "ratio"})


def missing_of(figure: Figure, source: str, language: Language, behind: str = "") -> Table | None:
    """The table; None where births are withheld or too few for a ratio.

    Parameters
    ----------
    figure : Figure
        As the reader may see it.
    source : str
        In a sentence.
    language : {"en", "zh"}
    behind : str
        Where period, births and ratio lead: to the counts behind the figure.
    """
    if figure.ratio is None or figure.male is None or figure.female is None:
        return None
    count = Count(None, None, None, figure.period, figure.male, figure.female, 0)
    rules = FigureRules(cut_off=figure.cut_off)
    answer = missing_answer([count], rules, DEFINITIONS, _BASELINE, 0.0, source)
    table = missing_table(answer, language)
    leads = [column.key in _LEADS for column in table.columns]
    rows = tuple(
        tuple(replace(cell, link=behind) if lead else cell for cell, lead in zip(row, leads, strict=True))
        for row in table.rows
    )
    return replace(table, rows=rows, source=source)
