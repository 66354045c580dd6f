"""What an owner is told: its own records, and how each differs. Never whom another register knows of.

=====================  ===========================================================================
``only-here``          no other register has this birth
``sex-differs``        another register states the other sex
``day-differs``        another register states another birth day
``entered-twice``      this register has the birth twice
=====================  ===========================================================================

Of births that others have and it has not, an owner is told the number. A sheet corrects a register; it is no
list of families, and nothing in it says where anybody lives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.combine import Births

KINDS: Final = ("only-here", "sex-differs", "day-differs", "entered-twice")
"""Kinds of difference, in the order in which a sheet lists them."""

REPLIES: Final = ("corrected", "confirmed", "entered-by-mistake", "same-birth-twice", "not-found")
"""What an owner may answer: the record was wrong and is corrected; it is right as it stands; it is no birth
and is removed; it is the second entry of a birth and is removed; the record cannot be found."""

REMOVING: Final = frozenset({"entered-by-mistake", "same-birth-twice"})
"""Replies after which a record is compared no more."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What one owner is told.

    Attributes
    ----------
    table : pyarrow.Table
        ``number`` (its own), ``row`` (of its file), ``kind`` (of :data:`KINDS`), sorted by kind and row.
    elsewhere : int
        Births that other registers have and this one has not.
    births : int
        Births that this register has.
    """

    table: "pa.Table"
    elsewhere: int
    births: int

    def counts(self) -> dict[str, int]:
        """Records by kind."""
        kinds = self.table.column("kind").to_pylist()
        return {kind: kinds.count(kind) for kind in KINDS}


def differences(
    register: int,
    births: Births,
    records: "pa.Table",
    differing: Mapping[str, NDArray[np.int64]],
    twice: NDArray[np.int64],
    confirmed: frozenset[tuple[str, str]] = frozenset(),
) -> Differences:
    """Differences of one register.

    Parameters
    ----------
    register : int
        Its position.
    births : Births
    records : pyarrow.Table
        Of the register, in the order of ``record``.
    differing : mapping of str to ndarray of int64
        By kind, records that differ from one of another register.
    twice : ndarray of int64
        Records that are a second entry.
    confirmed : frozenset of (number, kind)
        What the owner has already answered to be right.
    """
    own = births[:, register]
    alone = (births >= 0).sum(axis=1) == 1
    only = np.setdiff1d(own[(own >= 0) & alone], twice)
    by_kind = {"only-here": only, **differing, "entered-twice": twice}
    rows, numbers = records.column("row").to_numpy(), records.column("number").to_pylist()
    found: list[tuple[str | None, int, str]] = []
    for kind in KINDS:
        for record in sorted(set(by_kind.get(kind, np.zeros(0, np.int64)).tolist())):
            if (str(numbers[record]), kind) not in confirmed:
                found.append((numbers[record], int(rows[record]), kind))
    columns = list(zip(*found, strict=True)) if found else [(), (), ()]
    types = (pa.string(), pa.int64(), pa.string())
    table = pa.table(
        {
            name: pa.array(column, kind)
            for name, column, kind in zip(("number", "row", "kind"), columns, types, strict=True)
        }
    )
    return Differences(table, int((own < 0).sum()), int((own >= 0).sum()) - len(twice))
