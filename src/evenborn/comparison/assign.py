"""Which records are linked, when each has one birth at most: the best for a whole group, not the best pair.

Twins and triplets of one mother are assigned together: their parents, their day and their hospital say the
same of all of them, so what tells them apart is weighed for the group.
"""

import numpy as np
import scipy
from numpy.typing import NDArray

_DENSE = 400
"""Records of a group that are assigned by a full matrix; larger groups by a sparse one."""


def assign(
    left: NDArray[np.int64], right: NDArray[np.int64], weights: NDArray[np.float64], least: float = 0.0
) -> NDArray[np.int64]:
    """Positions of the pairs that are linked.

    Parameters
    ----------
    left, right : ndarray of int64, shape (n,)
        Records of each pair.
    weights : ndarray of float, shape (n,)
        Match weights.
    least : float
        Below it no pair is linked.

    Returns
    -------
    ndarray of int64
        Positions in the pairs, ascending; no record is in two of them, and the sum of their weights above
        ``least`` is the largest that can be had.

    References
    ----------
    Jaro MA. J Am Stat Assoc 1989; 84:414–420 (assignment after Fellegi and Sunter). Crouse DF. IEEE Trans
    Aerosp Electron Syst 2016; 52:1679–1696 (the algorithm).

    Examples
    --------
    >>> left, right = np.array([1, 1, 2]), np.array([7, 8, 7])
    >>> assign(left, right, np.array([9.0, 8.0, 7.5])).tolist()
    [1, 2]
    """
    kept = np.flatnonzero(weights > least)
    if not len(kept):
        return kept
    _, one = np.unique(left[kept], return_inverse=True)
    _, other = np.unique(right[kept], return_inverse=True)
    size = int(one.max()) + 1
    total = size + int(other.max()) + 1
    graph = scipy.sparse.coo_array((np.ones(len(kept)), (one, other + size)), shape=(total, total))
    _, groups = scipy.sparse.csgraph.connected_components(graph, directed=False)
    group = groups[one]
    order = np.lexsort((-weights[kept], group))
    starts = np.flatnonzero(np.r_[True, np.diff(group[order]) > 0, True])
    gains = weights[kept] - least
    simple = _has_one_best(one, other, gains, order, starts)
    chosen = [order[starts[:-1][simple]]]
    for place in np.flatnonzero(~simple).tolist():
        pairs = np.sort(order[starts[place] : starts[place + 1]])
        chosen.append(pairs[_best(one[pairs], other[pairs], gains[pairs])])
    return np.sort(kept[np.concatenate(chosen)])


def _has_one_best(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    gains: NDArray[np.float64],
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Groups of which one pair is linked, as all have a record in common, and whose first gains the most."""
    heads, lengths = starts[:-1], np.diff(starts)
    alone = lengths == 1
    in_common = np.zeros(len(heads), np.bool_)
    for side in (one[order], other[order]):
        in_common |= np.maximum.reduceat(side, heads) == np.minimum.reduceat(side, heads)
    second = np.minimum(heads + 1, len(order) - 1)
    best = gains[order[heads]] > gains[order[second]]
    return np.asarray(alone | (in_common & best))


def _best(one: NDArray[np.int64], other: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.int64]:
    rows, row = np.unique(one, return_inverse=True)
    columns, column = np.unique(other, return_inverse=True)
    if max(len(rows), len(columns)) > _DENSE:
        return _best_sparse(row, column, gains)
    matrix = np.zeros((len(rows), len(columns)))
    matrix[row, column] = gains
    place = np.full(matrix.shape, -1, np.int64)
    place[row, column] = np.arange(len(gains))
    chosen = place[scipy.optimize.linear_sum_assignment(matrix, maximize=True)]
    return np.asarray(chosen[chosen >= 0])


def _best_sparse(
    row: NDArray[np.int64], column: NDArray[np.int64], gains: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The same for large groups: every record may also stay alone, with a partner made up for it."""
    rows, columns = int(row.max()) + 1, int(column.max()) + 1
    cost = np.r_[-gains, np.zeros(rows)] + gains.max() + 1
    places = (np.r_[row, np.arange(rows)], np.r_[column, columns + np.arange(rows)])
    graph = scipy.sparse.coo_array((cost, places), shape=(rows, columns + rows)).tocsr()
    matched = dict(
        zip(
            *map(np.ndarray.tolist, scipy.sparse.csgraph.min_weight_full_bipartite_matching(graph)),
            strict=True,
        )
    )
    return np.flatnonzero(
        [matched[one] == two for one, two in zip(row.tolist(), column.tolist(), strict=True)]
    )
