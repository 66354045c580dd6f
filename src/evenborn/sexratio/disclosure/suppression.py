"""Which numbers to withhold: the small ones, and as little else as protects them.

Complementary numbers are chosen by patterns. A pattern adds one to some cells and takes one from
others so that every number that stays published is unchanged; the numbers that do change are
withheld together and hide each other, over as many steps as the cells allow without falling below
zero. Along each axis a pattern moves one position, or one position against another.
"""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.design import Axis, Design

FORBIDDEN = 1e15
"""Cost of withholding a number that an earlier issue has shown: it cannot be unsaid."""


def primary(design: Design, numbers: IntArray, smallest: int, impossible: BoolArray) -> BoolArray:
    """Numbers that are too small to show, zero included, except those known to be empty.

    Parameters
    ----------
    design : Design
        Axes, totals and windows.
    numbers : ndarray of int, shape ``design.published_shape``
        Counts, totals and windows.
    smallest : int
        Smallest count that is shown.
    impossible : ndarray of bool, shape ``design.shape``
        Cells that everyone knows to be empty.

    Returns
    -------
    ndarray of bool
        Shape of ``numbers``.

    References
    ----------
    Willenborg, de Waal (2001), Elements of Statistical Disclosure Control, Springer: the minimum
    frequency rule.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure.design import COUNT, axis
    >>> towns = Design((axis("area", ("A", "B"), total=True), COUNT))
    >>> counts = np.array([[0], [9]])
    >>> primary(towns, towns.tabulate(counts), 5, np.zeros((2, 1), dtype=bool)).ravel()
    array([ True, False, False])
    """
    possible = design.tabulate((~impossible).astype(np.int64)) > 0
    return np.asarray((numbers < smallest) & possible)


def loss(numbers: IntArray, locked: BoolArray) -> FloatArray:
    """What readers lose when a number is withheld: the births that it speaks of, and one for itself.

    Parameters
    ----------
    numbers : ndarray of int
        Counts, totals and windows.
    locked : ndarray of bool
        Numbers that an earlier issue has shown.

    Returns
    -------
    ndarray of float
        In births; :data:`FORBIDDEN` where locked.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4: the value of a cell as
    its weight, which keeps the large totals.

    Examples
    --------
    >>> loss(np.array([9, 812]), np.array([False, False]))
    array([ 10., 813.])
    """
    return np.where(locked, FORBIDDEN, 1.0 + numbers)


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Moves along one axis that change a group: ``up`` gains, ``down`` loses (or nothing: past the end)."""

    up: IntArray
    down: IntArray
    changed: FloatArray  # moves x groups: 1 where the group's sum changes


def _moves(one: Axis, group: int) -> _Moves:
    size = len(one.labels)
    inside = one.membership[group].astype(bool)
    up, down = np.meshgrid(np.flatnonzero(inside), np.append(np.flatnonzero(~inside), size), indexing="ij")
    padded = np.concatenate([one.membership, np.zeros((len(one.levels), 1), dtype=np.int64)], axis=1)
    changed = (padded[:, up.ravel()] != padded[:, down.ravel()]).T
    return _Moves(up.ravel().astype(np.int64), down.ravel().astype(np.int64), changed.astype(np.float64))


def complementary(
    design: Design, counts: IntArray, withheld: BoolArray, cost: FloatArray, needing: IntArray, width: int
) -> BoolArray:
    """Withhold the cheapest pattern around each number that is not yet protected.

    Parameters
    ----------
    design : Design
        Axes, totals and windows.
    counts : ndarray of int, shape ``design.shape``
        True counts; below zero where impossible, so that no pattern moves them.
    withheld : ndarray of bool, shape ``design.published_shape``
        Already withheld: costs nothing more.
    cost : ndarray of float, shape of ``withheld``
        From :func:`loss`.
    needing : ndarray of int
        Flat positions of withheld numbers that a reader can recover.
    width : int
        Distance over which a pattern must be able to move.

    Returns
    -------
    ndarray of bool
        ``withheld`` and what is withheld beside it. Where no pattern is wide enough, nothing is added.

    References
    ----------
    Repsilber's hypercube method, in Hundepool et al. (2012), Statistical Disclosure Control, Wiley,
    chapter 4; here with windows as an axis' further groups and births as the sum of the sexes.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure.design import COUNT, axis
    >>> towns = Design((axis("area", ("A", "B", "C"), total=True), COUNT))
    >>> counts = np.array([[3], [40], [9]])
    >>> numbers = towns.tabulate(counts)
    >>> cost = loss(numbers, np.zeros(numbers.shape, dtype=bool))
    >>> complementary(towns, counts, numbers < 5, cost, np.array([0]), 5).ravel()
    array([ True, False,  True, False])
    """
    withheld, settled = withheld.copy(), np.zeros(withheld.shape, dtype=bool)
    for target in needing:
        place = tuple(int(group) for group in np.unravel_index(int(target), design.published_shape))
        if settled[place]:
            continue
        moves = [_moves(one, group) for one, group in zip(design.axes, place, strict=True)]
        price = _price(np.where(withheld, 0.0, cost), moves)
        price = np.where(_reach(counts, moves) >= width, price, np.inf)
        best = np.unravel_index(int(np.argmin(price)), price.shape)
        if price[best] < FORBIDDEN:
            pattern = np.ix_(*[move.changed[k] > 0 for move, k in zip(moves, best, strict=True)])
            withheld[pattern] = True
            settled[pattern] = True
    return withheld


def _price(cost: FloatArray, moves: list[_Moves]) -> FloatArray:
    """Loss of each combination of moves, one axis after another."""
    for number, move in enumerate(moves):
        cost = np.moveaxis(np.tensordot(move.changed, cost, axes=(1, number)), 0, number)
    return cost


def _reach(counts: IntArray, moves: list[_Moves]) -> FloatArray:
    """Over how many whole steps each combination of moves can go, up and down together."""
    rising = counts.astype(np.float64)  # least count among cells that gain, bounds the steps down
    falling = np.full(counts.shape, np.inf)
    for number, move in enumerate(moves):
        edge = [(0, 0)] * rising.ndim
        edge[number] = (0, 1)
        rising, falling = (np.pad(part, edge, constant_values=np.inf) for part in (rising, falling))
        gained = np.minimum(np.take(rising, move.up, number), np.take(falling, move.down, number))
        lost = np.minimum(np.take(falling, move.up, number), np.take(rising, move.down, number))
        rising, falling = gained, lost
    return np.where((rising < 0) | (falling < 0), -1.0, rising + falling)
