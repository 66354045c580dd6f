"""Which registers depend on each other? Hierarchical log-linear models of capture patterns."""

from collections.abc import Iterable
from functools import reduce
from itertools import chain, combinations
from typing import TypeAlias

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.patterns import capture_patterns

Model: TypeAlias = frozenset[tuple[int, ...]]
"""Interactions, each a rising tuple of registers counted from 1; empty for independence."""

INDEPENDENCE: Model = frozenset()


def model(*interactions: Iterable[int]) -> Model:
    """The smallest hierarchical model with the given interactions.

    Parameters
    ----------
    *interactions : iterable of int
        Registers that depend on each other, counted from 1; two or more in each.

    Returns
    -------
    frozenset of tuple of int
        With every interaction that the hierarchy asks for.

    Raises
    ------
    ValueError
        If an interaction has fewer than two different registers, or one below 1.

    References
    ----------
    Fienberg (1972), Biometrika 59(3):591-603.

    Examples
    --------
    >>> sorted(model((3, 2, 1)))
    [(1, 2), (1, 2, 3), (1, 3), (2, 3)]
    """
    terms = [tuple(sorted(set(interaction))) for interaction in interactions]
    if any(len(term) < 2 or term[0] < 1 for term in terms):
        raise ValueError("an interaction is between two or more registers, counted from 1.")
    sizes = ((term, size) for term in terms for size in range(2, len(term) + 1))
    return frozenset(chain.from_iterable(combinations(term, size) for term, size in sizes))


def model_name(interactions: Model, registers: int) -> str:
    """The generators of a model, as they are written in the literature.

    Parameters
    ----------
    interactions : Model
    registers : int

    Returns
    -------
    str

    References
    ----------
    Bishop, Fienberg, Holland (1975), Discrete Multivariate Analysis, ch. 3.

    Examples
    --------
    >>> model_name(model((1, 2)), 4)
    '[12][3][4]'
    """
    terms: set[tuple[int, ...]] = {(register,) for register in range(1, registers + 1)} | interactions
    largest = [term for term in terms if not any(set(term) < set(other) for other in terms)]
    return "".join("[" + "".join(map(str, term)) + "]" for term in sorted(largest))


def hierarchical_models(registers: int, *, largest_interaction: int = 2) -> tuple[Model, ...]:
    """All hierarchical models with interactions of at most so many registers.

    The interaction of all registers cannot be estimated, for the births in none are not seen; it is
    taken to be none.

    Parameters
    ----------
    registers : int
        3 to 5.
    largest_interaction : int
        2 for pairs only; 3 adds interactions of three (for 4 registers, 113 models instead of 64; for
        5 there would be too many).

    Returns
    -------
    tuple of Model
        Independence first.

    Raises
    ------
    ValueError
        If there are other than 3 to 5 registers, or interactions are asked for that are not offered.

    References
    ----------
    Fienberg (1972), Biometrika 59(3):591-603.

    Examples
    --------
    >>> [len(hierarchical_models(registers)) for registers in (3, 4, 5)]
    [8, 64, 1024]
    >>> len(hierarchical_models(4, largest_interaction=3))
    113
    """
    if not 3 <= registers <= 5:
        raise ValueError(f"log-linear models are for 3 to 5 registers, not {registers}.")
    if largest_interaction not in (2, 3) or (largest_interaction == 3 and registers != 4):
        raise ValueError("interactions go up to pairs, and with 4 registers up to 2 or 3 of them.")
    names = range(1, registers + 1)
    return tuple(
        pairs | triples
        for pairs in map(frozenset, _subsets(combinations(names, 2)))
        for triples in map(frozenset, _subsets(_triples(names, pairs, largest_interaction)))
    )


def _triples(names: range, pairs: Model, largest: int) -> list[tuple[int, ...]]:
    if largest < 3:
        return []
    return [triple for triple in combinations(names, 3) if pairs.issuperset(combinations(triple, 2))]


def _subsets(items: Iterable[tuple[int, ...]]) -> Iterable[tuple[tuple[int, ...], ...]]:
    given = list(items)
    return chain.from_iterable(combinations(given, size) for size in range(len(given) + 1))


def design_matrix(interactions: Model, registers: int) -> FloatArray:
    """Columns of a model over the seen patterns: constant, registers, interactions.

    A column is 1 where all its registers hold the birth, so that the constant is the log of the births
    expected in none.

    Parameters
    ----------
    interactions : Model
    registers : int

    Returns
    -------
    ndarray of float, shape (2**registers - 1, 1 + registers + interactions)

    Raises
    ------
    ValueError
        If an interaction names a register that is not there, or is of all registers.

    References
    ----------
    Baillargeon, Rivest (2007), Journal of Statistical Software 19(5).

    Examples
    --------
    >>> design_matrix(INDEPENDENCE, 2)
    array([[1., 1., 1.],
           [1., 1., 0.],
           [1., 0., 1.]])
    """
    if any(term[-1] > registers or len(term) >= registers for term in interactions):
        raise ValueError(f"an interaction is between fewer than all of the registers 1 to {registers}.")
    held = capture_patterns(registers).astype(np.float64)
    terms = sorted(interactions, key=lambda term: (len(term), term))
    products = [reduce(np.multiply, (held[:, register - 1] for register in term)) for term in terms]
    return np.column_stack([np.ones(len(held)), held, *products])
