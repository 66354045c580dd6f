"""Smoothed ratios as one HTML file: map, course with its band, areas, model; no network and no script."""

from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.course import course_chart
from evenborn.presentation.charts.trend_svg import trend_svg
from evenborn.presentation.numbers import Language
from evenborn.presentation.report import page_environment
from evenborn.presentation.smoothed_tables import (
    areas_table,
    course_table,
    parameters_table,
    smoothed_sentences,
)
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.presentation.tokens import style_sheet
from evenborn.presentation.words import say


def smoothed_page(report: SmoothedReport, language: Language, drawing: Markup | None = None) -> str:
    """Write smoothed ratios as one HTML document.

    Parameters
    ----------
    report : SmoothedReport
    language : {"en", "zh"}
    drawing : Markup, optional
        The map, drawn.

    Returns
    -------
    str
        The same report gives the same characters.
    """
    chart, parameters = course_chart(report, language), parameters_table(report, language)
    parts = {"map": drawing is not None, "course": chart is not None, "areas": True, "parameters": True}
    return (
        page_environment()
        .get_template("smoothed.html.j2")
        .render(
            report=report,
            language=language,
            sections=[name for name, held in parts.items() if held],
            sentences=smoothed_sentences(report, language),
            drawing=drawing or "",
            chart=trend_svg(chart) if chart else "",
            legend=_legend(report, language),
            course=course_table(report, language),
            areas=areas_table(report, language),
            parameters=parameters,
            say=lambda key, **facts: say(key, language, **facts),
            styles=Markup(style_sheet("tokens.css") + style_sheet("report.css")),  # noqa: S704 -- our own file
        )
    )


def _legend(report: SmoothedReport, language: Language) -> list[tuple[str, str]]:
    confidence = numbers.percent(report.request.confidence)
    return [
        ("swatch-annual", say("smooth.legend.own", language)),
        ("swatch-annual-band", say("smooth.legend.own-band", language, confidence=confidence)),
        ("swatch-pooled", say("smooth.legend.smoothed", language)),
        ("swatch-pooled-band", say("smooth.legend.smoothed-band", language, confidence=confidence)),
    ]
