"""What many rows are written as is, to the octet, what one row is written as."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.vault.encoded_columns import encoded_columns, joined_columns
from evenborn.apps.vault.record_index import IndexKey
from evenborn.apps.vault.row_layouts import encoded
from evenborn.apps.vault.sealing import (
    Algorithm,
    Key,
    Place,
    new_tokens,
    open_sealed,
    seal_all,
)

NAMES = ("sex", "mother_name", "registrar", "record_number")
SIGNS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x01\x1e\x1f {"))
CELL = st.one_of(st.none(), st.text(SIGNS, max_size=90))
ROWS = st.lists(st.tuples(*[CELL] * len(NAMES)), min_size=1, max_size=8)


def columns_of(rows: Sequence[Sequence[str | None]]) -> dict[str, Any]:
    """The rows as columns, texts all of them."""
    return {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(NAMES)}


@given(ROWS)
def test_rows_are_encoded_as_one_is(rows: list[tuple[str | None, ...]]) -> None:
    single = [
        encoded({name: text for name, text in zip(NAMES, row, strict=True) if text is not None}, "delivery")
        for row in rows
    ]
    assert encoded_columns(columns_of(rows), len(rows), "delivery") == single


def test_fields_without_a_place_are_written_with_their_names() -> None:
    columns = {"sex": pa.array(["female", "male"]), "备注": pa.array(["一", None])}
    with_name, placed = encoded_columns(columns, 2, "delivery")
    assert with_name == encoded({"sex": "female", "备注": "一"}, "delivery")
    assert placed == encoded({"sex": "male"}, "delivery")
    assert with_name.startswith(b"{")


@given(ROWS, st.integers(0, 7))
def test_a_slice_is_encoded_as_its_rows(rows: list[tuple[str | None, ...]], first: int) -> None:
    whole = encoded_columns(columns_of(rows), len(rows), "delivery")
    sliced = {name: column.slice(first) for name, column in columns_of(rows).items()}
    left = max(len(rows) - first, 0)
    assert encoded_columns(sliced, left, "delivery") == whole[first:]


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1, max_size=6))
def test_many_numbers_are_hashed_as_one_is(rows: list[tuple[str, str]]) -> None:
    key = IndexKey(bytes(32))
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    joined = joined_columns(("delivery",), columns)
    assert key.of_births(joined) == [key.of_birth("delivery", *row) for row in rows]


def test_many_records_open_in_their_own_places_only() -> None:
    for algorithm in Algorithm:
        key = Key(1, "1-example", algorithm, bytes(algorithm.key_bytes))
        tokens = new_tokens(3)
        plain = [encoded({"sex": sex}, "delivery") for sex in ("male", "female", "unclear")]
        sealed = seal_all(plain, key, "delivery", tokens)
        opened = [open_sealed(sealed.at(at), key, Place(tokens[at], "delivery", 1)) for at in range(3)]
        assert [one["sex"] for one in opened] == ["male", "female", "unclear"]
        assert len(set(sealed.nonces)) == 3
