"""What published tables say, as linear statements about counts that the reader does not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.design import Design
from evenborn.sexratio.disclosure.overlap import shared_cells, shared_numbers
from evenborn.sexratio.disclosure.rounding import Inequality, RoundedInterval, ratio_inequalities
from evenborn.sexratio.intervals import IntervalMethod

WITHHELD = -1
"""Stands in an issue where a number is not shown."""

Revisions = Literal["unchanged", "grow", "any"]
"""How a count of one issue is to the same count of the next: equal, not smaller, or unrelated."""


@dataclass(frozen=True, slots=True, eq=False)
class Issue:
    """One published table: what a reader sees, and nothing that was withheld.

    Attributes
    ----------
    design : Design
        Axes, totals and windows.
    numbers : ndarray of int, shape ``design.published_shape``
        Published counts; :data:`WITHHELD` where none is shown.
    ratio, lower, upper : ndarray of float, shape of ``numbers`` without its last axis
        Published ratios and interval ends in males per 100 females, rounded; NaN where none is shown.
    decimals : int
        Decimals of ratios and interval ends.
    confidence : float
        Of the intervals.
    method : str
        Of the intervals.
    impossible : ndarray of bool, shape ``design.shape``
        Cells that everyone knows to be empty, such as an area before it existed.
    """

    design: Design
    numbers: IntArray
    ratio: FloatArray
    lower: FloatArray
    upper: FloatArray
    decimals: int
    confidence: float
    method: IntervalMethod
    impossible: BoolArray

    def __post_init__(self) -> None:
        """A ratio without girls or boys is not published: its statement would be a zero in disguise."""
        if any(np.isinf(array).any() for array in (self.ratio, self.lower, self.upper)):
            raise ValueError("Ratios and interval ends of an issue are finite, or NaN where none is shown.")


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """Everything said about the unknown counts of all issues together; each issue has its own unknowns.

    Attributes
    ----------
    equalities, values : csr_array (statements, unknowns) and ndarray of int
        Published counts: ``equalities @ unknowns == values``. Equal counts of two issues come last.
    inequalities, limits : csr_array and ndarray of int
        Published ratios and intervals, growth between issues: ``inequalities @ unknowns <= limits``.
    ceiling : ndarray of float
        Largest value of each unknown before anything is said: 0 where impossible, else infinite.
    published_issue, published_number : ndarray of int
        Issue and flat number behind each row of ``equalities`` that is a published count.
    withheld : csr_array (withheld numbers, unknowns)
        The numbers that are to be protected.
    withheld_issue, withheld_number : ndarray of int
        Which issue and which flat number of its design each of them is.
    """

    equalities: "scipy.sparse.csr_array"
    values: IntArray
    inequalities: "scipy.sparse.csr_array"
    limits: IntArray
    ceiling: FloatArray
    published_issue: IntArray
    published_number: IntArray
    withheld: "scipy.sparse.csr_array"
    withheld_issue: IntArray
    withheld_number: IntArray


def statements(issues: Sequence[Issue], revisions: Revisions = "grow") -> Statements:
    """Everything that a reader of all issues of a table is told.

    Parameters
    ----------
    issues : sequence of Issue
        In the order of publication. A cell is the same in two issues when its labels are.
    revisions : {"unchanged", "grow", "any"}
        What the reader holds true between issues. Under ``"grow"`` a count is not smaller in the
        later issue; cells below a published number that did fall are not linked.

    Returns
    -------
    Statements

    Raises
    ------
    ValueError
        If the issues do not have the same axes.

    References
    ----------
    Fischetti, Salazar (2001), Management Science 47(7):1008-1027: the attacker's knowledge as a
    system of linear equations.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure import publish
    >>> issue = publish([2, 61, 70], [3, 54, 66]).issue
    >>> said = statements([issue])
    >>> said.equalities.shape, said.withheld.shape
    ((8, 6), (4, 6))
    """
    incidences = [issue.design.incidence() for issue in issues]
    shown = [issue.numbers.ravel() != WITHHELD for issue in issues]
    flat = [issue.numbers.ravel() for issue in issues]
    links = (
        _links(issues)
        if revisions != "any"
        else scipy.sparse.csr_array((0, _unknowns(issues)), dtype=np.int64)
    )
    published = _stacked([rows[seen] for rows, seen in zip(incidences, shown, strict=True)])
    equal = links if revisions == "unchanged" else links[:0]
    smaller = links if revisions == "grow" else links[:0]
    rounded, limits = _rounded(issues, incidences)
    return Statements(
        equalities=_below([published, equal]),
        values=np.concatenate(
            [*[f[s] for f, s in zip(flat, shown, strict=True)], np.zeros(equal.shape[0], dtype=np.int64)]
        ),
        inequalities=_below([rounded, smaller]),
        limits=np.concatenate([limits, np.zeros(smaller.shape[0], dtype=np.int64)]),
        ceiling=np.where(np.concatenate([issue.impossible.ravel() for issue in issues]), 0.0, np.inf),
        published_issue=_issue_of(shown),
        published_number=np.concatenate([np.flatnonzero(seen) for seen in shown]),
        withheld=_stacked([rows[~seen] for rows, seen in zip(incidences, shown, strict=True)]),
        withheld_issue=_issue_of([~seen for seen in shown]),
        withheld_number=np.concatenate([np.flatnonzero(~seen) for seen in shown]),
    )


def _unknowns(issues: Sequence[Issue]) -> int:
    return sum(issue.impossible.size for issue in issues)


def _issue_of(masks: Sequence[BoolArray]) -> IntArray:
    return np.repeat(np.arange(len(masks)), [int(mask.sum()) for mask in masks]).astype(np.int64)


def _stacked(blocks: "Sequence[scipy.sparse.csr_array]") -> "scipy.sparse.csr_array":
    return scipy.sparse.csr_array(scipy.sparse.block_diag(blocks, format="csr"))


def _below(blocks: "Sequence[scipy.sparse.csr_array]") -> "scipy.sparse.csr_array":
    return scipy.sparse.csr_array(scipy.sparse.vstack(blocks, format="csr"))


def _links(issues: Sequence[Issue]) -> "scipy.sparse.csr_array":
    """One row for each count that an earlier issue has too: earlier - later (at most 0, or equal to 0)."""
    starts = np.cumsum([0, *[issue.impossible.size for issue in issues]])
    pairs: list[tuple[IntArray, IntArray]] = []
    for new, later in enumerate(issues):
        linked = np.zeros(later.impossible.size, dtype=bool)
        for old in range(new - 1, -1, -1):  # to the latest issue that has the cell
            before, after = shared_cells(issues[old].design, later.design)
            use = ~linked[after] & ~_fallen(issues[old], later)[after]
            pairs.append((before[use] + starts[old], after[use] + starts[new]))
            linked[after] = True
    before = np.concatenate([pair[0] for pair in pairs]) if pairs else np.zeros(0, dtype=np.int64)
    after = np.concatenate([pair[1] for pair in pairs]) if pairs else np.zeros(0, dtype=np.int64)
    rows = np.arange(before.size)
    signs = np.concatenate([np.ones(before.size), -np.ones(before.size)]).astype(np.int64)
    places = (np.concatenate([rows, rows]), np.concatenate([before, after]))
    return scipy.sparse.csr_array((signs, places), shape=(before.size, int(starts[-1])))


def _fallen(earlier: Issue, later: Issue) -> BoolArray:
    """Cells of the later issue that lie below a number which both show and which has become smaller."""
    before, after = shared_numbers(earlier.design, later.design)
    old, new = earlier.numbers.ravel()[before], later.numbers.ravel()[after]
    fell = after[(old != WITHHELD) & (new != WITHHELD) & (new < old)]
    touched = later.design.incidence()[fell].sum(axis=0)
    return np.asarray(touched).ravel() > 0


def _rounded(
    issues: Sequence[Issue], incidences: "Sequence[scipy.sparse.csr_array]"
) -> "tuple[scipy.sparse.csr_array, IntArray]":
    """Ratios and intervals beside which a count is withheld; beside both counts they say nothing new."""
    blocks, limits = [], []
    for issue, rows in zip(issues, incidences, strict=True):
        found: list[scipy.sparse.csr_array] = [rows[:0]]
        if issue.numbers.shape[-1] == 3:
            numbers = issue.numbers.reshape(-1, 3)
            for place in np.flatnonzero((numbers[:, :2] == WITHHELD).any(axis=1)):
                for male, female, limit in _said_at(issue, int(place)):
                    found.append(male * rows[[3 * place]] + female * rows[[3 * place + 1]])
                    limits.append(limit)
        blocks.append(_below(found))
    return _stacked(blocks), np.array(limits, dtype=np.int64)


def _said_at(issue: Issue, place: int) -> list[Inequality]:
    ratio, lower, upper = (float(part.ravel()[place]) for part in (issue.ratio, issue.lower, issue.upper))
    counts = [None if count == WITHHELD else int(count) for count in issue.numbers.reshape(-1, 3)[place]]
    said = ratio_inequalities(ratio, issue.decimals) if np.isfinite(ratio) else []
    if np.isfinite(lower) and np.isfinite(upper):
        interval = RoundedInterval(lower, upper, issue.decimals, issue.confidence, issue.method)
        said += interval.inequalities(*counts)
    return said
