"""Names of registers, fields and codes as a page of the vault says them."""

from evenborn.presentation.words import say
from evenborn.registers.definition import register
from evenborn.web.language import page_language

__all__ = ["coded", "field_name", "register_name"]


def register_name(name: str) -> str:
    """A register, as a person calls it."""
    definition = register(name)
    return definition.zh if page_language() == "zh" else definition.en


def field_name(of: str, name: str) -> str:
    """A field of a register, as a person reads it."""
    field = register(of).fields[name]
    return field.zh if page_language() == "zh" else field.en


def coded(prefix: str, code: str) -> str:
    """Words of a code of the vault, such as ``coded("state", "asked")``; a dash for none."""
    return say(f"vault.{prefix}.{code}", page_language()) if code else "—"
