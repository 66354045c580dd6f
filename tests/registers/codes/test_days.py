from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.days import read_day


@pytest.mark.parametrize(
    "text",
    ["2025-01-03", "2025/1/3", "2025.01.03", "20250103", "20250103.0", "2025年1月3日", "2025-01-03 14:05"],
)
def test_one_day_however_typed(text: str) -> None:
    assert read_day(text) == date(2025, 1, 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-01-03 25:00", "day-invalid"),
        ("45660", "day-serial-number"),
        ("2025-02-30", "day-impossible"),
        ("25.1.3", "day-two-digit-year"),
        ("9999-01-01", "day-out-of-range"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_day(text)
    assert caught.value.code == code


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    texts = (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日")
    assert [read_day(text) for text in texts] == [day] * 3
