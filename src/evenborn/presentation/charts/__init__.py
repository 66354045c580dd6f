"""Charts of sex ratios: the trend with its band and the funnel plot.

Each is prepared once, as plain numbers with their axes, and then drawn twice from those:
as a static SVG that needs no JavaScript and prints, and as options for ECharts.
"""

from evenborn.presentation.charts.funnel import FunnelChart, funnel_chart, funnel_option
from evenborn.presentation.charts.funnel_svg import funnel_svg
from evenborn.presentation.charts.trend import TrendChart, trend_chart, trend_option
from evenborn.presentation.charts.trend_svg import trend_svg

__all__ = [
    "FunnelChart",
    "TrendChart",
    "funnel_chart",
    "funnel_option",
    "funnel_svg",
    "trend_chart",
    "trend_option",
    "trend_svg",
]
