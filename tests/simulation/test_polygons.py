"""Cells cover an outline, do not overlap, and unite to what they cover."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.polygons import (
    bordering,
    inside,
    outline,
    ring_area,
    spread_sites,
    united,
    voronoi_cells,
)

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(2, 40))
def test_cells_cover_the_outline_once(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    ring = outline(rng)
    sites = spread_sites(rng, ring, count)
    cells = voronoi_cells(sites, ring)
    assert all(ring_area(cell) > 0 for cell in cells)
    assert sum(map(ring_area, cells)) == pytest.approx(ring_area(ring), abs=1e-7)
    points = rng.random((300, 2))
    points = points[inside(ring, points)]
    owners = np.array([inside(cell, points) for cell in cells])
    nearest = ((points[:, None, :] - sites) ** 2).sum(axis=2).argmin(axis=1)
    assert (owners.sum(axis=0) == 1).mean() > 0.99  # points on a common side belong to two
    assert owners[nearest, np.arange(len(points))].mean() > 0.99


@given(SEEDS, st.integers(3, 30))
def test_borders_are_mutual_and_everything_hangs_together(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    ring = outline(rng)
    beside = bordering(voronoi_cells(spread_sites(rng, ring, count), ring))
    assert all(one in beside[other] for one, others in enumerate(beside) for other in others)
    reached, frontier = {0}, [0]
    while frontier:
        new = {other for one in frontier for other in beside[one]} - reached
        reached |= new
        frontier = list(new)
    assert reached == set(range(count))


def test_a_ring_around_another_leaves_a_hole() -> None:
    around = [
        [(0.0, 0.0), (3.0, 0.0), (2.0, 1.0), (1.0, 1.0)],
        [(3.0, 0.0), (3.0, 3.0), (2.0, 2.0), (2.0, 1.0)],
        [(3.0, 3.0), (0.0, 3.0), (1.0, 2.0), (2.0, 2.0)],
        [(0.0, 3.0), (0.0, 0.0), (1.0, 1.0), (1.0, 2.0)],
    ]
    assert [ring_area(ring) for ring in united(around)] == [9.0, -1.0]
    middle = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)]
    assert [ring_area(ring) for ring in united([*around, middle])] == [9.0]


def test_sites_stand_apart() -> None:
    rng = np.random.default_rng(1)
    sites = spread_sites(rng, outline(rng), 60)
    distance = np.hypot(*(sites[:, None, :] - sites).transpose(2, 0, 1)) + 9 * np.eye(60)
    assert distance.min() > 0.02
