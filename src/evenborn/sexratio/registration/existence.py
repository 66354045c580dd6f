"""Do empty capture patterns leave a log-linear model with an estimate at all?"""

import numpy as np
import scipy

from evenborn.sexratio.counts import BoolArray, FloatArray

_TOLERANCE = 1e-7


def estimate_exists(
    design: FloatArray, cells: FloatArray, columns: BoolArray, patterns: BoolArray
) -> BoolArray:
    """Whether the maximum of the likelihood is reached by finite parameters, for each area.

    It is not where some change of the parameters leaves all patterns with births as they are and only
    lowers empty ones: the likelihood then rises for ever. A linear programme looks for such a change.

    Parameters
    ----------
    design : ndarray of float, shape (patterns, parameters)
    cells : ndarray of float, shape (areas, patterns)
        Births.
    columns, patterns : ndarray of bool, shape (areas, parameters) and (areas, patterns)
        Which of them are in play.

    Returns
    -------
    ndarray of bool, shape (areas,)

    Raises
    ------
    ValueError
        Never for checked counts.

    References
    ----------
    Fienberg, Rinaldo (2012), Annals of Statistics 40(2):996-1023; Chan, Silverman, Vincent (2021),
    Journal of the American Statistical Association 116(535):1297-1306.

    Examples
    --------
    >>> design = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> every = np.ones((2, 2), dtype=bool)
    >>> estimate_exists(design, np.array([[5.0, 3.0], [0.0, 3.0]]), every, every)
    array([ True, False])
    """
    empty = patterns & (cells == 0)
    kinds, kind_of = np.unique(np.hstack([empty, patterns, columns]), axis=0, return_inverse=True)
    exists = np.array([_exists(design, kind) for kind in kinds], dtype=np.bool_)
    return np.asarray(exists[kind_of.reshape(-1)])


def _exists(design: FloatArray, kind: BoolArray) -> bool:
    """The same for one kind of table; areas with the same empty patterns are of one kind."""
    patterns = len(design)
    empty, in_play, columns = kind[:patterns], kind[patterns : 2 * patterns], kind[2 * patterns :]
    if not empty.any():
        return True
    left = design[:, columns]
    return not _can_fall(left[empty], left[in_play & ~empty])


def _can_fall(empty: FloatArray, full: FloatArray) -> bool:
    """Whether a change of parameters lowers empty patterns, none of them upwards, and no full one at all."""
    result = scipy.optimize.linprog(
        empty.sum(axis=0),
        A_ub=np.vstack([empty, -empty]),
        b_ub=np.concatenate([np.zeros(len(empty)), np.ones(len(empty))]),
        A_eq=full if len(full) else None,
        b_eq=np.zeros(len(full)) if len(full) else None,
        bounds=(None, None),
    )
    return result.fun is None or float(result.fun) < -_TOLERANCE
