"""Sparse symmetric matrices of a map as chains of dense blocks: factor, solve, diagonal of the inverse."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray, IntArray

_SMALLEST_BLOCK = 48  # below this LAPACK spends its time on being called


@dataclass(frozen=True, slots=True, eq=False)
class BlockMatrix:
    """A symmetric matrix whose blocks touch only the block before and the block behind.

    Areas in reverse Cuthill-McKee order have their neighbours near them, so the matrix of a map of n
    areas has about the square root of n areas to a block.

    Attributes
    ----------
    diagonal, below : tuple of ndarray
        Block j, j and block j + 1, j.
    ends : tuple of int
        Row behind the last of each block.
    """

    diagonal: tuple[FloatArray, ...]
    below: tuple[FloatArray, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, matrix: "scipy.sparse.csr_array") -> "BlockMatrix":
        """Cut a symmetric matrix, whose rows are in a good order, into its blocks."""
        ends = _block_ends(matrix)
        starts = (0, *ends[:-1])
        cuts = list(zip(starts, ends, strict=True))
        diagonal = tuple(matrix[a:b, a:b].toarray() for a, b in cuts)
        below = tuple(matrix[c:d, a:b].toarray() for (a, b), (c, d) in pairwise(cuts))
        return cls(diagonal, below, ends)

    def quadratic(self, vector: FloatArray) -> float:
        """``vector' matrix vector``."""
        total, start, before = 0.0, 0, vector[:0]
        for number, end in enumerate(self.ends):
            part = vector[start:end]
            total += float(part @ self.diagonal[number] @ part)
            if number:
                total += 2 * float(part @ self.below[number - 1] @ before)
            start, before = end, part
        return total

    def factor(self, scale: float, added: FloatArray) -> "BlockFactor":
        """Cholesky factor of ``scale * matrix + diag(added)``, which must be positive definite."""
        lower: list[FloatArray] = []
        links: list[FloatArray] = []
        start = 0
        for number, end in enumerate(self.ends):
            block = scale * self.diagonal[number]
            np.einsum("ii->i", block)[:] += added[start:end]
            if links:
                block -= links[-1] @ links[-1].T
            lower.append(_cholesky(block))
            if number < len(self.below):
                links.append(_solved(lower[-1], scale * self.below[number].T).T)
            start = end
        return BlockFactor(tuple(lower), tuple(links), self.ends)


@dataclass(frozen=True, slots=True, eq=False)
class BlockFactor:
    """Cholesky factor of a :class:`BlockMatrix`, block by block."""

    lower: tuple[FloatArray, ...]
    links: tuple[FloatArray, ...]
    ends: tuple[int, ...]

    @property
    def log_determinant(self) -> float:
        """Of the matrix, not of its factor."""
        return float(2 * sum(np.log(np.diagonal(block)).sum() for block in self.lower))

    def solve(self, right: FloatArray) -> FloatArray:
        """Solve for several right-hand sides, shape (rows, sides)."""
        solved, start = np.array(right, dtype=np.float64), 0
        spans = [slice(a, b) for a, b in zip((0, *self.ends[:-1]), self.ends, strict=True)]
        for number, span in enumerate(spans):
            if number:
                solved[span] -= self.links[number - 1] @ solved[start : span.start]
            solved[span] = _solved(self.lower[number], solved[span])
            start = span.start
        for number in range(len(spans) - 1, -1, -1):
            span = spans[number]
            if number < len(self.links):
                solved[span] -= self.links[number].T @ solved[spans[number + 1]]
            solved[span] = _solved(self.lower[number], solved[span], transposed=True)
        return solved

    def inverse_diagonal(self) -> FloatArray:
        """Diagonal of the inverse, by the recursion of Takahashi over the blocks, last to first."""
        parts: list[FloatArray] = []
        inverse = np.empty((0, 0))
        for number in range(len(self.lower) - 1, -1, -1):
            root = _solved(self.lower[number], np.eye(len(self.lower[number])))
            here = root.T @ root
            if number < len(self.links):
                reach = self.links[number] @ root
                here += reach.T @ inverse @ reach
            inverse = here
            parts.append(np.diagonal(here).copy())
        return np.concatenate(parts[::-1])


def _cholesky(block: FloatArray) -> FloatArray:
    # LAPACK itself: the checks around it would cost more than the block
    lower, failed = scipy.linalg.lapack.dpotrf(block, lower=1, clean=1)
    if failed:
        raise ArithmeticError("the precision of the smoothed ratios is not positive definite.")
    return np.asarray(lower)


def _solved(lower: FloatArray, right: FloatArray, *, transposed: bool = False) -> FloatArray:
    return np.asarray(scipy.linalg.lapack.dtrtrs(lower, right, lower=1, trans=int(transposed))[0])


def _block_ends(matrix: "scipy.sparse.csr_array") -> tuple[int, ...]:
    """Where blocks end, so that no row reaches beyond the block behind its own."""
    rows = matrix.shape[0]
    last = _last_columns(matrix)
    ends = [min(_SMALLEST_BLOCK, rows)]
    start = 0
    while ends[-1] < rows:
        reach = int(last[start : ends[-1]].max()) + 1
        start = ends[-1]
        ends.append(min(rows, max(reach, start + _SMALLEST_BLOCK)))
    return tuple(ends)


def _last_columns(matrix: "scipy.sparse.csr_array") -> IntArray:
    entries = matrix.tocoo()
    last = np.arange(matrix.shape[0])
    np.maximum.at(last, entries.row, entries.col)
    return last
