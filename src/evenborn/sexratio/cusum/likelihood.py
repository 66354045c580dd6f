"""What one birth says for a shifted ratio, and the run lengths that follow from it without a computer."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.reference import REFERENCE_LEVEL

SHIFT_LEVEL = 115.0
"""Shifted ratio that is watched for unless another is named, males per 100 females."""


@dataclass(frozen=True)
class Shift:
    """A shift from one ratio to another, and what each birth says of it.

    Attributes
    ----------
    reference : float
        The ratio in control, males per 100 females.
    shifted : float
        The ratio watched for; below the reference to watch for a fall.

    Raises
    ------
    ValueError
        If a ratio is not positive and finite, or the two are equal.

    References
    ----------
    Reynolds, Stoumbos (1999), Journal of Quality Technology 31(1):87-108.

    Examples
    --------
    >>> shift = Shift(106, 115)
    >>> round(shift.boy, 4), round(shift.girl, 4)
    (0.0387, -0.0428)
    """

    reference: float = REFERENCE_LEVEL
    shifted: float = SHIFT_LEVEL

    def __post_init__(self) -> None:
        """Refuse ratios between which there is no shift."""
        levels = np.array([self.reference, self.shifted])
        if not ((levels > 0) & np.isfinite(levels)).all() or self.reference == self.shifted:
            raise ValueError("a shift needs two different positive ratios, males per 100 females.")

    @cached_property
    def boy(self) -> float:
        """Log likelihood ratio of one boy, shifted over reference."""
        return float(np.log(share_of_boys(self.shifted) / share_of_boys(self.reference)))

    @cached_property
    def girl(self) -> float:
        """Log likelihood ratio of one girl."""
        return float(np.log((1 - share_of_boys(self.shifted)) / (1 - share_of_boys(self.reference))))

    def mean(self, ratio: float) -> float:
        """Mean log likelihood ratio of one birth where the true ratio is ``ratio``."""
        share = share_of_boys(ratio)
        return share * self.boy + (1 - share) * self.girl

    def spread(self, ratio: float) -> float:
        """Standard deviation of the log likelihood ratio of one birth."""
        share = share_of_boys(ratio)
        return float((share * (1 - share)) ** 0.5 * abs(self.boy - self.girl))


def share_of_boys(ratio: float) -> float:
    """Share of boys among births at a ratio.

    Parameters
    ----------
    ratio : float
        Males per 100 females.

    Returns
    -------
    float

    Raises
    ------
    ZeroDivisionError
        At -100, which is no ratio.

    References
    ----------
    p = R / (100 + R).

    Examples
    --------
    >>> share_of_boys(100)
    0.5
    """
    return ratio / (100 + ratio)


def approximate_run_length(threshold: ArrayLike, shift: Shift) -> tuple[FloatArray, FloatArray]:
    """Mean births to a false alarm, and from a shift to its alarm, of the chart that steps at every birth.

    ``(e**h - h - 1) / I0`` and ``(e**-h + h - 1) / I1``, with I0 and I1 the Kullback-Leibler divergences
    of one birth. What a step carries beyond the threshold is left out, so both are somewhat too low.

    Parameters
    ----------
    threshold : array_like of float
        h, on the scale of the log likelihood ratio.
    shift : Shift

    Returns
    -------
    in_control, delay : ndarray of float
        Births.

    Raises
    ------
    ValueError
        If a threshold is not positive.

    References
    ----------
    Page (1954), Biometrika 41:100-115. Reynolds, Stoumbos (1999), J. Quality Technology 31(1):87-108.

    Examples
    --------
    One false alarm in 50,000 births; years from a shift to 110 or 120 to its alarm at 1,000 a year:

    >>> for shifted in (110, 120):
    ...     shift = Shift(106, shifted)
    ...     _, delay = approximate_run_length(approximate_threshold(50_000, shift), shift)
    ...     print(round(float(delay) / 1_000, 1))
    9.2
    1.9
    """
    level = np.asarray(threshold, dtype=np.float64)
    if not (level > 0).all():
        raise ValueError("a threshold must be positive.")
    in_control = (np.expm1(level) - level) / -shift.mean(shift.reference)
    delay = (np.expm1(-level) + level) / shift.mean(shift.shifted)
    return np.asarray(in_control), np.asarray(delay)


def approximate_threshold(births: float, shift: Shift) -> float:
    """Threshold whose approximate mean births to a false alarm are ``births``.

    Parameters
    ----------
    births : float
        Mean births between false alarms, positive.
    shift : Shift

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If births are not positive and finite.

    References
    ----------
    Inverse of :func:`approximate_run_length`.

    Examples
    --------
    >>> round(approximate_threshold(50_000, Shift(106, 115)), 3)
    3.834
    """
    if not 0 < births < np.inf:
        raise ValueError(f"births between false alarms must be positive, not {births:g}.")
    wanted = births * -shift.mean(shift.reference)
    # e**h - h - 1 = y lies between these: h**2 / 2 <= y from below, and e**h <= 2 y + 3 from above
    highest = float(np.log(2 * wanted + 3) + np.sqrt(2 * wanted))
    return float(
        scipy.optimize.brentq(lambda level: np.expm1(level) - level - wanted, 0.0, min(highest, 700.0))
    )
