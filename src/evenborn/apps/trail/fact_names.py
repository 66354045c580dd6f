"""How the trail names what events of many apps keep: registers, months, files, languages.

Each is said once for whatever event has such a fact; what an app alone keeps, it names itself.
"""

from collections.abc import Collection, Mapping
from datetime import date

from evenborn.presentation import dates
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.words import catalogue, say

__all__ = ["forms", "languages", "months", "registers"]


def registers(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Registers as a person calls them, one or several.

    Examples
    --------
    >>> registers(["delivery", "delivery, immunisation", "other"], "en")["delivery, immunisation"]
    'delivery register, first immunisations'
    """
    between = say("trail.between", language)
    return {code: between.join(register_name(name, language) for name in code.split(", ")) for code in codes}


def months(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """Months by their first day; what is none is left as it was kept.

    Examples
    --------
    >>> months(["2025-03-01", "soon"], "en"), months(["2025-03-01"], "zh")
    ({'2025-03-01': 'March 2025'}, {'2025-03-01': '2025年3月'})
    """
    found = {code: _month(code) for code in codes}
    return {code: dates.month_in_words(first, language) for code, first in found.items() if first}


def languages(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """In which language something was handed over."""
    return {code: say(f"trail.language.{code}", language) for code in codes if code in LANGUAGES}


def forms(codes: Collection[str], language: Language) -> Mapping[str, str]:
    """As what something was handed over."""
    return {
        code: say(f"{family}.{code}", language)
        for family in ("trail.form", "printing.form")
        for code in codes
        if f"{family}.{code}" in catalogue()
    }


def _month(code: str) -> date | None:
    try:
        return date.fromisoformat(code)
    except ValueError:
        return None
