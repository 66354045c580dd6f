"""The trend: the same numbers in its options and its drawing."""

import json
import re

import pytest

from evenborn.presentation.charts import trend_chart, trend_option, trend_svg
from evenborn.presentation.charts.trend import TrendChart
from evenborn.presentation.legends import trend_legend
from evenborn.presentation.report_tables import pooled_table
from evenborn.presentation.tokens import colours
from presentation import reports
from presentation.reports import Births, figure, report, year, years


def chart_of(*births: tuple[int, int]) -> TrendChart:
    trend = [figure(Births(m, f, period=year(2000 + n))) for n, (m, f) in enumerate(births)]
    chart = trend_chart(report(trend[-1], trend=trend), "en")
    assert chart is not None
    return chart


def test_options_are_plain_data_in_the_colours_of_the_tokens() -> None:
    chart = trend_chart(reports.london(), "zh")
    assert chart is not None
    written = json.dumps(trend_option(chart), allow_nan=False)
    assert "function" not in written
    assert set(re.findall(r"#[0-9a-f]{6}", written)) <= set(colours().values())


def test_the_band_lies_between_the_ends_of_the_interval() -> None:
    chart = chart_of((5300, 5000), (5400, 5000), (5600, 5000))
    floor, height = trend_option(chart)["series"][:2]
    for place, point in enumerate(chart.annual):
        assert floor["data"][place] == point.lower
        assert floor["data"][place] + height["data"][place] == pytest.approx(point.upper)


def test_windows_stand_in_the_middle_of_their_years() -> None:
    chart = trend_chart(reports.london(), "en")
    assert chart is not None
    assert [point.at for point in chart.pooled[:2]] == [1.0, 2.0]


def test_a_period_without_a_ratio_is_a_gap() -> None:
    chart = chart_of((5300, 5000), (0, 0), (5600, 5000), (5500, 5000))
    assert [point.ratio is None for point in chart.annual] == [False, True, False, False]
    assert trend_option(chart)["series"][-1]["data"][1] is None
    assert str(trend_svg(chart)).count('class="annual-dot"') == 3
    assert str(trend_svg(chart)).count('class="annual-line"') == 2


def test_the_reference_is_always_in_the_frame() -> None:
    chart = chart_of((13_500, 10_000), (13_600, 10_000))
    assert chart.axis.low <= 107 <= chart.axis.high


def test_a_period_without_girls_runs_out_of_the_frame() -> None:
    chart = chart_of((5300, 5000), (5400, 5000), (300, 0))
    floor, height = trend_option(chart)["series"][:2]
    assert floor["data"][2] + height["data"][2] >= chart.axis.high


def test_one_period_is_no_trend() -> None:
    assert trend_chart(reports.no_girls(), "en") is None


def test_long_series_leave_out_labels_rather_than_crowd_them() -> None:
    chart = trend_chart(reports.united_states() or reports.london(), "en")
    assert chart is not None
    labels = re.findall(r'class="tick middle"', str(trend_svg(chart)))
    assert len(labels) <= max(25, len(chart.labels) // 2)


def test_a_single_window_stands_in_its_table_only() -> None:
    trend = [figure(Births(5300 + n, 5000, period=year(2009 + n))) for n in range(3)]
    window = figure(Births(15_903, 15_000, period=years(2009, 2011)), pooled=True)
    made = report(trend[-1], trend=trend, pooled=[window], pool=3)
    chart = trend_chart(made, "en")
    assert chart is not None
    assert chart.pooled == ()
    assert not any("3 periods" in words for _, words in trend_legend(made, "en"))
    assert pooled_table(made, "en") is not None
