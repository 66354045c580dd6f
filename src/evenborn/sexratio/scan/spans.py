"""Runs of periods over which a space-time window may stretch."""

from typing import Literal

Times = Literal["none", "any", "latest"]
"""``none``: periods are added up; ``any``: runs of periods; ``latest``: runs that reach the last period."""


def spans(periods: int, times: Times) -> tuple[tuple[int, int], ...]:
    """First period and the one behind the last, of every run of at most half of the periods.

    Parameters
    ----------
    periods : int
    times : {"none", "any", "latest"}
        With ``none`` there is one run, of all periods.

    Returns
    -------
    tuple of (int, int)

    Raises
    ------
    ValueError
        ``two periods``: space-time windows need two periods or more.

    References
    ----------
    Kulldorff (2001), J. R. Statist. Soc. A 164(1):61-72 (prospective space-time scan).

    Examples
    --------
    >>> spans(4, "any")
    ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4))
    >>> spans(4, "latest")
    ((2, 4), (3, 4))
    """
    if times == "none":
        return ((0, periods),)
    if periods < 2:
        raise ValueError("space-time windows need two periods or more.")
    longest = periods // 2
    every = ((first, last) for first in range(periods) for last in range(first + 1, periods + 1))
    fitting = ((first, last) for first, last in every if last - first <= longest)
    return tuple(span for span in fitting if times == "any" or span[1] == periods)
