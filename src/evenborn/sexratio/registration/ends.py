"""How far does a ratio reach, with nature's own variation in it?"""

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray


class Ends:
    """A ratio with the ends of its interval, nature's variation included.

    Parameters
    ----------
    estimate, log_variance : ndarray of float
        Males per 100 females; the variance of its log.
    nature : float
        Standard deviation of log R between years.
    z : float
        Standard deviations to either side.
    """

    def __init__(self, estimate: FloatArray, log_variance: FloatArray, nature: float, z: float) -> None:
        reach = z * np.sqrt(log_variance + nature**2)
        known = np.isfinite(reach) & np.isfinite(estimate) & (estimate > 0)
        factor = np.exp(np.where(known, np.minimum(reach, 700), 0.0))
        self.estimate = estimate
        self.lower = np.where(known, estimate / factor, 0.0)
        self.upper = np.where(known, estimate * factor, np.inf)

    def above(self, level: FloatArray, smallest: float) -> BoolArray:
        """Whether the lower end is above a level and the estimate by the smallest excess or more."""
        return np.asarray((self.lower > level) & (self.estimate >= level + smallest))

    def below(self, level: FloatArray) -> BoolArray:
        """Whether the upper end is below a level."""
        return np.asarray(self.upper < level)
