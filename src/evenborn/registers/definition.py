"""What a register is: its fields, the headers that they go by, and the words that its cells may hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from evenborn.registers.codes.writing import header_key


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register.

    Attributes
    ----------
    name : str
        How the code calls it.
    en, zh : str
        How a person reads it.
    headers : tuple of str
        Headers that it goes by, as a person writes them.
    """

    name: str
    en: str
    zh: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A register as one file in ``definitions/`` describes it.

    Attributes
    ----------
    fields : mapping
        Field by its name.
    field_of : mapping
        Name of the field by the key of a header, see
        :func:`~evenborn.registers.codes.writing.header_key`.
    codes : mapping
        Per field the accepted words, lower case, and what each means.
    """

    fields: Mapping[str, Field]
    field_of: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]


def _meanings(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in lists.items() for word in words}


def _definition(content: Mapping[str, Any]) -> Definition:
    fields = {
        name: Field(name, entry["en"], entry["zh"], tuple(entry["headers"]))
        for name, entry in content["field"].items()
    }
    field_of = {header_key(header): name for name, field in fields.items() for header in field.headers}
    return Definition(fields, field_of, {name: _meanings(lists) for name, lists in content["codes"].items()})


@cache
def births_table() -> Definition:
    """The table of births, counted or one row a birth.

    Examples
    --------
    >>> births_table().field_of["孩次"], births_table().codes["sex"]["女"]
    ('order', 'female')
    """
    text = files("evenborn.registers").joinpath("definitions/births_table.toml").read_text(encoding="utf-8")
    return _definition(tomllib.loads(text))
