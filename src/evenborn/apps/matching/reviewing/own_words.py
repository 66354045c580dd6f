"""The own record as its reviewer reads it: a code’s meaning, a county’s name, a number and its unit."""

from typing import Final

from evenborn.presentation.numbers import Language
from evenborn.registers.code_lists import code_lists
from evenborn.registers.definition import Field, register
from evenborn.web.area_names import name_of

__all__ = ["own_word"]

_NUMBERS: Final = ("count", "quantity")


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
