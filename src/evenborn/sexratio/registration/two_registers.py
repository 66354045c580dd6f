"""Two registers: Chapman's estimate of the births that neither holds, errors of linkage allowed for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.linkage import NO_ERRORS, LinkageErrors, corrected_overlap
from evenborn.sexratio.registration.patterns import checked_patterns


@dataclass(frozen=True, slots=True, eq=False)
class TwoRegisters:
    """Births of one sex by two registers.

    Attributes
    ----------
    births : EstimatedBirths
        Chapman's estimate.
    first_completeness, second_completeness : ndarray of float
        Share of the births that each register holds, from the births of the other one; not a number
        where the other one has none.
    variance : ndarray of float
        Of Chapman's estimate of how many births there are, nearly unbiased also in few births; errors
        of linkage are not in it.
    """

    births: EstimatedBirths
    first_completeness: FloatArray
    second_completeness: FloatArray
    variance: FloatArray


def two_registers(counts: ArrayLike, errors: LinkageErrors = NO_ERRORS) -> TwoRegisters:
    """Chapman's estimate of births, completeness of each register, and variances.

    Births in neither register are estimated as ``n10 n01 / (n11 + 1)``, so that the births are
    ``(n1 + 1)(n2 + 1)/(n11 + 1) - 1``. The variance of log births is, with c the completeness of each,
    ``1/N + (1 - c1)(1 - c2) / (N c1 c2)``; it is infinite where no birth is in both. Chapman's own is
    ``(n1 + 1)(n2 + 1) n10 n01 / ((n11 + 1)**2 (n11 + 2))``.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (..., 3)
        Births in both, in the first only, in the second only.
    errors : LinkageErrors
        Of the linkage that found the births in both; rates of shape (...) or scalar.

    Returns
    -------
    TwoRegisters
        Arrays of shape (...).

    Raises
    ------
    ValueError
        If counts are not counts, or the last axis does not hold 3 patterns.

    References
    ----------
    Chapman (1951), University of California Publications in Statistics 1:131-160. Chandra Sekar,
    Deming (1949), Journal of the American Statistical Association 44:101-115, for completeness and
    the variance; Seber (1970), Biometrics 26(2):313-318, for Chapman's. Ding, Fienberg (1994), Survey
    Methodology 20(2):149-158, for errors of linkage.

    Examples
    --------
    >>> result = two_registers([760, 190, 40])
    >>> round(float(result.births.births), 1), round(float(result.births.standard_error), 1)
    (1000.0, 3.6)
    >>> float(result.first_completeness), float(result.second_completeness)
    (0.95, 0.8)
    """
    checked, _, registers = checked_patterns(counts, counts)
    if registers != 2:
        raise ValueError(f"two registers have 3 capture patterns, not {checked.shape[-1]}.")
    links = checked[..., 0]
    first, second = links + checked[..., 1], links + checked[..., 2]
    overlap = corrected_overlap(first, second, links, errors)
    with np.errstate(divide="ignore", invalid="ignore"):  # a register without births: not a number
        completeness = np.asarray(overlap / second), np.asarray(overlap / first)
    births = _estimated(links, first, second, overlap, errors)
    product = (first + 1) * (second + 1) * (first - overlap) * (second - overlap)
    return TwoRegisters(births, *completeness, product / ((overlap + 1) ** 2 * (overlap + 2)))


def _estimated(
    links: FloatArray, first: FloatArray, second: FloatArray, overlap: FloatArray, errors: LinkageErrors
) -> EstimatedBirths:
    """Chapman's estimate; variances by the delta method over independent Poisson numbers.

    These are the pairs linked rightly, linked wrongly and missed, and the births of one register only.
    """
    one, other = first - overlap, second - overlap
    right = links * (1 - np.asarray(errors.false_match_rate))
    numbers = (right, links - right, np.maximum(overlap - right, 0), one, other)
    places = ((1, 1, 1), (0, 0, 1), (1, 1, 0), (1, 0, 0), (0, 1, 0))  # in first, in second, linked
    with np.errstate(divide="ignore", invalid="ignore"):
        each, expected = errors.true_per_link, first * second / overlap
        terms = [
            (
                number,
                in_first + in_second - each * linked,
                other / overlap * in_first
                + one / overlap * in_second
                + each * (1 - expected / overlap) * linked,
            )
            for number, (in_first, in_second, linked) in zip(numbers, places, strict=True)
        ]
        terms.append((errors.log_variance, -overlap, overlap - expected))  # the overlap follows the rates
        seen_variance = np.asarray(sum(n * on_seen**2 for n, on_seen, _ in terms))
        hidden_variance = np.asarray(sum(n * on_hidden**2 for n, _, on_hidden in terms))
        covariance = np.asarray(sum(n * on_seen * on_hidden for n, on_seen, on_hidden in terms))
    nothing_shared = overlap == 0
    return EstimatedBirths(
        one + other + overlap,
        one * other / (overlap + 1),
        seen_variance,
        np.where(nothing_shared, np.inf, hidden_variance),
        np.where(nothing_shared, 0.0, covariance),
    )
