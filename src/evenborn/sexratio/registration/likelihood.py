"""The most likely parameters of a Poisson log-linear model, for many areas at once."""

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray

_STEPS = 100
_HALVINGS = 30
_GRADIENT = 1e-9  # of what is left, births per birth


def information(design: FloatArray, columns: BoolArray, expected: FloatArray) -> FloatArray:
    """Fisher information of each area, with ones on the diagonal for parameters out of play.

    Parameters
    ----------
    design : ndarray of float, shape (patterns, parameters)
    columns : ndarray of bool, shape (areas, parameters)
        Parameters in play.
    expected : ndarray of float, shape (areas, patterns)
        Births.

    Returns
    -------
    ndarray of float, shape (areas, parameters, parameters)

    Raises
    ------
    ValueError
        Never for arrays of these shapes.

    References
    ----------
    Bishop, Fienberg, Holland (1975), Discrete Multivariate Analysis, ch. 6.

    Examples
    --------
    >>> design = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> information(design, np.ones((1, 2), dtype=bool), np.array([[5.0, 3.0]])).round(6).tolist()
    [[[8.0, 3.0], [3.0, 3.0]]]
    """
    matrix = np.einsum("cp,ac,cq->apq", design, expected, design)
    matrix = matrix * columns[:, :, None] * columns[:, None, :]
    rows = np.arange(design.shape[1])
    matrix[:, rows, rows] *= 1 + 1e-11  # never singular, however many births some patterns have
    matrix[:, rows, rows] += np.where(columns, 1e-12, 1.0)
    return np.asarray(matrix)


def maximum_likelihood(
    design: FloatArray, cells: FloatArray, columns: BoolArray, patterns: BoolArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Parameters, expected births, and where the equations are met; all areas at once.

    Parameters
    ----------
    design : ndarray of float, shape (patterns, parameters)
    cells : ndarray of float, shape (areas, patterns)
        Births.
    columns, patterns : ndarray of bool, shape (areas, parameters) and (areas, patterns)
        Which of them are in play.

    Returns
    -------
    parameters, expected : ndarray of float
    converged : ndarray of bool, shape (areas,)

    Raises
    ------
    numpy.linalg.LinAlgError
        Never for parameters that are identified.

    References
    ----------
    Bishop, Fienberg, Holland (1975), Discrete Multivariate Analysis, ch. 6; Newton's method.

    Examples
    --------
    >>> every = np.ones((1, 2), dtype=bool)
    >>> found = maximum_likelihood(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[5.0, 3.0]]), every, every)
    >>> found[1].round(6).tolist(), found[2].tolist()
    ([[5.0, 3.0]], [True])
    """
    start = np.where(patterns, cells + 0.5, 0.0)
    weighted = (start * np.log(cells + 0.5)) @ design * columns
    beta = np.linalg.solve(information(design, columns, start), weighted[..., None])[..., 0]
    beta = np.clip(beta, -50, 50)
    value, expected = _log_likelihood(design, cells, patterns, beta)
    for _ in range(_STEPS):
        left = (cells - expected) @ design * columns
        if (np.abs(left).max(axis=1) <= _GRADIENT * (1 + cells.sum(axis=1))).all():
            break
        step = np.linalg.solve(information(design, columns, expected), left[..., None])[..., 0]
        beta, value, expected = _halved(design, cells, patterns, beta, value, np.clip(step, -20, 20))
    left = (cells - expected) @ design * columns
    return beta, expected, np.abs(left).max(axis=1) <= 1e3 * _GRADIENT * (1 + cells.sum(axis=1))


def _halved(
    design: FloatArray,
    cells: FloatArray,
    patterns: BoolArray,
    beta: FloatArray,
    value: FloatArray,
    step: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The step, halved in each area until the likelihood does not fall."""
    for _ in range(_HALVINGS):
        reached, expected = _log_likelihood(design, cells, patterns, beta + step)
        worse = reached < value - 1e-12 * np.abs(value)
        if not worse.any():
            break
        step = np.where(worse[:, None], step / 2, step)
    return beta + step, reached, expected


def _log_likelihood(
    design: FloatArray, cells: FloatArray, patterns: BoolArray, beta: FloatArray
) -> tuple[FloatArray, FloatArray]:
    line = np.clip(beta @ design.T, -700, 700)
    expected = np.where(patterns, np.exp(line), 0.0)
    return np.where(patterns, cells * line - expected, 0.0).sum(axis=1), expected
