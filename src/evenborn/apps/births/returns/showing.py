"""A return as a page shows it: grids with words, what was typed, sums, what is wrong where."""

from collections.abc import Iterator
from dataclasses import dataclass

from evenborn.apps.births.returns.contents import Cell, Choice, Grid, grids_of
from evenborn.apps.births.returns.forms import Entries
from evenborn.apps.births.returns.rules import unbalanced
from evenborn.presentation.numbers import Language

__all__ = ["ShownCell", "ShownGrid", "ShownGroup", "ShownRow", "shown_grids"]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One entry; ``labels`` are the identifiers of the headings that name it."""

    id: str
    key: str
    text: str
    wrong: str
    labels: str
    largest: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with its sum; ``differs`` are both sides of a ledger that does not balance."""

    id: str
    label: str
    cells: tuple[ShownCell, ...]
    total: int
    differs: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Rows under one heading."""

    id: str
    label: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """One table."""

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    groups: tuple[ShownGroup, ...]
    total: int
    ledger: bool


def shown_grids(name: str, entries: Entries, language: Language) -> list[ShownGrid]:
    """The tables of a return with what was typed."""
    differ = unbalanced(entries.amounts) if name == "drug_ledger" else {}
    return [
        _Showing(grid, f"t{number}", entries, language, differ).grid()
        for number, grid in enumerate(grids_of(name))
    ]


@dataclass(frozen=True, slots=True)
class _Showing:
    """Words and identifiers of one table."""

    source: Grid
    id: str
    entries: Entries
    language: Language
    differ: dict[str, tuple[int, int]]

    def grid(self) -> ShownGrid:
        columns = tuple(
            (f"{self.id}-c{place}", one.said(self.language)) for place, one in enumerate(self.source.columns)
        )
        total = sum(self.entries.amounts.get(cell.key, 0) for cell in self.source.cells())
        return ShownGrid(
            self.id, self.source.title(self.language), columns, tuple(self._groups()), total,
            "entry" in next(self.source.cells()).codes,
        )  # fmt: skip

    def _groups(self) -> Iterator[ShownGroup]:
        for place, group in enumerate(self.source.groups):
            own = f"{self.id}-g{place}"
            rows = tuple(
                self._row(f"{own}-r{number}", own if group.choice else "", row, cells)
                for number, (row, cells) in enumerate(group.rows)
            )
            yield ShownGroup(own, self._said(group.choice), rows)

    def _row(self, own: str, group: str, row: Choice | None, cells: tuple[Cell, ...]) -> ShownRow:
        shown = tuple(
            ShownCell(
                f"{own}-{place}", cell.key, self.entries.texts.get(cell.key, ""),
                self.entries.wrong.get(cell.key, ""),
                " ".join(filter(None, (group, own if row else "", f"{self.id}-c{place}"))),
                self.source.largest,
            )
            for place, cell in enumerate(cells)
        )  # fmt: skip
        total = sum(self.entries.amounts.get(cell.key, 0) for cell in cells)
        return ShownRow(own, self._said(row), shown, total, self.differ.get(row.code if row else ""))

    def _said(self, choice: Choice | None) -> str:
        return choice.said(self.language) if choice else ""
