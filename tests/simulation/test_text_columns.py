"""Columns of texts, put together."""

import numpy as np
import pyarrow as pa

from evenborn.simulation.text_columns import (
    chosen,
    either,
    equals,
    joined,
    minutes,
    repeated,
    replaced,
    texts_at,
    where,
    whole_numbers,
)


def test_columns() -> None:
    letters = pa.array(["a", None, "c"], pa.string())
    assert texts_at(letters, np.array([2, 1])) == ["c", None]
    assert where(np.array([True, True, False]), letters).to_pylist() == ["a", None, None]
    assert either(np.array([True, False, False]), letters, repeated("z", 3)).to_pylist() == ["a", "z", "z"]
    assert joined("<", letters, ">").to_pylist() == ["<a>", None, "<c>"]
    assert equals(letters, "c").tolist() == [False, False, True]
    assert repeated(None, 2).to_pylist() == [None, None]
    assert chosen("ab", np.array([1, 0])).to_pylist() == ["b", "a"]


def test_replacing_leaves_the_others_and_takes_any_order() -> None:
    letters = pa.array(["a", "b", "c"])
    assert replaced(letters, np.array([2, 0]), ["z", None]).to_pylist() == [None, "b", "z"]
    assert replaced(letters, np.array([], np.int64), []) is letters


def test_numbers_and_moments() -> None:
    assert whole_numbers(np.array([7, 12345]), 4).to_pylist() == ["0007", "12345"]
    assert minutes(np.array(["2025-03-08T14:05"], "datetime64[m]")).to_pylist() == ["2025-03-08 14:05"]
