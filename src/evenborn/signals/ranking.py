"""Which findings are signals, and in which order facilities come up for routine inspection?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from evenborn.sexratio.false_discoveries import q_values
from evenborn.signals.devices import is_a_fact
from evenborn.signals.evidence import Evidence, Unassessed
from evenborn.signals.kinds import KINDS, Kind

Ground = Literal[
    "register-corrected", "referral-facility", "devices-changed", "supplier-error", "other-ground"
]
"""Why a facility says that a signal is wrong."""
Decision = Literal["open", "accepted", "refused"]
FALSE_DISCOVERY_RATE: Final = 0.10


@dataclass(frozen=True, slots=True)
class Contest:
    """What a facility holds against a signal about it, and what was decided.

    Attributes
    ----------
    facility : str
    kind : Kind
    ground : Ground
    decision : Decision
        ``open`` signals wait behind the others; ``accepted`` ones are gone from the list and are counted.
    on : datetime.date
    """

    facility: str
    kind: Kind
    ground: Ground
    decision: Decision
    on: date


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding that stands out, and its place in the order of inspections.

    Attributes
    ----------
    evidence : Evidence
    q_value : float
        Smallest false discovery rate at which it is still one; 0 for what is no matter of chance.
    rank : int
        Of its facility, from 1.
    contest : Contest or None
    """

    evidence: Evidence
    q_value: float
    rank: int
    contest: Contest | None


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What facilities show.

    Attributes
    ----------
    signals : tuple of Signal
        In the order of inspections; open contests behind, questions about records last.
    withdrawn : tuple of Contest
        Accepted contests whose signal is not listed.
    tested : tuple of Evidence
        Everything that was assessed.
    unassessed : tuple of Unassessed
    facilities : tuple of str
        All facilities, those with signals first, then by the smallest P of any finding.
    false_discovery_rate : float
    unknown : tuple of Contest
        About facilities that no register names: a code may be miswritten, so they are not passed over.
    """

    signals: tuple[Signal, ...]
    withdrawn: tuple[Contest, ...]
    tested: tuple[Evidence, ...]
    unassessed: tuple[Unassessed, ...]
    facilities: tuple[str, ...]
    false_discovery_rate: float
    unknown: tuple[Contest, ...] = ()


def ranked(
    tested: Sequence[Evidence],
    unassessed: Sequence[Unassessed],
    facilities: Sequence[str],
    contests: Sequence[Contest] = (),
    false_discovery_rate: float = FALSE_DISCOVERY_RATE,
) -> Signals:
    """Choose and order signals, with the false discovery rate held over all facilities and kinds together.

    Parameters
    ----------
    tested : sequence of Evidence
    unassessed : sequence of Unassessed
    facilities : sequence of str
    contests : sequence of Contest
        The last one about a facility and kind holds.
    false_discovery_rate : float
        Expected share of false ones among the signals, between 0 and 1.

    Returns
    -------
    Signals

    Raises
    ------
    ValueError
        For a rate that is none.

    References
    ----------
    Benjamini, Hochberg (1995), J. R. Stat. Soc. B 57:289-300; Benjamini, Yekutieli (2001), Annals of
    Statistics 29:1165-1188 (positively dependent tests).

    Examples
    --------
    >>> far = Evidence("F2", "scans-without-indication", 0.4, 0.3, 0.5, 0.02, 1e-12, 300, 120, 300)
    >>> near = Evidence("F1", "scans-without-indication", 0.02, 0.01, 0.04, 0.02, 0.4, 900, 18, 900)
    >>> found = ranked([near, far], [], ["F1", "F2"])
    >>> [(one.evidence.facility, one.rank) for one in found.signals], found.facilities
    ([('F2', 1)], ('F2', 'F1'))
    """
    if not 0 < false_discovery_rate < 1:
        raise ValueError(f"a false discovery rate lies between 0 and 1, not at {false_discovery_rate:g}.")
    q_value = _q_values(tested)
    latest = {(one.facility, one.kind): one for one in sorted(contests, key=lambda one: one.on)}
    chosen, withdrawn = [], []
    for one, q in zip(tested, q_value, strict=True):
        contest = latest.get((one.facility, one.kind))
        fact = is_a_fact(one)
        if not (fact or (one.may_signal and q <= false_discovery_rate)):
            continue
        if contest is not None and contest.decision == "accepted":
            withdrawn.append(contest)
        else:
            chosen.append((one, 0.0 if fact else float(q), contest))
    chosen.sort(key=lambda one: _order(one[0], one[2]))
    order = list(dict.fromkeys(one.facility for one, *_ in chosen))
    signals = tuple(Signal(one, q, order.index(one.facility) + 1, contest) for one, q, contest in chosen)
    rest = sorted(set(facilities) - set(order), key=lambda code: (_smallest(tested, code), code))
    unknown = tuple(one for one in contests if one.facility not in set(facilities))
    return Signals(
        signals, tuple(withdrawn), tuple(tested), tuple(unassessed), (*order, *rest), false_discovery_rate,
        unknown,
    )  # fmt: skip


def _q_values(tested: Sequence[Evidence]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """P after Benjamini-Hochberg; what rests on too few persons has no part in it and is no signal."""
    counted = np.array([one.rests_on_enough and one.kind != "devices-sold" for one in tested], dtype=bool)
    return q_values([one.p_value for one in tested], counted)


def _order(one: Evidence, contest: Contest | None) -> tuple[bool, bool, float, float, str, str]:
    """Inspections before questions, open contests behind, the less likely by chance first."""
    waiting = contest is not None and contest.decision == "open"
    excess = one.observed / one.expected if one.expected > 0 else np.inf
    question = KINDS[one.kind].calls_for == "question"
    return (question, waiting, one.p_value, -excess, one.facility, one.kind)


def _smallest(tested: Sequence[Evidence], code: str) -> float:
    return min((one.p_value for one in tested if one.facility == code), default=1.0)
