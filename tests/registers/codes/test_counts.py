import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.counts import LARGEST, read_count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("１２３", 123),
        ("1,234", 1234),
        ("１，２３４，５６７", 1234567),
        ("1 234", 1234),
        ("1　234", 1234),
        ("　12　", 12),
        ("12.0", 12),
        ("1,200.00", 1200),
        ("9007199254740992", LARGEST),
    ],
)
def test_however_it_is_typed(text: str, number: int) -> None:
    assert read_count(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "blank-count"),
        ("", "blank-count"),
        ("　", "blank-count"),
        ("—", "blank-count"),
        ("-", "blank-count"),
        ("-3", "negative-count"),
        ("－３", "negative-count"),
        ("−3", "negative-count"),
        ("(12)", "negative-count"),
        ("-1,200.5", "negative-count"),
        ("12.5", "fractional-count"),
        (".5", "fractional-count"),
        ("1,234.5", "fractional-count"),
        ("1,23", "text-count"),
        ("12人", "text-count"),
        ("1.2万", "text-count"),
        ("abc", "text-count"),
        ("1e3", "text-count"),
        ("nan", "text-count"),
        ("٣", "text-count"),
        ("#N/A", "error-cell"),
        ("#DIV/0!", "error-cell"),
        ("9007199254740993", "count-too-large"),
        ("9" * 400, "count-too-large"),
    ],
)
def test_what_is_no_count_of_births(text: str | None, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_count(text)
    assert caught.value.code == code


@given(st.integers(0, LARGEST))
def test_every_count_reads_back(number: int) -> None:
    full_width = str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    assert read_count(str(number)) == read_count(f"{number:,}") == read_count(full_width) == number


@given(st.text())
def test_any_text_is_a_count_or_has_a_code(text: str) -> None:
    number, code = 0, "text-count"
    try:
        number = read_count(text)
    except BadValue as error:
        code = error.code
    assert 0 <= number <= LARGEST
    assert code.endswith(("-count", "error-cell", "count-too-large"))
