"""What a scan finds: clusters, with the births inside and outside, and how often chance does the same."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.ratio import SexRatio, sex_ratio
from evenborn.sexratio.scan.distances import Shape

_EQUAL = 1e-9  # share by which two log likelihood ratios are the same


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Areas, and periods, in which the share of boys differs from that outside.

    Attributes
    ----------
    rank : int
        1 is the likeliest.
    centre : int
        The area around whose point the window lies.
    members : ndarray of int64
        Areas from the centre outwards.
    radius : float
        Distance of the outermost point, km; of an ellipse the short half-axis.
    shape : Shape
    periods : tuple of int or None
        First and last period; None where periods were added up.
    male, births : int
        Inside.
    all_male, all_births : int
        Of the whole map, in all periods.
    log_likelihood_ratio : float
        Times the compactness of the shape, where there is a penalty.
    p_value : float
        Monte Carlo: share of maps drawn by chance, this one among them, whose likeliest window is as likely.
        For a cluster of rank 2 and on it is conservative.
    gumbel_p_value : float
        From a Gumbel distribution through the same maps: an approximation, for values below one over their
        number.
    """

    rank: int
    centre: int
    members: IntArray
    radius: float
    shape: Shape
    periods: tuple[int, int] | None
    male: int
    births: int
    all_male: int
    all_births: int
    log_likelihood_ratio: float
    p_value: float
    gumbel_p_value: float

    @property
    def inside(self) -> SexRatio:
        """Ratio of the births inside; its interval does not know that the window was looked for."""
        return sex_ratio(self.male, self.births - self.male)

    @property
    def outside(self) -> SexRatio:
        """Ratio of all other births."""
        male = self.all_male - self.male
        return sex_ratio(male, self.all_births - self.births - male)

    @property
    def expected(self) -> float:
        """Boys among the births inside, at the share of the whole map."""
        return self.births * self.all_male / self.all_births

    @property
    def relative_risk(self) -> float:
        """Share of boys inside over share of boys outside."""
        outside = (self.all_male - self.male) / (self.all_births - self.births)
        return self.male / self.births / outside if outside else float("inf")

    def ratio_of_ratios(self, confidence: float = 0.95) -> tuple[float, float, float]:
        """Ratio inside over ratio outside, and the ends of its interval (on the log scale, normal).

        Not numbers where one sex is lacking inside or outside.
        """
        cells = np.array([self.inside.male, self.inside.female, self.outside.male, self.outside.female])
        if not cells.all():
            return float("nan"), float("nan"), float("nan")
        middle = float(np.log(cells[0] * cells[3] / (cells[1] * cells[2])))
        reach = float(stats.norm.ppf((1 + confidence) / 2) * np.sqrt((1 / cells).sum()))
        return float(np.exp(middle)), float(np.exp(middle - reach)), float(np.exp(middle + reach))


def monte_carlo_p(ratio: float, maxima: FloatArray) -> float:
    """Share of maps, the observed one among them, whose highest log likelihood ratio is ``ratio`` or more.

    Parameters
    ----------
    ratio : float
    maxima : ndarray of float, shape (replications,)

    Returns
    -------
    float
        Above 0.

    References
    ----------
    Dwass (1957), Annals of Mathematical Statistics 28:181-187.

    Examples
    --------
    >>> monte_carlo_p(5.0, np.array([1.0, 2.0, 5.0, 3.0]))
    0.4
    """
    least = ratio - _EQUAL * max(ratio, 1.0)
    return float((1 + np.count_nonzero(maxima >= least)) / (1 + len(maxima)))


def gumbel_p(ratio: float, maxima: FloatArray) -> float:
    """Probability above ``ratio`` of the Gumbel distribution with the mean and variance of ``maxima``.

    Parameters
    ----------
    ratio : float
    maxima : ndarray of float, shape (replications,)
        Two or more that are not all alike; else the answer is not a number.

    Returns
    -------
    float

    References
    ----------
    Abrams, Kleinman, Kulldorff (2010), International Journal of Health Geographics 9:61.

    Examples
    --------
    >>> from scipy.stats import gumbel_r
    >>> maxima = gumbel_r(6, 1.2).rvs(9_999, random_state=np.random.default_rng(1))
    >>> round(gumbel_p(6 + 1.2 * 9, maxima) / float(gumbel_r(6, 1.2).sf(6 + 1.2 * 9)), 1)
    1.0
    """
    if len(maxima) < 2 or not maxima.std():
        return float("nan")
    scale = float(np.std(maxima, ddof=1)) * np.sqrt(6) / np.pi
    return float(stats.gumbel_r.sf(ratio, float(maxima.mean()) - np.euler_gamma * scale, scale))
