"""Are there more girls than boys whom hardly any register holds, and what if others are in none?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.corrected import CorrectedRatio
from evenborn.sexratio.registration.linkage import NO_ERRORS, LinkageErrors
from evenborn.sexratio.registration.patterns import capture_patterns, checked_patterns
from evenborn.sexratio.registration.splitting import pattern_correction

HIDDEN_PER_FAINT = 4.0
"""Births in no register that are held possible for each that surfaces in few: one in five surfaces."""

HIDDEN_PER_FAINT_EXPLAINED = 3.0
"""Hidden girls for each faint one that may be called for before an excess is put down to concealment."""

HIDDEN_PER_FAINT_WHERE_SHOWN = 9.0
"""Once hidden girls are shown, an excess is put down to selection as well only if it outlasts so many."""


@dataclass(frozen=True, slots=True, eq=False)
class FaintBirths:
    """Births in at most half of the registers, beyond what their completeness explains, girls against boys.

    Attributes
    ----------
    excess : ndarray of float
        Unexplained faint girls per girl held by most registers, less the same of boys: above 0 where
        girls surface in few registers only.
    variance : ndarray of float
        Of the excess; infinite where most registers hold no birth of one sex.
    male, female : ndarray of float
        Births that most registers hold.
    """

    excess: FloatArray
    variance: FloatArray
    male: FloatArray
    female: FloatArray

    def shown(self, z: float) -> BoolArray:
        """Whether there are more such girls than chance explains."""
        return np.asarray(self.excess > z * np.sqrt(self.variance))

    def added(self, ratio: CorrectedRatio, hidden_per_faint: float) -> CorrectedRatio:
        """The ratio if there are so many more births in no register for each of the excess.

        Girls are added where more of them are faint, boys where more boys are.

        Parameters
        ----------
        ratio : CorrectedRatio
        hidden_per_faint : float
            0 or more.
        """
        if not 0 <= hidden_per_faint < np.inf:
            raise ValueError("hidden births for each faint one must be a number of 0 or more.")
        girls = self.excess > 0
        return CorrectedRatio(
            self._more(ratio.male, hidden_per_faint * self.male, -self.excess, ~girls),
            self._more(ratio.female, hidden_per_faint * self.female, self.excess, girls),
        )

    def _more(
        self, births: EstimatedBirths, times: FloatArray, excess: FloatArray, where: BoolArray
    ) -> EstimatedBirths:
        with np.errstate(invalid="ignore"):
            more, variance = times * excess, np.where(times > 0, times**2 * self.variance, 0.0)
        added = EstimatedBirths(
            births.seen,
            births.hidden + more,
            births.seen_variance,
            births.hidden_variance + variance,
            births.covariance + more,
        )
        return births.or_else(added, where)

    def tipping_point(self, ratio: CorrectedRatio, reference: ArrayLike) -> FloatArray:
        """Hidden girls for each faint one of the excess at which they explain the whole excess of boys.

        0 where none is needed, infinite where no girl is faint beyond boys.
        """
        level = np.asarray(reference, dtype=np.float64)
        needed = 100 * ratio.male.births / level - ratio.female.births
        with np.errstate(divide="ignore", invalid="ignore"):
            point = np.where(self.excess > 0, needed / (self.excess * self.female), np.inf)
        return np.where(needed <= 0, 0.0, np.where(np.isnan(needed), np.nan, point))


def faint_births(
    male: ArrayLike,
    female: ArrayLike,
    *,
    errors_male: LinkageErrors = NO_ERRORS,
    errors_female: LinkageErrors = NO_ERRORS,
) -> FaintBirths:
    """Compare girls and boys whom at most half of the registers hold.

    Registers that miss births independently leave few in the lower half of the patterns: with n of all
    registers and n(r) of all but r, a pattern that lacks the registers S holds ``n * product over S of
    n(r) / n``. What is found beyond that, per birth that most registers hold, is the mark of births of
    another kind. Families differ for both sexes; the excess is the share of girls less that of boys.
    Between two registers nothing can be expected, and all births in one only count.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern, in the order of :func:`capture_patterns`.
    errors_male, errors_female : LinkageErrors
        Of the linkage, see :func:`true_patterns`: a link that is missed makes two faint births of one.

    Returns
    -------
    FaintBirths
        Arrays of shape (...).

    Raises
    ------
    ValueError
        If counts are not counts.

    References
    ----------
    Aleshin-Guendel, Sadinle, Wakefield (2021), arXiv:2101.09304: what the births seen can say of the
    others is an assumption, to be said aloud. The comparison of the sexes is this project's.

    Examples
    --------
    Three registers; some girls are in the last one only:

    >>> faint = faint_births([900, 30, 40, 2, 10, 1, 1], [800, 27, 35, 2, 9, 1, 50])
    >>> round(float(faint.excess), 3), bool(faint.shown(1.96))
    (0.057, True)
    """
    boys, girls, registers = checked_patterns(male, female)
    held, chance, clear_male = _unexplained(boys, registers, errors_male)
    held_female, chance_female, clear_female = _unexplained(girls, registers, errors_female)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_boys, of_girls = held / clear_male, held_female / clear_female
        variance = (
            chance / clear_male**2
            + chance_female / clear_female**2
            + of_boys**2 / clear_male
            + of_girls**2 / clear_female
        )
        difference = of_girls - of_boys
    known = (clear_male > 0) & (clear_female > 0)
    excess = np.where(known, difference, 0.0)
    return FaintBirths(excess, np.where(known, variance, np.inf), clear_male, clear_female)


def _unexplained(
    counts: FloatArray, registers: int, errors: LinkageErrors
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Faint births beyond those expected, their variance, and the births that are not faint."""
    correction = pattern_correction(counts, registers, errors)
    births = np.maximum((correction @ counts[..., None])[..., 0], 0.0)
    patterns = capture_patterns(registers)
    faint = 2 * patterns.sum(axis=1) <= registers
    gradient = np.where(faint, 1.0, 0.0) - _expected_gradient(births, registers)
    unexplained = (gradient * births).sum(axis=-1)  # expectations are of degree one, so this is exact
    on_counts = (gradient[..., None, :] @ correction)[..., 0, :]
    return unexplained, (on_counts**2 * counts).sum(axis=-1), births[..., ~faint].sum(axis=-1)


def _expected_gradient(births: FloatArray, registers: int) -> FloatArray:
    """Derivatives of the faint births expected of independent registers by the births of each pattern."""
    patterns, gradient = capture_patterns(registers), np.zeros_like(births)
    if registers == 2:
        return gradient
    lacking = patterns == 0
    only = [int(np.flatnonzero(lacking[:, r] & (lacking.sum(axis=1) == 1))[0]) for r in range(registers)]
    every = np.maximum(births[..., 0], 1.0)
    odds = births[..., only] / every[..., None]
    for row in lacking[2 * patterns.sum(axis=1) <= registers]:
        missed = np.flatnonzero(row)
        gradient[..., 0] -= (len(missed) - 1) * odds[..., missed].prod(axis=-1)
        for register in missed:
            others = missed[missed != register]
            gradient[..., only[register]] += odds[..., others].prod(axis=-1)
    return gradient
