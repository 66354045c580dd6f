"""Which areas are neighbours: the scaled intrinsic autoregression of a map, islands and parts apart."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.smoothing.block_matrix import BlockMatrix

# Lets a part of the map without births be factored; the sums to zero take it out again.
RIDGE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """Areas in an order in which neighbours lie near each other, and the precision of their pattern.

    Attributes
    ----------
    order : ndarray of int, shape (areas,)
        Area at each place of the order; all else here is in that order.
    precision : BlockMatrix
        Scaled precision of the structured effect: the geometric mean of the marginal variances is 1
        in every connected part (Sorbye, Rue 2014); 1 for an island.
    sums : ndarray of float, shape (areas, parts)
        1 where an area belongs to a part of two areas or more; the effect sums to zero over each.
    log_determinant : float
        Logarithm of the product of the eigenvalues of the precision that are not 0.
    mean_variance : float
        Mean of the marginal variances.
    islands : ndarray of int
        Areas without a neighbour, as given.
    pairs : int
        Pairs of neighbours, each counted once.
    """

    order: IntArray
    precision: BlockMatrix
    sums: FloatArray
    log_determinant: float
    mean_variance: float
    islands: IntArray
    pairs: int

    @property
    def log_normaliser(self) -> float:
        """Logarithm of the constant of the effect on its sums to zero, without its powers of 2 pi."""
        return 0.5 * (self.log_determinant + float(np.log(self.sums.sum(axis=0)).sum()))

    @property
    def areas(self) -> int:
        """How many areas there are."""
        return len(self.order)

    @property
    def parts(self) -> int:
        """Connected parts of two areas or more."""
        return int(self.sums.shape[1])


def neighbourhood(pairs: ArrayLike, areas: int) -> Neighbourhood:
    """Lay out a map for smoothing.

    Parameters
    ----------
    pairs : array_like of int, shape (pairs, 2)
        Positions of neighbouring areas, from 0; in any direction, repeated or not.
    areas : int
        Number of areas, 1 or more.

    Returns
    -------
    Neighbourhood

    Raises
    ------
    ValueError
        If a position is none of an area, or an area is its own neighbour.

    References
    ----------
    Besag, York, Mollie (1991), Annals of the Institute of Statistical Mathematics 43:1-59. Scaling:
    Sorbye, Rue (2014), Spatial Statistics 8:39-51; parts and islands: Freni-Sterrantino, Ventrucci,
    Rue (2018), Spatial and Spatio-temporal Epidemiology 26:25-34.

    Examples
    --------
    >>> chain = neighbourhood([(0, 1), (1, 2)], 4)
    >>> chain.islands, chain.parts
    (array([3]), 1)
    """
    joined = _checked_pairs(pairs, areas)
    weights = np.ones(2 * len(joined))
    ends = np.concatenate([joined, joined[:, ::-1]])
    adjacency = scipy.sparse.csr_array((weights, (ends[:, 0], ends[:, 1])), shape=(areas, areas))
    order = np.asarray(
        scipy.sparse.csgraph.reverse_cuthill_mckee(adjacency, symmetric_mode=True), dtype=np.int64
    )
    adjacency = adjacency[order][:, order]
    degree: FloatArray = np.asarray(adjacency.sum(axis=1), dtype=np.float64).ravel()
    laplacian = (scipy.sparse.diags_array(degree) - adjacency).tocsr()
    sums = _parts(adjacency, degree)
    precision, variance = _scaled(laplacian, degree, sums)
    # a matrix of differences with 1 added at one area has the product of its eigenvalues over that number
    anchored = precision.factor(1.0, _anchors(sums))
    determinant = anchored.log_determinant + float(np.log(sums.sum(axis=0)).sum())
    islands = np.sort(order[degree == 0])
    return Neighbourhood(order, precision, sums, determinant, float(variance.mean()), islands, len(joined))


def _checked_pairs(pairs: ArrayLike, areas: int) -> IntArray:
    joined = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if joined.size and (joined.min() < 0 or joined.max() >= areas):
        raise ValueError(f"neighbours are positions from 0 to {areas - 1}; one pair names another.")
    if (joined[:, 0] == joined[:, 1]).any():
        raise ValueError("an area cannot be its own neighbour.")
    return np.unique(np.sort(joined, axis=1), axis=0)


def _parts(adjacency: "scipy.sparse.csr_array", degree: FloatArray) -> FloatArray:
    label = scipy.sparse.csgraph.connected_components(adjacency, directed=False)[1]
    used = np.unique(label[degree > 0])
    return np.asarray(label[:, None] == used[None, :], dtype=np.float64)


def _anchors(sums: FloatArray) -> FloatArray:
    """1 at the first area of every part, 0 elsewhere."""
    anchors = np.zeros(len(sums))
    anchors[sums.argmax(axis=0)] = 1.0
    return anchors


def _scaled(
    laplacian: "scipy.sparse.csr_array", degree: FloatArray, sums: FloatArray
) -> tuple[BlockMatrix, FloatArray]:
    """The precision with every part scaled, and the marginal variances that it gives."""
    island = degree == 0
    plain = BlockMatrix.of((laplacian + scipy.sparse.diags_array(island.astype(np.float64))).tocsr())
    factor = plain.factor(1.0, _anchors(sums))
    mean = factor.solve(sums) / sums.sum(axis=0)
    # centred on every part, so that it no longer matters where the part was anchored
    variance = factor.inverse_diagonal() - 2 * (mean * sums).sum(axis=1)
    variance += sums @ ((mean * sums).sum(axis=0) / sums.sum(axis=0))
    part_scale = np.exp((sums * np.log(variance)[:, None]).sum(axis=0) / sums.sum(axis=0))
    scale = np.where(island, 1.0, sums @ part_scale)
    scaled = (scipy.sparse.diags_array(scale) @ laplacian).tocsr()
    precision = BlockMatrix.of((scaled + scipy.sparse.diags_array(island.astype(np.float64))).tocsr())
    return precision, variance / scale
