"""Days and periods in both languages."""

from datetime import date

import pytest

from evenborn.presentation import dates
from evenborn.registers.period import Period


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        (Period(date(2011, 1, 1), date(2011, 12, 31), "calendar-year", "2011"), "2011", "2011年"),
        (
            Period(date(2010, 10, 1), date(2011, 9, 30), "statistical-year", "2011"),
            "1 Oct 2010–30 Sep 2011",
            "2011统计年度",
        ),
        (Period(date(2011, 9, 1), date(2011, 9, 30), "month", "2011-09"), "2011-09", "2011年9月"),
        (Period(date(2011, 9, 17), date(2011, 9, 17), "day", "2011-09-17"), "2011-09-17", "2011年9月17日"),
        (
            Period(date(2009, 1, 1), date(2011, 12, 31), "several-years", "2009–2011"),
            "2009–2011",
            "2009—2011年",
        ),
        (
            Period(date(2008, 10, 1), date(2011, 9, 30), "several-years", "2009–2011"),
            "1 Oct 2008–30 Sep 2011",
            "2009—2011统计年度",
        ),
        (
            Period(date(2011, 1, 1), date(2011, 9, 17), "part-year", "2011"),
            "1 Jan–17 Sep 2011",
            "2011年1月1日—9月17日",
        ),
        (
            Period(date(2010, 11, 1), date(2011, 1, 31), "part-year", "2010-11–2011-01"),
            "1 Nov 2010–31 Jan 2011",
            "2010年11月1日—2011年1月31日",
        ),
    ],
)
def test_periods(period: Period, en: str, zh: str) -> None:
    assert dates.period(period, "en") == en
    assert dates.period(period, "zh") == zh
