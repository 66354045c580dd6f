"""What a browser sends of a grid of whole numbers: read, or pointed out cell by cell."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from evenborn.apps.births.returns.contents import Grid, grids_of

__all__ = ["Entries", "read_entries"]

_WHOLE: Final = re.compile(r"[0-9]{1,7}")
_LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Entries:
    """The cells of a form.

    Attributes
    ----------
    amounts : mapping of str to int
        By key, what could be read.
    texts : mapping of str to str
        By key, what was typed.
    wrong : mapping of str to str
        By key, ``no-number`` or ``too-large``.
    """

    amounts: Mapping[str, int]
    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, amounts: Mapping[str, int]) -> "Entries":
        """Those of what was kept."""
        return cls(amounts, {key: str(number) for key, number in amounts.items()})

    def with_zeros(self, name: str) -> "Entries":
        """The same, with a zero in every cell that is blank."""
        keys = [cell.key for grid in grids_of(name) for cell in grid.cells()]
        return Entries.of(dict.fromkeys(keys, 0) | dict(self.amounts))


def read_entries(name: str, sent: Mapping[str, str]) -> Entries:
    """Read what a form sent; blank is no number, and a zero is one.

    Examples
    --------
    >>> key = "ledger_by_entry|mifepristone|in"
    >>> read_entries("drug_ledger", {key: " １２ "}).amounts == {key: 12}
    True
    >>> read_entries("drug_ledger", {key: "-1"}).wrong == {key: "no-number"}
    True
    """
    amounts: dict[str, int] = {}
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for grid in grids_of(name):
        for cell in grid.cells():
            text = unicodedata.normalize("NFKC", sent.get(cell.key, "")[:_LONGEST]).strip()
            if not text:
                continue
            texts[cell.key] = text
            if problem := _problem(text, grid):
                wrong[cell.key] = problem
            else:
                amounts[cell.key] = int(text)
    return Entries(amounts, texts, wrong)


def _problem(text: str, grid: Grid) -> str:
    if not _WHOLE.fullmatch(text):
        return "no-number"
    return "too-large" if int(text) > grid.largest else ""
