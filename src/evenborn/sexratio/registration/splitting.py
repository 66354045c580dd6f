"""Three and more registers: what do missed and false links do to capture patterns?"""

from functools import cache
from itertools import combinations, product

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray
from evenborn.sexratio.registration.linkage import LinkageErrors
from evenborn.sexratio.registration.patterns import capture_patterns, checked_patterns

Term = tuple[int, int, tuple[int, ...], tuple[int, ...]]
"""Pattern that is found, pattern that is true, pairs that were linked, pairs whose link was missed."""


def true_patterns(counts: ArrayLike, errors: LinkageErrors) -> FloatArray:
    """Births by capture pattern, had every link been found and none been false.

    A birth that is in several registers becomes two or more where too many links are missed to hold
    its records together; links of different pairs are missed independently. A false link makes one of
    two births, of which neither is in the other's registers; which, is as likely as such births are
    frequent. With T the matrix of the first, the patterns are ``inverse(T) (counts - false links)``.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern as the linkage has found them.
    errors : LinkageErrors
        Rates: one number for all pairs of registers, or for more than two of shape (..., pairs) in
        the order 12, 13, 23 ... of :func:`itertools.combinations`.

    Returns
    -------
    ndarray of float, shape (..., 2**k - 1)
        Not whole, and 0 at least.

    Raises
    ------
    ValueError
        If counts are not counts, or rates are for another number of pairs.

    References
    ----------
    Ding, Fienberg (1994), Survey Methodology 20(2):149-158, for two; Zult, de Wolf, Bakker, van der
    Heijden (2019), Statistics Netherlands discussion paper, for more.

    Examples
    --------
    >>> true_patterns([722, 228, 78], LinkageErrors(missed_match_rate=0.05)).round(6).tolist()
    [760.0, 190.0, 40.0]
    >>> found = true_patterns([8000, 90, 80, 10, 70, 10, 10], LinkageErrors([0.1, 0.1, 0.1]))
    >>> found.round(1).tolist()
    [8230.5, 17.7, 6.6, 0.0, 0.0, 0.0, 0.0]
    """
    checked, _, registers = checked_patterns(counts, counts)
    return np.maximum((pattern_correction(checked, registers, errors) @ checked[..., None])[..., 0], 0.0)


def pattern_correction(counts: FloatArray, registers: int, errors: LinkageErrors) -> FloatArray:
    """Matrix that turns the patterns found into the true ones.

    Parameters
    ----------
    counts : ndarray of float, shape (..., 2**k - 1)
        Checked.
    registers : int
    errors : LinkageErrors

    Returns
    -------
    ndarray of float, shape (..., 2**k - 1, 2**k - 1)

    Raises
    ------
    ValueError
        If rates are for another number of pairs.

    References
    ----------
    See :func:`true_patterns`.

    Examples
    --------
    >>> pattern_correction(np.array([5.0, 1, 1]), 2, LinkageErrors(0.2)).round(2).tolist()
    [[1.25, 0.0, 0.0], [-0.25, 1.0, 0.0], [-0.25, 0.0, 1.0]]
    """
    missed = _by_pair(errors.missed_match_rate, registers)
    false = _by_pair(errors.false_match_rate, registers)
    return np.asarray(np.linalg.inv(_found_of_true(missed, registers)) @ _without_false(counts, false))


def _by_pair(rate: ArrayLike, registers: int) -> FloatArray:
    given, pairs = np.asarray(rate, dtype=np.float64), registers * (registers - 1) // 2
    if registers == 2:
        return given[..., None]
    if given.ndim and given.shape[-1] != pairs:
        raise ValueError(
            f"{registers} registers have {pairs} pairs; rates were given for {given.shape[-1]}: "
            "give one rate for all pairs, or one for each on the last axis."
        )
    return np.broadcast_to(given, (*given.shape[:-1], pairs))


def _found_of_true(missed: FloatArray, registers: int) -> FloatArray:
    """Births of each pattern that come to be found (rows) for one birth of each true pattern (columns)."""
    matrix = np.zeros((*missed.shape[:-1], 2**registers - 1, 2**registers - 1))
    for found, true, linked, lost in _terms(registers):
        chance = (1 - missed[..., list(linked)]).prod(axis=-1) * missed[..., list(lost)].prod(axis=-1)
        matrix[..., found, true] += chance
    return matrix


@cache
def _terms(registers: int) -> tuple[Term, ...]:
    """Every way in which the links of a birth can be found or missed, and what each leaves of it."""
    patterns = [tuple(np.flatnonzero(row).tolist()) for row in capture_patterns(registers)]
    pairs = list(combinations(range(registers), 2))
    terms: list[Term] = []
    for true, holders in enumerate(patterns):
        own = [at for at, pair in enumerate(pairs) if set(pair) <= set(holders)]
        for fate in product((True, False), repeat=len(own)):
            linked = tuple(at for at, found in zip(own, fate, strict=True) if found)
            lost = tuple(at for at, found in zip(own, fate, strict=True) if not found)
            parts = _parts(holders, [pairs[at] for at in linked], registers)
            terms += [(patterns.index(part), true, linked, lost) for part in parts]
    return tuple(terms)


def _parts(holders: tuple[int, ...], links: list[tuple[int, int]], registers: int) -> set[tuple[int, ...]]:
    graph = np.zeros((registers, registers))
    for one, other in links:
        graph[one, other] = 1
    group = scipy.sparse.csgraph.connected_components(graph, directed=False)[1]
    return {tuple(other for other in holders if group[other] == group[one]) for one in holders}


def _without_false(counts: FloatArray, false: FloatArray) -> FloatArray:
    """Matrix that undoes false links: one birth less of both their registers, one more of each."""
    registers = counts.shape[-1].bit_length()
    patterns = capture_patterns(registers) == 1
    shape = np.broadcast_shapes(counts.shape[:-1], false.shape[:-1])
    matrix = np.broadcast_to(np.eye(len(patterns)), (*shape, *[len(patterns)] * 2)).copy()
    for pair, (one, other) in enumerate(combinations(range(registers), 2)):
        linked = patterns[:, one] & patterns[:, other]
        moves = _moves(patterns, one, other)
        weights = np.stack([counts[..., first] * counts[..., second] for first, second, _ in moves], axis=-1)
        total = weights.sum(axis=-1, keepdims=True)
        share = weights / np.where(total > 0, total, 1.0)
        for at, (first, second, joined) in enumerate(moves):
            moved = (false[..., pair] * share[..., at])[..., None] * linked
            matrix[..., first, :] += moved
            matrix[..., second, :] += moved
            matrix[..., joined, :] -= moved
    return matrix


def _moves(patterns: BoolArray, one: int, other: int) -> list[tuple[int, int, int]]:
    """Patterns of two births that a false link of two registers can join, and what they become."""
    rows = [tuple(row) for row in patterns.tolist()]
    lefts = [at for at, row in enumerate(rows) if row[one] and not row[other]]
    rights = [at for at, row in enumerate(rows) if row[other] and not row[one]]
    return [
        (left, right, rows.index(tuple(np.logical_or(patterns[left], patterns[right]).tolist())))
        for left in lefts
        for right in rights
        if not (patterns[left] & patterns[right]).any()
    ]
