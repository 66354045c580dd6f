"""One column told more finely: every group of births is split as far as no part becomes too small.

All groups are split at once, as arrays. See ``docs/methods/coarsening.md`` for the rule and its proof.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenborn.registers.coarsening.forms import Taxonomy

Whole = NDArray[np.int64]

_PENDING = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows divided into groups; a row is one combination in its finest form, with some births.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        The rows, those of a group side by side.
    starts : ndarray of int64, shape (g,)
        Where in ``rows`` each group begins.
    births : ndarray of int64, shape (g,)
        Births of each group.
    """

    rows: Whole
    starts: Whole
    births: Whole

    @property
    def sizes(self) -> Whole:
        """Rows of each group."""
        return np.diff(self.starts, append=len(self.rows))


@dataclass(frozen=True, slots=True)
class Split:
    """What became of the groups, and how the column is written in each part.

    Attributes
    ----------
    groups : Groups
        The parts, those of one group side by side.
    parent : ndarray of int64
        Per part, the group that it was split from.
    level, code : ndarray of int64
        Per part, level of the form (0 the finest) and number of the value at that level.
    """

    groups: Groups
    parent: Whole
    level: Whole
    code: Whole


@dataclass(frozen=True, slots=True)
class _Units:
    """Parts of the large groups: rows in their order, and per part where it begins and what it is."""

    rows: Whole
    starts: Whole
    births: Whole
    parent: Whole
    level: Whole
    code: Whole


def split(groups: Groups, births: Whole, leaf: Whole, tree: Taxonomy, smallest: int) -> Split:
    """Split every group by one column.

    Each value stays in its finest form where it has enough births. Values that have too few are pooled
    in the next wider form that holds enough together; where a pool is short, the smallest part below the
    same value joins it, and one is enough because every part has ``smallest`` births.

    Parameters
    ----------
    groups : Groups
        Each of at least ``smallest`` births.
    births : ndarray of int64
        Births by row.
    leaf : ndarray of int64
        By row, number of the column's finest value in ``tree``.
    tree : Taxonomy
        Its last level has one value.
    smallest : int
        Least births of a part.

    Examples
    --------
    >>> from evenborn.registers.coarsening.forms import taxonomy
    >>> from evenborn.registers.leaving import CoarsenedColumn, Form
    >>> period = CoarsenedColumn("period", "birth_time", "", (Form("month"), Form("quarter"), Form("all")))
    >>> tree = taxonomy(period, ["2025-01", "2025-02", "2025-03", "2025-04"])
    >>> births = np.array([12, 3, 14, 20])
    >>> one = Groups(np.arange(4), np.array([0]), np.array([49]))
    >>> parts = split(one, births, np.arange(4), tree, smallest=10)
    >>> [tree.labels[level][code] for level, code in zip(parts.level, parts.code)], parts.groups.births
    (['2025-Q1', '2025-03', '2025-04'], array([15, 14, 20]))
    """
    large = groups.births >= 2 * smallest  # only these can have two parts
    of_row = np.repeat(np.arange(len(groups.starts)), groups.sizes)
    ordered = leaf[groups.rows]
    rows_large = large[of_row]
    kept = _unsplit(groups, ordered, tree, ~large)
    parts = _parts(groups.rows[rows_large], of_row[rows_large], births, ordered[rows_large], tree, smallest)
    parent = np.concatenate([kept.parent, parts.parent])
    order = np.argsort(parent, kind="stable")
    rows = groups.rows.copy()
    rows[rows_large] = parts.rows  # groups keep their place, so their rows do
    sizes = np.concatenate([groups.sizes[~large], np.diff(parts.starts, append=len(parts.rows))])[order]
    return Split(
        Groups(rows, np.cumsum(sizes) - sizes, np.concatenate([kept.births, parts.births])[order]),
        parent[order],
        np.concatenate([kept.level, parts.level])[order],
        np.concatenate([kept.code, parts.code])[order],
    )


def _unsplit(groups: Groups, ordered: Whole, tree: Taxonomy, small: NDArray[np.bool_]) -> _Units:
    """Groups that cannot be split, each in the finest form that all of its rows share."""
    lowest = np.minimum.reduceat(ordered, groups.starts)[small] if len(ordered) else ordered
    highest = np.maximum.reduceat(ordered, groups.starts)[small] if len(ordered) else ordered
    level = np.zeros(len(lowest), np.int64)
    code = lowest.copy()
    for wider in range(1, len(tree.code)):
        apart = tree.code[wider - 1][lowest] != tree.code[wider - 1][highest]
        level[apart] = wider
        code[apart] = tree.code[wider][lowest[apart]]
    parent = np.flatnonzero(small)
    return _Units(ordered[:0], groups.starts[small], groups.births[small], parent, level, code)


def _parts(rows: Whole, group: Whole, births: Whole, ordered: Whole, tree: Taxonomy, smallest: int) -> _Units:
    """Parts of groups that may be split."""
    keys = group * tree.leaves + ordered
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    nodes = keys[starts]
    parent, leaf = nodes // tree.leaves, nodes % tree.leaves
    total = np.add.reduceat(births[rows], starts) if len(starts) else nodes
    level, unit = _pooled(parent, leaf, total, tree, smallest)
    is_first = unit == np.arange(len(unit))
    number = (np.cumsum(is_first) - 1)[unit]
    by_unit = np.argsort(np.repeat(number, np.diff(starts, append=len(rows))), kind="stable")
    firsts = np.flatnonzero(is_first)
    widths = np.bincount(number, np.diff(starts, append=len(rows)), len(firsts)).astype(np.int64)
    code = np.choose(level[firsts], [codes[leaf[firsts]] for codes in tree.code])
    sums = np.bincount(number, total, len(firsts)).astype(np.int64)
    return _Units(rows[by_unit], np.cumsum(widths) - widths, sums, parent[firsts], level[firsts], code)


def _pooled(parent: Whole, leaf: Whole, total: Whole, tree: Taxonomy, smallest: int) -> tuple[Whole, Whole]:
    """Level of every value of every group, and the first value of the part that it is in."""
    level = np.where(total >= smallest, 0, _PENDING)
    unit, in_unit = np.arange(len(total)), total.copy()
    for wider in range(1, len(tree.code)):
        if not (level == _PENDING).any():
            break
        codes = tree.code[wider]
        values = parent * (codes[-1] + 1) + codes[leaf]
        starts = np.flatnonzero(np.diff(values, prepend=-1))
        value = np.cumsum(np.diff(values, prepend=-1) != 0) - 1
        left = np.add.reduceat(np.where(level == _PENDING, total, 0), starts)
        enough = np.add.reduceat(total, starts) >= smallest
        joins = (level == _PENDING) & enough[value]
        short = (left > 0) & (left < smallest) & enough
        if short.any():
            joins |= _smallest_units(short, value, starts, level, unit, in_unit)
        here = np.flatnonzero(joins)
        sums = np.bincount(value[here], total[here], len(starts)).astype(np.int64)
        first = np.full(len(starts), len(total))
        np.minimum.at(first, value[here], here)
        level[here], unit[here], in_unit[here] = wider, first[value[here]], sums[value[here]]
    return level, unit


def _smallest_units(
    short: NDArray[np.bool_], value: Whole, starts: Whole, level: Whole, unit: Whole, in_unit: Whole
) -> NDArray[np.bool_]:
    """Which entries belong to the smallest part of a value whose pool is short; the first of equals."""
    births = np.where(level == _PENDING, np.iinfo(np.int64).max, in_unit)
    least = np.minimum.reduceat(births, starts)
    candidates = np.flatnonzero(short[value] & (births == least[value]))
    _, firsts = np.unique(value[candidates], return_index=True)
    chosen = np.zeros(len(unit), bool)
    chosen[unit[candidates[firsts]]] = True
    belongs: NDArray[np.bool_] = chosen[unit] & (level != _PENDING)
    return belongs
