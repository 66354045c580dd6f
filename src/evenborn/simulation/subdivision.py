"""How do townships make counties? Each county grows from its seat over townships that border it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evenborn.simulation.polygons import (
    Point,
    Points,
    Ring,
    bordering,
    outline,
    ring_area,
    spread_sites,
    voronoi_cells,
)

Positions = npt.NDArray[np.int64]

_SEAT_WEIGHT = 3.0
"""People of a county's seat beside those of another township."""


@dataclass(frozen=True, eq=False)
class Subdivision:
    """Townships in the order of their counties.

    Attributes
    ----------
    cells : list of ring
        Polygon of each township.
    county_of : ndarray of int64
        Position of its county.
    beside : list of list of int
        Townships that share a border with it.
    seats : ndarray of int64
        For each county its seat.
    weights : ndarray of float64
        Share of births of each township.
    """

    cells: list[Ring]
    county_of: Positions
    beside: list[list[int]]
    seats: Positions
    weights: Points


def subdivide(rng: np.random.Generator, counties: int, townships: int) -> Subdivision:
    """Divide an invented outline into townships, and join these to counties.

    Examples
    --------
    >>> parts = subdivide(np.random.default_rng(1), 3, 12)
    >>> len(parts.cells), sorted(set(parts.county_of.tolist())), round(float(parts.weights.sum()), 9)
    (12, [0, 1, 2], 1.0)
    """
    ring = outline(rng)
    sites = spread_sites(rng, ring, townships)
    cells = voronoi_cells(sites, ring)
    beside = bordering(cells)
    seats = _seats(sites, counties)
    county_of = _grown(sites, beside, seats)
    order = np.argsort(county_of, kind="stable")
    rank = np.argsort(order)
    weights = rng.lognormal(0.0, 0.35, townships)
    weights[rank[seats]] *= _SEAT_WEIGHT
    return Subdivision(
        cells=[cells[position] for position in order],
        county_of=county_of[order],
        beside=[sorted(int(rank[one]) for one in beside[position]) for position in order],
        seats=rank[seats],
        weights=np.asarray(weights / weights.sum()),
    )


def _seats(sites: Points, counties: int) -> Positions:
    """Townships far from each other, the first nearest to the middle."""
    chosen = [int(np.argmin(((sites - 0.5) ** 2).sum(axis=1)))]
    while len(chosen) < counties:
        distance = ((sites[:, None, :] - sites[chosen]) ** 2).sum(axis=2).min(axis=1)
        chosen.append(int(np.argmax(distance)))
    return np.array(chosen)


def _grown(sites: Points, beside: list[list[int]], seats: Positions) -> Positions:
    """Each county in turn takes the free township beside it that is nearest to its seat."""
    county_of = np.full(len(sites), -1)
    county_of[seats] = np.arange(len(seats))
    while (county_of < 0).any():
        for county, seat in enumerate(seats):
            own = np.flatnonzero(county_of == county)
            free = sorted({one for member in own for one in beside[member] if county_of[one] < 0})
            if free:
                distance = ((sites[free] - sites[seat]) ** 2).sum(axis=1)
                county_of[free[int(np.argmin(distance))]] = county
    return county_of


def centroid(rings: list[Ring]) -> Point:
    """Centre of gravity of polygons that do not overlap.

    Examples
    --------
    >>> centroid([[(0, 0), (1, 0), (1, 1), (0, 1)], [(1, 0), (3, 0), (3, 1), (1, 1)]])
    (1.5, 0.5)
    """
    moment_x = moment_y = 0.0
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = x0 * y1 - x1 * y0
            moment_x += (x0 + x1) * cross
            moment_y += (y0 + y1) * cross
    area = 6 * sum(ring_area(ring) for ring in rings)
    return round(moment_x / area, 9), round(moment_y / area, 9)
