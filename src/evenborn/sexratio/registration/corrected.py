"""What would the ratio be, had every birth been registered?"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.ratio import SexRatio
from evenborn.sexratio.registration.births import EstimatedBirths


@dataclass(frozen=True, slots=True, eq=False)
class CorrectedInterval:
    """Interval of a corrected ratio.

    Attributes
    ----------
    lower, upper : ndarray of float
        Males per 100 females; 0 and infinite where the registers say nothing about hidden births.
    confidence : float
    """

    lower: FloatArray
    upper: FloatArray
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class CorrectedRatio:
    """Sex ratio at birth with the births that no register holds.

    Attributes
    ----------
    male, female : EstimatedBirths
        Of one shape.
    """

    male: EstimatedBirths
    female: EstimatedBirths

    @property
    def estimate(self) -> FloatArray:
        """Males per 100 females: infinite without girls, not a number without births."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(100 * self.male.births / self.female.births)

    @property
    def log_variance(self) -> FloatArray:
        """Variance of log R; with independence ``sum over sexes of 1/N + (1-c1)(1-c2)/(N c1 c2)``."""
        return np.asarray(self.male.log_variance + self.female.log_variance)

    @property
    def standard_error(self) -> FloatArray:
        """Standard error of the estimate, points."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.estimate * np.sqrt(self.log_variance))

    @property
    def observed(self) -> SexRatio:
        """The ratio of the births in at least one register."""
        return SexRatio(self.male.seen, self.female.seen)

    @property
    def registration_effect(self) -> FloatArray:
        """Log of the observed over the corrected ratio: above 0 where girls are registered less than boys."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log(self.male.coverage / self.female.coverage))

    def interval(self, confidence: float = 0.95) -> CorrectedInterval:
        """Interval of males per 100 females, normal on the log scale.

        Parameters
        ----------
        confidence : float
            Between 0 and 1.
        """
        if not 0 < confidence < 1:
            raise ValueError(f"the confidence must lie between 0 and 1, not at {confidence:g}.")
        with np.errstate(over="ignore", invalid="ignore"):
            reach = scipy.special.ndtri((1 + confidence) / 2) * np.sqrt(self.log_variance)
            lower = np.where(np.isfinite(reach), self.estimate * np.exp(-reach), 0.0)
            upper = np.where(np.isfinite(reach), self.estimate * np.exp(reach), np.inf)
        return CorrectedInterval(lower, upper, confidence)

    def under(self, dependence_male: ArrayLike, dependence_female: ArrayLike) -> "CorrectedRatio":
        """The ratio if there are so many times as many hidden boys, and girls, as estimated.

        Parameters
        ----------
        dependence_male, dependence_female : array_like of float
            phi of each sex, 0 or more; broadcast, so that a grid goes in as a column and a row.
        """
        phi_male, phi_female = np.asarray(dependence_male), np.asarray(dependence_female)
        if not ((phi_male >= 0) & np.isfinite(phi_male)).all() or not (phi_female >= 0).all():
            raise ValueError("dependence must be 0 or more; 1 is independence.")
        return CorrectedRatio(self.male.under(phi_male), self.female.under(phi_female))

    def summed_strata(self, axis: int = -1) -> "CorrectedRatio":
        """The ratio of all strata on an axis together, each estimated by itself."""
        return CorrectedRatio(self.male.summed(axis), self.female.summed(axis))


def check_reference(reference: ArrayLike) -> FloatArray:
    """A reference ratio, refused unless positive.

    Parameters
    ----------
    reference : array_like of float
        Males per 100 females.

    Returns
    -------
    ndarray of float

    Raises
    ------
    ValueError
        If it is not positive.

    References
    ----------
    WHO: 102 to 106 in nature; the Chinese rule names 107.

    Examples
    --------
    >>> check_reference(107)
    array(107.)
    """
    level = np.asarray(reference, dtype=np.float64)
    if not (level > 0).all():
        raise ValueError("the reference must be positive.")
    return level
