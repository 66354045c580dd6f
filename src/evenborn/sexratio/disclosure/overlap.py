"""What two issues of one table have in common: cells and numbers with the same labels."""

from collections.abc import Hashable, Sequence

import numpy as np

from evenborn.sexratio.counts import IntArray
from evenborn.sexratio.disclosure.design import Axis, Design


def shared_cells(earlier: Design, later: Design) -> tuple[IntArray, IntArray]:
    """Cells that two issues have in common, as flat positions in each.

    Parameters
    ----------
    earlier, later : Design
        Two issues with the same axes, in the same order.

    Returns
    -------
    before, after : ndarray of int
        Flat positions in the counts of each, pairwise.

    Raises
    ------
    ValueError
        If the axes differ.

    References
    ----------
    Willenborg, de Waal (2001), Elements of Statistical Disclosure Control, Springer: linked tables.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure.design import COUNT, axis
    >>> before = Design((axis("period", (2022, 2023), total=True), COUNT))
    >>> after = Design((axis("period", (2023, 2024), total=True), COUNT))
    >>> shared_cells(before, after)
    (array([1]), array([0]))
    """
    pairs = [
        _matches([frozenset([label]) for label in one.labels], [frozenset([label]) for label in two.labels])
        for one, two in _aligned(earlier, later)
    ]
    return _crossed(pairs, earlier.shape, later.shape)


def shared_numbers(earlier: Design, later: Design) -> tuple[IntArray, IntArray]:
    """Published numbers that mean the same in two issues: sums over the same labels.

    Parameters
    ----------
    earlier, later : Design
        Two issues with the same axes, in the same order.

    Returns
    -------
    before, after : ndarray of int
        Flat positions in the published numbers of each, pairwise.

    Raises
    ------
    ValueError
        If the axes differ.

    References
    ----------
    Willenborg, de Waal (2001), Elements of Statistical Disclosure Control, Springer: linked tables.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure.design import COUNT, axis
    >>> before = Design((axis("period", (2022, 2023), total=True), COUNT))
    >>> after = Design((axis("period", (2023, 2024), total=True), COUNT))
    >>> shared_numbers(before, after)
    (array([1]), array([0]))
    """
    pairs = [
        _matches(
            [one.members(g) for g in range(len(one.levels))], [two.members(g) for g in range(len(two.levels))]
        )
        for one, two in _aligned(earlier, later)
    ]
    return _crossed(pairs, earlier.published_shape, later.published_shape)


def _aligned(earlier: Design, later: Design) -> list[tuple[Axis, Axis]]:
    names = [[one.name for one in design.axes] for design in (earlier, later)]
    if names[0] != names[1]:
        raise ValueError(f"Issues of one table have the same axes, not {names[0]} and {names[1]}.")
    return list(zip(earlier.axes, later.axes, strict=True))


def _matches(
    earlier: Sequence[frozenset[Hashable]], later: Sequence[frozenset[Hashable]]
) -> tuple[IntArray, IntArray]:
    known: dict[frozenset[Hashable], list[int]] = {}
    for number, members in enumerate(earlier):
        known.setdefault(members, []).append(number)
    pairs = [(old, new) for new, members in enumerate(later) for old in known.get(members, ())]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _crossed(
    pairs: list[tuple[IntArray, IntArray]], earlier: tuple[int, ...], later: tuple[int, ...]
) -> tuple[IntArray, IntArray]:
    old = np.ravel_multi_index(np.ix_(*[pair[0] for pair in pairs]), earlier)
    new = np.ravel_multi_index(np.ix_(*[pair[1] for pair in pairs]), later)
    return old.ravel().astype(np.int64), new.ravel().astype(np.int64)
