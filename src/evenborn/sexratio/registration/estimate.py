"""From capture patterns of both sexes to the corrected ratio, whatever the number of registers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.averaging import Criterion, averaged
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.corrected import CorrectedRatio
from evenborn.sexratio.registration.linkage import NO_ERRORS, LinkageErrors
from evenborn.sexratio.registration.models import Model
from evenborn.sexratio.registration.patterns import checked_patterns
from evenborn.sexratio.registration.splitting import true_patterns
from evenborn.sexratio.registration.two_registers import two_registers


def corrected_ratio(
    male: ArrayLike,
    female: ArrayLike,
    *,
    errors_male: LinkageErrors = NO_ERRORS,
    errors_female: LinkageErrors = NO_ERRORS,
    criterion: Criterion = "aicc",
    models: Sequence[Model] | None = None,
) -> CorrectedRatio:
    """Sex ratio at birth with the births that no register holds, each sex estimated by itself.

    Two registers: Chapman's estimate. Three to five: log-linear models, averaged.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern, in the order of :func:`capture_patterns`.
    errors_male, errors_female : LinkageErrors
        Of the linkage, for each sex; their uncertainties count as independent. With more than two
        registers they are taken out of the patterns first, see :func:`true_patterns`.
    criterion, models
        For three and more registers, as in :func:`average_models`.

    Returns
    -------
    CorrectedRatio
        Arrays of shape (...). For strata on the last axis, ``summed_strata`` adds them up.

    Raises
    ------
    ValueError
        If counts are not counts, the last axis does not hold the patterns of 2 to 5 registers, or
        errors of linkage are given for another number of pairs.

    References
    ----------
    Chapman (1951), University of California Publications in Statistics 1:131-160; Fienberg (1972),
    Biometrika 59(3):591-603; Buckland, Burnham, Augustin (1997), Biometrics 53(2):603-618.

    Examples
    --------
    10,000 births; one register holds 95 % of boys and 90 % of girls, the other 80 % of both:

    >>> ratio = corrected_ratio([3911, 978, 206], [3495, 874, 388])
    >>> round(float(ratio.observed.estimate), 1), round(float(ratio.estimate), 1)
    (107.1, 106.0)
    >>> round(float(ratio.standard_error), 2)
    2.14
    """
    boys, girls, registers = checked_patterns(male, female)

    def estimated(counts: FloatArray, errors: LinkageErrors) -> EstimatedBirths:
        if registers == 2:
            return two_registers(counts, errors).births
        if errors is NO_ERRORS:
            return averaged(counts, criterion, models).births
        return _corrected(counts, errors, lambda births: averaged(births, criterion, models).births)

    return CorrectedRatio(estimated(boys, errors_male), estimated(girls, errors_female))


def _corrected(
    counts: FloatArray, errors: LinkageErrors, estimate: Callable[[FloatArray], EstimatedBirths]
) -> EstimatedBirths:
    """Births from the patterns that errors of linkage are taken out of.

    What the rates' own uncertainty adds is found by moving each rate, of all pairs together, by its
    standard deviation.
    """
    births = estimate(true_patterns(counts, errors))
    extra = np.zeros_like(births.births)
    for moved in errors.one_deviation_off:
        change = estimate(true_patterns(counts, moved)).births - births.births
        extra = extra + np.where(np.isfinite(change), change, 0.0) ** 2
    return replace(births, hidden_variance=births.hidden_variance + extra)
