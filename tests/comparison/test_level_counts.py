"""Counting levels in arrays gives what counting pair by pair gives, by hand and in the SQL of the levels."""

from collections.abc import Mapping, Sequence
from itertools import chain
from random import Random
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.comparison.level_counts import counts_of, level_counts
from evenborn.comparison.levels import (
    COMPARISONS,
    Comparison,
    columns_of,
    comparisons_of,
    counts_sql,
    levels_sql,
    main_trait,
)
from evenborn.comparison.shares import by_comparison
from evenborn.comparison.traits import PERSONS, TRAITS

Columns = Mapping[str, np.ndarray]
BAND = "_band"
ENGINE = duckdb.connect(":memory:", config={"threads": 1})
EVERY_COLUMN = sorted(set(chain.from_iterable(columns_of(one) for one in COMPARISONS)))
BY_NAME = {one.name: one for one in COMPARISONS}


def table(columns: Columns) -> pa.Table:
    """Births as the engine holds them: what is not stated is null."""
    kinds: dict[str, Any] = {
        name: pa.array(values, mask=None if name.endswith(BAND) else values == 0)
        for name, values in columns.items()
    }
    return pa.table({"place": np.arange(len(columns[EVERY_COLUMN[0]]))} | kinds)


def counted_by_sql(
    comparisons: Sequence[Comparison], left: Columns, right: Columns, pairs: str
) -> dict[str, list[int]]:
    """Numbers of pairs by level, one pair after the other; ``pairs`` says which places make a pair."""
    ENGINE.register("l", table(left))
    ENGINE.register("r", table(right))
    levels = f"SELECT {levels_sql(comparisons, 'l', 'r')} FROM l JOIN r ON {pairs}"
    counts = ENGINE.execute(f"SELECT {counts_sql(comparisons)} FROM ({levels})").fetchone()
    assert counts is not None
    found = by_comparison(counts, comparisons)
    return {name: shares.astype(int).tolist() for name, shares in found.items()}


@st.composite
def births(draw: st.DrawFn, most: int = 12) -> dict[str, np.ndarray]:
    """Births of few different values, so that every level is met; some state nothing."""
    number = draw(st.integers(1, most))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    highest = draw(st.integers(1, 4))
    columns = {name: chance.integers(0, highest + 1, number).astype(np.uint64) for name in EVERY_COLUMN}
    return columns | {
        name: chance.integers(0, 3, number).astype(np.int8) for name in EVERY_COLUMN if name.endswith(BAND)
    }


def sampled(columns: Columns, partners: int) -> dict[str, list[int]]:
    """What :func:`level_counts` finds, by comparison."""
    values = {name: column for name, column in columns.items() if not name.endswith(BAND)}
    bands = {person: columns[f"{person}_name{BAND}"] for person in PERSONS}
    found = level_counts(COMPARISONS, values, bands, partners)
    return {one.name: counts for one, counts in zip(COMPARISONS, found, strict=True)}


@settings(max_examples=40, deadline=None)
@given(births(), st.integers(1, 3))
def test_births_of_a_sample_are_counted_as_pair_by_pair(
    columns: dict[str, np.ndarray], partners: int
) -> None:
    number = len(columns["sex"])
    partners = min(partners, number)
    pairs = f"(r.place - l.place + {number} - 1) % {number} < {partners}"
    assert sampled(columns, partners) == counted_by_sql(COMPARISONS, columns, columns, pairs)


@settings(max_examples=40, deadline=None)
@given(births(), st.randoms(use_true_random=False))
def test_two_sides_are_counted_as_pair_by_pair(columns: dict[str, np.ndarray], chance: Random) -> None:
    number = len(columns["sex"])
    order = np.array(chance.sample(range(number), number), np.int64)
    right = {name: column[order] for name, column in columns.items()}
    expected = counted_by_sql(COMPARISONS, columns, right, "l.place = r.place")
    sides = {"l": columns, "r": right}
    assert {one.name: counts_of(one, sides) for one in COMPARISONS} == expected


@given(births())
def test_swapped_sides_have_the_same_counts(columns: dict[str, np.ndarray]) -> None:
    turned = {name: column[::-1] for name, column in columns.items()}
    for one in COMPARISONS:
        there = counts_of(one, {"l": columns, "r": turned})
        assert there == counts_of(one, {"l": turned, "r": columns})


@given(births())
def test_every_pair_that_both_state_has_one_level(columns: dict[str, np.ndarray]) -> None:
    turned = {name: column[::-1] for name, column in columns.items()}
    for one in COMPARISONS:
        stated = (columns[main_trait(one)] != 0) & (turned[main_trait(one)] != 0)
        assert sum(counts_of(one, {"l": columns, "r": turned})) == np.count_nonzero(stated)


@pytest.mark.parametrize(
    ("shared", "level"),
    [
        ("mother_name", 2),
        ("mother_name_sound", 3),
        ("mother_name_shape", 4),
        ("mother_name_less2", 5),
        ("mother_name_mixed", 5),
        ("mother_name_vague", 6),
        ("mother_name_surname", 7),
        ("", 8),
    ],
)
def test_what_two_names_share_decides_the_level(shared: str, level: int) -> None:
    columns = sorted(columns_of(BY_NAME["mother_name"]))
    left = {name: np.array([place + 1], np.uint64) for place, name in enumerate(columns)}
    right = {name: np.array([place + 101], np.uint64) for place, name in enumerate(columns)}
    for side in (left, right):
        side["mother_name_band"] = np.array([2], np.int8)
    if shared:
        right[shared] = left[shared]
    counts = counts_of(BY_NAME["mother_name"], {"l": left, "r": right})
    assert counts == [int(place == level) for place in range(9)]


@pytest.mark.parametrize(("bands", "level"), [((0, 2), 0), ((2, 1), 1), ((2, 2), 2)])
def test_a_name_is_as_common_as_where_it_is_more_common(bands: tuple[int, int], level: int) -> None:
    same = {name: np.array([7], np.uint64) for name in columns_of(BY_NAME["mother_name"])}
    left, right = (same | {"mother_name_band": np.array([band], np.int8)} for band in bands)
    counts = counts_of(BY_NAME["mother_name"], {"l": left, "r": right})
    assert counts == [int(place == level) for place in range(9)]


def test_what_a_register_does_not_state_is_counted_nowhere() -> None:
    found = level_counts(COMPARISONS, {"sex": np.array([1, 1, 2], np.uint64)}, {
        person: np.zeros(3, np.int8) for person in PERSONS
    }, 2)  # fmt: skip
    counts = {one.name: sum(own) for one, own in zip(COMPARISONS, found, strict=True)}
    assert counts == dict.fromkeys(counts, 0) | {"sex": 6}


def test_no_births_make_no_pairs() -> None:
    empty = {name: np.zeros(0, np.uint64) for name in TRAITS}
    bands = {person: np.zeros(0, np.int8) for person in PERSONS}
    assert sum(map(sum, level_counts(comparisons_of(frozenset({"sex"})), empty, bands, 100))) == 0
