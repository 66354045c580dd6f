"""One linear or whole-number programme, solved by HiGHS."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray, IntArray

_NODES = 500  # branch and bound stops here


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """What the unknowns of a programme must satisfy.

    Attributes
    ----------
    equalities, values : csr_array and ndarray of int
        ``equalities @ unknowns == values``.
    inequalities, limits : csr_array and ndarray of int
        ``inequalities @ unknowns <= limits``.
    lower, upper : ndarray of float
        Bounds of the unknowns; ``upper`` may be infinite.
    """

    equalities: "scipy.sparse.csr_array"
    values: IntArray
    inequalities: "scipy.sparse.csr_array"
    limits: IntArray
    lower: FloatArray
    upper: FloatArray

    def hold(self, table: IntArray) -> bool:
        """Whether whole numbers satisfy everything, in exact arithmetic."""
        return bool(
            (self.equalities @ table == self.values).all()
            and (self.inequalities @ table <= self.limits).all()
            and (table >= self.lower).all()
            and (table <= self.upper).all()
        )


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """How a programme ended.

    Attributes
    ----------
    outcome : {"optimal", "stopped", "endless", "impossible"}
        ``stopped``: the search ended before the optimum was proven.
    point : ndarray of float or None
        Best values found.
    value : float
        Of the sum at the point; minus infinity where endless, NaN where there is no point.
    bound : float
        Proven limit of the sum.
    """

    outcome: Literal["optimal", "stopped", "endless", "impossible"]
    point: FloatArray | None
    value: float
    bound: float


def least(weights: FloatArray, rules: Constraints, *, whole: bool = False) -> Solution:
    """Smallest value of a weighted sum of the unknowns.

    Parameters
    ----------
    weights : ndarray of float
        One for each unknown.
    rules : Constraints
        What the unknowns must satisfy.
    whole : bool
        Whether they must be whole numbers.

    Returns
    -------
    Solution
        The point of a programme that is not ``whole`` is a vertex.

    References
    ----------
    Huangfu, Hall (2018), Mathematical Programming Computation 10:119-142: the simplex of HiGHS.

    Examples
    --------
    >>> none = scipy.sparse.csr_array((0, 2), dtype=np.int64)
    >>> total = scipy.sparse.csr_array(np.array([[1, 1]]))
    >>> nothing = np.zeros(0, dtype=np.int64)
    >>> rules = Constraints(total, np.array([7]), none, nothing, np.zeros(2), np.array([5.0, 5.0]))
    >>> least(np.array([1.0, 0.0]), rules).value
    2.0
    """
    constraints = []
    if rules.values.size:
        constraints.append(scipy.optimize.LinearConstraint(rules.equalities, rules.values, rules.values))
    if rules.limits.size:
        constraints.append(scipy.optimize.LinearConstraint(rules.inequalities, -np.inf, rules.limits))
    solved = scipy.optimize.milp(
        weights,
        integrality=np.full(weights.size, int(whole)),
        bounds=scipy.optimize.Bounds(rules.lower, rules.upper),
        constraints=constraints,
        options={"node_limit": _NODES} if whole else {},
    )
    status, bound = int(solved.status), solved.mip_dual_bound
    if status in (3, 4):  # HiGHS may leave open whether it is endless or impossible
        possible = weights.any() and least(np.zeros(weights.size), rules).outcome == "optimal"
        ended: Literal["endless", "impossible"] = "endless" if possible else "impossible"
        return Solution(ended, None, -np.inf, -np.inf)
    if status == 2:
        return Solution("impossible", None, np.nan, np.nan)
    point: FloatArray | None = None if solved.x is None else np.asarray(solved.x, dtype=np.float64)
    value = np.nan if point is None else float(weights @ point)
    if status == 0:
        return Solution("optimal", point, value, value)
    return Solution("stopped", point, value, -np.inf if bound is None else float(bound))
