"""Births by what a rule asks for, held against what the words say, counted one by one."""

from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.birth_traits import _without_a_part as without_a_part
from evenborn.comparison.birth_traits import _without_a_part_each as without_a_part_each
from evenborn.comparison.birth_traits import different_numbers
from evenborn.comparison.keyed import Keyed, met, numbers_of

few_keys = st.lists(st.sampled_from([0, 1, 7, 1 << 63, (1 << 64) - 1]), max_size=12)
sexes = st.sampled_from([None, 1, 2])


def births(keys: list[int], sex: list[int | None] | None = None) -> Keyed:
    same = {}
    if sex is not None:
        tokens = np.array([one or 0 for one in sex], np.uint32)
        same = {"sex": (tokens, np.array([one is not None for one in sex], np.bool_))}
    return Keyed(np.array(keys, np.uint64), np.arange(len(keys), dtype=np.int32), same)


@given(few_keys)
def test_births_that_are_not_alone_are_found_with_how_many_share(keys: list[int]) -> None:
    records, number = births(keys).several()
    counts = Counter(keys)
    expected = {place: counts[key] for place, key in enumerate(keys) if counts[key] > 1}
    assert dict(zip(records.tolist(), number.tolist(), strict=True)) == expected


@given(st.dictionaries(st.integers(0, 9), sexes), st.dictionaries(st.integers(0, 9), sexes))
def test_births_meet_where_nothing_that_both_state_differs(
    one: dict[int, int | None], other: dict[int, int | None]
) -> None:
    sides = [births(list(side), list(side.values())) for side in (one, other)]
    wanted = [np.ones(len(side), np.bool_) for side in (one, other)]
    left, right = met(*(side.of(all_) for side, all_ in zip(sides, wanted, strict=True)))
    expected = [
        (list(one).index(key), list(other).index(key))
        for key in sorted(one.keys() & other.keys())
        if None in (one[key], other[key]) or one[key] == other[key]
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == expected


def test_numbers_keep_their_order_whichever_signs_an_engine_gives_them() -> None:
    numbers = [3, 1 << 62, 1 << 63, (1 << 64) - 1]
    signed = pa.array([number - (1 << 63) for number in numbers], pa.int64())
    table = pa.table({"unsigned": pa.array([*numbers, None], pa.uint64()), "signed": [*signed, None]})
    for column in ("unsigned", "signed"):
        assert numbers_of(table, column).tolist() == [*numbers, 0]


@given(st.lists(st.one_of(st.none(), st.text("19X張", min_size=16, max_size=19)), max_size=6))
def test_identity_numbers_lose_their_parts_as_one_by_one(numbers: list[str | None]) -> None:
    column = pa.array([*numbers, None, "11010519491231002X"], pa.string())
    found, expected = without_a_part(column), without_a_part_each(column)
    assert {name: one.to_pylist() for name, one in found.items()} == {
        name: one.to_pylist() for name, one in expected.items()
    }


@given(st.lists(st.integers(-5, 5) | st.sampled_from([1 << 40, -(1 << 40)]), min_size=1))
def test_different_numbers_ascend_and_every_one_is_found_again(numbers: list[int]) -> None:
    different, place = different_numbers(np.array(numbers, np.int64))
    assert different.tolist() == sorted(set(numbers))
    assert different[place].tolist() == numbers
