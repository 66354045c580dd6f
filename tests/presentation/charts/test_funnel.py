"""The funnel plot: marks, limits, labels."""

import json
import re
from xml.etree import ElementTree

import pytest

from evenborn.presentation.charts import funnel_chart, funnel_option, funnel_svg
from evenborn.presentation.charts.funnel import FunnelChart
from evenborn.presentation.ratio_report import RatioReport
from presentation import reports


def chart_of(report: RatioReport) -> FunnelChart:
    chart = funnel_chart(report, "en")
    assert chart is not None
    return chart


def test_every_area_with_a_ratio_is_a_mark() -> None:
    chart = chart_of(reports.townships())
    option = funnel_option(chart)
    drawn = sum(len(series["data"]) for series in option["series"] if series["type"] == "scatter")
    shown = [area for area in reports.townships().ranking if area.figure.ratio is not None]
    assert drawn == len(chart.marks) == len(shown)
    assert len(re.findall(r'class="mark-', str(funnel_svg(chart)))) == drawn


def test_flags_have_shapes_of_their_own() -> None:
    option = funnel_option(chart_of(reports.districts(200)))
    looks = {(s["symbol"], s["symbolRotate"]) for s in option["series"] if s["type"] == "scatter"}
    assert looks == {("circle", 0), ("triangle", 180), ("triangle", 0)}


def test_limits_stand_around_the_centre_the_outer_outside_the_inner() -> None:
    chart = chart_of(reports.townships())
    (inner_low, inner_high), (outer_low, outer_high) = chart.limits.values()
    for (_, a), (_, b), (_, c), (_, d) in zip(outer_low, inner_low, inner_high, outer_high, strict=True):
        assert a < b < chart.target < c < d


def test_many_areas_are_labelled_sparingly() -> None:
    chart = chart_of(reports.districts(640))
    assert sum(bool(mark.label) for mark in chart.marks) <= 8


def test_every_mark_is_inside_the_axes() -> None:
    for report in (reports.townships(), reports.districts(640), reports.hostile()):
        chart = chart_of(report)
        for mark in chart.marks:
            assert 0 <= chart.across.place(mark.births) <= 1
            assert 0 <= chart.upright.place(mark.ratio) <= 1


def test_options_are_plain_data() -> None:
    written = json.dumps(funnel_option(chart_of(reports.hostile())), allow_nan=False)
    assert "function" not in written


def test_the_drawing_is_well_formed_whatever_the_names() -> None:
    chart = chart_of(reports.districts(60))
    hostile = FunnelChart(
        tuple(type(mark)(mark.births, mark.ratio, mark.flag, "<b>&\"'", "x") for mark in chart.marks),
        chart.limits,
        chart.target,
        chart.across,
        chart.upright,
        "en",
    )
    root = ElementTree.fromstring(str(funnel_svg(hostile)))  # noqa: S314 -- our own drawing
    assert "<b>&\"'" in {text.text for text in root.iter("text")}


@pytest.mark.parametrize("make", [reports.london, reports.no_girls])
def test_without_areas_there_is_no_funnel(make: object) -> None:
    assert callable(make)
    assert funnel_chart(make(), "en") is None
