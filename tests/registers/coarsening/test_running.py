from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.registers.coarsening import running
from evenborn.registers.coarsening.running import Layout, RunningCounts, TooManyCombinationsError

Batch = list[tuple[int, int, int]]
batches = st.lists(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40), st.integers(0, 3)))).map(list)


def counted(parts: list[Batch], *, places: bool) -> Counter[tuple[int, ...]]:
    """Counts of each combination, the columns growing as batches come."""
    counts, sizes = RunningCounts(), [1, 1, 1]
    for part in parts:
        rows = np.array(part, np.int64).reshape(-1, 3)
        sizes = [
            max(size, 1 + int(column.max(initial=0))) for size, column in zip(sizes, rows.T, strict=True)
        ]
        counts.add(list(rows.T), sizes)
    keys, numbers, layout = counts.packed()
    assert (np.diff(keys) > 0).all()
    assert not len(keys) or (layout.width <= running._FEW_BITS) == places
    codes = zip(*(column.tolist() for column in layout.unpack(keys)), strict=True) if len(keys) else ()
    return Counter(dict(zip(codes, numbers.tolist(), strict=True)))


@given(batches)
def test_every_row_is_counted_once(parts: list[Batch]) -> None:
    assert counted(parts, places=True) == Counter(row for part in parts for row in part)


@settings(max_examples=50)
@given(batches, st.integers(1, 40))
def test_the_same_without_a_place_for_each(parts: list[Batch], waiting: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_FEW_BITS", -1)
        patch.setattr(running, "_WAITING", waiting)  # merges happen often
        assert counted(parts, places=False) == Counter(row for part in parts for row in part)


@pytest.mark.parametrize("few_bits", [-1, 22])
def test_amounts_are_added_up_and_a_zero_is_not_lost(few_bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_FEW_BITS", few_bits)
    counts = RunningCounts(float)
    counts.add([np.array([1, 0, 1])], [3], np.array([0.5, 7.0, 0.25]))
    counts.add([np.array([2, 1])], [3], np.array([0.0, 1.0]))
    keys, numbers, _ = counts.packed()
    assert keys.tolist() == [0, 1, 2]
    assert numbers.tolist() == [7.0, 1.75, 0.0]


def test_a_place_for_each_gives_way_when_there_are_too_many() -> None:
    counts = RunningCounts()
    counts.add([np.array([3, 3]), np.array([1, 1])], [4, 2])
    counts.add([np.array([1 << 30]), np.array([1])], [(1 << 30) + 1, 2])
    keys, numbers, layout = counts.packed()
    assert [codes.tolist() for codes in layout.unpack(keys)] == [[3, 1 << 30], [1, 1]]
    assert numbers.tolist() == [2, 1]


def test_a_combination_that_no_number_can_hold_is_said() -> None:
    counts = RunningCounts()
    with pytest.raises(TooManyCombinationsError):
        counts.add([np.zeros(1, np.int64)] * 4, [1 << 20] * 4)


@given(st.lists(st.integers(1, 15), min_size=1, max_size=4), st.data())
def test_a_layout_gives_back_what_it_packed(bits: list[int], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(*(st.integers(0, (1 << size) - 1) for size in bits)), min_size=1))
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    layout = Layout(tuple(bits))
    packed = layout.pack(columns)
    assert [column.tolist() for column in layout.unpack(packed)] == [column.tolist() for column in columns]
    assert sorted(rows) == [rows[place] for place in np.argsort(packed, kind="stable")]
