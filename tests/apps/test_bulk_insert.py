"""Rows written many at once are the rows that one by one would be."""

from datetime import UTC, date, datetime

import pytest

from evenborn.apps.bulk_insert import insert_rows
from evenborn.apps.vault.models import SealedRecord

pytestmark = pytest.mark.django_db(databases="__all__")

COLUMNS = {
    "token": ["a" * 32, "b" * 32, "c" * 32, "d" * 31],
    "area": ["", "990101", "一" * 12, "9"],
    "birth_month": [None, date(2025, 3, 1), date(1999, 12, 1), None],
    "ciphertext": [b"", b"\0\xff" * 40, b"\0", b"x" * 70_000],
    "record_index": [bytes(16), b"\xff" * 16, None, b"2" * 16],
    "version": [1, 22, 333, 2_000_000_000],
    "sealed_by": ["", "王", "a\0b", "'\"\\"],
}
CONSTANT = {
    "register": "delivery", "kept_since": date(2026, 11, 28), "key_id": "1-a", "nonce": bytes(12),
    "sealed_at": datetime(2026, 11, 28, 8, 9, 10, 123456, UTC),
}  # fmt: skip


def rows() -> list[tuple[object, ...]]:
    found = SealedRecord.objects.regardless("a test").order_by("id").values_list(*COLUMNS, *CONSTANT)
    return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in found]


@pytest.fixture
def columns(vault_vendor: str) -> dict[str, list[object]]:
    """PostgreSQL holds no text with a zero octet."""
    whole = {name: list(column) for name, column in COLUMNS.items()}
    if vault_vendor == "postgresql":
        whole["sealed_by"][2] = "ab"
    return whole


@pytest.fixture
def vault_vendor() -> str:
    from django.db import connections

    return connections["vault"].vendor


def test_odd_cells_come_back_as_they_went_in(columns: dict[str, list[object]]) -> None:
    insert_rows(SealedRecord, CONSTANT, columns)
    assert rows() == [(*row, *CONSTANT.values()) for row in zip(*columns.values(), strict=True)]


def test_columns_that_are_empty_or_none_throughout(columns: dict[str, list[object]]) -> None:
    columns |= {"birth_month": [None] * 4, "ciphertext": [b""] * 4, "area": [""] * 4, "sealed_by": ["x"] * 4}
    insert_rows(SealedRecord, CONSTANT, columns)
    assert rows() == [(*row, *CONSTANT.values()) for row in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize("texts", [["", "1", "3+", "22"], ["1", "2", "3", "4"], ["a ", " ", "b", ""], ["a"]])
def test_short_texts_of_several_lengths(columns: dict[str, list[object]], texts: list[str]) -> None:
    columns |= {
        "area": [*texts, *["12345678901"] * (4 - len(texts))],
        "sealed_by": [f"{one}%s" for one in "abcd"],
    }
    insert_rows(SealedRecord, CONSTANT, columns)
    assert rows() == [(*row, *CONSTANT.values()) for row in zip(*columns.values(), strict=True)]


def test_no_row_is_no_statement_and_columns_that_differ_are_an_error() -> None:
    insert_rows(SealedRecord, CONSTANT, {"token": [], "area": []})
    with pytest.raises(ValueError, match="differ"):
        insert_rows(SealedRecord, CONSTANT, {"token": ["a"], "area": []})
    assert rows() == []
