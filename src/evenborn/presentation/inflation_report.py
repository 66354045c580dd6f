"""A trend as one HTML file without script, and as a workbook."""

from evenborn.presentation.charts import trend_svg
from evenborn.presentation.charts.inflation import inflation_chart
from evenborn.presentation.inflation import TrendAnswer
from evenborn.presentation.inflation_map import trend_map
from evenborn.presentation.inflation_tables import transitions_table, years_table
from evenborn.presentation.inflation_words import area_name, request_notes, trend_sentences
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.tables import Table
from evenborn.presentation.text import printable
from evenborn.presentation.words import say
from evenborn.presentation.workbook import Sheet, book_of
from evenborn.registers.area_map import AreaMap

LEGEND = ("annual", "annual-band", "pooled", "pooled-band", "reference")
"""Marks of the chart; their words stand under ``trend.legend``."""


def render_trend(answer: TrendAnswer, language: Language, area_map: AreaMap | None = None) -> str:
    """Write a trend as one HTML document: no script, no request to any host.

    Parameters
    ----------
    answer : TrendAnswer
    language : {"en", "zh"}
    area_map : AreaMap, optional
        Of the areas of the answer, in its order.

    Returns
    -------
    str
        The same answer gives the same characters.
    """
    sections = [_section(answer, place, language) for place in range(len(answer.trends))]
    summary = Section(
        "summary", say("trend.summary", language), tables=(transitions_table(answer, language),)
    )
    title, subject = say("trend.heading", language), printable(answer.request.source)
    drawn = [] if area_map is None else [trend_map(answer, area_map, language)]
    return render_page(title, subject, [*drawn, *sections, summary], language)


def _section(answer: TrendAnswer, place: int, language: Language) -> Section:
    trend = answer.trends[place]
    return Section(
        f"series-{place}",
        area_name(trend, language),
        tuple(trend_sentences(trend, answer.request, language)),
        trend_svg(inflation_chart(trend, answer.request.baseline, language), f"trend-{place}"),
        tuple((f"swatch-{mark}", say(f"trend.legend.{mark}", language)) for mark in LEGEND),
        (_years(answer, place, language),),
    )


def trend_workbook(answer: TrendAnswer, language: Language) -> bytes:
    """Write a trend as a workbook: what it says with a row for each series, and a table of all years.

    Parameters
    ----------
    answer : TrendAnswer
    language : {"en", "zh"}

    Returns
    -------
    bytes
        The same answer gives the same bytes.
    """
    sentences = [line for trend in answer.trends for line in trend_sentences(trend, answer.request, language)]
    summary = (*sentences, *request_notes(answer, language)[-2:])
    years = [_years(answer, place, language) for place in range(len(answer.trends))]
    sheets: list[Sheet] = [
        (say("trend.summary", language), summary, [transitions_table(answer, language)]),
        (say("trend.years-title", language), (), years),
    ]
    return book_of(say("trend.document", language, source=printable(answer.request.source)), sheets, language)


def _years(answer: TrendAnswer, place: int, language: Language) -> Table:
    return years_table(answer.trends[place], answer.request, language, f"years-{place}")
