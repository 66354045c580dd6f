import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.civil_days import civil_days
from evenborn.registers.codes.han_text import han_blocks
from evenborn.registers.codes.once_each import once_each
from evenborn.registers.codes.text_bytes import are_digits, number, text_bytes

TEXTS = st.lists(st.none() | st.text(st.sampled_from("12a男𠮷"), max_size=4), max_size=12)


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_the_bytes_of_any_slice(texts: list[str | None], first: int, last: int) -> None:
    column = pa.array(texts, pa.string())[first:last]
    rows = text_bytes(column)
    encoded = [(text or "").encode() for text in column.to_pylist()]
    assert rows.lengths.tolist() == [len(text) for text in encoded]
    for width in {1, *rows.lengths.tolist()}:
        positions = np.flatnonzero(rows.lengths >= width) if width else np.zeros(0, np.int64)
        taken = rows.rows(positions, width)
        assert [row.tobytes() for row in taken] == [encoded[place][:width] for place in positions]


@given(TEXTS)
def test_han_characters_are_decoded(texts: list[str | None]) -> None:
    found: dict[int, str] = {}
    for positions, characters in han_blocks(text_bytes(pa.array(texts, pa.string()))):
        found |= {
            int(place): "".join(map(chr, row[row > 0]))
            for place, row in zip(positions, characters, strict=True)
        }
    expected = {
        place: text
        for place, text in enumerate(texts)
        if text and len(text) <= 6 and all("\u0800" <= character <= "\uffff" for character in text)
    }
    assert found == expected


@given(st.lists(st.text("0123456789", min_size=5, max_size=5), min_size=1))
def test_numbers(texts: list[str]) -> None:
    rows = text_bytes(pa.array(texts)).rows(np.arange(len(texts)), 5)
    assert are_digits(rows).all()
    assert number(rows).tolist() == [int(text) for text in texts]


@given(st.lists(st.tuples(st.integers(1795, 2205), st.integers(0, 13), st.integers(0, 32)), min_size=1))
def test_days_of_the_calendar(parts: list[tuple[int, int, int]]) -> None:
    days = civil_days(*np.array(parts, np.int32).T)
    for (year, month, day), found in zip(parts, days, strict=True):
        try:
            expected = np.datetime64(f"{year:04}-{month:02}-{day:02}", "D")
        except ValueError:
            expected = np.datetime64("NaT")
        if not 1800 <= year <= 2200:
            expected = np.datetime64("NaT")
        assert (np.isnat(found) and np.isnat(expected)) or found == expected


def test_each_is_read_once_while_it_is_remembered() -> None:
    asked: list[str] = []
    known: dict[str, int] = {}

    def read(key: str) -> int:
        asked.append(key)
        return len(key)

    assert once_each(["a", "bb", "a"], read, known) == [1, 2, 1]
    assert once_each(["bb"], read, known) == [2]
    assert asked == ["a", "bb"]
    once_each((str(key) for key in range(100_000)), read, known)
    assert len(known) <= 1 << 16


def test_only_texts_have_these_bytes() -> None:
    with pytest.raises(ValueError, match="not int64"):
        text_bytes(pa.array([1]))
