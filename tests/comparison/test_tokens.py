"""Tokens: alike inside a block where the values are, and telling nothing anywhere else."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.tokens import KeyedTokens, PlainTokens

TEXTS = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=30)
KEY = bytes(range(32))


@given(TEXTS)
def test_values_are_alike_where_texts_are(texts: list[str]) -> None:
    for tokens in (KeyedTokens(KEY), PlainTokens()):
        values = tokens.values("name", pa.array(texts, pa.string()))
        assert len(set(values.tolist())) == len(set(texts))
        assert values.all()


@given(TEXTS)
def test_another_key_or_domain_gives_other_values(texts: list[str]) -> None:
    column = pa.array(texts, pa.string())
    first = KeyedTokens(KEY).values("name", column)
    assert not (first == KeyedTokens(bytes(32)).values("name", column)).any()
    assert not (first == KeyedTokens(KEY).values("day", column)).any()


def test_a_token_says_nothing_in_another_block() -> None:
    tokens = KeyedTokens(KEY)
    name = tokens.values("name", pa.array(["王芳"] * 4_000, pa.string()))
    blocks = tokens.blocks(3, [tokens.values("day", pa.array(map(str, range(4_000)), pa.string()))])
    found = tokens.within(blocks, name)
    assert len(np.unique(found)) > 3_700  # as many as 4,000 draws of 65,536 have: 3,880 ± 11
    assert abs(found.mean() - 32_767.5) < 6 * 65_536 / np.sqrt(12 * 4_000)


def test_a_block_needs_all_of_its_traits() -> None:
    tokens = KeyedTokens(KEY)
    some = tokens.values("name", pa.array(["a", None, "a"], pa.string()))
    other = tokens.values("day", pa.array(["1", "1", None], pa.string()))
    assert (tokens.blocks(0, [some, other]) > 0).tolist() == [True, False, False]
    assert (PlainTokens().blocks(0, [some, other]) > 0).tolist() == [True, False, False]


def test_rules_have_blocks_of_their_own() -> None:
    tokens = KeyedTokens(KEY)
    value = tokens.values("name", pa.array(["a"], pa.string()))
    assert tokens.blocks(0, [value])[0] != tokens.blocks(1, [value])[0]


def test_the_check_of_a_key_is_not_the_key() -> None:
    check = KeyedTokens(KEY).key_check
    assert len(check) == 16
    assert check not in KEY.hex()
    assert check != KeyedTokens(bytes(32)).key_check


def test_a_key_of_another_length_is_no_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyedTokens(b"short")
