"""Findings of one kind from events among totals, or numbers by exposure, of all facilities together."""

from collections.abc import Mapping, Sequence

import numpy as np

from evenborn.sexratio.counts import FloatArray, IntArray, TextArray
from evenborn.signals.evidence import Evidence, Finding, Reason, Unassessed
from evenborn.signals.kinds import SMALLEST_GROUP, Kind
from evenborn.signals.peers import FEWEST_PEERS, high_shares, rate_interval, share_interval, unusual_rates

Facts = Mapping[str, str | int | float]


def compared_shares(
    codes: TextArray,
    kind: Kind,
    events: FloatArray,
    total: FloatArray,
    *,
    least: float,
    persons: FloatArray | IntArray | None = None,
    facts: Sequence[Facts] | None = None,
) -> list[Finding]:
    """Shares of events, each held against that of the other facilities.

    Parameters
    ----------
    codes : ndarray of str, shape (facilities,)
    kind : Kind
    events, total : ndarray of float, shape (facilities,)
    least : float
        Share that slips of the pen explain anywhere.
    persons : ndarray, shape (facilities,), optional
        Who stands behind it; the totals where left out.
    facts : sequence of mapping, optional
        Further facts of each facility.

    Returns
    -------
    list of Evidence or Unassessed

    References
    ----------
    As :func:`~evenborn.signals.peers.high_shares`.

    Examples
    --------
    >>> codes, events, total = np.array(["F1", "F2"]), np.array([1.0, 2.0]), np.array([9.0, 50.0])
    >>> compared_shares(codes, "scans-without-indication", events, total, least=0.01)[0]
    Unassessed(facility='F1', kind='scans-without-indication', reason='few-persons')
    """
    behind = total if persons is None else persons
    among, found = _enough(codes, kind, (behind >= SMALLEST_GROUP) & (total > 0), "few-persons")
    if not len(among):
        return found
    expected, p_value = high_shares(events[among], total[among], least)
    return found + [
        Evidence(
            str(codes[at]), kind, float(events[at] / total[at]), *share_interval(events[at], total[at]),
            float(expected[row]), float(p_value[row]), int(behind[at]), int(events[at]), float(total[at]),
            facts[at] if facts is not None else {},
        )
        for row, at in enumerate(among)
    ]  # fmt: skip


def compared_rates(
    codes: TextArray,
    kind: Kind,
    number: FloatArray,
    exposure: FloatArray,
    *,
    persons: FloatArray,
    variance: FloatArray,
    high_only: bool,
    facts: Sequence[Facts],
) -> list[Finding]:
    """Rates, each held against those of the other facilities.

    Parameters
    ----------
    codes : ndarray of str, shape (facilities,)
    kind : Kind
    number, exposure : ndarray of float, shape (facilities,)
    persons : ndarray of float, shape (facilities,)
    variance : ndarray of float, shape (facilities,)
        Of the logarithm of each rate by chance.
    high_only : bool
    facts : sequence of mapping
        Further facts of each facility.

    Returns
    -------
    list of Evidence or Unassessed

    References
    ----------
    As :func:`~evenborn.signals.peers.unusual_rates`.

    Examples
    --------
    >>> code, one = np.array(["F1", "F2"]), np.array([50.0, 60.0])
    >>> found = compared_rates(
    ...     code, "units-per-procedure", one, one, persons=one, variance=1 / one, high_only=True,
    ...     facts=[{}, {}],
    ... )
    >>> [one.reason for one in found]
    ['few-peers', 'few-peers']
    """
    among, found = _enough(codes, kind, (persons >= SMALLEST_GROUP) & (number * exposure > 0), "few-persons")
    if not len(among):
        return found
    rate = number[among] / exposure[among]
    expected, p_value = unusual_rates(rate, variance[among], high_only=high_only)
    return found + [
        Evidence(
            str(codes[at]), kind, float(rate[row]), *rate_interval(float(rate[row]), float(variance[at])),
            float(expected[row]), float(p_value[row]), int(persons[at]), int(number[at]), float(exposure[at]),
            facts[at],
        )
        for row, at in enumerate(among)
    ]  # fmt: skip


def _enough(
    codes: TextArray, kind: Kind, enough: "np.ndarray[tuple[int], np.dtype[np.bool_]]", lacking: Reason
) -> tuple[IntArray, list[Finding]]:
    """Facilities that can be compared, and what is said of the others."""
    found: list[Finding] = [Unassessed(str(code), kind, lacking) for code in codes[~enough]]
    among = np.flatnonzero(enough)
    if len(among) >= FEWEST_PEERS:
        return among, found
    return among[:0], found + [Unassessed(str(codes[at]), kind, "few-peers") for at in among]
