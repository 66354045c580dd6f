"""Which of several options? Draws by weight, with other weights for each row of a table."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Odds:
    """Options with their odds, one row of them for each kind of case.

    Attributes
    ----------
    stretches : ndarray of float64
        The cumulative shares of all rows behind each other, each row's raised by its position, so
        that one search serves all.
    options : int
        Length of a row.
    """

    stretches: Floats
    options: int

    def draw(self, uniform: Floats, row: Positions | int = 0) -> Positions:
        """Position of an option for each number in [0, 1).

        Examples
        --------
        >>> odds([[1, 1, 2], [0, 0, 1]]).draw(np.array([0.1, 0.3, 0.9, 0.1]), np.array([0, 0, 0, 1])).tolist()
        [0, 1, 2, 2]
        """
        within = np.minimum(uniform + row, np.nextafter(np.asarray(row) + 1.0, 0.0))  # a sum may round up
        found = np.searchsorted(self.stretches, within, side="right")
        return np.asarray(found - np.asarray(row) * self.options)


def odds(weights: npt.ArrayLike) -> Odds:
    """Odds from weights, which need not add up to one.

    Parameters
    ----------
    weights : array_like of float, shape (options,) or (rows, options)
        At least one above zero in each row.

    Returns
    -------
    Odds
    """
    table = np.atleast_2d(np.asarray(weights, dtype=np.float64))
    cumulative = np.cumsum(table, axis=1)
    cumulative /= cumulative[:, -1:]
    return Odds((cumulative + np.arange(len(table))[:, None]).ravel(), table.shape[1])
