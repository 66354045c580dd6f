"""What a coarsened table holds and how much was widened: the evidence that combinations are large enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.coarsening.forms import Taxonomy, form_name
from evenborn.registers.leaving import CoarsenedTable

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FormShare:
    """How many rows of the register are told in one form of one column.

    Attributes
    ----------
    column, form : str
        ``period``, ``quarter``; bands as ``band 1500/2500``.
    births : int
        Rows of the register (births, scans …) told so.
    share : float
        Of all that are told, 0 to 1.
    """

    column: str
    form: str
    births: int
    share: float


@dataclass(frozen=True, slots=True)
class TableReport:
    """What became of the rows of one register in one table.

    Attributes
    ----------
    table : str
        Name in the definition.
    required : int
        Least births that every combination had to have; 1 where counts are exact.
    rows : int
        Rows of the register that the table counts, the withheld ones too.
    left_out : int
        Rows that are no matter of this table, such as stillbirths in a table of live births.
    withheld : int
        Rows in no combination, because the file has fewer than ``required``.
    combinations : int
        Different combinations, the sex not told apart.
    smallest : int
        Births of the smallest; 0 where there is no combination.
    forms : tuple of FormShare
        Per column and form, in the order of the definition.
    facilities : pyarrow.Table or None
        The same by facility: ``facility``, ``column``, ``form`` (string), ``births`` (int64). Facilities that
        are pooled stand under ``all``. None where the table does not tell facilities apart.
    """

    table: str
    required: int
    rows: int
    left_out: int
    withheld: int
    combinations: int
    smallest: int
    forms: tuple[FormShare, ...]
    facilities: pa.Table | None

    def share(self, column: str, form: str) -> float:
        """Share of births told in one form.

        Examples
        --------
        >>> shares = (FormShare("period", "month", 90, 0.9), FormShare("period", "quarter", 10, 0.1))
        >>> TableReport("t", 10, 100, 0, 0, 9, 10, shares, None).share("period", "quarter")
        0.1
        """
        return next(one.share for one in self.forms if (one.column, one.form) == (column, form))


def form_shares(table: CoarsenedTable, levels: Sequence[Whole], births: Whole) -> tuple[FormShare, ...]:
    """Births by column and form.

    Parameters
    ----------
    table : CoarsenedTable
    levels : sequence of ndarray of int64
        Per column that is not beside, level of the form of each combination.
    births : ndarray of int64
        Births of each combination.
    """
    shares = []
    total = max(int(births.sum()), 1)
    told = [column for column in table.columns if column.name not in table.beside]
    for column, level in zip(told, levels, strict=True):
        told_so = np.bincount(level, births, len(column.forms)).astype(np.int64)
        shares += [
            FormShare(column.name, form_name(form), int(number), int(number) / total)
            for form, number in zip(column.forms, told_so, strict=True)
        ]
    return tuple(shares)


def forms_by_facility(
    table: CoarsenedTable,
    trees: Sequence[Taxonomy],
    levels: Sequence[Whole],
    codes: Sequence[Whole],
    births: Whole,
) -> pa.Table | None:
    """Births by facility, column and form; None where the table does not tell facilities apart."""
    told = [column for column in table.columns if column.name not in table.beside]
    place = next((at for at, column in enumerate(told) if column.name == "facility"), None)
    if place is None:
        return None
    offsets = np.cumsum([0, *(len(labels) for labels in trees[place].labels)])
    facility = codes[place] + offsets[levels[place]]
    names = np.array([label for labels in trees[place].labels for label in labels], object)
    parts = []
    for column, level in zip(told, levels, strict=True):
        forms = np.array([form_name(form) for form in column.forms], object)
        told_so = np.bincount(facility * len(forms) + level, births).astype(np.int64)
        found = np.flatnonzero(told_so)
        columns = {
            "facility": pa.array(names[found // len(forms)], pa.string()),
            "column": pa.array([column.name] * len(found), pa.string()),
            "form": pa.array(forms[found % len(forms)], pa.string()),
            "births": pa.array(told_so[found]),
        }
        parts.append(pa.table(columns))
    return pa.concat_tables(parts)
