"""How the audit trail names the tables that are printed."""

from collections.abc import Collection, Mapping

from evenborn.presentation.numbers import Language
from evenborn.presentation.words import catalogue, say

__all__ = ["tables"]


def tables(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Tables as the page calls them that prints them.

    Examples
    --------
    >>> tables(["areas", "gone"], "zh")
    {'areas': '行政区划一览表'}
    """
    return {code: say(f"printed.{code}", language) for code in codes if f"printed.{code}" in catalogue()}
