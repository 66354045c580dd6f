"""The ratio report as one HTML file that opens anywhere: no network, and no JavaScript needed to read it."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment
from markupsafe import Markup, escape

from evenborn.presentation import numbers
from evenborn.presentation.charts import (
    funnel_chart,
    funnel_option,
    funnel_svg,
    trend_chart,
    trend_option,
    trend_svg,
)
from evenborn.presentation.figure_cells import places_of
from evenborn.presentation.findings import findings
from evenborn.presentation.legends import funnel_legend, trend_legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.page_templates import new_page_templates
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_notes import notes_table
from evenborn.presentation.report_sentences import funnel_sentences, groups_sentences, trend_sentences
from evenborn.presentation.report_tables import (
    elsewhere,
    figures_table,
    funnel_table,
    groups_table,
    headline_table,
    pooled_table,
    trend_table,
)
from evenborn.presentation.strips import headline_strip, row_strips
from evenborn.presentation.tables import Table, groupings
from evenborn.presentation.tokens import STYLES, style_sheet
from evenborn.presentation.words import say

_DRAWN_ROWS: Final = 3000
"""A longer table is written without a drawing in each row; the page would grow too heavy to open."""

_NUMBER = re.compile(r"((?<![A-Za-z0-9.])(?:[≥≤] )?\d[\d.,]*(?:[–～-]\d[\d.,]*)*%?(?![A-Za-z0-9]))")


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart in the page: its static drawing, and the options with which ECharts draws it again."""

    name: str
    drawing: Markup
    option: Markup


def render_html(report: RatioReport, language: Language) -> str:
    """Write a report as one HTML document.

    Everything that the file said is escaped; style, script and drawings are inside; the content
    security policy of the page forbids every request.

    Parameters
    ----------
    report : RatioReport
    language : {"en", "zh"}

    Returns
    -------
    str
        The document. The same report gives the same characters.
    """
    charts = _charts(report, language)
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            language=language,
            findings=findings(report, language),
            places=places_of([report.headline]),
            strip=headline_strip(report, language),
            charts=charts,
            tables=_tables(report, language),
            trend_sentences=trend_sentences(report, language),
            funnel_sentences=funnel_sentences(report, language),
            groups_sentences=groups_sentences(report, language),
            trend_legend=trend_legend(report, language),
            funnel_legend=funnel_legend(report, language),
            elsewhere=elsewhere(report),
            notes=notes_table(report, language),
            say=lambda key, **facts: say(key, language, **facts),
            styles=Markup("".join(map(style_sheet, STYLES))),  # noqa: S704 -- our own files
            library=Markup(style_sheet("vendor/echarts.min.js")) if charts else "",  # noqa: S704 -- our own file
            script=Markup(style_sheet("report.js")),  # noqa: S704 -- our own file
        )
    )


def inline_json(value: object) -> Markup:
    r"""Write data as JSON that can stand inside a ``<script>`` element, whatever the data say.

    Examples
    --------
    >>> print(inline_json(["</script>", "\u2028"]))
    ["\u003c/script\u003e","\u2028"]
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 -- no character is left that could end the element


def unbroken(text: str) -> Markup:
    """Keep each number and range of a sentence on one line, and escape the sentence.

    Examples
    --------
    >>> str(unbroken("within 101.5–108.2 & so"))
    'within <span class="number">101.5–108.2</span> &amp; so'
    """
    parts = [
        escape(part) if place % 2 == 0 else _kept(part) for place, part in enumerate(_NUMBER.split(text))
    ]
    return Markup("").join(parts)


def _kept(number: str) -> Markup:
    return Markup('<span class="number">{}</span>').format(number)


def _tables(report: RatioReport, language: Language) -> dict[str, Table | None]:
    tables = {
        "headline": headline_table(report, language),
        "trend": trend_table(report, language),
        "pooled": pooled_table(report, language),
        "funnel": funnel_table(report, language),
        "groups": groups_table(report, language),
        "figures": figures_table(report, language),
    }
    return {name: _drawable(table) for name, table in tables.items()}


def _drawable(table: Table | None) -> Table | None:
    return table.printed() if table and len(table.rows) > _DRAWN_ROWS else table


def _charts(report: RatioReport, language: Language) -> dict[str, DrawnChart]:
    trend, funnel = trend_chart(report, language), funnel_chart(report, language)
    drawn = {}
    if trend:
        drawn["trend"] = DrawnChart("trend", trend_svg(trend), inline_json(trend_option(trend)))
    if funnel:
        drawn["funnel"] = DrawnChart("funnel", funnel_svg(funnel), inline_json(funnel_option(funnel)))
    return drawn


@cache
def environment() -> Environment:
    """Templates of reports, with their filters."""
    environment = new_page_templates("evenborn.presentation")
    environment.filters.update(unbroken=unbroken, strips=row_strips, groupings=groupings)
    environment.globals.update(level=numbers.level, percent=numbers.percent, ratio=numbers.ratio)
    environment.globals.update(interval=numbers.interval, count=numbers.count)
    return environment
