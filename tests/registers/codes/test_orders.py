import pytest

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.orders import read_order
from evenborn.registers.definition import births_table

WORDS = births_table().codes["order"]


@pytest.mark.parametrize(
    ("text", "stated", "counted"),
    [
        ("1", "1", "1"),
        ("1.0", "1", "1"),
        ("１", "1", "1"),
        ("一孩", "1", "1"),
        ("第一孩", "1", "1"),
        ("头胎", "1", "1"),
        ("first", "1", "1"),
        ("1st", "1", "1"),
        ("二孩", "2", "2"),
        ("两孩", "2", "2"),
        ("第2胎", "2", "2"),
        ("三孩", "3", "3+"),
        ("三孩及以上", "3+", "3+"),
        ("3孩以上", "3+", "3+"),
        ("3+", "3+", "3+"),
        ("多孩", "3+", "3+"),
        ("third or more", "3+", "3+"),
        ("7", "7", "3+"),
        ("5th", "5", "3+"),
        ("4 and over", "4+", "3+"),
        ("", None, None),
        (None, None, None),
        ("不详", None, None),
    ],
)
def test_however_it_is_typed(text: str | None, stated: str | None, counted: str | None) -> None:
    assert read_order(text, WORDS) == (stated, counted)


@pytest.mark.parametrize("text", ["0", "-1", "31", "2+", "二孩及以上", "1.5", "孩", "x", "#N/A"])
def test_what_is_no_order_or_mixes_two_classes(text: str) -> None:
    with pytest.raises(BadValue, match="unknown-order"):
        read_order(text, WORDS)
