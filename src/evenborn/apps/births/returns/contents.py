"""What a monthly return asks for: cells made from the definitions of its register, and of no other list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from evenborn.presentation.numbers import Language
from evenborn.registers.coarsening.forms import UNKNOWN
from evenborn.registers.code_lists import Meaning
from evenborn.registers.definition import Definition, register
from evenborn.registers.leaving import CoarsenedTable

__all__ = ["NOT_STATED", "RETURNS", "Cell", "Choice", "Grid", "Group", "cells_of", "grids_of", "total_of"]

RETURNS: Final = ("termination_return", "ultrasound_log", "drug_ledger")
"""Registers whose counts a facility may type month by month."""

NOT_STATED: Final = "-"
"""Code of what a field leaves blank, where it may."""

_SEPARATOR: Final = "|"


@dataclass(frozen=True, slots=True)
class Choice:
    """One meaning of a code field, or that it is not stated.

    Attributes
    ----------
    code, en, zh : str
    """

    code: str
    en: str
    zh: str

    def said(self, language: Language) -> str:
        """Its words."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a return.

    Attributes
    ----------
    table : str
    codes : mapping of str to str
        Code by field, in the order of the table's columns.
    """

    table: str
    codes: Mapping[str, str]

    @property
    def key(self) -> str:
        """How a form and what is kept call it."""
        return _SEPARATOR.join((self.table, *self.codes.values()))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a grid under one heading; without one, where a table has no third field."""

    choice: Choice | None
    rows: tuple[tuple[Choice | None, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a return as it is typed.

    Attributes
    ----------
    table : CoarsenedTable
    columns : tuple of Choice
    groups : tuple of Group
    largest : int
        Most that a cell may hold.
    """

    table: CoarsenedTable
    columns: tuple[Choice, ...]
    groups: tuple[Group, ...]
    largest: int

    def title(self, language: Language) -> str:
        """Its words."""
        return self.table.zh if language == "zh" else self.table.en

    def cells(self) -> Iterator[Cell]:
        """Row by row."""
        for group in self.groups:
            for _, cells in group.rows:
                yield from cells


_LARGEST: Final = 10_000
"""Where a register states no maximum: more scans of one kind than any hospital makes in a month."""

_NONE_STATED: Final = Meaning(NOT_STATED, "", "not stated", "未注明")


@cache
def grids_of(name: str) -> tuple[Grid, ...]:
    """The tables of a return: the field of fewest codes across, the next one as groups, the other down.

    Examples
    --------
    >>> [grid] = grids_of("termination_return")
    >>> [one.code for one in grid.columns], len(grid.groups), len(list(grid.cells()))
    (['<10', '10-13', '14-27', '28+'], 7, 224)
    >>> [grid.table.name for grid in grids_of("ultrasound_log")]
    ['scans_by_indication', 'scans_by_declaration']
    """
    if name not in RETURNS:
        raise KeyError(f"There is no monthly return {name!r}; there are {', '.join(RETURNS)}.")
    definition = register(name)
    return tuple(_grid(definition, table) for table in definition.tables.values())


@cache
def cells_of(name: str) -> Mapping[str, Cell]:
    """Every cell of a return by its key."""
    return {cell.key: cell for grid in grids_of(name) for cell in grid.cells()}


def total_of(name: str, amounts: Mapping[str, int]) -> int:
    """How many a return counts in all: the sum of its first table; of a ledger, the units used.

    Examples
    --------
    >>> total_of("drug_ledger", {"ledger_by_entry|misoprostol|issue": 4, "ledger_by_entry|misoprostol|in": 9})
    4
    """
    first = grids_of(name)[0]
    return sum(
        amounts.get(cell.key, 0) for cell in first.cells() if cell.codes.get("entry", "issue") == "issue"
    )


def _grid(definition: Definition, table: CoarsenedTable) -> Grid:
    fields = [c.field for c in table.columns if definition.fields[c.field].type == "code"]
    choices = {field: _choices(definition, field) for field in fields}
    across, *others = sorted(fields, key=lambda field: len(choices[field]))
    down = others.pop() if others else ""
    between = others[0] if others else ""

    def cells(given: Mapping[str, str]) -> tuple[Cell, ...]:
        return tuple(
            Cell(table.name, {field: {**given, across: one.code}[field] for field in fields})
            for one in choices[across]
        )

    groups = tuple(
        Group(
            group,
            tuple(
                (row, cells({between: group.code if group else "", down: row.code if row else ""}))
                for row in choices.get(down, (None,))
            ),
        )
        for group in choices.get(between, (None,))
    )
    adds = definition.fields.get(table.adds)
    largest = _LARGEST if adds is None or adds.maximum is None else int(adds.maximum)
    return Grid(table, choices[across], groups, largest)


def _choices(definition: Definition, field: str) -> tuple[Choice, ...]:
    """Meanings of a code field, in the order of its list; that it is blank too, where it may be.

    A list that has a meaning for what is not known needs no second row: a blank is counted as that.
    """
    meanings = list(definition.lists[field].meanings)
    if not definition.fields[field].required and UNKNOWN not in [one.name for one in meanings]:
        meanings.append(_NONE_STATED)
    return tuple(Choice(one.name, one.en, one.zh) for one in meanings)
