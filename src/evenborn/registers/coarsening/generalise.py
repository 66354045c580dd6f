"""Births told apart only as finely as every combination has enough of them, column after column."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenborn.registers.coarsening.forms import Taxonomy
from evenborn.registers.coarsening.running import Layout
from evenborn.registers.coarsening.splitting import Groups, split

Whole = NDArray[np.int64]

_ROWS_AT_ONCE = 1 << 18  # few enough for the caches, many enough for arrays


@dataclass(frozen=True, slots=True)
class Generalised:
    """Combinations, each with its number of births.

    Attributes
    ----------
    level : tuple of ndarray of int64
        Per column, level of the form of each combination; 0 is the finest.
    code : tuple of ndarray of int64
        Per column, number of the value in that level of its taxonomy.
    births : ndarray of int64, shape (combinations, values of the column beside)
        How many there are.
    withheld : int
        Births in no combination, because there are too few altogether.
    """

    level: tuple[Whole, ...]
    code: tuple[Whole, ...]
    births: Whole
    withheld: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Packed combinations without the column that is told beside them.

    Attributes
    ----------
    keys : ndarray of int64, shape (n,)
        Different combinations.
    starts : ndarray of int64, shape (n,)
        Where each began.
    numbers : ndarray, shape (n, values)
        Number of each for every value of the column beside.
    """

    keys: Whole
    starts: Whole
    numbers: NDArray[Any]


def put_beside(keys: Whole, numbers: NDArray[Any], bits: int, values: int) -> Beside:
    """The numbers of each combination side by side.

    Parameters
    ----------
    keys : ndarray of int64
        Packed combinations, equal ones neighbours; the column beside is lowest.
    numbers : ndarray
        Number of each.
    bits : int
        Bits of the column beside, 0 where there is none.
    values : int
        Values that it may have.

    Examples
    --------
    >>> found = put_beside(np.array([4, 5, 9]), np.array([7, 6, 3]), bits=2, values=3)
    >>> found.keys.tolist(), found.numbers.tolist()
    ([1, 2], [[7, 6, 0], [0, 3, 0]])
    """
    without = keys >> bits
    starts = np.flatnonzero(np.diff(without, prepend=-1))
    table = np.zeros((len(starts), values), numbers.dtype)
    table[np.cumsum(np.diff(without, prepend=-1) != 0) - 1, keys & ((1 << bits) - 1)] = numbers
    return Beside(without[starts], starts, table)


def generalise(
    keys: Whole,
    births: Whole,
    layout: Layout,
    trees: Sequence[Taxonomy],
    smallest: int,
    beside: int,
    threads: int = 1,
) -> Generalised:
    """Combinations that all have at least ``smallest`` births.

    Parameters
    ----------
    keys, births, layout : ndarray of int64, ndarray of int64, Layout
        Packed combinations in their finest form, rising, the column beside lowest; how often each occurs,
        more than never; and how they are packed.
    trees : sequence of Taxonomy
        By column, the one whose detail matters most first; the column beside has none.
    smallest : int
        Least births of a combination.
    beside : int
        Values of the column beside; 1 where there is no such column.
    threads : int
        Threads to use; the result does not depend on it.

    Returns
    -------
    Generalised
        In a fixed order, whatever the order of the codes.
    """
    found = _leaves(keys, births, sum(layout.bits[1:]), trees[0])
    total = int(found.births.sum())
    if total < smallest:
        none = (np.zeros(0, np.int64),) * len(trees)
        return Generalised(none, none, np.zeros((0, beside), np.int64), total)
    whole = Groups(np.arange(len(found.leaf)), np.zeros(1, np.int64), np.array([total]))
    parts = split(whole, found.births, found.leaf, trees[0], smallest)
    shape = _Shape(layout, trees, smallest, beside)
    leaves = np.split(parts.groups.rows, parts.groups.starts[1:])

    def work(piece: range) -> Generalised:
        rows = [found.slices(leaves[part]) for part in piece]
        part = np.repeat(np.array(piece), [sum(one.stop - one.start for one in some) for some in rows])
        every = [one for some in rows for one in some]
        of_keys, of_births = (np.concatenate([array[one] for one in every]) for array in (keys, births))
        within = _within(of_keys, of_births, part, shape)
        number = within.code[0]
        level, code = parts.level[number], parts.code[number]
        return Generalised((level, *within.level), (code, *within.code[1:]), within.births, 0)

    with ThreadPoolExecutor(threads) as pool:
        return _together(list(pool.map(work, _pieces(parts.groups, found))))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How combinations are packed and what is asked of them."""

    layout: Layout
    trees: Sequence[Taxonomy]
    smallest: int
    beside: int


@dataclass(frozen=True, slots=True)
class _Leaves:
    """The values of the first column: number of the leaf, rows among the sorted keys, births."""

    leaf: Whole
    starts: Whole
    ends: Whole
    births: Whole

    def slices(self, leaves: Whole) -> list[slice]:
        """The rows of some of the values."""
        pairs = zip(self.starts[leaves].tolist(), self.ends[leaves].tolist(), strict=True)
        return [slice(start, end) for start, end in pairs]


def _leaves(keys: Whole, births: Whole, shift: int, tree: Taxonomy) -> _Leaves:
    edges = np.searchsorted(keys, np.arange(len(tree.leaf) + 1) << shift)
    there = np.flatnonzero(np.diff(edges))
    starts, ends = edges[there], edges[there + 1]
    sums = np.add.reduceat(births, starts) if len(there) else births[:0]
    return _Leaves(tree.leaf[there], starts, ends, sums)


def _pieces(groups: Groups, found: _Leaves) -> Iterator[range]:
    """Ranges of parts with some hundred thousand rows each."""
    rows = np.add.reduceat((found.ends - found.starts)[groups.rows], groups.starts)
    begin, size = 0, 0
    for part, number in enumerate(rows.tolist()):
        if size and size + number > _ROWS_AT_ONCE:
            yield range(begin, part)
            begin, size = part, 0
        size += number
    yield range(begin, len(rows))


def _within(keys: Whole, births: Whole, part: Whole, shape: _Shape) -> Generalised:
    """The combinations of some parts of the first column; its code is the part."""
    trees, layout = shape.trees, shape.layout
    bits = layout.bits[-1] if len(layout.bits) > len(trees) else 0
    found = put_beside(keys, births, bits, shape.beside)
    codes = Layout(layout.bits[: len(trees)]).unpack(found.keys)
    total, part = found.numbers.sum(axis=1), part[found.starts]
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    groups = Groups(np.arange(len(part)), starts, np.add.reduceat(total, starts))
    level: list[Whole] = []
    code: list[Whole] = [part[starts]]
    for tree, of_column in zip(trees[1:], codes[1:], strict=True):
        finer = split(groups, total, tree.leaf[of_column], tree, shape.smallest)
        level = [*(one[finer.parent] for one in level), finer.level]
        code = [*(one[finer.parent] for one in code), finer.code]
        groups = finer.groups
    table = np.add.reduceat(found.numbers[groups.rows], groups.starts, axis=0)
    return Generalised(tuple(level), tuple(code), table, 0)


def _together(pieces: Sequence[Generalised]) -> Generalised:
    level = tuple(np.concatenate(column) for column in zip(*(one.level for one in pieces), strict=True))
    code = tuple(np.concatenate(column) for column in zip(*(one.code for one in pieces), strict=True))
    return Generalised(level, code, np.concatenate([one.births for one in pieces]), 0)
