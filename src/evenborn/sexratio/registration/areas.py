"""Registers held against each other, area by area: all that a table of their coverage shows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.ratio import SexRatio
from evenborn.sexratio.reference import REFERENCE_LEVEL
from evenborn.sexratio.registration.averaging import Criterion
from evenborn.sexratio.registration.corrected import CorrectedRatio
from evenborn.sexratio.registration.dependence import DependenceRange, dependence_range
from evenborn.sexratio.registration.estimate import corrected_ratio
from evenborn.sexratio.registration.faint import FaintBirths, faint_births
from evenborn.sexratio.registration.linkage import NO_ERRORS, LinkageErrors
from evenborn.sexratio.registration.orders import OrderGradient
from evenborn.sexratio.registration.patterns import capture_patterns, checked_patterns
from evenborn.sexratio.registration.region import UncertaintyRegion, uncertainty_region
from evenborn.sexratio.registration.verdict import RegistrationVerdicts, registration_verdict


@dataclass(frozen=True, slots=True, eq=False)
class AreaCoverage:
    """What the registers of each area say together; arrays of shape (areas,) unless said otherwise.

    Attributes
    ----------
    of_registers : SexRatio
        Births that each register holds, and their ratio; shape (areas, registers).
    ratio : CorrectedRatio
        With the births that no register holds, as the models have them; ``ratio.observed`` is the ratio
        of the births in any register.
    faint : FaintBirths
    region : UncertaintyRegion
        Ends of the corrected ratio: the interval to be shown.
    dependence : DependenceRange
        Corrected ratio while girls' registers depend on each other more than boys'.
    verdicts : RegistrationVerdicts
        With the tipping point and the girls needed.
    hidden_per_faint : ndarray of float
        The other tipping point: hidden girls for each unexplained faint one that would explain the
        whole excess; infinite where none is faint beyond boys.
    """

    of_registers: SexRatio
    ratio: CorrectedRatio
    faint: FaintBirths
    region: UncertaintyRegion
    dependence: DependenceRange
    verdicts: RegistrationVerdicts
    hidden_per_faint: FloatArray

    @property
    def hidden(self) -> tuple[FloatArray, FloatArray]:
        """Boys and girls in no register, as the models have them."""
        return self.ratio.male.hidden, self.ratio.female.hidden

    @property
    def most_hidden(self) -> tuple[FloatArray, FloatArray]:
        """Boys and girls in no register at the far end of the region."""
        return self.region.extreme.male.hidden, self.region.extreme.female.hidden

    @property
    def coverage(self) -> tuple[FloatArray, FloatArray]:
        """Share of boys and of girls that any register holds, as the models have them."""
        return self.ratio.male.coverage, self.ratio.female.coverage

    @property
    def least_coverage(self) -> tuple[FloatArray, FloatArray]:
        """The same at the far end of the region."""
        return self.region.extreme.male.coverage, self.region.extreme.female.coverage


def coverage_by_area(
    male: ArrayLike,
    female: ArrayLike,
    reference: ArrayLike = REFERENCE_LEVEL,
    *,
    stratified: bool = False,
    gradient: OrderGradient | None = None,
    errors_male: LinkageErrors = NO_ERRORS,
    errors_female: LinkageErrors = NO_ERRORS,
    criterion: Criterion = "aicc",
    periods: int = 1,
    confidence: float = 0.95,
) -> AreaCoverage:
    """Coverage, corrected ratio, its sensitivity and the verdict, for every area at once.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas, 2**k - 1) or (areas, strata, 2**k - 1)
        Births by capture pattern, in the order of :func:`capture_patterns`; k from 2 to 5.
    reference : array_like of float
        Males per 100 females; broadcasts over areas.
    stratified : bool
        Whether the axis before the patterns holds strata (months, birth orders, facility or none). The
        births in no register are then estimated in each and added up; a stratum needs births in all
        registers, or its area has no finite interval.
    gradient : OrderGradient, optional
        Of first against later births in each area, see :func:`registration_verdict`.
    errors_male, errors_female : LinkageErrors
        Of the linkage, for each sex, see :func:`corrected_ratio`.
    criterion : {"aicc", "aic", "bic"}
        For three and more registers.
    periods : int
        Years pooled in each area.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    AreaCoverage

    Raises
    ------
    ValueError
        If counts are not counts, strata are announced and not given, or an option is outside its range.

    References
    ----------
    See :func:`corrected_ratio`, :func:`faint_births`, :func:`uncertainty_region` and
    :func:`registration_verdict`.

    Examples
    --------
    Delivery register, immunisation, household register; in the second area many girls are in the
    last two only, in the first none:

    >>> boys = [[3_390, 105, 105, 4, 42, 2, 1]] * 2
    >>> girls = [[3_190, 100, 110, 4, 46, 2, 2], [2_620, 82, 90, 3, 90, 2, 120]]
    >>> found = coverage_by_area(boys, girls)
    >>> found.verdicts.verdict.tolist()
    ['no excess', 'concealment']
    >>> for lowest, highest in zip(found.region.lowest, found.region.highest, strict=True):
    ...     print(f"{lowest:.1f} to {highest:.1f}")
    105.6 to 105.6
    105.1 to 121.2
    """
    boys, girls, registers = checked_patterns(male, female)
    if stratified and boys.ndim < 2:
        raise ValueError("strata stand on the axis before the patterns, and there is none.")
    ratio = corrected_ratio(
        boys, girls, errors_male=errors_male, errors_female=errors_female, criterion=criterion
    )
    if stratified:
        ratio, boys, girls = ratio.summed_strata(), boys.sum(axis=-2), girls.sum(axis=-2)
    faint = faint_births(boys, girls, errors_male=errors_male, errors_female=errors_female)
    held = capture_patterns(registers).astype(np.float64)
    return AreaCoverage(
        SexRatio(boys @ held, girls @ held),
        ratio,
        faint,
        uncertainty_region(ratio, faint, confidence=confidence),
        dependence_range(ratio, confidence=confidence),
        registration_verdict(
            ratio, reference, faint=faint, gradient=gradient, periods=periods, confidence=confidence
        ),
        faint.tipping_point(ratio, reference),
    )
