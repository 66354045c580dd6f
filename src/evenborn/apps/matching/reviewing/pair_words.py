"""A pair as its reviewer reads it, on a page or in a workbook: the own record, how alike the two are."""

from collections.abc import Sequence
from typing import Final

from evenborn.apps.vault.actions.reviews import ShownPair
from evenborn.comparison.levels import COMPARISONS
from evenborn.presentation.numbers import Language
from evenborn.presentation.review_sheet import level_word
from evenborn.registers.code_lists import code_lists
from evenborn.registers.definition import Field, register
from evenborn.web.area_names import name_of

__all__ = ["compared_by", "own_word", "words_of"]

_NUMBERS: Final = ("count", "quantity")


def compared_by(shown: Sequence[ShownPair]) -> list[str]:
    """By what the two records of some pairs are held against each other, in the order of the model."""
    return [one.name for one in COMPARISONS if any(one.name in pair.levels for pair in shown)]


def words_of(one: ShownPair, names: Sequence[str], language: Language) -> list[tuple[str, str]]:
    """By what is compared: what the own record states, and how alike the two are. All are encoded."""
    of = one.pair.sheet.register
    return [
        (
            own_word(of, name, one.own.get(name, ""), language),
            level_word(name, one.levels.get(name, -1), language, encoded=True),
        )
        for name in names
    ]


def own_word(of: str, compared: str, text: str, language: Language) -> str:
    """What a record states of one thing that births are compared by; empty where it states nothing.

    Parameters
    ----------
    of : str
        Code of the register.
    compared : str
        By what births are compared.
    text : str
        As it is kept.
    language : {"en", "zh"}

    Examples
    --------
    >>> own_word("delivery", "sex", "female", "en"), own_word("delivery", "weight", "3180.0", "en")
    ('female', '3180 g')
    """
    field = _field(of, compared)
    if not text or field is None:
        return ""
    if compared == "area":
        return name_of(text, language)
    if field.codes:
        meanings = code_lists()[field.codes].meanings
        return next(((one.zh if language == "zh" else one.en) for one in meanings if one.name == text), text)
    if field.type in _NUMBERS:
        return f"{float(text):g} {field.unit}".strip()
    return text


def _field(of: str, compared: str) -> Field | None:
    definition = register(of)
    name = None if definition.compared is None else definition.compared.fields.get(compared)
    return None if name is None else definition.fields[name]
