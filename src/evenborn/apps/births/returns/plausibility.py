"""Is a month's count plausible beside the months before? It warns and asks for a reason; it never refuses.

References
----------
Przyborowski J, Wilenski H (1940) Homogeneity of results in testing samples from Poisson series.
Biometrika 31:313-323: of two Poisson counts with the same mean per month, the one is binomial given the sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import scipy

from evenborn.apps.births.returns.contents import grids_of, total_of

__all__ = ["CODES", "FEWEST_MONTHS", "THRESHOLD", "Earlier", "Warned", "jump", "warned"]

CODES: Final = ("jump", "zero-after-many", "same-total", "same-return", "opening", "fewer-scans")
"""Of all warnings, in the order in which they are given."""

THRESHOLD: Final = 0.001
"""Probability below which a count is pointed out: once in 80 years of returns that are right."""

FEWEST_MONTHS: Final = 3
"""Months before that it takes to say anything."""

MOST_MONTHS: Final = 12
SAME: Final = 3
"""Returns with the same total running, from which it is pointed out."""
LEAST_SAME: Final = 10
"""A total below this one comes again by chance too often."""


@dataclass(frozen=True, slots=True)
class Warned:
    """What is out of the ordinary: its code and the numbers that its sentence names."""

    code: str
    facts: Mapping[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known from before.

    Attributes
    ----------
    months : sequence of mapping of str to int
        Amounts of the returns of the months before, the last one first; months without a return are left out.
    previous : mapping of str to int or None
        Those of the month just before; None where it has no return.
    deliveries : int or None
        Births of the same month and facility in the delivery register; None where unknown.
    """

    months: Sequence[Mapping[str, int]] = ()
    previous: Mapping[str, int] | None = None
    deliveries: int | None = None


def jump(count: int, before: Sequence[int]) -> float:
    """Probability, both sides, of a count as far from the months before as this one, were the mean the same.

    The conditional test: given the sum N of this month and the k before, this month is binomial with
    N trials and probability 1 / (k + 1). Twice the smaller tail, at most 1.

    Parameters
    ----------
    count : int
    before : sequence of int
        Counts of the months before.

    Examples
    --------
    This month 3 after three months of 10, 12 and 9: N is 34, P(X ≤ 3) with p = 1/4 is 0.0168.

    >>> round(jump(3, [10, 12, 9]), 4)
    0.0335
    >>> jump(0, [40, 38, 41]) < THRESHOLD < jump(30, [40, 38, 41])
    True
    """
    whole, share = count + sum(before), 1 / (len(before) + 1)
    below, above = scipy.stats.binom.cdf(count, whole, share), scipy.stats.binom.sf(count - 1, whole, share)
    return float(min(1.0, 2 * min(below, above)))


def warned(name: str, amounts: Mapping[str, int], earlier: Earlier) -> tuple[Warned, ...]:
    """Everything of a return that is out of the ordinary, each with its own code.

    Parameters
    ----------
    name : str
        Of the register.
    amounts : mapping of str to int
        By key of the cell; what is not in it counts as none.
    earlier : Earlier

    Examples
    --------
    >>> key = "terminations|<10|own-decision|medical"
    >>> before = Earlier([{key: 40}, {key: 38}, {key: 41}], {key: 40})
    >>> [(one.code, one.facts) for one in warned("termination_return", {key: 0}, before)]
    [('zero-after-many', {'usual': 40, 'months': 3})]
    >>> [one.code for one in warned("termination_return", {key: 90}, before)]
    ['jump']
    """
    return tuple(_found(name, amounts, earlier))


def _found(name: str, amounts: Mapping[str, int], earlier: Earlier) -> Iterator[Warned]:
    total = total_of(name, amounts)
    before = [total_of(name, one) for one in earlier.months[:MOST_MONTHS]]
    if len(before) >= FEWEST_MONTHS and jump(total, before) < THRESHOLD:
        usual = round(sum(before) / len(before))
        code = "jump" if total else "zero-after-many"
        told = {"count": total} if total else {}
        yield Warned(code, {**told, "usual": usual, "months": len(before)})
    running = [total, *before][:SAME]
    if len(running) == SAME and len(set(running)) == 1 and total >= LEAST_SAME:
        yield Warned("same-total", {"count": total, "months": SAME})
    if earlier.previous is not None and total >= LEAST_SAME and _same(amounts, earlier.previous):
        yield Warned("same-return")
    ledger = earlier.previous if name == "drug_ledger" else None
    if ledger is not None and (differ := _opening_differs(amounts, ledger)):
        yield Warned("opening", {"drugs": differ})
    if name == "ultrasound_log" and earlier.deliveries is not None and total < earlier.deliveries:
        yield Warned("fewer-scans", {"count": total, "deliveries": earlier.deliveries})


def _same(now: Mapping[str, int], before: Mapping[str, int]) -> bool:
    """Whether two returns say the same, number by number."""
    return {key: n for key, n in now.items() if n} == {key: n for key, n in before.items() if n}


def _opening_differs(now: Mapping[str, int], before: Mapping[str, int]) -> int:
    """Drugs whose opening stock is not the closing stock of the month before."""
    differ = 0
    for group in grids_of("drug_ledger")[0].groups:
        for _, cells in group.rows:
            keys = {cell.codes["entry"]: cell.key for cell in cells}
            differ += now.get(keys["opening"], 0) != before.get(keys["closing"], 0)
    return differ
