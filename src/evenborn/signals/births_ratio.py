"""Where are more boys born than the residence and birth order of its births lead to expect?"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.ratio import sex_ratio
from evenborn.signals.counts import BirthCounts, Numbers, Texts
from evenborn.signals.evidence import Evidence, Finding, Reason, Unassessed
from evenborn.signals.grouping import places, sums
from evenborn.signals.peers import FEWEST_PEERS, between_variance

FEWEST_MONTHS: Final = 24
FEWEST_BIRTHS: Final = 500
_SURE: Final = float(scipy.stats.norm.ppf(0.975))
_WORTH: Final = 100.0
"""Births that the wider group is worth where others have few births of an order and residence."""


@dataclass(frozen=True, slots=True, eq=False)
class _Standardised:
    """By facility: boys expected, the variance of the difference, from births and from the others.

    ``known`` is the part of the variance that the others' number of births leaves in what is expected;
    ``others`` is that number, of the same orders and residences.
    """

    expected: FloatArray
    variance: FloatArray
    known: FloatArray
    others: FloatArray


def births_ratios(births: BirthCounts) -> list[Finding]:
    """Hold the share of boys of every facility against that of the same births elsewhere.

    Boys are expected by birth order and county of residence from the births of all other facilities. The
    logit of the share is held against it, with its variance by chance and that between facilities.

    Parameters
    ----------
    births : BirthCounts

    Returns
    -------
    list of Evidence or Unassessed
        One for each facility. ``facts`` has ``months``; ``shrunk``, the ratio after empirical Bayes; and
        of the others ``others``, their births of the same orders and residences, with the 95 % interval of
        what is expected from them, ``expected_lower`` and ``expected_upper``.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202 (funnel with over-dispersion); Breslow, Day
    (1987), Statistical Methods in Cancer Research II, chapter 2 (indirect standardisation); Efron, Morris
    (1975), J. Am. Stat. Assoc. 70:311-319 (empirical Bayes).

    Examples
    --------
    >>> rng = np.random.default_rng(3)
    >>> code = np.repeat([f"F{place}" for place in range(8)], 24)
    >>> month = np.tile(np.arange("2023-01", "2025-01", dtype="datetime64[M]"), 8)
    >>> boys = rng.binomial(60, np.where(code == "F5", 0.6, 0.52))
    >>> one = np.ones(len(code), dtype=np.int64)
    >>> counts = BirthCounts(code, month, one, np.full(len(code), "990101"), boys, 60 - boys)
    >>> min(births_ratios(counts), key=lambda one: one.p_value).facility
    'F5'
    """
    codes, place = places(births.facility)
    length = len(codes)
    male, female = (sums(place, number, length) for number in (births.male, births.female))
    months = _months(place, births, length)
    enough = (male + female >= FEWEST_BIRTHS) & (months >= FEWEST_MONTHS) & (male > 0) & (female > 0)
    found: list[Finding] = [
        Unassessed(str(codes[at]), "births-ratio", _lacking(male[at] + female[at]))
        for at in np.flatnonzero(~enough)
    ]
    if enough.sum() < FEWEST_PEERS:
        return found + [
            Unassessed(str(codes[at]), "births-ratio", "few-peers") for at in np.flatnonzero(enough)
        ]
    standard = _standardised(place, births, length)
    return found + _evidence(codes, np.flatnonzero(enough), male, female, standard, months)


def _lacking(births: float) -> Reason:
    return "few-births" if births < FEWEST_BIRTHS else "few-months"


def _months(place: Numbers, births: BirthCounts, length: int) -> Numbers:
    """Different months with births, by facility."""
    held = births.male + births.female > 0
    month = births.month.astype(np.int64)
    pairs = np.unique(np.column_stack([place[held], month[held]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=length)


def _standardised(place: Numbers, births: BirthCounts, length: int) -> _Standardised:
    _, residence = places(births.residence)
    order = np.minimum(births.order, 3)
    cell = residence * 4 + order
    cells = int(cell.max()) + 1
    number = (births.male + births.female).astype(np.float64)
    own = place * cells + cell

    def elsewhere(group: Numbers, groups: int, amount: FloatArray) -> FloatArray:
        """Amount of a group at all other facilities, for each entry."""
        within = place * groups + group
        return np.asarray(sums(group, amount, groups)[group] - sums(within, amount, length * groups)[within])

    one = np.zeros(len(place), dtype=np.int64)
    male = births.male.astype(np.float64)
    share = _shrunk(elsewhere(one, 1, male), elsewhere(one, 1, number), 0.5)
    share = _shrunk(elsewhere(order, 4, male), elsewhere(order, 4, number), share)
    known = elsewhere(cell, cells, number)
    share = _shrunk(elsewhere(cell, cells, male), known, share)
    expected, chance = sums(place, number * share, length), share * (1 - share)
    # Births of one cell share one estimate, so its variance grows with the square of their number.
    in_cell = sums(own, number, length * cells)[own]
    of_others = sums(place, number * chance * in_cell / (known + _WORTH), length)
    _, first = np.unique(own, return_index=True)
    others = sums(place[first], known[first], length)
    return _Standardised(expected, sums(place, number * chance, length) + of_others, of_others, others)


def _shrunk(male: FloatArray, births: FloatArray, wider: FloatArray | float) -> FloatArray:
    return np.asarray((male + _WORTH * wider) / (births + _WORTH))


def _evidence(
    codes: Texts, among: Numbers, male: FloatArray, female: FloatArray, standard: _Standardised,
    months: Numbers,
) -> list[Finding]:  # fmt: skip
    male, female, months = male[among], female[among], months[among]
    births = male + female
    share = standard.expected[among] / births
    variance = standard.variance[among] / (births * share * (1 - share)) ** 2
    difference = scipy.special.logit(male / births) - scipy.special.logit(share)
    between = between_variance(difference, variance)
    z = difference / np.sqrt(variance + between)
    p_value = scipy.stats.t(len(among) - 1).sf(z) if between else scipy.stats.norm.sf(z)
    shrunk = scipy.special.logit(share) + difference * _kept(difference, variance)
    found = sex_ratio(male, female)
    interval = found.interval(method="jeffreys")
    half = _SURE * np.sqrt(standard.known[among]) / (births * share * (1 - share))
    middle = scipy.special.logit(share)
    lower, upper = (100 * np.exp(middle + side * half) for side in (-1, 1))
    return [
        Evidence(
            str(codes[at]), "births-ratio", float(found.estimate[row]),
            float(interval.lower[row]), float(interval.upper[row]),
            float(100 * share[row] / (1 - share[row])),
            float(p_value[row]), int(births[row]), int(male[row]), float(births[row]),
            {
                "months": int(months[row]), "shrunk": float(100 * np.exp(shrunk[row])),
                "others": round(float(standard.others[at])), "expected_lower": float(lower[row]),
                "expected_upper": float(upper[row]),
            },
        )
        for row, at in enumerate(among)
    ]  # fmt: skip


def _kept(difference: FloatArray, variance: FloatArray) -> FloatArray:
    """Part of each difference that empirical Bayes keeps (between facilities: DerSimonian-Laird)."""
    weight = 1 / variance
    mean = np.average(difference, weights=weight)
    excess = float((weight * (difference - mean) ** 2).sum()) - (len(difference) - 1)
    between = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    return np.asarray(between / (between + variance))
