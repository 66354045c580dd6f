"""Entries of a form made from the definition of a register: what a field is, how it is typed, what helps."""

from typing import Any, Final

from django import forms

from evenborn.presentation import field_words
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.definition import Definition, Field
from evenborn.web.area_field import AreaInput

__all__ = ["entry_of"]

_NUMERIC: Final = {"count", "quantity", "day", "moment"}
_LONGEST: Final = 80
_USUAL: Final = {"plurality": "1", "birth_position": "1"}
"""What most deliveries are; it stands there and can be typed over."""


def entry_of(definition: Definition, field: Field, language: Language, *, blank: bool = False) -> forms.Field:
    """The entry for a field of a register; whether it may stay empty is a matter of the register's check.

    Parameters
    ----------
    definition : Definition
    field : Field
    language : {"en", "zh"}
    blank : bool
        Whether every entry starts empty and none is asked for, as in a correction.
    """
    options: dict[str, Any] = {"required": False, "label": field_words.heading(field, language)}
    help_text = _help(definition, field, language, blank=blank)
    made: forms.Field
    if field.type == "code":
        codes = definition.lists[field.name]
        words = field_words.picked(codes, language)
        named = zip((one.name for one in codes.meanings), words, strict=True)
        made = forms.ChoiceField(choices=[("", "—"), *named], help_text=help_text, **options)
    else:
        made = forms.CharField(
            max_length=max(field.longest if field.longest < _LONGEST else 0, _LONGEST), strip=True,
            widget=_input(field), help_text=help_text, initial="" if blank else _USUAL.get(field.name, ""),
            **options,
        )  # fmt: skip
    needed = field.required or bool(field.required_if or field.required_unless)
    made.widget.attrs["data-needed"] = "" if blank or not needed else "yes" if field.required else "depends"
    return made


def _input(field: Field) -> forms.TextInput:
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    if field.type == "area":
        return AreaInput(attrs)
    if field.type in _NUMERIC:
        attrs["inputmode"] = "decimal" if field.type in ("count", "quantity") else "numeric"
    if field.type in ("day", "moment"):
        attrs["placeholder"] = field.example
    return forms.TextInput(attrs)


def _help(definition: Definition, field: Field, language: Language, *, blank: bool) -> str:
    """What the definition notes, and on what it depends whether the field must be filled in."""
    said = [field_words.note(field, language)]
    if not blank and (field.required_if or field.required_unless):
        condition = field_words.required(definition, field, language)
        said.insert(
            0, say("births.entry.condition", language, condition=condition[:1].upper() + condition[1:])
        )
    return " ".join(filter(None, said)) if language == "en" else "".join(filter(None, said))
