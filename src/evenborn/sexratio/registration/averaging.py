"""Three and more registers: an estimate over all models, by how well each fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, TextArray
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.loglinear import LogLinearFit, fitted
from evenborn.sexratio.registration.models import INDEPENDENCE, Model, hierarchical_models
from evenborn.sexratio.registration.patterns import checked_patterns

Criterion: TypeAlias = Literal["aicc", "aic", "bic"]


@dataclass(frozen=True, slots=True, eq=False)
class AveragedBirths:
    """Births of one sex over all models that could be fitted.

    Attributes
    ----------
    births : EstimatedBirths
        Averaged. Where empty patterns keep every model from being fitted, though all registers share
        births, registers are taken to be independent and ``2**-(k - 1)`` is added to each pattern;
        not a number where they share none.
    names : tuple of str
        Of the models.
    weights : ndarray of float, shape (..., models)
        Sum to 1 where any model could be fitted; 0 for one that could not.
    outcomes : ndarray of str, shape (..., models)
        What came of each fit, see :class:`LogLinearFit`.
    fits : tuple of LogLinearFit
    """

    births: EstimatedBirths
    names: tuple[str, ...]
    weights: FloatArray
    outcomes: TextArray
    fits: tuple[LogLinearFit, ...]


def average_models(
    counts: ArrayLike, *, criterion: Criterion = "aicc", models: Sequence[Model] | None = None
) -> AveragedBirths:
    """Births of one sex, averaged over log-linear models with the unconditional variance.

    A model has the weight ``exp(-criterion / 2)``, to the sum 1. Log births are averaged, since one
    near-empty overlap makes some model's births enormous; their variance is
    ``(sum w sqrt(variance + (log N - mean)**2))**2``, in which the models' disagreement counts.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern, k from 3 to 5.
    criterion : {"aicc", "aic", "bic"}
    models : sequence of Model, optional
        All hierarchical models with pairs of registers if not given.

    Returns
    -------
    AveragedBirths

    Raises
    ------
    ValueError
        If counts are not counts, the criterion is unknown, or there is no model.

    References
    ----------
    Buckland, Burnham, Augustin (1997), Biometrics 53(2):603-618. Evans, Bonett (1994), Biometrics
    50(2):388-395, for what is added to nearly complete registers.

    Examples
    --------
    >>> averaged = average_models([310, 46, 61, 19, 48, 17, 21])
    >>> averaged.names[int(averaged.weights.argmax())], round(float(averaged.births.births), 1)
    ('[12][13][23]', 534.4)
    """
    return averaged(checked_patterns(counts, counts)[0], criterion, models)


def averaged(
    checked: FloatArray, criterion: Criterion = "aicc", models: Sequence[Model] | None = None
) -> AveragedBirths:
    """The same for counts that were checked; they need not be whole (corrected for errors of linkage).

    Parameters
    ----------
    checked : ndarray of float, shape (..., 2**k - 1)
        0 or more.
    criterion, models
        As in :func:`average_models`.

    Returns
    -------
    AveragedBirths

    Raises
    ------
    ValueError
        If the criterion is unknown or there is no model.

    References
    ----------
    See :func:`average_models`.

    Examples
    --------
    >>> round(float(averaged(np.array([310.5, 46, 61, 19, 48, 17, 21])).births.births), 1)
    534.9
    """
    registers = checked.shape[-1].bit_length()
    chosen = tuple(hierarchical_models(registers) if models is None else models)
    if criterion not in ("aicc", "aic", "bic"):
        raise ValueError(f"the criterion must be 'aicc', 'aic' or 'bic', not {criterion!r}.")
    if not chosen:
        raise ValueError("there must be at least one model to average over.")
    fits = tuple(fitted(checked, interactions) for interactions in chosen)
    weights = _weights(np.stack([getattr(fit, criterion) for fit in fits], axis=-1))
    births = _averaged(fits, weights, checked.sum(axis=-1))
    if models is None:
        unfitted = (weights.sum(axis=-1) == 0) & (checked[..., 0] > 0)
        births = births.or_else(_with_a_little_added(checked, unfitted), unfitted)
    return AveragedBirths(
        births,
        tuple(fit.name for fit in fits),
        weights,
        np.stack([fit.outcome for fit in fits], axis=-1),
        fits,
    )


def _with_a_little_added(checked: FloatArray, where: BoolArray) -> EstimatedBirths:
    """Births of independent registers with ``2**-(k - 1)`` added to every pattern."""
    little = 0.5 ** (checked.shape[-1].bit_length() - 1)
    births = fitted(np.where(where[..., None], checked + little, 1.0), INDEPENDENCE).births
    seen = checked.sum(axis=-1)
    return replace(births, seen=seen, seen_variance=seen)


def _weights(scores: FloatArray) -> FloatArray:
    """Weights of the models; where no score is finite all are 0."""
    with np.errstate(invalid="ignore"):
        behind = scores - scores.min(axis=-1, keepdims=True)
    raw = np.where(np.isfinite(scores), np.exp(-np.where(np.isfinite(behind), behind, 0.0) / 2), 0.0)
    total = raw.sum(axis=-1, keepdims=True)
    return np.asarray(raw / np.where(total > 0, total, 1.0))


def _averaged(fits: tuple[LogLinearFit, ...], weights: FloatArray, seen: FloatArray) -> EstimatedBirths:
    births = np.stack([fit.births.births for fit in fits], axis=-1)
    errors = np.stack([fit.births.standard_error for fit in fits], axis=-1)
    counted = weights > 0
    log_births = np.log(np.where(counted, births, 1.0))
    mean = (weights * log_births).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        spread = np.hypot(np.where(counted, errors / births, 0.0), log_births - mean[..., None])
    fitted = counted.any(axis=-1)
    hidden = np.where(fitted, np.maximum(np.exp(mean) - seen, 0.0), np.nan)
    conditional = ((weights * spread).sum(axis=-1) * np.exp(mean)) ** 2
    return EstimatedBirths(
        seen,
        hidden,
        seen,
        np.where(fitted, np.maximum(conditional - hidden, 0.0), np.inf),
        np.where(fitted, hidden, 0.0),
    )
