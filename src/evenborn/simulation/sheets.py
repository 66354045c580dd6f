"""One register's rows while they are filled in and mistyped: texts by field, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from evenborn.registers.definition import Definition
from evenborn.simulation.text_columns import Texts, at, replaced

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Wrong:
    """Cells of one field that are wrong in one way; or whole rows, where ``field`` is empty.

    Attributes
    ----------
    rows : ndarray of int64
        Positions in the sheet, ascending.
    field : str
        The field.
    kind : str
        In which way.
    rule : str
        Rule of values that such a cell breaks for certain; empty where that depends on the row or on nothing.
    """

    rows: Numbers
    field: str
    kind: str
    rule: str = ""


@dataclass(eq=False)
class Sheet:
    """Rows of one register.

    Attributes
    ----------
    definition : Definition
        The register.
    births, deliveries : ndarray of int64
        Birth and delivery of each row.
    columns : dict of str to pyarrow.StringArray
        Text by field; null where the cell is blank. Codes stand as the names of their meanings, days as
        ``2025-03-08``, moments as ``2025-03-08 14:05``.
    beside : mapping of str to pyarrow.StringArray
        What the clerk has before the eyes without its being asked for.
    wrong : list of Wrong
        What was planted.
    """

    definition: Definition
    births: Numbers
    deliveries: Numbers
    columns: dict[str, Texts]
    beside: Mapping[str, Texts] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.births)

    def filled(self, name: str) -> Flags:
        """Which rows say something in a field."""
        return np.asarray(self.columns[name].is_valid().to_numpy(zero_copy_only=False))

    def replace(self, name: str, rows: Numbers, texts: list[str | None]) -> None:
        """Write other texts into some cells of a field; rows in any order."""
        self.columns[name] = replaced(self.columns[name], rows, texts)

    def taken(self, rows: Numbers) -> "Sheet":
        """Some of the rows, in the order given; a row may be taken more than once."""
        columns = {name: at(column, rows) for name, column in self.columns.items()}
        beside = {name: at(column, rows) for name, column in self.beside.items()}
        wrong = [replace(one, rows=_moved(one.rows, rows, len(self))) for one in self.wrong]
        return Sheet(self.definition, self.births[rows], self.deliveries[rows], columns, beside, wrong)


def _moved(rows: Numbers, taken: Numbers, length: int) -> Numbers:
    """New positions of old rows; those that were left out are gone, those taken twice stand twice."""
    marked = np.zeros(length, dtype=bool)
    marked[rows] = True
    return np.flatnonzero(marked[taken])
