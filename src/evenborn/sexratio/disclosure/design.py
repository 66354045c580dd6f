"""Which numbers a table publishes: its cells, its totals, its pooled windows, by sex and together."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import scipy

from evenborn.sexratio.counts import IntArray

EACH = "each"
TOTAL = "total"


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """One direction of a table and the groups of its positions that are published.

    Attributes
    ----------
    name : str
        ``area``, ``period``, ``order``, ``facility`` …
    labels : tuple
        Names of the positions, each once; the same position has the same label in every issue.
    levels : tuple of str
        What each group is: ``"each"`` (one position), ``"total"``, ``"window-3"``.
    titles : tuple of str
        Name of each group, for sentences.
    membership : ndarray of int, shape (groups, positions)
        1 where the position is in the group.
    """

    name: str
    labels: tuple[Hashable, ...]
    levels: tuple[str, ...]
    titles: tuple[str, ...]
    membership: IntArray

    def groups(self, level: str) -> IntArray:
        """Numbers of the groups of a level; ValueError where the axis does not publish it."""
        found = np.flatnonzero([one == level for one in self.levels])
        if found.size == 0:
            known = ", ".join(dict.fromkeys(self.levels))
            raise ValueError(f"The axis {self.name} publishes {known}; it has no level {level!r}.")
        return found

    def members(self, group: int) -> frozenset[Hashable]:
        """Labels of the positions in a group."""
        return frozenset(self.labels[position] for position in np.flatnonzero(self.membership[group]))


SEX = Axis(
    "sex",
    ("male", "female"),
    ("male", "female", "births"),
    ("male births", "female births", "births"),
    np.array([[1, 0], [0, 1], [1, 1]], dtype=np.int64),
)
"""Male and female live births and their sum."""

COUNT = Axis("count", ("count",), ("count",), ("count",), np.ones((1, 1), dtype=np.int64))
"""A table that is not divided by sex."""


def axis(name: str, labels: Sequence[Hashable], total: bool, windows: Sequence[int] = ()) -> Axis:
    """An axis that publishes each position and, where asked, its total and trailing windows.

    Parameters
    ----------
    name : str
        Name of the axis.
    labels : sequence
        Names of the positions, in order.
    total : bool
        Whether the sum over all positions is published.
    windows : sequence of int
        Lengths of windows of consecutive positions; every full window is published.

    Returns
    -------
    Axis

    Raises
    ------
    ValueError
        If a label comes twice, or a window is shorter than 2 or longer than the axis.

    References
    ----------
    Willenborg, de Waal (2001), Elements of Statistical Disclosure Control, Springer: linked tables.

    Examples
    --------
    >>> axis("period", (2021, 2022, 2023), total=False, windows=(2,)).titles
    ('2021', '2022', '2023', '2021 to 2022', '2022 to 2023')
    """
    size = len(labels)
    if len(set(labels)) != size or size == 0:
        raise ValueError(
            f"The labels of the axis {name} must be different from each other, and at least one."
        )
    levels, titles, rows = [EACH] * size, [str(label) for label in labels], list(np.eye(size, dtype=np.int64))
    for length in windows:
        if not 2 <= length <= size:
            raise ValueError(f"A window of {length} does not fit on the axis {name} of {size} positions.")
        for start in range(size - length + 1):
            levels.append(f"window-{length}")
            titles.append(f"{labels[start]} to {labels[start + length - 1]}")
            rows.append(np.bincount(np.arange(start, start + length), minlength=size).astype(np.int64))
    if total:
        levels.append(TOTAL)
        titles.append(TOTAL)
        rows.append(np.ones(size, dtype=np.int64))
    return Axis(name, tuple(labels), tuple(levels), tuple(titles), np.array(rows, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """All numbers of a publication: every combination of the groups of its axes.

    Attributes
    ----------
    axes : tuple of Axis
        The last one is :data:`SEX` or :data:`COUNT`.
    """

    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Positions on each axis: the shape of the counts."""
        return tuple(len(one.labels) for one in self.axes)

    @property
    def published_shape(self) -> tuple[int, ...]:
        """Groups on each axis: the shape of the published numbers."""
        return tuple(len(one.levels) for one in self.axes)

    def tabulate(self, counts: IntArray) -> IntArray:
        """Counts of shape ``shape`` added up to published numbers of shape ``published_shape``."""
        for number, one in enumerate(self.axes):
            summed = np.tensordot(one.membership, counts, axes=(1, number))
            counts = np.moveaxis(summed, 0, number)
        return counts

    def incidence(self) -> "scipy.sparse.csr_array":
        """Which cells (columns) each published number (rows) adds up; both in C order."""
        matrices = [scipy.sparse.csr_array(one.membership) for one in self.axes]
        product = reduce(lambda left, right: scipy.sparse.kron(left, right, format="csr"), matrices)
        return scipy.sparse.csr_array(product)

    def at(self, levels: Mapping[str, str]) -> tuple[IntArray, ...]:
        """Open mesh that picks the groups of a level on each named axis, of ``"each"`` on the others."""
        unknown = set(levels) - {one.name for one in self.axes}
        if unknown:
            raise ValueError(f"The table has no axis {', '.join(sorted(unknown))}.")
        last = self.axes[-1]
        picks = [one.groups(levels.get(one.name, EACH)) for one in self.axes[:-1]]
        picks.append(last.groups(levels[last.name]) if last.name in levels else np.arange(len(last.levels)))
        return tuple(np.asarray(part, dtype=np.int64) for part in np.ix_(*picks))

    def title(self, number: int) -> str:
        """What a published number is, in words."""
        place = np.unravel_index(number, self.published_shape)
        words = [one.titles[int(group)] for one, group in zip(self.axes, place, strict=True)]
        where = ", ".join(f"{one.name} {word}" for one, word in zip(self.axes[:-1], words, strict=False))
        return f"{words[-1]} of {where}"
