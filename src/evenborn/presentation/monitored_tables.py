"""How areas that were followed read in tables: the alarms, every area, every area and month."""

import numpy as np

from evenborn.presentation import dates, numbers
from evenborn.presentation.monitored_sentences import area_name, shown_ratio, state
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, count, ratio, text
from evenborn.presentation.words import say
from evenborn.sexratio.ratio import SexRatio


def alarms_table(report: MonitoredReport, language: Language) -> Table | None:
    """One row an area with an alarm, the latest first; None without an alarm."""
    found, since, after = report.monitored, report.monitored.since, report.monitored.after
    if not len(report.alarmed):
        return None
    rows = []
    for place in report.alarmed.tolist():
        moments = (found.first_alarm, found.last_alarm)
        rows.append(
            (
                text(area_name(report, place, language), "high"),
                text(
                    ("" if found.start[place] else "≤ ") + _month(report, int(found.start[place]), language)
                ),
                *(text(_month(report, int(moment[place]), language)) for moment in moments),
                text(state(report, place, language)),
                *_figure_cells(since, place, report, language),
                *_figure_cells(after, place, report, language),
            )
        )
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        Column("start", say("monitor.column.start", language), "text", 10),
        Column("first", say("monitor.column.first", language), "text", 10),
        Column("last", say("monitor.column.last", language), "text", 10),
        Column("state", say("monitor.column.state", language), "text", 12),
        *_figure_columns("since", report, language),
        *_figure_columns("after", report, language),
    )
    notes = tuple(say(f"monitor.note.{name}", language) for name in ("start", "state", "since", "after"))
    title = say("monitor.title.alarms", language)
    return Table("alarms", title, columns, tuple(rows), notes, _source(report, language))


def areas_table(report: MonitoredReport, language: Language) -> Table:
    """One row an area: births, the statistic at the end of the last month, its threshold, the usual delay."""
    found = report.monitored
    rows = []
    for place in range(len(found.threshold)):
        births = int(found.births[place].sum())
        alarm = say(
            "monitor.column.alarm-in", language, month=_month(report, int(found.last_alarm[place]), language)
        )
        rows.append(
            (
                text(area_name(report, place, language)),
                count(births, language),
                count(round(births / len(report.months)), language),
                _decimal(float(found.path[place, -1]), 2),
                _decimal(float(found.threshold[place]), 2),
                _decimal(float(found.delay[place]), 0),
                text(alarm, "high") if found.last_alarm[place] >= 0 else text(""),
            )
        )
    shifted = numbers.level(report.request.shift.shifted)
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        Column("births", say("column.births", language), "number", 10),
        Column("monthly", say("monitor.column.monthly", language), "number", 10),
        Column("statistic", say("monitor.column.statistic", language), "number", 10),
        Column("threshold", say("monitor.column.threshold", language), "number", 10),
        Column("delay", say("monitor.column.delay", language, shifted=shifted), "number", 12),
        Column("finding", say("smooth.column.flag", language), "text", 16),
    )
    title = say("monitor.title.areas", language, month=_month(report, len(report.months) - 1, language))
    notes = tuple(say(f"monitor.note.{name}", language) for name in ("statistic", "delay", "method"))
    return Table("monitored", title, columns, tuple(rows), notes, _source(report, language))


def cells_table(report: MonitoredReport, language: Language) -> Table:
    """One row an area and month: for a workbook."""
    found = report.monitored
    rows = []
    for place in range(len(found.threshold)):
        for at in range(len(report.months)):
            rows.append(
                (
                    text(area_name(report, place, language)),
                    text(_month(report, at, language)),
                    count(int(found.male[place, at]), language),
                    count(int(found.female[place, at]), language),
                    _decimal(float(found.path[place, at]), 3),
                    text(say("monitor.alarmed", language), "high") if found.alarm[place, at] else text(""),
                )
            )
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        Column("month", say("monitor.column.month", language), "text", 12, names_row=True),
        Column("male", say("column.male", language), "number", 10),
        Column("female", say("column.female", language), "number", 10),
        Column("statistic", say("monitor.column.statistic", language), "number", 10),
        Column("finding", say("smooth.column.flag", language), "text", 8),
    )
    title = say("monitor.title.cells", language)
    return Table("months", title, columns, tuple(rows), (), _source(report, language))


def _figure_columns(name: str, report: MonitoredReport, language: Language) -> tuple[Column, ...]:
    confidence = numbers.percent(report.request.confidence)
    over = say(f"monitor.column.interval-{name}", language, confidence=confidence)
    return (
        Column(f"{name}-births", say(f"monitor.column.births-{name}", language), "number", 9),
        Column(f"{name}-ratio", say(f"monitor.column.ratio-{name}", language), "number", 9),
        Column(f"{name}-lower", say("column.lower", language), "number", 8, over=over),
        Column(f"{name}-upper", say("column.upper", language), "number", 8, over=over),
    )


def _figure_cells(
    figure: SexRatio, place: int, report: MonitoredReport, language: Language
) -> tuple[Cell, ...]:
    shown = shown_ratio(figure, place, report.request.confidence) or (None, None, None)
    return count(int(figure.births[place]), language), *(ratio(value, 1) for value in shown)


def _decimal(value: float, places: int) -> Cell:
    if not np.isfinite(value):
        return text("")
    return Cell(
        f"{value:,.{places}f}", round(value, places), "#,##0" + ("." + "0" * places if places else "")
    )


def _month(report: MonitoredReport, place: int, language: Language) -> str:
    return dates.period(report.months[place], language)


def _source(report: MonitoredReport, language: Language) -> str:
    return say("smooth.source", language, source=report.source.name, sha256=report.source.sha256[:12])
