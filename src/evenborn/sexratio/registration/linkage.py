"""How often does a linkage err, and what does that do to the overlap of two registers?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray

_MOST = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class LinkageErrors:
    """How often a linkage of two registers errs, as its evaluation has found.

    Attributes
    ----------
    missed_match_rate : float or ndarray of float
        Of the births that are in both registers, the share that was not linked: 1 - recall.
    false_match_rate : float or ndarray of float
        Of the links, the share that joins two different births: 1 - precision.
    missed_match_sd, false_match_sd : float or ndarray of float
        Standard deviations of the two rates.
    """

    missed_match_rate: ArrayLike = 0.0
    false_match_rate: ArrayLike = 0.0
    missed_match_sd: ArrayLike = 0.0
    false_match_sd: ArrayLike = 0.0

    def __post_init__(self) -> None:
        rates = [np.asarray(rate) for rate in (self.missed_match_rate, self.false_match_rate)]
        spreads = [np.asarray(spread) for spread in (self.missed_match_sd, self.false_match_sd)]
        if not all(((rate >= 0) & (rate < 1)).all() for rate in rates):
            raise ValueError("the rates of missed and of false matches must be at least 0 and below 1.")
        if not all(((spread >= 0) & np.isfinite(spread)).all() for spread in spreads):
            raise ValueError("the standard deviations of the rates must be finite and 0 or more.")

    @property
    def one_deviation_off(self) -> "tuple[LinkageErrors, ...]":
        """These errors with either rate one standard deviation higher; none where both are certain."""
        missed, false = np.asarray(self.missed_match_rate), np.asarray(self.false_match_rate)
        more_missed = np.minimum(missed + self.missed_match_sd, _MOST)
        more_false = np.minimum(false + self.false_match_sd, _MOST)
        moved: list[LinkageErrors] = []
        if (more_missed > missed).any():
            moved.append(LinkageErrors(more_missed, false))
        if (more_false > false).any():
            moved.append(LinkageErrors(missed, more_false))
        return tuple(moved)

    @property
    def true_per_link(self) -> FloatArray:
        """Births in both registers for each link, (1 - false) / (1 - missed)."""
        return np.asarray(
            (1 - np.asarray(self.false_match_rate)) / (1 - np.asarray(self.missed_match_rate)),
            dtype=np.float64,
        )

    @property
    def log_variance(self) -> FloatArray:
        """Variance of the log of ``true_per_link``."""
        missed = np.asarray(self.missed_match_sd) / (1 - np.asarray(self.missed_match_rate))
        false = np.asarray(self.false_match_sd) / (1 - np.asarray(self.false_match_rate))
        return np.asarray(missed**2 + false**2, dtype=np.float64)


NO_ERRORS = LinkageErrors()
"""A linkage without error."""


def corrected_overlap(
    first: ArrayLike, second: ArrayLike, links: ArrayLike, errors: LinkageErrors
) -> FloatArray:
    """Births in both of two registers, from the links that a linkage with errors has found.

    ``overlap = links (1 - false) / (1 - missed)``, at most the births of the smaller register. With
    no false links this is Ding and Fienberg's correction. With them it is also that of Di Consiglio
    and Tuoto, ``(links - beta first) / (alpha - beta)``, whose alpha is 1 - missed and whose beta,
    the chance that a birth of the first register without a match is linked all the same, is
    ``false links / (first - overlap)``.

    Parameters
    ----------
    first, second : array_like of float
        Births that each register holds.
    links : array_like of float
        Pairs that were linked; broadcasts.
    errors : LinkageErrors
        Rates that broadcast.

    Returns
    -------
    ndarray of float

    Raises
    ------
    ValueError
        If there are more links than births in one of the registers.

    References
    ----------
    Ding, Fienberg (1994), Survey Methodology 20(2):149-158. Di Consiglio, Tuoto (2015), Journal of
    Official Statistics 31(3):415-429. de Wolf, van der Laan, Zult (2019), Journal of Official
    Statistics 35(3):577-597, for how the two hang together.

    Examples
    --------
    720 links between registers of 950 and 800 births, 5 % missed, none false:

    >>> round(float(corrected_overlap(950, 800, 720, LinkageErrors(missed_match_rate=0.05))), 1)
    757.9
    """
    smaller = np.minimum(np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    found = np.asarray(links, dtype=np.float64)
    if (found > smaller).any():
        raise ValueError("there are more links than births in one of the two registers.")
    return np.asarray(np.minimum(found * errors.true_per_link, smaller))
