from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.periods import YearKind, month, read_period, year_of


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("2011", "2011", "calendar-year"),
        ("2011年", "2011", "calendar-year"),
        ("2011年度", "2011", "calendar-year"),
        ("2011.0", "2011", "calendar-year"),
        ("２０１１", "2011", "calendar-year"),
        ("1629", "1629", "calendar-year"),
        ("2011-09", "2011-09", "month"),
        ("2011/9", "2011-09", "month"),
        ("2011.9", "2011-09", "month"),
        ("2011.10", "2011-10", "month"),
        ("201109", "2011-09", "month"),
        ("2011年9月", "2011-09", "month"),
        ("2011 年 9 月份", "2011-09", "month"),
        ("２０１１年９月", "2011-09", "month"),
        ("2011-09-17", "2011-09-17", "day"),
        ("2011/9/17", "2011-09-17", "day"),
        ("20110917", "2011-09-17", "day"),
        ("20110917.0", "2011-09-17", "day"),
        ("2011年9月17日", "2011-09-17", "day"),
        ("2011-09-17 03:04:05", "2011-09-17", "day"),
        ("2011-09-17T23:59", "2011-09-17", "day"),
        ("2012-02-29", "2012-02-29", "day"),
        ("2010-10-01/2011-09-30", "2011", "statistical-year"),
        ("2010.10-2011.9", "2011", "statistical-year"),
        ("2010年10月至2011年9月", "2011", "statistical-year"),
        ("2011-01-01/2011-12-31", "2011", "calendar-year"),
        ("2011年1-9月", "2011-01–2011-09", "part-year"),
        ("2011.1-2011.9", "2011-01–2011-09", "part-year"),
        ("2009-2011", "2009–2011", "several-years"),
        ("2009~2011", "2009–2011", "several-years"),
    ],
)
def test_however_it_is_typed(text: str, label: str, kind: str) -> None:
    period = read_period(text, "calendar")
    assert (period.label, period.kind) == (label, kind)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2011-02-30", "invalid-date"),
        ("2011-13", "invalid-date"),
        ("2011-00", "invalid-date"),
        ("20111301", "invalid-date"),
        ("2011-1-1/2011-2-30", "invalid-date"),
        ("1499", "year-out-of-range"),
        ("2201-01-01", "year-out-of-range"),
        ("0000", "year-out-of-range"),
        ("2011.1", "lost-zero"),
        ("11", "invalid-period"),
        ("40803", "invalid-period"),
        ("9/17/2011", "invalid-period"),
        ("2011-09.17", "invalid-period"),
        ("2011-2010", "invalid-period"),
        ("去年", "invalid-period"),
        ("2011Q3", "invalid-period"),
        ("#REF!", "error-cell"),
    ],
)
def test_what_is_no_period(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_period(text, "calendar")
    assert caught.value.code == code


def test_a_bare_year_is_statistical_where_the_table_counts_so() -> None:
    period = read_period("2011年", "statistical")
    assert (period.start, period.end, period.kind) == (
        date(2010, 10, 1),
        date(2011, 9, 30),
        "statistical-year",
    )


@given(st.dates(date(1501, 1, 1), date(2199, 12, 31)), st.sampled_from(["calendar", "statistical"]))
def test_every_day_lies_in_its_month_and_year(day: date, kind: YearKind) -> None:
    stated = read_period(day.isoformat(), kind)
    assert (stated.start, stated.end) == (day, day)
    assert read_period(f"{day:%Y年%m月%d日}", kind) == read_period(f"{day:%Y%m%d}", kind) == stated
    assert month(day.month, day.year).start <= day <= month(day.month, day.year).end
    whole = year_of(day, kind)
    assert whole.start <= day <= whole.end
    assert whole.days in {365, 366}


@given(st.text(alphabet="0123456789年月日-./~至 :T１２", max_size=24))
def test_any_text_is_a_period_or_has_a_code(text: str) -> None:
    try:
        period = read_period(text, "calendar")
    except BadValue:
        return
    assert period.start <= period.end
