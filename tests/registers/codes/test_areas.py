import pytest

from evenborn.registers.codes.areas import is_total, read_name
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.definition import births_table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甘州区", "甘州区"),
        (" 甘州区　", "甘州区"),
        ("６２０７０２", "620702"),
        ("", None),
        (None, None),
        ("\ufeff", None),
    ],
)
def test_a_name_is_trimmed_and_half_width(text: str | None, name: str | None) -> None:
    assert read_name(text) == name


def test_a_failed_formula_is_no_name() -> None:
    with pytest.raises(BadValue, match="error-cell"):
        read_name("#N/A")


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("合计", True),
        ("合 计", True),
        ("　总　计", True),
        ("Total", True),
        ("Grand Total", True),
        ("合计镇", False),
    ],
)
def test_words_of_totals(text: str, total: bool) -> None:
    assert is_total(text, births_table().codes["total"]) is total
