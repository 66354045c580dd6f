"""How a person calls a register and its fields."""

from evenborn.presentation.numbers import Language
from evenborn.registers.definition import REGISTERS, register

__all__ = ["field_name", "register_name"]


def register_name(name: str, language: Language) -> str:
    """A register, as a person calls it; what is none stays as it stands.

    Examples
    --------
    >>> register_name("delivery", "zh")
    '住院分娩登记'
    """
    if name not in REGISTERS:
        return name
    definition = register(name)
    return definition.zh if language == "zh" else definition.en


def field_name(of: str, name: str, language: Language) -> str:
    """A field of a register, as a person reads it.

    Examples
    --------
    >>> field_name("delivery", "sex", "zh")
    '性别'
    """
    field = register(of).fields[name]
    return field.zh if language == "zh" else field.en
