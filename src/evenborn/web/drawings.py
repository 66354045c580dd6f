"""Charts of the office's pages: the drawing of a report, its table, its options for ECharts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from evenborn.presentation.charts import (
    funnel_chart,
    funnel_option,
    funnel_svg,
    trend_chart,
    trend_option,
    trend_svg,
)
from evenborn.presentation.legends import Legend, funnel_legend, trend_legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_tables import funnel_table, trend_table
from evenborn.presentation.tables import Table

__all__ = ["Drawing", "funnel_drawing", "trend_drawing"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What ``{% chart %}`` shows; a page whose charts may move includes ``web/charts.html`` in ``scripts``.

    Attributes
    ----------
    name : str
        Its own on the page, such as ``trend``.
    drawing : Markup
        One ``<svg>`` that needs no script.
    option : mapping
        Options of ECharts, plain data.
    legend : Legend
    table : Table
        The same figures, with births, intervals, notes and source.
    """

    name: str
    drawing: Markup
    option: Mapping[str, Any]
    legend: Legend
    table: Table


def trend_drawing(report: RatioReport, language: Language) -> Drawing | None:
    """The trend of a report; None with fewer than two periods that have a ratio to show."""
    chart, table = trend_chart(report, language), trend_table(report, language)
    if chart is None or table is None:
        return None
    return Drawing("trend", trend_svg(chart), trend_option(chart), trend_legend(report, language), table)


def funnel_drawing(report: RatioReport, language: Language) -> Drawing | None:
    """The funnel plot of a report; None where there is none."""
    chart, table = funnel_chart(report, language), funnel_table(report, language)
    if chart is None or table is None:
        return None
    return Drawing("funnel", funnel_svg(chart), funnel_option(chart), funnel_legend(report, language), table)
