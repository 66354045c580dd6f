"""In which of several registers was a birth found? Counts of births by capture pattern."""

from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, IntArray, checked_counts

MOST_REGISTERS = 5
"""With more there are too many models to fit, and too few births for each pattern."""


def capture_patterns(registers: int) -> IntArray:
    """The capture patterns that can be seen, in the order in which counts are given.

    Parameters
    ----------
    registers : int
        2 to 5.

    Returns
    -------
    ndarray of int, shape (2**registers - 1, registers)
        1 where the register holds the birth. The first row is held by all, the last by the last one only.

    Raises
    ------
    ValueError
        If there are fewer than 2 or more than 5 registers.

    References
    ----------
    Bishop, Fienberg, Holland (1975), Discrete Multivariate Analysis, ch. 6: the incomplete 2**k table.

    Examples
    --------
    >>> ["".join(map(str, pattern)) for pattern in capture_patterns(2)]
    ['11', '10', '01']
    """
    if not 2 <= registers <= MOST_REGISTERS:
        raise ValueError(f"registers are compared 2 to {MOST_REGISTERS} at a time, not {registers}.")
    return np.array(list(product((1, 0), repeat=registers))[:-1], dtype=np.int64)


def checked_patterns(male: ArrayLike, female: ArrayLike) -> tuple[FloatArray, FloatArray, int]:
    """Counts by capture pattern of both sexes, and the number of registers that they speak of.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (..., 2**k - 1)
        Births by capture pattern, in the order of :func:`capture_patterns`; areas broadcast.

    Returns
    -------
    male, female : ndarray of float, shape (..., 2**k - 1)
    registers : int
        k.

    Raises
    ------
    ValueError
        If a count is not a count, or the last axis does not hold the patterns of 2 to 5 registers.

    References
    ----------
    Bishop, Fienberg, Holland (1975), Discrete Multivariate Analysis, ch. 6.

    Examples
    --------
    >>> checked_patterns([90, 5, 4], [80, 8, 7])[2]
    2
    """
    cells = [np.shape(counts)[-1] if np.ndim(counts) else 1 for counts in (male, female)]
    registers = (cells[0] + 1).bit_length() - 1
    if cells[0] != cells[1] or 2**registers - 1 != cells[0] or not 2 <= registers <= MOST_REGISTERS:
        raise ValueError(
            "the last axis must hold the capture patterns of 2 to 5 registers, 3, 7, 15 or 31 of them, "
            f"for boys and girls alike; it has {cells[0]} for boys and {cells[1]} for girls."
        )
    boys, girls = checked_counts(male, female)
    return boys, girls, registers


def patterns_of_two(first: ArrayLike, second: ArrayLike, both: ArrayLike) -> FloatArray:
    """Capture patterns 11, 10, 01 from the births of two registers and those found in both.

    Parameters
    ----------
    first, second : array_like of whole numbers
        Births that each register holds.
    both : array_like of whole numbers
        Births that both hold; broadcasts.

    Returns
    -------
    ndarray of float, shape (..., 3)

    Raises
    ------
    ValueError
        If a count is not a count, or more births are in both than in one of the registers.

    References
    ----------
    Chandra Sekar, Deming (1949), Journal of the American Statistical Association 44:101-115.

    Examples
    --------
    >>> patterns_of_two(950, 800, 760)
    array([760., 190.,  40.])
    """
    one, other = checked_counts(first, second)
    one, shared = checked_counts(one, both)
    other, shared = checked_counts(other, shared)
    one, other, shared = np.broadcast_arrays(one, other, shared)
    if (shared > np.minimum(one, other)).any():
        raise ValueError("more births were found in both registers than one of the two holds.")
    return np.stack([shared, one - shared, other - shared], axis=-1)
