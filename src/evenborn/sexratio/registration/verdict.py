"""Selection, concealment, both, or neither? What the registers of an area can say, and when they cannot."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, TextArray
from evenborn.sexratio.reference import (
    NATURAL_SD_LOG_RATIO,
    REFERENCE_LEVEL,
    SMALLEST_EXCESS,
    natural_sd_of_mean,
)
from evenborn.sexratio.registration.corrected import CorrectedRatio, check_reference
from evenborn.sexratio.registration.dependence import girls_needed, tipping_point
from evenborn.sexratio.registration.ends import Ends
from evenborn.sexratio.registration.faint import (
    HIDDEN_PER_FAINT,
    HIDDEN_PER_FAINT_EXPLAINED,
    HIDDEN_PER_FAINT_WHERE_SHOWN,
    FaintBirths,
)
from evenborn.sexratio.registration.orders import OrderGradient
from evenborn.sexratio.registration.plausible import (
    PLAUSIBLE_DEPENDENCE,
    PLAUSIBLE_HIDDEN_SHARE,
    plausible_dependence,
    with_plausible_hidden_girls,
)

RegistrationVerdict: TypeAlias = Literal["no excess", "selection", "concealment", "both", "cannot tell"]

SERIOUS_EXCESS = 10.0
"""Points above the reference that must be ruled out before "no excess" is said: below 1,400 births or so
an area with a natural ratio cannot rule them out."""


@dataclass(frozen=True, slots=True, eq=False)
class RegistrationVerdicts:
    """The verdict of each area and what it stands on.

    Attributes
    ----------
    verdict : ndarray of str
        See :func:`registration_verdict`.
    observed, observed_lower, observed_upper : ndarray of float
        Ratio of the births in any register, males per 100 females; the ends allow for nature's variation.
    corrected, corrected_lower, corrected_upper : ndarray of float
        The same with the births in none, registers being independent or as dependent as the models say;
        the ends are those of all that is possible, see ``faint``.
    plausible, plausible_lower : ndarray of float
        Ratio, and its lower end, with as many hidden girls as are plausible though unseen.
    tipping_point : ndarray of float
        Smallest phi of girls over phi of boys that would explain the whole excess.
    plausible_dependence : ndarray of float
        The largest phi of girls over phi of boys that is held plausible in the area.
    girls_needed : ndarray of float
        Girls in no register who would explain the whole excess.
    confidence : float
    """

    verdict: TextArray
    observed: FloatArray
    observed_lower: FloatArray
    observed_upper: FloatArray
    corrected: FloatArray
    corrected_lower: FloatArray
    corrected_upper: FloatArray
    plausible: FloatArray
    plausible_lower: FloatArray
    tipping_point: FloatArray
    plausible_dependence: FloatArray
    girls_needed: FloatArray
    confidence: float


def registration_verdict(
    ratio: CorrectedRatio,
    reference: ArrayLike = REFERENCE_LEVEL,
    *,
    faint: FaintBirths | None = None,
    gradient: OrderGradient | None = None,
    dependence: float = PLAUSIBLE_DEPENDENCE,
    hidden_share: float = PLAUSIBLE_HIDDEN_SHARE,
    serious_excess: float = SERIOUS_EXCESS,
    natural_sd: float = NATURAL_SD_LOG_RATIO,
    periods: int = 1,
    confidence: float = 0.95,
) -> RegistrationVerdicts:
    """Say of each area whether an excess of boys is selection, concealment of girls, both, or neither.

    A ratio is *above* if its lower end is above the reference and its estimate by 2 points or more
    (less over pooled years, as nature's variation shrinks). *Hidden girls are shown* if the observed
    ratio is above the corrected one by 2 points or more, and the interval of their quotient by anything;
    with ``faint``, also if one hidden girl for each unexplained faint one would lower the ratio by so
    much, and the faint ones are more than chance. The *lowest ratio* is the corrected one, with
    ``faint`` that with four hidden girls for each of them; nine, where hidden girls are shown.

    ===========  ====================================================================================
    verdict      when
    ===========  ====================================================================================
    both         corrected, lowest and plausible ratio are above; hidden girls are shown
    selection    the same; hidden girls are not shown
    concealment  the observed ratio is above, the lowest one is not; the corrected one is not either,
                 or three hidden girls for each faint one would do; hidden girls are shown
    no excess    none is above, and all upper ends are below reference + serious excess
    cannot tell  anything else: too few births, registers that say nothing, or an excess that
                 hidden girls could plausibly explain though none are shown
    ===========  ====================================================================================

    Parameters
    ----------
    ratio : CorrectedRatio
        Of areas, from :func:`corrected_ratio`.
    reference : array_like of float
        Males per 100 females; broadcasts.
    faint : FaintBirths, optional
        Of the same areas; without it the models' births in no register are taken at their word.
    gradient : OrderGradient, optional
        Of the same areas; with it an excess that does not grow with birth order is not called
        selection, nor both: girls in no register would look the same.
    dependence, hidden_share : float
        What is plausible, see :func:`plausible_dependence`.
    serious_excess : float
        Points, more than 0.
    natural_sd : float
        Natural year-to-year standard deviation of log R.
    periods : int
        Area-years pooled in each ratio.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    RegistrationVerdicts

    Raises
    ------
    ValueError
        If an option is outside its range.

    References
    ----------
    Chandra Sekar, Deming (1949), Journal of the American Statistical Association 44:101-115; Zeng, Tu,
    Gu, Xu, Li, Li (1993), Population and Development Review 19(2):283-302, for the question; the
    inequalities are this project's, see docs/methods/registration.md.

    Examples
    --------
    Girls whom no register holds cannot be told from girls who were not born:

    >>> from evenborn.sexratio.registration.estimate import corrected_ratio
    >>> result = registration_verdict(corrected_ratio([44_000, 2_300, 4_900], [39_700, 2_140, 4_380]))
    >>> str(result.verdict), round(float(result.corrected), 1), round(float(result.tipping_point), 1)
    ('cannot tell', 110.8, 7.9)
    """
    level = check_reference(reference)
    if not serious_excess > 0 or not natural_sd >= 0 or not 0 < confidence < 1:
        raise ValueError(
            "the serious excess must be positive, the natural standard deviation 0 or more, "
            "the confidence within 0 and 1."
        )
    nature = natural_sd_of_mean(periods, natural_sd)
    smallest = SMALLEST_EXCESS * natural_sd_of_mean(periods, 1.0)
    z = float(scipy.special.ndtri((1 + confidence) / 2))

    def ends(one: CorrectedRatio) -> Ends:
        return Ends(one.estimate, one.log_variance, nature, z)

    observed = Ends(ratio.observed.estimate, _observed_log_variance(ratio), nature, z)
    extreme = with_plausible_hidden_girls(ratio, dependence=dependence, hidden_share=hidden_share)
    corrected, plausible = ends(ratio), ends(extreme)
    shown = _hidden_girls_shown(ratio, smallest, z)
    possible = furthest = corrected
    explained = np.ones_like(shown)
    if faint is not None:
        explained = faint.tipping_point(ratio, level + smallest) <= HIDDEN_PER_FAINT_EXPLAINED
        shown = shown | _faint_girls_shown(ratio, faint, smallest, z)
        possible = ends(faint.added(ratio, HIDDEN_PER_FAINT))
        furthest = ends(faint.added(ratio, HIDDEN_PER_FAINT_WHERE_SHOWN))
    grows = np.ones_like(shown) if gradient is None else gradient.shown(z)
    found = _Found(observed, corrected, possible, furthest, plausible, shown, explained, grows)
    return RegistrationVerdicts(
        _verdict(found, level, smallest, serious_excess),
        *(observed.estimate, observed.lower, observed.upper),
        corrected.estimate,
        np.minimum(corrected.lower, possible.lower),
        np.maximum(corrected.upper, possible.upper),
        *(plausible.estimate, plausible.lower),
        tipping_point(ratio, level),
        plausible_dependence(ratio, dependence=dependence, hidden_share=hidden_share),
        girls_needed(ratio, level),
        confidence,
    )


def _observed_log_variance(ratio: CorrectedRatio) -> FloatArray:
    with np.errstate(divide="ignore"):
        return np.asarray(1 / ratio.male.seen + 1 / ratio.female.seen)


def _hidden_girls_shown(ratio: CorrectedRatio, smallest: float, z: float) -> BoolArray:
    variance = ratio.male.coverage_log_variance + ratio.female.coverage_log_variance
    with np.errstate(invalid="ignore"):
        shown = ratio.registration_effect > z * np.sqrt(variance)
        return np.asarray(shown & (ratio.observed.estimate - ratio.estimate >= smallest))


def _faint_girls_shown(ratio: CorrectedRatio, faint: FaintBirths, smallest: float, z: float) -> BoolArray:
    with np.errstate(invalid="ignore"):
        effect = ratio.estimate - faint.added(ratio, 1.0).estimate
        return np.asarray(faint.shown(z) & (effect >= smallest))


class _Found(NamedTuple):
    """What a verdict stands on; possible and furthest have four and nine hidden births a faint one."""

    observed: Ends
    corrected: Ends
    possible: Ends
    furthest: Ends
    plausible: Ends
    hidden_shown: BoolArray
    explained: BoolArray
    grows: BoolArray


def _verdict(found: _Found, level: FloatArray, smallest: float, serious: float) -> TextArray:
    excess, corrected, possible, furthest, plausible = (ends.above(level, smallest) for ends in found[:5])
    left, limit = corrected & possible, level + serious
    ruled_out = found.observed.below(limit) & found.corrected.below(limit) & found.possible.below(limit)
    conditions = (
        left & plausible & furthest & found.hidden_shown & found.grows,
        left & plausible & ~found.hidden_shown & found.grows,
        excess & found.hidden_shown & ~left & (~corrected | found.explained),
        ~excess & ~corrected & ~possible & ruled_out,
    )
    verdicts: tuple[RegistrationVerdict, ...] = ("both", "selection", "concealment", "no excess")
    return np.select(conditions, verdicts, "cannot tell")
