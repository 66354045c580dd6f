"""Three and more registers: the fit of one log-linear model, and what kept it from being one."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, TextArray
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.existence import estimate_exists
from evenborn.sexratio.registration.likelihood import information, maximum_likelihood
from evenborn.sexratio.registration.models import Model, design_matrix, model_name
from evenborn.sexratio.registration.patterns import checked_patterns

Outcome: TypeAlias = Literal["fitted", "fitted at the edge", "separated", "not identified", "not converged"]


@dataclass(frozen=True, slots=True, eq=False)
class LogLinearFit:
    """One model, fitted to the births of one sex in each of several areas.

    Attributes
    ----------
    name : str
        Generators, such as ``[12][3][4]``.
    births : EstimatedBirths
        Not a number and infinitely uncertain where the model could not be fitted.
    outcome : ndarray of str
        ``fitted``. ``fitted at the edge``: registers that the model lets depend on each other share no
        birth, so one parameter is minus infinity; what is left is fitted. ``separated``: empty patterns
        let the births in no register be anything. ``not identified``: too few patterns are left for
        the parameters. ``not converged``: the iteration ended before its time.
    aic, aicc, bic, deviance : ndarray of float
        Infinite where not fitted; the sample size is the births seen.
    degrees_of_freedom : int
        Patterns less parameters.
    """

    name: str
    births: EstimatedBirths
    outcome: TextArray
    aic: FloatArray
    aicc: FloatArray
    bic: FloatArray
    deviance: FloatArray
    degrees_of_freedom: int

    @property
    def usable(self) -> BoolArray:
        """Where the model gives an estimate."""
        return np.asarray((self.outcome == "fitted") | (self.outcome == "fitted at the edge"))


def fit_log_linear(counts: ArrayLike, interactions: Model) -> LogLinearFit:
    """Poisson log-linear model over the seen capture patterns, by Newton's method.

    Births in no register are the exponential of the constant; with V its variance and h those births,
    they have the variance ``h**2 V``; the births in all, taken as fixed, have ``h + h**2 V``.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern, in the order of :func:`capture_patterns`; k from 3 to 5.
    interactions : Model
        Such as ``model((1, 2))``.

    Returns
    -------
    LogLinearFit
        Arrays of shape (...).

    Raises
    ------
    ValueError
        If counts are not counts, or the model names registers that are not there.

    References
    ----------
    Fienberg (1972), Biometrika 59(3):591-603; Bishop, Fienberg, Holland (1975), ch. 6. Edges:
    Fienberg, Rinaldo (2012), Annals of Statistics 40(2):996-1023; Chan, Silverman, Vincent (2021),
    Journal of the American Statistical Association 116(535):1297-1306.

    Examples
    --------
    >>> from evenborn.sexratio.registration.models import model
    >>> fit = fit_log_linear([310, 46, 61, 19, 48, 17, 21], model((1, 2)))
    >>> fit.name, str(fit.outcome), round(float(fit.births.births), 1)
    ('[12][3]', 'fitted', 526.1)
    """
    return fitted(checked_patterns(counts, counts)[0], interactions)


def fitted(checked: FloatArray, interactions: Model) -> LogLinearFit:
    """The same for counts that were checked; they need not be whole (corrected for errors of linkage).

    Parameters
    ----------
    checked : ndarray of float, shape (..., 2**k - 1)
        0 or more.
    interactions : Model

    Returns
    -------
    LogLinearFit

    Raises
    ------
    ValueError
        If the model names registers that are not there.

    References
    ----------
    See :func:`fit_log_linear`.

    Examples
    --------
    >>> from evenborn.sexratio.registration.models import INDEPENDENCE
    >>> round(float(fitted(np.array([310.5, 46, 61, 19, 48, 17, 21]), INDEPENDENCE).births.births), 1)
    525.3
    """
    registers = checked.shape[-1].bit_length()
    cells = checked.reshape(-1, checked.shape[-1])
    design = design_matrix(interactions, registers)
    columns, patterns = _in_play(design, cells)
    outcome = np.where(columns.all(axis=1), "fitted", "fitted at the edge")
    outcome = np.where(estimate_exists(design, cells, columns, patterns), outcome, "separated")
    outcome = np.where(_identified(design, columns, patterns), outcome, "not identified")
    hopeless = ~np.char.startswith(outcome, "fitted")[:, None]
    # areas that have no estimate are carried along as tables of ones, which every model fits
    tables, columns, patterns = np.where(hopeless, 1.0, cells), columns | hopeless, patterns | hopeless
    beta, expected, converged = maximum_likelihood(design, tables, columns, patterns)
    outcome = np.where(converged, outcome, "not converged")
    births = _births(design, cells, columns, beta, expected, np.char.startswith(outcome, "fitted"))
    name = model_name(interactions, registers)
    return _scored(name, design, cells, expected, births, outcome, checked.shape[:-1])


def _in_play(design: FloatArray, cells: FloatArray) -> tuple[BoolArray, BoolArray]:
    """Parameters with any birth to them, and the patterns that are not empty for lack of one."""
    columns = cells @ design > 0
    return columns, (~columns).astype(np.float64) @ design.T == 0


def _identified(design: FloatArray, columns: BoolArray, patterns: BoolArray) -> BoolArray:
    left = design * columns[:, None, :] * patterns[:, :, None]
    return np.asarray(np.linalg.matrix_rank(left) == columns.sum(axis=1)) & columns[:, 0]


def _births(
    design: FloatArray,
    cells: FloatArray,
    columns: BoolArray,
    beta: FloatArray,
    expected: FloatArray,
    usable: BoolArray,
) -> EstimatedBirths:
    variance = np.linalg.inv(information(design, columns, expected))[:, 0, 0]
    hidden = np.where(usable, np.exp(np.clip(beta[:, 0], -700, 700)), np.nan)
    seen = cells.sum(axis=1)
    # the sum of the counts and the log of the births in none have the covariance 1, whatever the model
    return EstimatedBirths(
        seen,
        hidden,
        seen,
        np.where(usable, hidden**2 * variance, np.inf),
        np.where(usable, hidden, 0.0),
    )


def _scored(
    name: str,
    design: FloatArray,
    cells: FloatArray,
    expected: FloatArray,
    births: EstimatedBirths,
    outcome: TextArray,
    shape: tuple[int, ...],
) -> LogLinearFit:
    parameters, seen = design.shape[1], cells.sum(axis=1)
    likelihood = (scipy.special.xlogy(cells, expected) - expected - scipy.special.gammaln(cells + 1)).sum(
        axis=1
    )
    perfect = (scipy.special.xlogy(cells, cells) - cells - scipy.special.gammaln(cells + 1)).sum(axis=1)
    with np.errstate(divide="ignore"):
        spare = seen - parameters - 1
        small = np.where(spare > 0, 2 * parameters * (parameters + 1) / np.maximum(spare, 1), np.inf)
        sizes = np.log(np.maximum(seen, 1))
    usable = np.char.startswith(outcome, "fitted")
    aic = np.where(usable, 2 * parameters - 2 * likelihood, np.inf)
    bic = np.where(usable, parameters * sizes - 2 * likelihood, np.inf)
    deviance = np.where(usable, np.maximum(2 * (perfect - likelihood), 0), np.inf)
    return LogLinearFit(
        name,
        births.reshaped(shape),
        outcome.reshape(shape),
        aic=aic.reshape(shape),
        aicc=(aic + small).reshape(shape),
        bic=bic.reshape(shape),
        deviance=deviance.reshape(shape),
        degrees_of_freedom=len(design) - parameters,
    )
