"""Do monthly returns come, and come in time?"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.signals.comparing import compared_shares
from evenborn.signals.counts import ReceivedReturns, TerminationCounts
from evenborn.signals.evidence import Evidence, Finding, Reason, Unassessed
from evenborn.signals.grouping import places, sums
from evenborn.signals.kinds import SMALLEST_GROUP

FEWEST_MONTHS: Final = 6
USUALLY_LATE: Final = 0.05
"""Share of returns that come late anywhere."""
DUE_DAY: Final = 5
"""Day of the month after, until which a return is in time (India: the fifth)."""


def missing_returns(terminations: TerminationCounts) -> list[Finding]:
    """Months without a return, from a facility's first until the last of most, against its own other months.

    A facility with few procedures has months without any: as many as its procedures leave empty when they
    are spread over the months at random. A month of which fewer than half as many facilities have returned
    anything as of a usual one is still coming in, and is held against nobody.

    Parameters
    ----------
    terminations : TerminationCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility.

    References
    ----------
    Feller (1968), An Introduction to Probability Theory and Its Applications I, section II.5 (occupancy).

    Examples
    --------
    >>> month = np.delete(np.arange("2024-01", "2026-01", dtype="datetime64[M]"), [7, 8, 9])
    >>> word, number = np.full(21, "x"), np.full(21, 30)
    >>> (one,) = missing_returns(TerminationCounts(np.full(21, "F1"), month, word, word, word, number))
    >>> one.events, one.total, one.p_value < 1e-30
    (3, 24, True)
    """
    codes, place = places(terminations.facility)
    month = terminations.month.astype(np.int64)
    last = _last_of_most(month, place) if len(month) else 0
    found: list[Finding] = []
    for at, code in enumerate(codes):
        first = int(month[place == at].min())
        own = (place == at) & (month <= last)
        number = _by_month(month[own], terminations.number[own])
        length = last - first + 1
        persons = int(number.sum())
        if length < FEWEST_MONTHS or persons < SMALLEST_GROUP:
            reason: Reason = "few-months" if length < FEWEST_MONTHS else "few-persons"
            found.append(Unassessed(str(code), "missing-returns", reason))
            continue
        empty = length - int((number > 0).sum())
        expected, p_value = _chance_of_empty(persons, length, empty)
        found.append(
            Evidence(
                str(code), "missing-returns", empty, empty, empty, expected, p_value, persons, empty,
                length,
            )
        )  # fmt: skip
    return found


def _last_of_most(month: NDArray[np.int64], place: NDArray[np.int64]) -> int:
    """The last month of which at least half as many facilities have returned anything as of a usual one."""
    returned = np.unique(np.stack([month, place]), axis=1)[0]
    different, facilities = np.unique(returned, return_counts=True)
    return int(different[2 * facilities >= np.median(facilities)].max())


def _by_month(month: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.float64]:
    different, place = np.unique(month, return_inverse=True)
    return sums(place.reshape(-1).astype(np.int64), number, len(different))


def _chance_of_empty(number: int, months: int, empty: int) -> tuple[float, float]:
    """Empty months expected of so many persons spread over so many months, and P of as many as seen.

    Given their sum, Poisson numbers of one mean are that sum spread at random, so nothing is estimated.
    """
    filled = np.arange(months + 1)
    chance = np.zeros(months + 1)
    chance[0] = 1.0
    for _ in range(number):
        if chance[months] > 1 - 1e-15:
            break
        further = chance * filled / months
        further[1:] += chance[:-1] * (months - filled[:-1]) / months
        chance = further
    return float((chance * (months - filled)).sum()), float(min(1.0, chance[: months - empty + 1].sum()))


def late_returns(received: ReceivedReturns, due_day: int = DUE_DAY) -> list[Finding]:
    """Returns that came in after their day, held against all other facilities.

    Parameters
    ----------
    received : ReceivedReturns
    due_day : int
        Of the month after, 1 to 28.

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility.

    Raises
    ------
    ValueError
        For a day that not every month has.

    References
    ----------
    PCPNDT Rules (India), rule 9(8): the monthly report by the fifth of the following month.

    Examples
    --------
    >>> code = np.repeat([f"F{place}" for place in range(5)], 12)
    >>> month = np.tile(np.arange("2025-01", "2026-01", dtype="datetime64[M]"), 5)
    >>> day = (month + 1).astype("datetime64[D]") + np.where(code == "F3", 20, 2)
    >>> min(late_returns(ReceivedReturns(code, month, day)), key=lambda one: one.p_value).facility
    'F3'
    """
    if not 1 <= due_day <= 28:
        raise ValueError(f"returns are due on a day between 1 and 28, not {due_day}.")
    codes, place = places(received.facility)
    due = (received.month.astype("datetime64[M]") + 1).astype("datetime64[D]") + (due_day - 1)
    events = sums(place, received.received > due, len(codes))
    total = sums(place, np.ones(len(place)), len(codes))
    enough = total >= FEWEST_MONTHS
    few = [Unassessed(str(code), "late-returns", "few-months") for code in codes[~enough]]
    # A return is a paper, not a person: how many stand behind it is no matter of whether it came in time.
    behind = np.full(int(enough.sum()), SMALLEST_GROUP)
    return few + compared_shares(
        codes[enough], "late-returns", events[enough], total[enough], least=USUALLY_LATE, persons=behind
    )
