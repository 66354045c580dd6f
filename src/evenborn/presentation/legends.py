"""What the marks of a chart mean, as pairs of a style and its words."""

from evenborn.presentation import numbers
from evenborn.presentation.charts.trend import has_pooled_line
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.words import say

Legend = tuple[tuple[str, str], ...]


def trend_legend(report: RatioReport, language: Language) -> Legend:
    """Return the marks of the trend.

    Returns
    -------
    tuple of (str, str)
        A class of ``static/figures.css`` and its words.
    """
    confidence = numbers.percent(report.confidence)
    marks = [
        ("swatch-annual", say("chart.annual", language)),
        ("swatch-annual-band", say("chart.annual-band", language, confidence=confidence)),
    ]
    if has_pooled_line(report):
        marks.append(("swatch-pooled", say("chart.pooled", language, pool=report.pool)))
        marks.append(("swatch-pooled-band", say("chart.pooled-band", language, confidence=confidence)))
    reference = say("chart.reference", language, reference=numbers.level(report.reference))
    return (*marks, ("swatch-reference", reference))


def funnel_legend(report: RatioReport, language: Language) -> Legend:
    """Return the marks of the funnel plot, as far as it holds them; empty where there is none."""
    if report.funnel is None:
        return ()
    flags = {point.flag for point in report.funnel.points}
    words = {"high": "chart.high", "low": "chart.low", "inside": "chart.inside"}
    marks = [(f"swatch-{flag}", say(key, language)) for flag, key in words.items() if flag in flags]
    limits = [
        (f"swatch-limit-{place}", say("chart.limit", language, confidence=numbers.percent(confidence)))
        for place, confidence in enumerate(sorted(report.funnel.limits))
    ]
    target = numbers.level(round(report.funnel.target, 1))
    return (*marks, *limits, ("swatch-reference", say("chart.centre", language, target=target)))
