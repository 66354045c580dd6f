"""From a report to what a page of an area shows: words, charts, tables whose cells lead on."""

from dataclasses import dataclass, replace

from evenborn.apps.figures.leading import Links, Time, led
from evenborn.apps.figures.missing_births import missing_of
from evenborn.apps.figures.registration.orders import OrderReading, read_orders
from evenborn.apps.figures.reports import AreaReport
from evenborn.presentation import dates
from evenborn.presentation.figure import Figure
from evenborn.presentation.findings import Findings, findings
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_sentences import funnel_sentences, groups_sentences, trend_sentences
from evenborn.presentation.report_tables import (
    compared_period,
    figures_table,
    groups_table,
    pooled_table,
    trend_table,
)
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.web.drawings import Drawing, funnel_drawing, trend_drawing

__all__ = ["Shown", "led_of", "shown_of"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of an area shows; what there is nothing for is None or empty."""

    headline: Figure
    behind: str
    reference: float
    findings: Findings
    trend: Drawing | None
    trend_table: Table | None
    trend_sentences: tuple[str, ...]
    pooled: Table | None
    funnel: Drawing | None
    funnel_sentences: tuple[str, ...]
    groups: Table | None
    groups_sentences: tuple[str, ...]
    areas: Table | None
    all_too_few: bool
    compared: str
    orders: Table | None
    orders_say: OrderReading
    missing: Table | None


def shown_of(report: AreaReport, links: Links, source: str, language: Language) -> Shown | None:
    """Everything that the page of an area shows; None without births."""
    whole, areas, orders = report.whole, report.areas, report.orders
    if whole is None:
        return None

    def leading(table: Table | None, of: RatioReport) -> Table | None:
        return None if table is None else led_of(table, links, of, source, language)

    def drawn(drawing: Drawing | None, of: RatioReport) -> Drawing | None:
        if drawing is None:
            return None
        table = leading(drawing.table, of)
        return drawing if table is None else replace(drawing, table=table)

    trend = drawn(_trend(whole, language), whole)
    funnel = drawn(funnel_drawing(areas, language), areas) if areas else None
    groups = leading(groups_table(areas, language), areas) if areas else None
    return Shown(
        whole.headline, _behind(whole.headline, links), whole.reference, findings(whole, language), trend,
        None if trend else leading(trend_table(whole, language), whole), trend_sentences(whole, language),
        leading(pooled_table(whole, language), whole),
        funnel, funnel_sentences(areas, language) if areas else (),
        groups, groups_sentences(areas, language) if areas else (),
        leading(_titled(figures_table(areas, language), "each-period", language), areas)
        if areas and not (funnel or groups)
        else None,
        areas is not None and all(figure.ratio is None for figure in areas.figures),
        _compared_words(areas, language) if areas else "",
        leading(_titled(figures_table(orders, language), "orders", language), orders) if orders else None,
        read_orders(orders.figures, whole.reference, language) if orders else OrderReading(),
        missing_of(whole.headline, source, language, links),
    )  # fmt: skip


def _behind(figure: Figure, links: Links) -> str:
    return links.behind(links.area, figure.period.start, figure.period.end) if figure.period else ""


def _trend(report: RatioReport, language: Language) -> Drawing | None:
    """The trend, drawn without first and last periods that hold too few births; its table has them all."""
    shown = [place for place, one in enumerate(report.trend) if one.ratio is not None]
    if not shown:
        return None
    drawing = trend_drawing(replace(report, trend=report.trend[shown[0] : shown[-1] + 1]), language)
    table = trend_table(report, language)
    return drawing if drawing is None or table is None else replace(drawing, table=table)


def _titled(table: Table, key: str, language: Language) -> Table:
    return replace(table, name=key, title=say(f"figures.titled.{key}", language))


def _compared_words(areas: RatioReport, language: Language) -> str:
    """The period in which areas are compared, or that each of theirs stands by itself."""
    if areas.funnel is None and not areas.ranking:
        return say("figures.period-by-period", language)
    return compared_period(areas, language)


def _periods(report: RatioReport, language: Language) -> dict[str, Period]:
    """Periods of a report by how they are written."""
    figures = [report.headline, *report.trend, *report.pooled_trend, *report.figures]
    figures += [area.figure for area in report.ranking]
    figures += [point.figure for point in report.funnel.points] if report.funnel else []
    return {dates.period(one.period, language): one.period for one in figures if one.period is not None}


def _compared(report: RatioReport) -> Period | None:
    """The period of figures in a table that names none: that in which areas are compared."""
    figures = [area.figure for area in report.ranking]
    figures += [point.figure for point in report.funnel.points] if report.funnel else []
    return next((one.period for one in [*figures, *report.figures] if one.period is not None), None)


def led_of(table: Table, links: Links, report: RatioReport, source: str, language: Language) -> Table:
    """A table of a report with cells that lead on, and its source as the office states it."""
    periods, only = _periods(report, language), _compared(report)
    place = next((at for at, column in enumerate(table.columns) if column.key == "period"), None)

    def time_at(row: int, _column: str) -> Time | None:
        period = only if place is None else periods.get(table.rows[row][place].text)
        return (period.start, period.end) if period else None

    return led(table, links, time_at, source)
