"""Was the yearly target met? The excess rule, with a verdict that may be "cannot tell"."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.comparability import Comparability
from evenborn.sexratio.counts import BoolArray, FloatArray, TextArray
from evenborn.sexratio.ratio import SexRatio
from evenborn.sexratio.reference import REFERENCE_LEVEL

Verdict = Literal["met", "not met", "indeterminate", "not comparable", "undefined"]

MET_FROM = 0.95
"""A target counts as met from this probability, and as not met up to 1 minus it."""


@dataclass(frozen=True, slots=True, eq=False)
class TargetAssessment:
    """The excess rule applied to a base figure and a figure of now.

    Attributes
    ----------
    base, now : SexRatio
        The two figures with their births.
    excess : ndarray of float
        Base minus reference, points.
    fall : ndarray of float
        Base minus now, points; negative where the ratio rose.
    achieved : ndarray of float
        Fall as a share of the excess; not a number where the base has no excess.
    target : ndarray of float
        Ratio that had to be reached; not a number where the base has no excess.
    times_over : ndarray of float
        Achieved share over required share: 1 is just met.
    probability_met : ndarray of float
        Posterior probability that the ratio behind now is at or below the target that the ratio
        behind the base sets. Not a number where figures cannot be compared.
    verdict : ndarray of str
        ``met`` (probability >= 0.95), ``not met`` (<= 0.05), ``indeterminate`` (between),
        ``not comparable``, or ``undefined`` (the base is not above the reference).
    """

    base: SexRatio
    now: SexRatio
    excess: FloatArray
    fall: FloatArray
    achieved: FloatArray
    target: FloatArray
    times_over: FloatArray
    probability_met: FloatArray
    verdict: TextArray


def assess(
    base: SexRatio,
    now: SexRatio,
    *,
    reference: ArrayLike = REFERENCE_LEVEL,
    required: ArrayLike = 0.10,
    comparable: Comparability | ArrayLike = True,
    met_from: float = MET_FROM,
) -> TargetAssessment:
    """Assess a fall of the sex ratio against the share of the excess that had to go.

    ``target = base - required (base - reference)``; ``achieved = (base - now) / (base - reference)``.

    Parameters
    ----------
    base, now : SexRatio
        Shapes that broadcast; see :func:`evenborn.sexratio.ratio.sex_ratio` (from counts) and
        :func:`evenborn.sexratio.ratio.sex_ratio_of_figure` (from a published ratio and births).
    reference : array_like of float
        Reference level, males per 100 females.
    required : array_like of float
        Share of the excess over the reference that had to go, 0 to 1.
    comparable : Comparability or array_like of bool
        Whether the two figures may be compared at all.
    met_from : float
        Probability from which the target counts as met; above one half.

    Returns
    -------
    TargetAssessment
        Of the common shape.

    Raises
    ------
    ValueError
        If the required share is not between 0 and 1, the reference not positive, or ``met_from``
        not between 0.5 and 1.

    References
    ----------
    The rule: responsibility letters of Chinese provinces (Zhangye, Gansu, report of 2012). The
    probability: independent Jeffreys posteriors Beta(1/2 + M, 1/2 + F) of both figures.

    Examples
    --------
    The reference case, if both figures were full years of one source:

    >>> from evenborn.sexratio.ratio import sex_ratio_of_figure
    >>> case = assess(sex_ratio_of_figure(130.63, 14_400), sex_ratio_of_figure(117.42, 10_800))
    >>> round(float(case.target), 3), round(100 * float(case.achieved), 1)
    (128.267, 55.9)
    >>> round(float(case.probability_met), 4), str(case.verdict)
    (0.9998, 'met')
    """
    level, share = _checked(reference, required, met_from)
    excess = base.estimate - level
    fall = base.estimate - now.estimate
    with np.errstate(divide="ignore", invalid="ignore"):  # no excess: not a number, and meant
        achieved = np.where(excess > 0, fall / excess, np.nan)
        times_over = achieved / share
    target = np.where(excess > 0, base.estimate - share * excess, np.nan)
    stated = comparable.comparable if isinstance(comparable, Comparability) else comparable
    allowed = np.asarray(stated, dtype=np.bool_)
    probability = np.where(allowed, probability_target_met(base, now, level, share), np.nan)
    verdict = _verdict(probability, allowed, np.asarray(excess > 0), met_from)
    return TargetAssessment(base, now, excess, fall, achieved, target, times_over, probability, verdict)


def _checked(reference: ArrayLike, required: ArrayLike, met_from: float) -> tuple[FloatArray, FloatArray]:
    level, share = np.asarray(reference, dtype=np.float64), np.asarray(required, dtype=np.float64)
    if not (level > 0).all():
        raise ValueError("the reference must be a positive number of males per 100 females.")
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError("the required share of the excess must lie between 0 and 1 (10 % is 0.10).")
    if not 0.5 < met_from < 1:
        raise ValueError(
            f"the probability from which a target is met must lie between 0.5 and 1, not {met_from}."
        )
    return level, share


def _verdict(probability: FloatArray, allowed: BoolArray, excessive: BoolArray, met_from: float) -> TextArray:
    shape = np.broadcast_shapes(probability.shape, allowed.shape, excessive.shape)
    verdict = np.full(shape, "indeterminate", dtype="<U14")
    verdict[np.broadcast_to(probability >= met_from, shape)] = "met"
    verdict[np.broadcast_to(probability <= 1 - met_from, shape)] = "not met"
    verdict[np.broadcast_to(~excessive, shape)] = "undefined"
    verdict[np.broadcast_to(~allowed, shape)] = "not comparable"
    return verdict


def probability_target_met(
    base: SexRatio, now: SexRatio, reference: ArrayLike, required: ArrayLike
) -> FloatArray:
    """Posterior probability that now is at or below the target set by the base, both uncertain.

    Parameters
    ----------
    base, now : SexRatio
        Shapes that broadcast.
    reference, required : array_like of float
        As in :func:`assess`. Where the ratio behind the base is below the reference, the target
        is the reference itself: no rule asks for a fall below it.

    Returns
    -------
    ndarray of float
        Exact up to a quadrature error below 1e-5; deterministic.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    References
    ----------
    Product of two Beta posteriors, integrated by Gauss-Legendre over the quantiles of the
    narrower one (Davis, Rabinowitz 1984, Methods of Numerical Integration, 2nd ed.).

    Examples
    --------
    >>> from evenborn.sexratio.ratio import sex_ratio_of_figure
    >>> same = sex_ratio_of_figure(120, 2_000)
    >>> round(float(probability_target_met(same, same, 107, 0.0)), 3)  # a coin
    0.5
    """
    arrays = (base.male, base.female, now.male, now.female, reference, required)
    broadcast = np.broadcast_arrays(*(np.asarray(array, dtype=np.float64)[..., None] for array in arrays))
    base_male, base_female, now_male, now_female, level, share = broadcast
    share_at_level = level / (100 + level)
    base_below = scipy.special.betainc(base_male + 0.5, base_female + 0.5, share_at_level)
    now_below = scipy.special.betainc(now_male + 0.5, now_female + 0.5, share_at_level)
    nodes, weights = np.polynomial.legendre.leggauss(128)
    # The rule has a corner at the level, so the quantiles are integrated above it only.
    base_ratio = _odds(
        scipy.special.betaincinv(base_male + 0.5, base_female + 0.5, _above(base_below, nodes))
    )
    goal = np.maximum(base_ratio - share * (base_ratio - level), level)
    met_above = scipy.special.betainc(now_male + 0.5, now_female + 0.5, goal / (100 + goal)) @ (weights / 2)
    given_base = (base_below * now_below)[..., 0] + (1 - base_below[..., 0]) * met_above
    now_ratio = _odds(scipy.special.betaincinv(now_male + 0.5, now_female + 0.5, _above(now_below, nodes)))
    met_above = _probability_target_at_least(now_ratio, base_male, base_female, level, share) @ (weights / 2)
    given_now = now_below[..., 0] + (1 - now_below[..., 0]) * met_above
    # The outer integral runs over the narrower posterior, so that the inner probability is smooth.
    outer_is_base = base_male + base_female >= (now_male + now_female) * (1 - share) ** 2
    return np.asarray(np.where(outer_is_base[..., 0], given_base, given_now))


def _above(below: NDArray[np.floating], nodes: FloatArray) -> FloatArray:
    """Nodes on (-1, 1) laid over the probabilities from ``below`` to 1."""
    return np.asarray(below + (1 - below) * (nodes + 1) / 2)


def _odds(share: NDArray[np.floating]) -> FloatArray:
    return np.asarray(100 * share / np.maximum(1 - share, 1e-16), dtype=np.float64)


def _probability_target_at_least(
    ratio: FloatArray, base_male: FloatArray, base_female: FloatArray, level: FloatArray, share: FloatArray
) -> FloatArray:
    """P(target >= ratio) over the posterior of the base: invert the target rule, above the level."""
    above = np.where(ratio > level, ratio - share * level, 1.0)
    share_of_boys = above / (100 * (1 - share) + above)
    return np.where(
        ratio > level, scipy.special.betaincc(base_male + 0.5, base_female + 0.5, share_of_boys), 1.0
    )
