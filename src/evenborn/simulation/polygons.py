"""How is a plane outline divided? Voronoi cells clipped to it, their unions, and who borders whom.

A polygon is a ring of points against the clock, its first point not repeated.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull, Voronoi, cKDTree

Point = tuple[float, float]
Ring = list[Point]
Points = npt.NDArray[np.float64]

_DIGITS = 9
"""Decimals kept of a corner, so that neighbours agree on it exactly."""
_SAMPLES = 40
"""Sample points for each site when sites are spread evenly."""


def outline(rng: np.random.Generator, corners: int = 18) -> Ring:
    """Invented convex outline around (½, ½), inside the unit square.

    Examples
    --------
    >>> 0.4 < ring_area(outline(np.random.default_rng(1))) < 0.75
    True
    """
    turn = np.sort(rng.uniform(0, 2 * np.pi, corners))
    reach = rng.uniform(0.40, 0.49, corners)
    points = 0.5 + np.column_stack([reach * np.cos(turn), reach * np.sin(turn)])
    return [(float(x), float(y)) for x, y in points[ConvexHull(points).vertices]]


def spread_sites(rng: np.random.Generator, ring: Ring, sites: int) -> Points:
    """Points spread evenly, but not regularly, over a convex ring (two rounds of Lloyd's relaxation)."""
    samples = rng.random((2 * _SAMPLES * sites, 2))
    samples = samples[inside(ring, samples)]
    centres = samples[:sites].copy()
    for _ in range(2):
        nearest = cKDTree(centres).query(samples)[1]
        count = np.maximum(np.bincount(nearest, minlength=sites), 1)
        centres = np.column_stack(
            [np.bincount(nearest, samples[:, axis], minlength=sites) / count for axis in (0, 1)]
        )
    return centres


def inside(ring: Ring, points: Points) -> npt.NDArray[np.bool_]:
    """Which points lie in a convex ring.

    Examples
    --------
    >>> inside([(0, 0), (1, 0), (1, 1), (0, 1)], np.array([[0.5, 0.5], [1.5, 0.5]])).tolist()
    [True, False]
    """
    found = np.ones(len(points), dtype=bool)
    for (x0, y0), (x1, y1) in _sides(ring):
        found &= (x1 - x0) * (points[:, 1] - y0) - (y1 - y0) * (points[:, 0] - x0) >= 0
    return found


def voronoi_cells(sites: Points, ring: Ring) -> list[Ring]:
    """The part of a convex ring that is nearest to each site.

    Examples
    --------
    >>> square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    >>> [ring_area(cell) for cell in voronoi_cells(np.array([[0.25, 0.5], [0.75, 0.5]]), square)]
    [0.5, 0.5]
    """
    far = np.array([[-9.0, -9.0], [-9.0, 10.0], [10.0, -9.0], [10.0, 10.0]])
    diagram = Voronoi(np.vstack([sites, far]))
    within = inside(ring, diagram.vertices)
    cells = []
    for site in range(len(sites)):
        corners = np.array(diagram.regions[diagram.point_region[site]])
        offset = diagram.vertices[corners] - sites[site]
        corners = corners[np.argsort(np.arctan2(offset[:, 1], offset[:, 0]))]
        cell = [(float(x), float(y)) for x, y in diagram.vertices[corners]]
        cells.append(_rounded(cell if within[corners].all() else _clipped(cell, ring)))
    return cells


def _clipped(cell: Ring, ring: Ring) -> Ring:
    """Cut along each side of a convex ring in turn (Sutherland and Hodgman 1974)."""
    for (x0, y0), (x1, y1) in _sides(ring):
        across = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for x, y in cell]
        kept: Ring = []
        for position, (point, height) in enumerate(zip(cell, across, strict=True)):
            before, height_before = cell[position - 1], across[position - 1]
            if (height >= 0) != (height_before >= 0):
                kept.append(
                    _crossing(before, height_before, point, height)
                    if height_before >= 0
                    else _crossing(point, height, before, height_before)
                )
            if height >= 0:
                kept.append(point)
        cell = kept
    return cell


def _crossing(within: Point, height: float, beyond: Point, depth: float) -> Point:
    """Where a side leaves; always reckoned from its inner end, so that both cells beside it agree."""
    part = height / (height - depth)
    return within[0] + part * (beyond[0] - within[0]), within[1] + part * (beyond[1] - within[1])


def _rounded(cell: Ring) -> Ring:
    corners = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in cell]
    return [corner for position, corner in enumerate(corners) if corner != corners[position - 1]]


def united(cells: Sequence[Ring]) -> list[Ring]:
    """Outer ring, then holes, of cells that hang together: what is left when shared sides cancel.

    Examples
    --------
    >>> left, right = [(0, 0), (1, 0), (1, 1), (0, 1)], [(1, 0), (2, 0), (2, 1), (1, 1)]
    >>> [ring_area(ring) for ring in united([left, right])]
    [2.0]
    """
    sides = {side for cell in cells for side in _sides(cell)}
    onward = {start: end for start, end in sorted(sides) if (end, start) not in sides}
    rings = []
    while onward:
        first, point = onward.popitem()
        ring = [first]
        while point != first:
            ring.append(point)
            point = onward.pop(point)
        rings.append(ring)
    return sorted(rings, key=ring_area, reverse=True)


def bordering(cells: Sequence[Ring]) -> list[list[int]]:
    """For each cell the positions of those with which it shares a side."""
    owner = {side: position for position, cell in enumerate(cells) for side in _sides(cell)}
    return [
        sorted({owner[end, start] for start, end in _sides(cell) if (end, start) in owner}) for cell in cells
    ]


def ring_area(ring: Sequence[Point]) -> float:
    """Area inside a ring: above zero when it runs against the clock.

    Examples
    --------
    >>> ring_area([(0, 0), (2, 0), (2, 1), (0, 1)])
    2.0
    """
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _sides(ring)) / 2


def _sides(ring: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))
