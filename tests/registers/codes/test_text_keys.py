"""Texts have the same key where they are the same, in any slice and beside any others."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.text_keys import text_keys

TEXTS = st.lists(st.none() | st.text(max_size=30) | st.text("0\0", max_size=20), max_size=20)


@given(TEXTS, st.integers(0, 2**64 - 1), st.integers(0, 20), st.integers(0, 20))
def test_keys_are_the_same_where_texts_are(texts: list[str | None], seed: int, first: int, last: int) -> None:
    keys = text_keys(pa.array(texts, pa.string()), seed).to_pylist()
    assert [key is None for key in keys] == [text is None for text in texts]
    assert len(set(keys)) == len(set(texts))
    assert len({*zip(keys, texts, strict=True)}) == len(set(texts))
    sliced = pa.array(texts, pa.string())[first:last]
    assert text_keys(sliced, seed).to_pylist() == keys[first:last]


@given(st.text(max_size=30), st.integers(0, 2**64 - 2))
def test_another_seed_gives_other_keys(text: str, seed: int) -> None:
    column = pa.array([text])
    assert text_keys(column, seed).to_pylist() != text_keys(column, seed + 1).to_pylist()


def test_no_two_of_a_million_numbers_share_a_key() -> None:
    numbers = pa.array(np.arange(1_000_000)).cast(pa.string())
    long = pa.array([f"620102{number:012d}" for number in range(200_000)])
    assert len(np.unique(text_keys(numbers, 0).to_numpy())) == 1_000_000
    assert len(np.unique(text_keys(long, 0).to_numpy())) == 200_000


def test_every_bit_of_a_key_depends_on_every_byte() -> None:
    digits = np.random.default_rng(7).integers(0, 10, (4_000, 18)) + ord("0")
    bits = []
    for place in range(18):
        changed = digits.copy()
        changed[:, place] ^= 1
        before, after = (
            text_keys(pa.array([bytes(row).decode() for row in one.astype(np.uint8)]), 0).to_numpy()
            for one in (digits, changed)
        )
        bits.append([(((before ^ after) >> np.uint64(bit)) & np.uint64(1)).mean() for bit in range(64)])
    assert np.min(bits) > 0.45
    assert np.max(bits) < 0.55
