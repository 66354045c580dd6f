"""Births from the links of several registers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.combine import combine

SIZES = (4, 4, 3)
LINKS = st.lists(
    st.tuples(
        st.sampled_from([(0, 1), (0, 2), (1, 2)]), st.integers(0, 3), st.integers(0, 2), st.integers(1, 90)
    ),
    max_size=12,
)


def by_pair(
    links: list[tuple[tuple[int, int], int, int, int]],
) -> dict[tuple[int, int], tuple[np.ndarray, ...]]:
    return {
        pair: tuple(
            np.array([link[place] for link in links if link[0] == pair], kind)
            for place, kind in ((1, np.int64), (2, np.int64), (3, np.float64))
        )
        for pair in {link[0] for link in links}
    }


@given(LINKS)
def test_every_record_is_in_one_birth_and_a_birth_has_one_record_of_a_register(
    links: list[tuple[tuple[int, int], int, int, int]],
) -> None:
    births = combine(SIZES, by_pair(links))
    for register, size in enumerate(SIZES):
        own = births[:, register]
        assert sorted(own[own >= 0].tolist()) == list(range(size))
    assert ((births >= 0).any(axis=1)).all()


@given(LINKS)
def test_records_together_are_joined_by_links(links: list[tuple[tuple[int, int], int, int, int]]) -> None:
    births = combine(SIZES, by_pair(links))
    ends = {((pair[0], left), (pair[1], right)) for pair, left, right, _ in links}
    for row in births.tolist():
        members = [(register, record) for register, record in enumerate(row) if record >= 0]
        if len(members) == 2:
            assert (members[0], members[1]) in ends


def test_the_stronger_of_two_links_that_exclude_each_other_holds() -> None:
    links = {
        (0, 1): (np.array([0]), np.array([0]), np.array([20.0])),
        (0, 2): (np.array([0]), np.array([0]), np.array([5.0])),
        (1, 2): (np.array([0]), np.array([1]), np.array([9.0])),
    }
    births = combine((1, 1, 2), links)
    assert births.tolist() == [[0, 0, 1], [-1, -1, 0]]
