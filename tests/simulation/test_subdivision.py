"""Counties hang together and hold all townships."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.subdivision import centroid, subdivide


@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(2, 6))
def test_counties_hang_together(seed: int, counties: int, each: int) -> None:
    parts = subdivide(np.random.default_rng(seed), counties, counties * each)
    assert sorted(set(parts.county_of.tolist())) == list(range(counties))
    assert (np.diff(parts.county_of) >= 0).all()
    assert parts.county_of[parts.seats].tolist() == list(range(counties))
    for county in range(counties):
        own = set(np.flatnonzero(parts.county_of == county).tolist())
        reached, frontier = set(), {int(parts.seats[county])}
        while frontier:
            reached |= frontier
            frontier = {one for member in frontier for one in parts.beside[member]} & own - reached
        assert reached == own


def test_seats_have_more_people() -> None:
    parts = subdivide(np.random.default_rng(2), 6, 60)
    others = np.setdiff1d(np.arange(60), parts.seats)
    assert parts.weights[parts.seats].mean() > 2 * parts.weights[others].mean()
    assert np.isclose(parts.weights.sum(), 1)


def test_the_centroid_of_two_triangles_is_that_of_their_square() -> None:
    assert centroid([[(0, 0), (1, 0), (1, 1)], [(0, 0), (1, 1), (0, 1)]]) == (0.5, 0.5)
