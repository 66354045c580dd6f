"""Links of every two registers become births, each with one record of a register at most."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from evenborn.comparison.linking import BY_WEIGHT

Births = NDArray[np.int32]
"""Shape (births, registers): the record that each register has of a birth, or -1."""

_SURE = 1000.0  # bits; certain rules go before every weight, the surest first


def strengths(rules: NDArray[np.uint8], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What decides between links that exclude each other: the certain rule, or else the weight."""
    return np.where(rules == BY_WEIGHT, np.nan_to_num(weights), _SURE - rules)


def combine(
    sizes: Sequence[int],
    links: Mapping[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]],
) -> Births:
    """Births that the links of all pairs of registers describe.

    Parameters
    ----------
    sizes : sequence of int
        Records of each register.
    links : mapping
        By a pair of registers, records of the first, records of the second, and how strong each link is.

    Returns
    -------
    ndarray of int32
        Every record is in exactly one birth. Where links contradict each other, so that a birth would have
        two records of a register, the stronger ones hold.

    Examples
    --------
    >>> one, two = np.array([0]), np.array([1])
    >>> links = {(0, 1): (one, two, np.array([9.0])), (1, 2): (two, one, np.array([5.0]))}
    >>> combine([1, 2, 2], links).tolist()
    [[0, 1, 0], [-1, 0, -1], [-1, -1, 1]]
    """
    starts = np.cumsum([0, *sizes])
    nothing = np.zeros(0, np.int64)
    one = np.concatenate([nothing, *(left + starts[i] for (i, _), (left, _, _) in links.items())])
    other = np.concatenate([nothing, *(right + starts[j] for (_, j), (_, right, _) in links.items())])
    strength = np.concatenate([np.zeros(0), *(strong for _, _, strong in links.values())])
    register = np.repeat(np.arange(len(sizes)), sizes)
    group = _components(one, other, int(starts[-1]))
    clashing = _clashing(group, register, len(sizes))
    if clashing.any():
        kept = ~clashing[group[one]]
        inside = np.flatnonzero(~kept)
        held = _strongest(one[inside], other[inside], strength[inside], register)
        kept[inside[held]] = True
        group = _components(one[kept], other[kept], int(starts[-1]))
    return _births(group, register, starts)


def _components(one: NDArray[np.int64], other: NDArray[np.int64], total: int) -> NDArray[np.int32]:
    graph = scipy.sparse.coo_array((np.ones(len(one), np.int8), (one, other)), shape=(total, total))
    return np.asarray(scipy.sparse.csgraph.connected_components(graph, directed=False)[1])


def _clashing(group: NDArray[np.int32], register: NDArray[np.int64], registers: int) -> NDArray[np.bool_]:
    """Groups with two records of one register."""
    number = np.bincount(group.astype(np.int64) * registers + register)
    clashing = np.zeros(int(group.max(initial=-1)) + 1, np.bool_)
    clashing[np.flatnonzero(number > 1) // registers] = True
    return clashing


def _strongest(
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    strength: NDArray[np.float64],
    register: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Links taken one after the other, strongest first, where both sides have no register in common."""
    order = np.lexsort((other, one, -strength))
    group_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    held = []
    for place in order.tolist():
        ends = int(one[place]), int(other[place])
        first, second = (group_of.setdefault(end, end) for end in ends)
        mine, theirs = members.setdefault(first, [first]), members.setdefault(second, [second])
        if first == second:
            held.append(place)
        elif not {int(register[end]) for end in mine} & {int(register[end]) for end in theirs}:
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, first))
            del members[second]
            held.append(place)
    return np.array(held, np.int64)


def _births(group: NDArray[np.int32], register: NDArray[np.int64], starts: NDArray[np.int64]) -> Births:
    """In the order of their first record."""
    first = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]  # of several records the first is written last
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    births = np.full((len(first), len(starts) - 1), -1, np.int32)
    births[rank[group], register] = np.arange(len(group)) - starts[register]
    return births
