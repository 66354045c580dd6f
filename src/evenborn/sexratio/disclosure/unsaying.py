"""What would have to stay unsaid for a number to be safe: asked of the attacker's own system.

Where no pattern protects a number (earlier issues, fractions, cells that are empty), the attacker's
linear programme is turned around: of all tables in which the number lies far enough from its known
end, take the one that contradicts the least of what is published, and withhold what it contradicts.
"""

import numpy as np
import scipy

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.programme import Constraints, least
from evenborn.sexratio.disclosure.statements import Statements

_SEEN = 1e-6


def to_unsay(
    said: Statements,
    open_rows: IntArray,
    cost: FloatArray,
    target: "scipy.sparse.csr_array",
    ends: tuple[int, int],
) -> BoolArray | None:
    """The published numbers whose withholding, at least loss, lets a withheld number reach further.

        Parameters
        ----------
        said : Statements
            Everything published.
        open_rows : ndarray of int
            Rows of ``said.equalities`` that may still be withheld.
        cost : ndarray of float
            Loss of each of them.
        target : csr_array (1, unknowns)
            The number to be protected.
        ends : (int, int)
            It must be able to fall to the first or to rise to the second.

        Returns
        -------
        ndarray of bool or None
            Which of ``open_rows`` to withhold; None where nothing that may be withheld helps.

        References
        ----------
        Fischetti, Salazar (2001), Management Science 47(7):1008-1027: the binding statements of the
        attacker's programme say what to withhold.

        Examples
    --------
    >>> from evenborn.sexratio.disclosure import publish
    >>> from evenborn.sexratio.disclosure.statements import statements
    >>> said = statements([publish([20, 61, 70], [30, 54, 66]).issue])
    >>> rows, cells = np.arange(12), np.eye(6, dtype=np.int64)
    >>> first = scipy.sparse.csr_array(cells[[0]])
    >>> to_unsay(said, rows, 1.0 + said.values, first, (15, 25)).nonzero()[0].tolist()
    [0, 1, 3, 4]
    """
    solutions = [
        _solved(said, open_rows, cost, sign * target, sign * end)
        for sign, end in ((1, ends[1]), (-1, ends[0]))
        if sign > 0 or end >= 0
    ]
    found = [solution for solution in solutions if solution is not None]
    if not found:
        return None
    return min(found, key=lambda solution: solution[0])[1]


def _solved(
    said: Statements, open_rows: IntArray, cost: FloatArray, target: "scipy.sparse.csr_array", at_least: int
) -> tuple[float, BoolArray] | None:
    unknowns, freed = said.ceiling.size, open_rows.size
    rows = said.equalities.shape[0]
    slack = scipy.sparse.csr_array((np.ones(freed), (open_rows, np.arange(freed))), shape=(rows, freed))
    blank = scipy.sparse.csr_array((said.limits.size + 1, 2 * freed))
    rules = Constraints(
        equalities=scipy.sparse.csr_array(scipy.sparse.hstack([said.equalities, slack, -slack])),
        values=said.values,
        inequalities=scipy.sparse.csr_array(
            scipy.sparse.hstack([scipy.sparse.vstack([said.inequalities, -target]), blank])
        ),
        limits=np.append(said.limits, -at_least),
        lower=np.zeros(unknowns + 2 * freed),
        upper=np.append(said.ceiling, np.full(2 * freed, np.inf)),
    )
    solved = least(np.concatenate([np.zeros(unknowns), cost, cost]), rules)
    if solved.point is None:
        return None
    over, under = np.split(solved.point[unknowns:], 2)
    return solved.value, np.asarray(np.maximum(over, under) > _SEEN)
