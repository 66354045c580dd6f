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
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
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
    table = pa.concat_tables([_of_kind(kind, by_kind.get(kind), records, confirmed) for kind in KINDS])
    return Differences(table, int((own < 0).sum()), int((own >= 0).sum()) - len(twice))


def _of_kind(
    kind: str,
    found: NDArray[np.int64] | None,
    records: "pa.Table",
    confirmed: frozenset[tuple[str, str]],
) -> "pa.Table":
    chosen = np.unique(np.zeros(0, np.int64) if found is None else found)
    own = records.select(["number", "row"]).take(pa.array(chosen, pa.int64()))
    right = [number for number, of in confirmed if of == kind]
    if right:
        is_right: Any = pc.is_in(own.column("number"), value_set=pa.array(right, pa.string()))
        own = own.filter(pc.invert(is_right))
    return own.append_column("kind", pa.array([kind] * len(own), pa.string()))
