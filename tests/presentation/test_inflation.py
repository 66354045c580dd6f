"""The answer of a trend: how far it has come is told, and areas that are too short are named."""

from datetime import date

import pytest

from evenborn.presentation.counts import Count
from evenborn.presentation.inflation import TrendRequest, trend_answer
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.inflation import DEFAULT_START

REQUEST = TrendRequest(106, 0, None, True, DEFAULT_START, False, 0, 0.95, 1, "example")


def _counts(area: str, years: int, girls: int = 1_000) -> list[Count]:
    births = {"male": 1_060, "female": girls, "unclear": 0}
    return [
        Count(area=area, order=None, facility=None, period=_year(2000 + place), **births)
        for place in range(years)
    ]


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "calendar-year", str(year))


def test_the_share_that_is_done_is_told_before_each_area() -> None:
    told: list[float] = []
    counts = [
        *_counts("甘州区", 6),
        *_counts("临泽县", 2),
        *_counts("高台县", 6, girls=0),
        *_counts("山丹县", 5),
    ]
    answer = trend_answer(counts, REQUEST, "births.csv", told.append)
    assert told == [0, 0.25, 0.5, 0.75]
    assert [trend.area for trend in answer.trends] == ["甘州区", "山丹县"]
    assert answer.left_out == ("临泽县", "高台县")


def test_where_no_area_is_a_series_the_longest_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        trend_answer([*_counts("甘州区", 4), *_counts("临泽县", 2)], REQUEST, "births.csv")
    assert refused.value.code == "trend-too-short"
    assert refused.value.facts["held"] == 4
