"""Ratios, tables and charts in templates; a ratio without births, interval, period and source is refused."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from evenborn.presentation import dates, numbers
from evenborn.presentation.figure import Figure
from evenborn.presentation.figure_cells import READINGS, places_of
from evenborn.presentation.reading import LOOKS, read
from evenborn.presentation.report import environment
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.web.drawings import Drawing
from evenborn.web.language import page_language

register = template.Library()


@register.simple_tag
def ratio(figure: Figure, *, source: str, confidence: float = 0.95) -> SafeString:
    """Write a ratio with all that must stand beside it.

    Raises
    ------
    ValueError
        When the figure has a ratio and lacks births, interval or period, or no source is named.
    """
    language = page_language()
    if figure.ratio is None:
        words = say(READINGS[read(figure, 0.0)], language)
        return format_html('<span class="ratio soft">{}</span>', words)
    written = numbers.interval(figure.lower, figure.upper, language, places_of([figure]))
    if figure.births is None or figure.period is None or not written or not source:
        raise ValueError("A ratio is shown with its births, interval, period and source, or not at all.")
    beside = say(
        "ratio.beside", language, confidence=numbers.percent(confidence), interval=written,
        births=figure.births, period=dates.period(figure.period, language), source=source,
    )  # fmt: skip
    shown = numbers.ratio(figure.ratio, places_of([figure]))
    return format_html('<span class="ratio"><b>{}</b> <span class="source">{}</span></span>', shown, beside)


@register.simple_tag
def reading(figure: Figure, reference: float) -> SafeString:
    """Say how a figure reads against the reference level: words, shape, colour."""
    found = read(figure, reference)
    words = say(READINGS[found], page_language())
    return format_html('<span class="reading look-{}">{}</span>', LOOKS[found], words)


@register.simple_tag(name="table")
def table_tag(table: Table) -> SafeString:
    """Write a table of the reports, exactly as they write it."""
    written = environment().get_template("table.html.j2").make_module({"language": page_language()})
    return mark_safe(str(written.table_of(table)))  # type: ignore[attr-defined]  # noqa: S308 - escaped there


@register.inclusion_tag("web/chart.html")
def chart(drawn: Drawing) -> dict[str, Any]:
    """Draw a chart, with its table below it."""
    return {"chart": drawn, "option_id": f"{drawn.name}-option", "drawn_table": drawn.table}
