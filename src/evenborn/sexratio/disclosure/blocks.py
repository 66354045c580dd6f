"""The unknown counts that hang together, and how large or small a sum of them can be."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.disclosure.narrowing import ContradictionError, narrow
from evenborn.sexratio.disclosure.programme import Constraints, Solution, least
from evenborn.sexratio.disclosure.statements import Statements

_INTEGRAL = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Extreme:
    """One end of the range of a sum of unknown counts.

    Attributes
    ----------
    bound : float
        No table that agrees with the statements goes beyond this.
    table : ndarray of int or None
        Whole counts that agree with every statement, checked exactly; they reach ``bound`` where
        ``exact``, and are the best found otherwise. None where none was found.
    exact : bool
        Whether the table reaches the bound.
    """

    bound: float
    table: IntArray | None
    exact: bool


@dataclass(slots=True, eq=False)
class Block:
    """Unknown counts joined by statements, apart from all others.

    Attributes
    ----------
    unknowns : ndarray of int
        Their columns in the whole system.
    rules : Constraints
        The statements about them, what is known of others taken off, and their bounds.
    programmes : int
        Linear and whole-number programmes solved so far.
    """

    unknowns: IntArray
    rules: Constraints
    programmes: int = 0

    def glance(self, weights: FloatArray, sign: int, ceiling: float) -> IntArray | None:
        """A table with a large (``sign`` 1) or small (-1) weighted sum, if the linear programme ends in one.

        Parameters
        ----------
        weights : ndarray of float
            One for each unknown of the block.
        sign : {1, -1}
            Which end.
        ceiling : float
            Counts without an upper bound are kept below this.
        """
        upper = np.minimum(self.rules.upper, np.maximum(ceiling, self.rules.lower))
        return self._table(self._solved(-sign * weights, replace(self.rules, upper=upper), whole=False))

    def extreme(self, weights: FloatArray, sign: int) -> Extreme:
        """Largest (``sign`` 1) or smallest (-1) value of a weighted sum of the counts.

        Parameters
        ----------
        weights : ndarray of float
            One for each unknown of the block.
        sign : {1, -1}
            Which end.
        """
        loose = self._solved(-sign * weights, self.rules, whole=False)
        if loose.outcome == "endless":
            return Extreme(sign * np.inf, None, exact=True)
        bound = _whole(-sign * loose.bound, sign)
        table = self._table(loose)
        if table is not None:
            return Extreme(bound, table, exact=True)
        strict = self._solved(-sign * weights, self.rules, whole=True)
        exact = strict.outcome == "optimal"
        bound = _whole(-sign * strict.bound, sign) if np.isfinite(strict.bound) else bound
        return Extreme(bound, self._table(strict), exact)

    def _solved(self, weights: FloatArray, rules: Constraints, *, whole: bool) -> Solution:
        self.programmes += 1
        solution = least(weights, rules, whole=whole)
        if solution.outcome == "impossible":
            raise ContradictionError("The published numbers contradict each other.")
        return solution

    def _table(self, solution: Solution) -> IntArray | None:
        """The solution as whole counts, if it is whole and satisfies every statement exactly."""
        if solution.point is None:
            return None
        table = np.rint(solution.point).astype(np.int64)
        whole = np.abs(solution.point - table).max(initial=0.0) <= _INTEGRAL
        return table if whole and self.rules.hold(table) else None


def _whole(value: float, sign: int) -> float:
    return float(np.floor(value + 1e-6)) if sign > 0 else float(np.ceil(value - 1e-6))


@dataclass(frozen=True, slots=True, eq=False)
class Reduction:
    """The system after everything that follows at once has been worked out.

    Attributes
    ----------
    lower, upper : ndarray of float
        Bounds of every unknown of the whole system.
    blocks : tuple of Block
        What is still unknown, in parts that have no statement in common.
    """

    lower: FloatArray
    upper: FloatArray
    blocks: tuple[Block, ...]


def reduction(said: Statements) -> Reduction:
    """Take off what is known, and split the rest into blocks that have no statement in common.

    Parameters
    ----------
    said : Statements
        The whole system.

    Returns
    -------
    Reduction

    Raises
    ------
    ContradictionError
        If no counts satisfy all statements.

    References
    ----------
    Fischetti, Salazar (2001), Management Science 47(7):1008-1027.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure import publish
    >>> from evenborn.sexratio.disclosure.statements import statements
    >>> [block.unknowns.size for block in reduction(statements([publish([2, 61], [30, 54]).issue])).blocks]
    [4]
    """
    matrix = scipy.sparse.csr_array(
        scipy.sparse.vstack([said.equalities, -said.equalities, said.inequalities])
    )
    limits = np.concatenate([said.values, -said.values, said.limits])
    lower, upper = narrow(matrix, limits, np.zeros(said.ceiling.size), said.ceiling)
    free = np.flatnonzero(lower < upper)
    known = np.where(lower < upper, 0, lower).astype(np.int64)
    equalities, values = _rest(said.equalities, said.values, known, free)
    inequalities, room = _rest(said.inequalities, said.limits, known, free)
    _, part = scipy.sparse.csgraph.connected_components(_together(equalities, inequalities), directed=False)
    blocks = []
    for number in range(int(part.max(initial=-1)) + 1):
        own = np.flatnonzero(part == number)
        equal, value = _own(equalities, values, own)
        smaller, limit = _own(inequalities, room, own)
        rules = Constraints(equal, value, smaller, limit, lower[free[own]], upper[free[own]])
        blocks.append(Block(free[own], rules))
    return Reduction(lower, upper, tuple(blocks))


def _rest(
    rows: "scipy.sparse.csr_array", right: IntArray, known: IntArray, free: IntArray
) -> "tuple[scipy.sparse.csr_array, IntArray]":
    """Statements about what is free, each once."""
    left = scipy.sparse.csr_array(rows[:, free])
    value = right - rows @ known
    used = np.flatnonzero(np.diff(left.indptr))
    return scipy.sparse.csr_array(left[used]), value[used]


def _own(
    rows: "scipy.sparse.csr_array", right: IntArray, columns: IntArray
) -> "tuple[scipy.sparse.csr_array, IntArray]":
    left = scipy.sparse.csr_array(rows[:, columns])
    used = np.flatnonzero(np.diff(left.indptr))
    left = scipy.sparse.csr_array(left[used])
    left.sort_indices()
    seen: dict[tuple[bytes, bytes, int], int] = {}
    for number, (start, end) in enumerate(pairwise(left.indptr)):
        said = left.indices[start:end].tobytes(), left.data[start:end].tobytes(), int(right[used[number]])
        seen.setdefault(said, number)
    once = np.fromiter(seen.values(), dtype=np.int64, count=len(seen))
    return scipy.sparse.csr_array(left[once]), right[used][once]


def _together(
    equalities: "scipy.sparse.csr_array", inequalities: "scipy.sparse.csr_array"
) -> "scipy.sparse.csr_array":
    touched = abs(scipy.sparse.csr_array(scipy.sparse.vstack([equalities, inequalities])))
    size = touched.shape[1]
    if touched.shape[0] == 0:
        return scipy.sparse.csr_array((size, size), dtype=np.int64)
    return scipy.sparse.csr_array(touched.T @ touched)
