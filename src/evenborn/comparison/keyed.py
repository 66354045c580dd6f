"""Births by what a rule asks for, as numbers in memory: who is alone with it, and who meets whom.

A number of 64 bits stands for the block and what is shared beyond it; so two different things have the same
number as seldom as two blocks do. Sorting numbers costs a fraction of what an engine takes to group or to
join a whole register, and each rule would ask for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_FURTHER: Final = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT: Final = np.uint64(29)
_HALF: Final = np.uint64(1 << 63)


@dataclass(frozen=True, slots=True)
class Keyed:
    """Births that state what a rule asks for.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n,)
        The same where two births share it.
    records : ndarray of int32, shape (n,)
    same : mapping of str to (ndarray of uint32, ndarray of bool)
        By trait, its token and whether it is stated.
    """

    keys: NDArray[np.uint64]
    records: NDArray[np.int32]
    same: Mapping[str, tuple[NDArray[np.uint32], NDArray[np.bool_]]]

    def of(self, wanted: NDArray[np.bool_]) -> "Keyed":
        """Births whose record is wanted, in the order of their keys."""
        rows = np.flatnonzero(wanted[self.records])
        keys = self.keys[rows]
        order = np.argsort(keys)
        rows = rows[order]
        same = {trait: (tokens[rows], stated[rows]) for trait, (tokens, stated) in self.same.items()}
        return Keyed(keys[order], self.records[rows], same)

    def several(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Records that are not alone with their key, and how many share it.

        Examples
        --------
        >>> found = Keyed(np.array([7, 5, 7], np.uint64), np.array([0, 1, 2], np.int32), {}).several()
        >>> [one.tolist() for one in found]
        [[0, 2], [2, 2]]
        """
        ascending = np.sort(self.keys)
        again = np.unique(ascending[1:][ascending[1:] == ascending[:-1]])
        if not len(again):
            return np.zeros(0, np.int32), np.zeros(0, np.int64)
        place = np.minimum(np.searchsorted(again, self.keys), len(again) - 1)
        rows = np.flatnonzero(again[place] == self.keys)
        return self.records[rows], np.bincount(place[rows])[place[rows]]


def keyed(
    backend: Backend, register: str, place: int, also: tuple[str, ...] = (), same: tuple[str, ...] = ()
) -> Keyed:
    """Births of a register that state what a rule asks for.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register.
    place : int
        Of the candidate rule.
    also : tuple of str
        Traits that are asked for beyond its block.
    same : tuple of str
        Traits that are wanted beside.
    """
    table = entries_under(backend, register, place, (*also, *same))
    stated = [np.asarray(table.column(one).is_valid()) for one in ("block", *also)]
    rows: Any = np.flatnonzero(np.logical_and.reduce(stated))
    table = table.take(rows)
    keys = numbers_of(table, "block")
    for trait in also:
        keys = mixed(keys, numbers_of(table, trait))
    beside = {
        trait: (numbers_of(table, trait).astype(np.uint32), np.asarray(table.column(trait).is_valid()))
        for trait in same
    }
    return Keyed(keys, table.column("record").to_numpy().astype(np.int32, copy=False), beside)


def entries_under(backend: Backend, register: str, place: int, traits: tuple[str, ...]) -> "pa.Table":
    """``record``, ``block`` and some traits of all births under a candidate rule.

    Of a register in plain hands births without a block are among them; nothing is copied.
    """
    births = backend.held(f"{register}_births")
    if births is None:
        columns = "".join(f', "{trait}"' for trait in traits)
        return backend.table(f"SELECT record, block{columns} FROM {register}_entries WHERE rule = {place}")
    named = {"record": "record", "block": f"b{place}"} | {trait: trait for trait in traits}
    return pa.Table.from_arrays([births.column(one) for one in named.values()], list(named))


def met(left: Keyed, right: Keyed) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Records that have a key in common, and nothing that both state and that is not the same.

    Parameters
    ----------
    left, right : Keyed
        In the order of their keys, each of which is there once.

    Examples
    --------
    >>> records = np.array([4, 6], np.int32)
    >>> one, other = (Keyed(np.array(keys, np.uint64), records, {}) for keys in ([1, 9], [2, 9]))
    >>> [records.tolist() for records in met(one, other)]
    [[6], [6]]
    """
    if not len(left.keys) or not len(right.keys):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    place = np.minimum(np.searchsorted(right.keys, left.keys), len(right.keys) - 1)
    one = np.flatnonzero(right.keys[place] == left.keys)
    other = place[one]
    kept = np.ones(len(one), np.bool_)
    for trait, (tokens, stated) in left.same.items():
        theirs, they_state = right.same[trait]
        kept &= ~(stated[one] & they_state[other]) | (tokens[one] == theirs[other])
    return left.records[one[kept]], right.records[other[kept]]


def sharing(ascending: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many times each of some numbers is there.

    Examples
    --------
    >>> sharing(np.array([3, 5, 5], np.uint64)).tolist()
    [1, 2, 2]
    """
    starts = np.flatnonzero(np.r_[True, ascending[1:] != ascending[:-1]][: len(ascending)])
    number = np.diff(np.append(starts, len(ascending)))
    return np.repeat(number, number)


def numbers_of(table: "pa.Table", column: str) -> NDArray[np.uint64]:
    """Values of a column in their order, whatever width the engine gives them; 0 where it is null."""
    values: Any = table.column(column)
    empty = np.asarray(values.is_null()) if values.null_count else None
    if empty is not None:
        values = values.fill_null(pa.scalar(0, values.type))
    numbers = np.asarray(values.to_numpy())
    if numbers.dtype == np.int64:  # an engine without unsigned numbers has taken off 2⁶³
        numbers = numbers.view(np.uint64) ^ _HALF
    numbers = numbers.astype(np.uint64, copy=False)
    return numbers if empty is None else np.where(empty, np.uint64(0), numbers)


def mixed(keys: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for two; different pairs hardly ever have the same."""
    both = (keys ^ (other * _FACTOR)) * _FURTHER
    return np.asarray(both ^ (both >> _SHIFT))
