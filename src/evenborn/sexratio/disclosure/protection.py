"""From true counts to an issue that the attacker cannot break."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.attack import Attack, Recovered, attack
from evenborn.sexratio.disclosure.design import Design
from evenborn.sexratio.disclosure.overlap import shared_numbers
from evenborn.sexratio.disclosure.rules import Thresholds
from evenborn.sexratio.disclosure.search import Effort
from evenborn.sexratio.disclosure.statements import WITHHELD, Issue, Revisions, Statements, statements
from evenborn.sexratio.disclosure.suppression import FORBIDDEN, complementary, loss, primary
from evenborn.sexratio.disclosure.unsaying import to_unsay
from evenborn.sexratio.intervals import IntervalMethod, ratio_interval

_QUICK = 300  # with more numbers withheld, the first look takes what a sweep has not shown safe as unsafe


class CannotProtectError(ValueError):
    """A number cannot be protected by withholding anything more; the sentence names it.

    Attributes
    ----------
    recovered : tuple of Recovered
        What a reader could prove.
    """

    def __init__(self, recovered: Sequence[Recovered]) -> None:
        self.recovered = tuple(recovered)
        more = f" and {len(recovered) - 1} other numbers" if len(recovered) > 1 else ""
        super().__init__(
            f"{self.recovered[0]} It{more} cannot be protected by withholding more of this issue: earlier "
            "issues show too much. Publish only totals or longer periods that no earlier issue divides."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """True counts and how they are to be published; never shown.

    Attributes
    ----------
    design : Design
        Axes, totals and windows.
    counts : ndarray of int, shape ``design.shape``
        True counts.
    impossible : ndarray of bool, shape ``design.shape``
        Cells that everyone knows to be empty.
    rule : Thresholds
        What is too small.
    revisions : {"grow", "unchanged", "any"}
        What a reader holds true between issues.
    decimals : int
        Of ratios and interval ends.
    method, confidence
        Of the intervals.
    hidden : ndarray of bool, shape ``design.published_shape``, or None
        Numbers that are withheld whatever their size, because another table hides others behind them.
    """

    design: Design
    counts: IntArray
    impossible: BoolArray
    rule: Thresholds
    revisions: Revisions
    decimals: int = 1
    method: IntervalMethod = "jeffreys"
    confidence: float = 0.95
    hidden: BoolArray | None = None

    def issue(self, withheld: BoolArray) -> Issue:
        """What readers see when these numbers are withheld."""
        numbers = np.where(withheld, WITHHELD, self.design.tabulate(self.counts))
        ratio, lower, upper = self._ratios(numbers)
        method, confidence = self.method, self.confidence
        return Issue(
            self.design, numbers, ratio, lower, upper, self.decimals, confidence, method, self.impossible
        )

    def _ratios(self, numbers: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Ratios and intervals where both sexes and their sum are shown and are enough."""
        blank = np.full(numbers.shape[:-1], np.nan)
        ratio, lower, upper = blank, blank.copy(), blank.copy()
        if numbers.shape[-1] == 3:
            shown = (numbers > 0).all(axis=-1) & (numbers[..., 2] >= self.rule.ratio)
            male, female = (numbers[shown][:, sex].astype(np.float64) for sex in (0, 1))
            interval = ratio_interval(male, female, self.confidence, self.method)
            ratio[shown] = np.round(100 * male / female, self.decimals)
            lower[shown] = np.round(interval.lower, self.decimals)
            upper[shown] = np.round(interval.upper, self.decimals)
        return ratio, lower, upper


def protected(draft: Draft, earlier: Sequence[Issue]) -> tuple[Issue, Attack]:
    """Withhold until the attacker finds nothing.

    Parameters
    ----------
    draft : Draft
        True counts and the rule.
    earlier : sequence of Issue
        What readers have already.

    Returns
    -------
    Issue, Attack
        What may be shown, and the last attack on it together with the earlier issues.

    Raises
    ------
    CannotProtectError
        If nothing more that may be withheld helps.

    References
    ----------
    Fischetti, Salazar (2001), Management Science 47(7):1008-1027: suppressing and attacking in turn.

    Examples
    --------
    >>> from evenborn.sexratio.disclosure.design import COUNT, axis
    >>> towns = Design((axis("area", ("A", "B", "C"), total=True), COUNT))
    >>> counts = np.array([[3], [40], [9]])
    >>> nowhere = np.zeros((3, 1), dtype=bool)
    >>> issue, found = protected(Draft(towns, counts, nowhere, Thresholds(5, 1000, 5), "grow"), ())
    >>> issue.numbers.ravel(), len(found.recovered)
    (array([-1, 40, -1, 52]), 0)
    """
    design = draft.design
    numbers = design.tabulate(draft.counts)
    withheld = primary(design, numbers, draft.rule.count, draft.impossible)
    if draft.hidden is not None:
        withheld |= draft.hidden
    locked = _shown_before(design, earlier) & ~withheld
    cost = loss(numbers, locked)
    counts = np.where(draft.impossible, -1, draft.counts)
    turn = 0
    while True:
        issue = draft.issue(withheld)
        issues = [*earlier, issue]
        effort: Effort = "sweep" if turn == 0 and withheld.sum() > _QUICK else "prove"
        found = attack(issues, draft.rule.width, revisions=draft.revisions, effort=effort)
        if not found.recovered:
            return issue, found
        wider = _again(withheld, locked, found, issues)
        if turn == 0:
            here = [one.number for one in found.recovered if one.issue == len(earlier)]
            wider = complementary(
                design, counts, wider, cost, np.array(here, dtype=np.int64), draft.rule.width
            )
        if (wider == withheld).all():
            wider = _unsaid(withheld, cost, found, statements(issues, found.revisions))
        withheld, turn = wider, turn + 1


def _shown_before(design: Design, earlier: Sequence[Issue]) -> BoolArray:
    """Numbers of the new issue that an earlier one has shown, in whatever state of registration."""
    shown = np.zeros(int(np.prod(design.published_shape)), dtype=bool)
    for issue in earlier:
        before, after = shared_numbers(issue.design, design)
        shown[after] |= issue.numbers.ravel()[before] != WITHHELD
    return shown.reshape(design.published_shape)


def _again(withheld: BoolArray, locked: BoolArray, found: Attack, issues: Sequence[Issue]) -> BoolArray:
    """Withhold again what an earlier issue withheld and the new one would give away."""
    wider = withheld.copy()
    for number, issue in enumerate(issues[:-1]):
        given_away = [one.number for one in found.recovered if one.issue == number]
        before, after = shared_numbers(issue.design, issues[-1].design)
        wider.flat[after[np.isin(before, given_away)]] = True
    return wider & (withheld | ~locked)


def _unsaid(withheld: BoolArray, cost: FloatArray, found: Attack, said: Statements) -> BoolArray:
    """Withhold what binds the attacker, number by number."""
    last = int(max(said.published_issue.max(initial=0), said.withheld_issue.max(initial=0)))
    wider = withheld.copy()
    rows = np.flatnonzero(said.published_issue == last)
    rows = rows[cost.flat[said.published_number[rows]] < FORBIDDEN]
    flat = said.published_number[rows]
    for one in found.recovered:
        of_number = (said.withheld_issue == one.issue) & (said.withheld_number == one.number)
        target = said.withheld[np.flatnonzero(of_number)]
        price = np.where(wider.flat[flat], 0.0, cost.flat[flat])
        ends = int(one.upper) - found.width, int(one.lower) + found.width
        chosen = to_unsay(said, rows, price, target, ends)
        if chosen is not None:
            wider.flat[flat[chosen if chosen.any() else _nearest(said, rows, price, target)]] = True
    if (wider == withheld).all():
        raise CannotProtectError(found.recovered)
    return wider


def _nearest(said: Statements, rows: IntArray, price: FloatArray, target: sparse.csr_array) -> IntArray:
    """The cheapest number about the same cells, where fractions of births would do and whole ones do not."""
    touching = np.flatnonzero((said.equalities[rows] @ target.T).toarray().ravel() * (price > 0))
    return touching[np.argsort(price[touching], kind="stable")[:1]]
