"""Batches of rows: empty rows are left out, numbers are found, and what is read ahead comes in order."""

import threading
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.sources.rows import (
    DamagedRow,
    RowBatch,
    are_among,
    read_ahead,
    together,
    with_numbers,
    without_empty_rows,
)

CELLS = st.text(st.sampled_from(" \t　\u00a0a男"), max_size=3)
NUMBERS = st.sets(st.integers(0, 40)).map(lambda numbers: np.array(sorted(numbers), np.int64))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS)))
def test_rows_without_a_word_in_the_columns_asked_for_are_left_out(rows: list[tuple[str, str, str]]) -> None:
    batch = with_numbers(2, [pa.array([row[place] for row in rows], pa.string()) for place in range(3)])
    kept = without_empty_rows(batch, (0, 2))
    expected = [number for number, row in enumerate(rows, 2) if row[0].strip() or row[2].strip()]
    assert kept.rows.tolist() == expected
    assert [column.to_pylist() for column in kept.columns] == [
        [rows[number - 2][place] for number in expected] for place in range(3)
    ]


@given(NUMBERS, NUMBERS)
def test_numbers_among_others(rows: np.ndarray, chosen: np.ndarray) -> None:
    assert np.array_equal(are_among(rows, chosen), np.isin(rows, chosen))


@given(st.lists(st.integers(), max_size=30))
def test_what_is_read_ahead_comes_in_order(items: list[int]) -> None:
    assert list(read_ahead(lambda: iter(items))) == items


def test_a_fault_while_reading_ahead_is_raised_in_its_place() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    reading = read_ahead(items)
    assert next(reading) == 1
    with pytest.raises(OSError, match="gone"):
        next(reading)


def test_who_stops_reading_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    reading = read_ahead(lambda: iter(range(10**9)))
    assert next(reading) == 0
    reading.close()
    assert threading.active_count() == before


@given(st.lists(st.integers(0, 40_000), max_size=6))
def test_joined_batches_hold_the_same_rows(sizes: list[int]) -> None:
    small, following = [], 2
    for size in sizes:
        small.append(with_numbers(following, [pa.array([""] * size, pa.string())]))
        following += size
    large = list(together(small))
    assert [number for batch in large for number in batch.rows] == list(range(2, following))
    assert all(len(batch.rows) == len(batch.columns[0]) for batch in large)
    assert all(len(batch.rows) >= 50_000 for batch in large[:-1])
    assert len(large) <= 1 + sum(sizes) // 50_000


def test_damaged_rows_stay_in_order_when_batches_are_joined() -> None:
    damaged = [DamagedRow(number, 1, "x") for number in (3, 5)]
    small = [
        RowBatch(np.array([number - 1]), (pa.array(["男"]),), (one,))
        for number, one in zip((3, 5), damaged, strict=True)
    ]
    (joined,) = together(small)
    assert joined.damaged == tuple(damaged)
    assert joined.rows.tolist() == [2, 4]
