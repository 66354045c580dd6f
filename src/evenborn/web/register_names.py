"""How a person calls a register and its fields, in the language of the page."""

from evenborn.presentation import register_names
from evenborn.web.language import page_language

__all__ = ["field_name", "register_name"]


def register_name(name: str) -> str:
    """A register, as a person calls it; what is none stays as it stands."""
    return register_names.register_name(name, page_language())


def field_name(of: str, name: str) -> str:
    """A field of a register, as a person reads it."""
    return register_names.field_name(of, name, page_language())
