from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.moments import Moment, read_moment

DAY = date(2025, 1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-03 14:05",
        "2025-01-03 14:05:59",
        "2025-01-03 14:05:59.123456",
        "2025-01-03T14:05:00",
        "2025-01-03T14:05:00+08:00",
        "2025/1/3 14:05",
        "2025.1.3 14:05",
        "20250103 14:05",
        "202501031405",
        "20250103140559",
        "2025年1月3日14时5分",
        "2025年1月3日14时05分30秒",
        "2025年01月03日 14点05分",
        "2025年1月3号 14:05",
        "2025年1月3日下午2点05分",
        "2025-01-03 下午 2:05",
        "2025-01-03 2:05 PM",
        "2025-01-03 02:05pm",
        "２０２５－０１－０３　１４：０５",
        "  2025-01-03   14:05\u200b",
    ],
)
def test_one_moment_however_typed(text: str) -> None:
    assert read_moment(text) == Moment(DAY, 14 * 60 + 5)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2025-01-03", None),
        ("20250103", None),
        ("2025年1月3日", None),
        ("2025-01-03 00:00:00", 0),
        ("2025-01-03 23:59", 1439),
        ("2025-01-03 12:30 AM", 30),
        ("2025-01-03 12:30 PM", 750),
        ("2025年1月3日凌晨12点半", 30),
        ("2025年1月3日上午9时", 540),
        ("2025年1月3日中午12点整", 720),
        ("2025年1月3日中午11点半", 690),
        ("2025年1月3日中午1点", 780),
        ("2025年1月3日晚上8点30分", 1230),
        ("2025年1月3日下午14:05", 845),
    ],
)
def test_time_of_day(text: str, minute: int | None) -> None:
    assert read_moment(text) == Moment(DAY, minute)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("45660", "day-serial-number"),
        ("45660.5868", "day-serial-number"),
        ("25-01-03", "day-two-digit-year"),
        ("25年1月3日 14:05", "day-two-digit-year"),
        ("3/1/25", "day-two-digit-year"),
        ("3/1/2025", "day-invalid"),
        ("2025-01", "day-invalid"),
        ("2025", "day-invalid"),
        ("昨天", "day-invalid"),
        ("1-" * 100_000, "day-invalid"),
        ("#N/A", "day-invalid"),
        ("14:05", "moment-invalid"),
        ("2023-02-29", "day-impossible"),
        ("2025-13-01 10:00", "day-impossible"),
        ("0000-00-00 00:00:00", "day-out-of-range"),
        ("1799-12-31", "day-out-of-range"),
        ("2201-01-01", "day-out-of-range"),
        ("20250230", "day-impossible"),
        ("2025-01-03 24:00", "moment-invalid"),
        ("2025-01-03 14:60", "moment-invalid"),
        ("2025-01-03 14:5", "moment-invalid"),
        ("2025-01-03 14:05:99", "moment-invalid"),
        ("2025-01-03T06:05:00Z", "moment-invalid"),
        ("2025-01-03T14:05:00+09:00", "moment-invalid"),
        ("2025-01-03 14:05 PM", "moment-invalid"),
        ("202501032460", "moment-invalid"),
        ("2025年1月3日25时", "moment-invalid"),
    ],
)
def test_what_is_no_moment(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_moment(text)
    assert caught.value.code == code


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 12, 31)))  # noqa: DTZ001 - registers have local time
def test_every_minute_reads_back(moment: datetime) -> None:
    expected = Moment(moment.date(), moment.hour * 60 + moment.minute)
    chinese = f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分"
    for text in (moment.isoformat(), moment.isoformat(" ", "minutes"), chinese):
        assert read_moment(text) == expected


@given(st.text())
def test_any_text_is_a_moment_or_has_a_code(text: str) -> None:
    code = "day-"
    try:
        assert read_moment(text).day.year
    except BadValue as error:
        code = error.code
    assert code.startswith(("day-", "moment-invalid"))
