"""Levels of area codes: how many digits the code of an area of each level has. The one place."""

from itertools import pairwise
from typing import Final

from evenborn.registers.codes.area_codes import PREFIXES

__all__ = ["COUNTY", "LEVELS", "PREFECTURE", "PROVINCE", "TOWNSHIP", "above", "is_township", "level_below"]

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, _VILLAGE = PREFIXES

LEVELS: Final = (PROVINCE, PREFECTURE, COUNTY, TOWNSHIP)
"""Levels of which there are figures, from the widest."""


def level_below(area: str) -> int:
    """Digits of the codes of areas directly below one; of townships there are none.

    Examples
    --------
    >>> level_below("9901"), level_below("990101"), level_below("990101001")
    (6, 9, 0)
    """
    return dict(pairwise(LEVELS)).get(len(area), 0)


def is_township(area: str) -> bool:
    """Whether births of an area are counted by year, as those of townships are.

    Examples
    --------
    >>> is_township("990101001"), is_township("990101")
    (True, False)
    """
    return len(area) == TOWNSHIP


def above(area: str) -> list[str]:
    """Codes of the areas in which one lies, from the widest.

    Examples
    --------
    >>> above("990101")
    ['99', '9901']
    """
    return [area[:digits] for digits in LEVELS if digits < len(area)]
