"""What a register is: its fields, their headers and codes, the rules it keeps, and what may leave it.

One file of ``definitions/`` describes one register. Templates, reading, checks, coarsening, the data
dictionary and the printed book are all made from it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from evenborn.registers.code_lists import CodeList, code_lists
from evenborn.registers.codes.writing import header_key
from evenborn.registers.leaving import CoarsenedTable, read_table
from evenborn.registers.register_field import Field, FieldType, Privacy

__all__ = [
    "LISTS",
    "REGISTERS",
    "Compared",
    "Definition",
    "Field",
    "FieldType",
    "Privacy",
    "RuleUse",
    "Severity",
    "births_table",
    "list_definition",
    "register",
]

Severity = Literal["reject", "warn"]
"""Whether a row that breaks a rule is left out until it is corrected, or only pointed out."""

REGISTERS = (
    "delivery",
    "household",
    "birth_certificate",
    "immunisation",
    "child_benefit",
    "ultrasound_log",
    "drug_issue",
    "termination_return",
    "drug_ledger",
    "device",
)
"""The registers that are defined, as a command names them."""

LISTS = (
    "area_neighbours",
    "area_points",
    "expected_births",
    "facility_list",
    "returns_received",
    "signal_objections",
)
"""Lists that registers are held against; nobody is in them."""


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule of :mod:`evenborn.registers.rules` or :mod:`evenborn.registers.across_rows` on some fields.

    Attributes
    ----------
    rule : str
        Name of the rule.
    fields : tuple of str
        What it looks at, in the order in which the rule takes them; the first is the cell blamed.
    severity : Severity
        What breaking it means.
    limit : float or None
        Of a rule that has one, such as days.
    """

    rule: str
    fields: tuple[str, ...]
    severity: Severity = "reject"
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """By what the births of a register are found in another one.

    Attributes
    ----------
    fields : mapping of str to str
        Field of this register by what it is to a comparison: ``mother_name``, ``birth_day`` … ``record`` is
        the number of a record, unique within one value of ``record_within`` where that is given.
    only : mapping of str to tuple of str
        By field, the meanings of which rows are births to be compared; empty where every row is.
    """

    fields: Mapping[str, str]
    only: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Definition:
    """A register as one file in ``definitions/`` describes it.

    Attributes
    ----------
    name, en, zh : str
        How a command and a person call it.
    fields : mapping
        Field by its name, in the order of the register's columns.
    field_of : mapping
        Name of the field by the key of a header, see
        :func:`~evenborn.registers.codes.writing.header_key`.
    codes : mapping
        Per field the accepted words, lower case, and what each means.
    lists : mapping
        Per field of type ``code`` its list.
    book_en, book_zh : str
        Title of the printed book.
    about_en, about_zh : str
        Who keeps it and what one row is.
    law : str
        The rule or standard that it follows.
    rules : tuple of RuleUse
        Rules between fields and between rows.
    tables : mapping of str to CoarsenedTable
        What may leave the register, by name of the table.
    facility_field, time_field : str
        Fields by which completeness is judged; empty where it is not.
    compared : Compared or None
        By what its births are found in other registers; None of a register that is not one of births, which
        is compared with nothing.
    """

    name: str
    en: str
    zh: str
    fields: Mapping[str, Field]
    field_of: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    book_en: str = ""
    book_zh: str = ""
    about_en: str = ""
    about_zh: str = ""
    law: str = ""
    rules: tuple[RuleUse, ...] = ()
    tables: Mapping[str, CoarsenedTable] = field(default_factory=dict)
    facility_field: str = ""
    time_field: str = ""
    compared: Compared | None = None


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    known = dict(entry)
    for key in ("required_if", "required_unless"):
        known[key] = {other: tuple(meanings) for other, meanings in entry.get(key, {}).items()}
    return Field(name, headers=tuple(known.pop("headers")), **known)


def _meanings(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in lists.items() for word in words}


def _definition(content: Mapping[str, Any]) -> Definition:
    fields = {name: _field(name, entry) for name, entry in content["field"].items()}
    lists = {name: code_lists()[one.codes] for name, one in fields.items() if one.codes}
    codes = {name: code_list.meaning_of for name, code_list in lists.items()}
    codes |= {name: _meanings(words) for name, words in content.get("codes", {}).items()}
    rules = tuple(
        RuleUse(one["rule"], tuple(one["fields"]), one.get("severity", "reject"), one.get("limit"))
        for one in content.get("rule", [])
    )
    whole = ("name", "en", "zh", "book_en", "book_zh", "about_en", "about_zh", "law")
    return Definition(
        **{key: content.get(key, "") for key in (*whole, "facility_field", "time_field")},
        fields=fields,
        field_of={
            header_key(header): name
            for name, one in fields.items()
            for header in (one.en, one.zh, *one.headers)
        },
        codes=codes,
        lists=lists,
        rules=rules,
        tables={name: read_table(name, entry) for name, entry in content.get("table", {}).items()},
        compared=_compared(content["compared"]) if "compared" in content else None,
    )


def _compared(entry: Mapping[str, Any]) -> Compared:
    only = {field: tuple(meanings) for field, meanings in entry.get("only", {}).items()}
    return Compared(entry["field"], only)


@cache
def _read(name: str) -> Definition:
    text = files("evenborn.registers").joinpath(f"definitions/{name}.toml").read_text(encoding="utf-8")
    return _definition(tomllib.loads(text))


def births_table() -> Definition:
    """The table of births, counted or one row a birth.

    Examples
    --------
    >>> births_table().field_of["孩次"], births_table().codes["sex"]["女"]
    ('order', 'female')
    """
    return _read("births_table")


def register(name: str) -> Definition:
    """Definition of one of :data:`REGISTERS`; raises ``KeyError`` for any other name.

    Examples
    --------
    >>> delivery = register("delivery")
    >>> delivery.fields["weight"].unit, delivery.fields["mother_name"].privacy
    ('g', 'F')
    """
    if name not in REGISTERS:
        raise KeyError(f"There is no register {name!r}; there are {', '.join(REGISTERS)}.")
    return _read(name)


def list_definition(name: str) -> Definition:
    """Definition of one of :data:`LISTS`; raises ``KeyError`` for any other name."""
    if name not in LISTS:
        raise KeyError(f"There is no list {name!r}; there are {', '.join(LISTS)}.")
    return _read(name)
