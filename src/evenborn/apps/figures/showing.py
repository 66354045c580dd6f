"""From a report to what a page of an area shows: words, charts, tables whose cells lead on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

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
from evenborn.presentation.tables import Cell, Table
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.web.drawings import Drawing, funnel_drawing, trend_drawing

__all__ = ["Links", "Shown", "led", "shown_of"]

_LEADS: Final = frozenset({"ratio", "births"})
"""Columns whose cells lead to the counts behind them."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the cells of a page lead.

    Attributes
    ----------
    area : str
        Code of the area of the page.
    register : str
    codes : mapping of str to str
        Code by the name under which an area stands in a table.
    """

    area: str
    register: str
    codes: Mapping[str, str]

    def of_area(self, code: str) -> str:
        """The page of an area."""
        return f"{reverse('figures-area', args=[code])}?{urlencode({'register': self.register})}"

    def behind(self, code: str, start: date, end: date) -> str:
        """The counts behind a figure."""
        asked = {"register": self.register, "start": start.isoformat(), "end": end.isoformat()}
        return f"{reverse('figures-behind', args=[code])}?{urlencode(asked)}"


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


def shown_of(report: AreaReport, links: Links, source: str, language: Language) -> Shown | None:
    """Everything that the page of an area shows; None without births."""
    whole, areas, orders = report.whole, report.areas, report.orders
    if whole is None:
        return None

    def leading(table: Table | None, of: RatioReport) -> Table | None:
        return None if table is None else led(table, links, of, source, language)

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


def led(table: Table, links: Links, report: RatioReport, source: str, language: Language) -> Table:
    """A table of a report with cells that lead on, and its source as the office states it."""
    periods, only = _periods(report, language), _compared(report)
    place = {column.key: number for number, column in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        code = links.codes.get(row[place["area"]].text, "") if "area" in place else links.area
        period = periods.get(row[place["period"]].text) if "period" in place else only
        behind = links.behind(code, period.start, period.end) if code and period else ""
        lead: Mapping[str, Callable[[], str]] = {
            "area": lambda code=code: links.of_area(code) if code else "",  # type: ignore[misc]
            "period": lambda behind=behind: behind,  # type: ignore[misc]
            **{name: (lambda behind=behind: behind) for name in _LEADS},  # type: ignore[misc]
        }
        rows.append(
            tuple(
                _leading(cell, lead[column.key]()) if column.key in lead else cell
                for column, cell in zip(table.columns, row, strict=True)
            )
        )
    return replace(table, rows=tuple(rows), source=source)


def _leading(cell: Cell, link: str) -> Cell:
    return replace(cell, link=link) if link and cell.text else cell
