"""Do the numbers of a facility's returns look counted: last digits, and returns equal to earlier ones?"""

from itertools import combinations
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from evenborn.signals.counts import TerminationCounts
from evenborn.signals.evidence import Evidence, Finding, Unassessed
from evenborn.signals.grouping import places
from evenborn.signals.kinds import SMALLEST_GROUP
from evenborn.signals.peers import share_interval

FEWEST_NUMBERS: Final = 12
"""Monthly numbers that a finding needs."""


def digit_preference(terminations: TerminationCounts) -> list[Finding]:
    """Monthly totals that end in 0 or 5, against what Poisson numbers of the facility's own size do.

    Only totals of ten and more are read. Numbers that were made up end in 0 and 5 too often; as numbers
    grow, counted ones end in each digit alike, which is what the law of Benford says of the last digit.

    Parameters
    ----------
    terminations : TerminationCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility.

    References
    ----------
    Hill (1995), Statistical Science 10:354-363 (Benford's law, later digits); Beber, Scacco (2012),
    Political Analysis 20:211-234 (last digits of numbers that are made up).

    Examples
    --------
    >>> month = np.arange("2024-01", "2026-01", dtype="datetime64[M]")
    >>> word, number = np.full(24, "x"), np.tile([40, 35, 45, 50], 6)
    >>> (one,) = digit_preference(TerminationCounts(np.full(24, "F1"), month, word, word, word, number))
    >>> one.events, round(one.expected, 2), one.p_value < 1e-15
    (24, 0.2, True)
    """
    found: list[Finding] = []
    for code, cells in _returns(terminations).items():
        totals = cells.sum(axis=1)
        read = totals[totals >= SMALLEST_GROUP]
        if len(read) < FEWEST_NUMBERS:
            found.append(Unassessed(code, "digit-preference", "few-numbers"))
            continue
        events, expected = int((read % 5 == 0).sum()), _ending_in_five(float(totals.mean()))
        share, ends = events / len(read), share_interval(events, len(read))
        p_value = float(scipy.stats.binom.sf(events - 1, len(read), expected))
        found.append(
            Evidence(
                code, "digit-preference", share, *ends, expected, p_value, int(read.sum()), events, len(read)
            )
        )
    return found


def _ending_in_five(mean: float) -> float:
    """Probability that a Poisson number of at least ten ends in 0 or 5."""
    number = np.arange(SMALLEST_GROUP, int(mean + 12 * np.sqrt(mean)) + 60)
    weight = scipy.stats.poisson.pmf(number, mean)
    return float(weight[number % 5 == 0].sum() / weight.sum()) if weight.sum() > 0 else 0.2


def copied_returns(terminations: TerminationCounts) -> list[Finding]:
    """Pairs of months whose returns are equal cell by cell, against what Poisson cells do by chance.

    Parameters
    ----------
    terminations : TerminationCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility. ``facts`` has ``months``, those whose return equals an earlier one.

    References
    ----------
    Skellam (1946), J. R. Stat. Soc. 109:296 (two Poisson numbers are equal with probability
    exp(−2λ) I0(2λ)).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> month = np.repeat(np.arange("2024-01", "2026-01", dtype="datetime64[M]"), 4)
    >>> word, method = np.full(96, "x"), np.tile(list("abcd"), 24)
    >>> number = rng.poisson(12, 96)
    >>> number[40:44] = number[36:40]
    >>> (one,) = copied_returns(TerminationCounts(np.full(96, "F1"), month, word, word, method, number))
    >>> one.events, one.facts["months"], one.p_value < 0.05
    (1, '2024-11', True)
    """
    found: list[Finding] = []
    for code, cells in _returns(terminations).items():
        large = cells[cells.sum(axis=1) >= SMALLEST_GROUP]
        if len(large) < FEWEST_NUMBERS:
            found.append(Unassessed(code, "copied-returns", "few-numbers"))
            continue
        equal = _copied(cells)
        pairs = len(large) * (len(large) - 1) / 2
        chance = float(np.exp(np.log(scipy.special.ive(0, 2 * large.mean(axis=0))).sum()))
        p_value = float(scipy.stats.poisson.sf(len(equal) - 1, pairs * chance)) if equal else 1.0
        months = "、".join(str(_months_of(terminations, code)[at]) for at in sorted(set(equal)))
        number = len(equal)
        found.append(
            Evidence(
                code, "copied-returns", number, number, number, pairs * chance, p_value, int(large.sum()),
                number, pairs, {"months": months},
            )
        )  # fmt: skip
    return found


def _copied(cells: NDArray[np.int64]) -> list[int]:
    """Rows of ten persons and more that equal an earlier one, once for each that they equal."""
    held = cells.sum(axis=1) >= SMALLEST_GROUP
    pairs = combinations(np.flatnonzero(held).tolist(), 2)
    return [later for earlier, later in pairs if (cells[earlier] == cells[later]).all()]


def _months_of(terminations: TerminationCounts, code: str) -> NDArray[np.datetime64]:
    return np.unique(terminations.month[terminations.facility == code])


def _returns(terminations: TerminationCounts) -> dict[str, NDArray[np.int64]]:
    """The returns of each facility: a row for each of its months, a column for each cell it ever states."""
    codes, place = places(terminations.facility)
    found = {}
    for at, code in enumerate(codes):
        own = place == at
        month = places(terminations.month[own].astype(np.str_))[1]
        parts = (terminations.week_band, terminations.reason_class, terminations.method)
        words = ["\t".join(row) for row in zip(*(part[own].tolist() for part in parts), strict=True)]
        cell = places(np.array(words, dtype=np.str_))[1]
        table = np.zeros((month.max() + 1, cell.max() + 1), dtype=np.int64)
        np.add.at(table, (month, cell), terminations.number[own])
        found[str(code)] = table
    return found
