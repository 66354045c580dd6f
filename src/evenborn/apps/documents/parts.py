"""On which paper a sheet is drawn, and the parts that it is cut into there."""

from dataclasses import dataclass
from typing import Final

from evenborn.apps.documents.grid import Drawn, Grid, Sheet
from evenborn.apps.documents.panels import FITS_UPRIGHT, panels
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

_PLACE: Final = "\ue000"
"""A character of no meaning, where a program of the reader writes a number."""


@dataclass(frozen=True, slots=True)
class Part:
    """One panel of a sheet with the title that stands over it."""

    title: str
    grid: Grid
    first: bool
    last: bool
    name: str


def landscape(drawn: Drawn) -> bool:
    """Whether a document needs A4 landscape."""
    return drawn.paged or any(sheet.grid.width > FITS_UPRIGHT for sheet in drawn.sheets)


def parts_of(sheet: Sheet, number: int, language: Language) -> tuple[Part, ...]:
    """Cut a sheet into the panels that fit on paper."""
    found = panels(sheet.grid)
    return tuple(
        Part(
            sheet.title if len(found) == 1 else _continued(sheet.title, at, len(found), language),
            grid,
            at == 0,
            at == len(found) - 1,
            f"grid-{number}-{at + 1}",
        )
        for at, grid in enumerate(found)
    )


def _continued(title: str, at: int, parts: int, language: Language) -> str:
    return title if at == 0 else say("documents.continued", language, title=title, part=at + 1, parts=parts)


def page_words(language: Language) -> tuple[str, str, str]:
    """Return what stands before the number of a page, between it and the number of all, and after both.

    Examples
    --------
    >>> page_words("en"), page_words("zh")
    (('Page ', ' of ', ''), ('第', '页 共', '页'))
    """
    before, between, after = say("documents.page", language, page=_PLACE, pages=_PLACE).split(_PLACE)
    return before, between, after
