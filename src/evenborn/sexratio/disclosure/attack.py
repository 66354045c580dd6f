"""An attacker that knows only what is published and tries to recover every number that is withheld.

It shares nothing with the suppressor: it is given issues as readers see them, writes down what they
say (:mod:`.statements`), and asks for each withheld number how small and how large it can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.blocks import reduction
from evenborn.sexratio.disclosure.narrowing import ContradictionError
from evenborn.sexratio.disclosure.search import Effort, Search
from evenborn.sexratio.disclosure.statements import Issue, Revisions, statements


@dataclass(frozen=True, slots=True)
class Recovered:
    """A withheld number of which too much can be proven.

    Attributes
    ----------
    issue : int
        Which issue, from 0.
    number : int
        Flat position among the published numbers of its design.
    title : str
        What it is, in words.
    lower, upper : float
        The values between which it provably lies.
    """

    issue: int
    number: int
    title: str
    lower: float
    upper: float

    def __str__(self) -> str:
        """One sentence for whoever is to publish."""
        what = f"is {self.lower:.0f}" if self.lower == self.upper else self._range
        return f"Issue {self.issue + 1}: a reader can prove that the number of {self.title} {what}."

    @property
    def _range(self) -> str:
        return f"lies between {self.lower:.0f} and {self.upper:.0f}"


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """What the attacker found; one entry for each withheld number.

    Attributes
    ----------
    width : int
        Distance between lowest and highest possible value that was asked for.
    issue, number : ndarray of int
        Which issue, and which flat number of its design.
    lower, upper : ndarray of float
        Values that the number takes in two whole-numbered tables that agree with everything
        published; the very ends of its range where ``exact``.
    exact : ndarray of bool
        Whether no table goes beyond. False where the search ended because the range was already wide enough.
    revisions : {"unchanged", "grow", "any"}
        What was held true between issues; weaker than asked for where the issues contradict that.
    programmes : int
        Linear and integer programmes solved.
    recovered : tuple of Recovered
        Numbers with a range narrower than ``width``.
    """

    width: int
    issue: IntArray
    number: IntArray
    lower: FloatArray
    upper: FloatArray
    exact: BoolArray
    revisions: Revisions
    programmes: int
    recovered: tuple[Recovered, ...]


def attack(
    issues: Sequence[Issue], width: int, *, revisions: Revisions = "grow", effort: Effort = "prove"
) -> Attack:
    """Try to recover every withheld number of every issue from all that the issues show together.

    A withheld number is *recovered* when the largest and the smallest value that it takes in any
    table of whole, non-negative counts that agrees with everything published are less than
    ``width`` apart. It is *safe* only on evidence: two such tables, found by the attacker and
    checked in whole-number arithmetic, in which it differs by at least ``width``.

    Parameters
    ----------
    issues : sequence of Issue
        In the order of publication.
    width : int
        Distance asked for, at least 1.
    revisions : {"grow", "unchanged", "any"}
        What the attacker holds true of a count between issues: it did not fall (late registrations),
        did not change, or anything. Where the issues contradict it, the next weaker is assumed.
    effort : {"prove", "ranges", "sweep"}
        ``"prove"`` searches until each number is safe or its exact range is too narrow. ``"ranges"``
        finds the exact range of every number, two programmes for each. ``"sweep"`` is quick and
        counts what it has not shown to be safe as recovered.

    Returns
    -------
    Attack

    Raises
    ------
    ValueError
        If ``width`` is below 1, or the published numbers of one issue contradict each other.

    References
    ----------
    Fischetti, Salazar (2001), Management Science 47(7):1008-1027 (the attacker's problem).
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (feasibility intervals).

    Examples
    --------
    One withheld area beside a total is no secret:

    >>> import numpy as np
    >>> from dataclasses import replace
    >>> from evenborn.sexratio.disclosure import publish
    >>> issue = publish([20, 61, 70], [30, 54, 66]).issue
    >>> careless = issue.numbers.copy()
    >>> careless[0] = -1
    >>> print(attack([replace(issue, numbers=careless)], width=5).recovered[0])
    Issue 1: a reader can prove that the number of male births of area 0 is 20.
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, not {width}.")
    try:
        said = statements(issues, revisions)
        search = Search(said, reduction(said), width)
        search.run(effort)
    except ContradictionError:
        if revisions == "any":
            raise
        weaker: Revisions = "grow" if revisions == "unchanged" else "any"
        return attack(issues, width, revisions=weaker, effort=effort)
    return _report(search, issues, revisions)


def _report(search: Search, issues: Sequence[Issue], revisions: Revisions) -> Attack:
    """What was found, with the numbers whose range is too narrow."""
    low, high, exact = search.ranges()
    issue, number = search.said.withheld_issue, search.said.withheld_number
    recovered = tuple(
        Recovered(
            int(issue[k]),
            int(number[k]),
            issues[int(issue[k])].design.title(int(number[k])),
            float(low[k]),
            float(high[k]),
        )
        for k in np.flatnonzero(high - low < search.width)
    )
    programmes = sum(block.programmes for block in search.reduced.blocks)
    return Attack(search.width, issue, number, low, high, exact, revisions, programmes, recovered)
