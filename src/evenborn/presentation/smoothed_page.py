"""Smoothed ratios as one HTML file: map, course with its band, areas, model; no network and no script."""

import numpy as np

from evenborn.presentation import numbers
from evenborn.presentation.charts.area_chart import MapChart, ShownArea, map_legend, shown_area
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.charts.course import course_chart
from evenborn.presentation.charts.trend_svg import trend_svg
from evenborn.presentation.legends import Legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.smoothed_tables import (
    areas_table,
    course_table,
    parameters_table,
    period_words,
    smoothed_sentences,
)
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.presentation.words import say


def smoothed_page(report: SmoothedReport, language: Language) -> str:
    """Write smoothed ratios as one HTML document.

    Parameters
    ----------
    report : SmoothedReport
    language : {"en", "zh"}

    Returns
    -------
    str
        The same report gives the same characters.
    """
    heading = say("smooth.heading", language)
    return render_page(heading, report.source.name, smoothed_sections(report, language), language)


def smoothed_sections(report: SmoothedReport, language: Language) -> list[Section]:
    """The sections of a page of smoothed ratios: findings with the map, course, areas, model."""
    course = _course_section(report, language)
    return [
        _map_section(report, language),
        *([course] if course else []),
        Section("areas", _title("areas", language), tables=(areas_table(report, language),)),
        Section("parameters", _title("parameters", language), tables=(parameters_table(report, language),)),
    ]


def _title(name: str, language: Language) -> str:
    return say(f"smooth.section.{name}", language)


def _map_section(report: SmoothedReport, language: Language) -> Section:
    """The findings, and the map where there is anything to draw."""
    sentences = tuple(smoothed_sentences(report, language))
    area_map = report.area_map
    if area_map is None or not (np.isfinite(area_map.points).any() or any(area_map.outlines)):
        return Section("findings", _title("findings", language), points=sentences)
    shown, level = _shown(report, language), report.request.reference
    described = say("smooth.map-described", language, period=period_words(report, report.latest, language))
    return Section(
        "findings",
        _title("findings", language),
        drawing=area_map_svg(MapChart(area_map, shown, described, language)),
        legend=map_legend(shown, level, language),
        points=sentences,
    )


def _shown(report: SmoothedReport, language: Language) -> tuple[ShownArea, ...]:
    at, result = report.latest, report.result
    return tuple(
        shown_area(
            area,
            int(report.births[place, at]),
            (
                float(result.ratio[place, at]),
                float(result.lower[place, at]),
                float(result.upper[place, at]),
            ),
            report.request.reference,
            language,
        )
        for place, area in enumerate(report.areas)
    )


def _course_section(report: SmoothedReport, language: Language) -> Section | None:
    chart, table = course_chart(report, language), course_table(report, language)
    if chart is None or table is None:
        return None
    legend, drawing = _legend(report, language), trend_svg(chart)
    return Section("course", _title("course", language), drawing=drawing, legend=legend, tables=(table,))


def _legend(report: SmoothedReport, language: Language) -> Legend:
    confidence = numbers.percent(report.request.confidence)
    return (
        ("swatch-annual", say("smooth.legend.own", language)),
        ("swatch-annual-band", say("smooth.legend.own-band", language, confidence=confidence)),
        ("swatch-pooled", say("smooth.legend.smoothed", language)),
        ("swatch-pooled-band", say("smooth.legend.smoothed-band", language, confidence=confidence)),
    )
