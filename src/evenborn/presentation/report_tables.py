"""The tables of a ratio report: headline, trend, pooled trend, funnel, groups, all figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from evenborn.presentation import dates, numbers, tables
from evenborn.presentation.figure import Figure
from evenborn.presentation.figure_cells import FigureColumns
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import FunnelPoint, RankedArea, RatioReport
from evenborn.presentation.table_notes import figure_notes, reading_note, source_line
from evenborn.presentation.tables import Cell, Column, Look, Table
from evenborn.presentation.words import say

_NAMES: Final = {
    "area": ("column.area", 22),
    "period": ("column.period", 16),
    "order": ("column.order", 12),
    "facility": ("column.facility", 24),
}

_FLAGS: Final[dict[str, tuple[str, Look]]] = {
    "high": ("flag.high", "high"),
    "low": ("flag.low", "low"),
    "inside": ("flag.inside", "plain"),
}


def headline_table(report: RatioReport, language: Language) -> Table:
    """Return the headline, and the whole file where it is another figure."""
    figures = [report.headline] if report.whole == report.headline else [report.headline, report.whole]
    names = [
        _whole(figure, language) if figure is report.whole else period_of(figure, language)
        for figure in figures
    ]
    named = Column("what", say("column.what", language), "text", 26, names_row=True)
    table = _table(
        "headline", say("table.headline", language), figures, (named,), _texts(names), report, language
    )
    return replace(table, notes=(reading_note(report, language), *table.notes))


def _whole(figure: Figure, language: Language) -> str:
    if figure.period is None:
        return say("cell.all-births", language)
    return say("cell.all-births-of", language, period=dates.period(figure.period, language))


def trend_table(report: RatioReport, language: Language) -> Table | None:
    """Return one row a period, all areas together; None where the file names no period."""
    if not report.trend:
        return None
    return _by_names("trend", say("table.trend", language), report.trend, ("period",), report, language)


def pooled_table(report: RatioReport, language: Language) -> Table | None:
    """Return one row a window of periods; None where nothing is pooled."""
    if not report.pooled_trend:
        return None
    title = say("table.pooled", language, pool=report.pool)
    return _by_names("pooled", title, report.pooled_trend, ("period",), report, language)


def figures_table(report: RatioReport, language: Language) -> Table:
    """Return every figure that the report was asked for."""
    kept = [name for name in _NAMES if any(_written(name, figure, language) for figure in report.figures)]
    return _by_names("figures", say("table.figures", language), report.figures, kept, report, language)


def elsewhere(report: RatioReport) -> str:
    """Name the words that say in which other tables all figures already stand; empty where they do not."""
    if set(report.figures) <= {report.headline}:
        return "figures.same-as-headline"
    by_period = {*report.trend, *report.pooled_trend}
    return "figures.same-as-trend" if set(report.figures) <= by_period else ""


def funnel_table(report: RatioReport, language: Language) -> Table | None:
    """Return the areas of the funnel, the least likely first; None where there is no funnel."""
    if report.funnel is None:
        return None
    points = sorted(
        report.funnel.points,
        key=lambda point: (point.p_value, point.figure.area or point.figure.facility or ""),
    )
    figures = [point.figure for point in points]
    title = say("table.funnel", language, period=compared_period(report, language))
    basis = _by_names("funnel", title, figures, (_place(figures),), report, language)
    extra = (
        Column("p-value", say("column.p-value", language), "number", 9),
        Column("flag", say("column.flag", language), "text", 14),
    )
    note = say("note.funnel", language, target=numbers.level(round(report.funnel.target, 1)))
    return _widened(basis, extra, [_flag_cells(point, language) for point in points], note)


def groups_table(report: RatioReport, language: Language) -> Table | None:
    """Return the areas in their groups; None with fewer than two areas."""
    if not report.ranking:
        return None
    figures = [area.figure for area in report.ranking]
    title = say("table.groups", language, period=compared_period(report, language))
    basis = _by_names("groups", title, figures, (_place(figures),), report, language)
    grouped = Column("group", say("column.group", language), "number", 8, names_row=True)
    ranks = Column("ranks", say("column.ranks", language), "text", 14)
    cells = [
        (tables.text(numbers.span(str(a.rank_lower), str(a.rank_upper), language)),) for a in report.ranking
    ]
    note = say("note.groups", language, first=1, confidence=numbers.percent(report.confidence))
    widened = _widened(basis, (ranks,), cells, note)
    rows = tuple((_group_cell(area), *row) for area, row in zip(report.ranking, widened.rows, strict=True))
    return replace(widened, columns=(grouped, *widened.columns), rows=rows)


def period_of(figure: Figure, language: Language) -> str:
    """Write the period of a figure; empty where it has none."""
    return dates.period(figure.period, language) if figure.period else ""


def compared_period(report: RatioReport, language: Language) -> str:
    """Write the period over which areas are compared."""
    figures = [point.figure for point in report.funnel.points] if report.funnel else []
    figures += [area.figure for area in report.ranking]
    periods = {figure.period for figure in figures}
    if len(periods) == 1 and figures[0].period:
        return period_of(figures[0], language)
    label = report.funnel.period_label if report.funnel and any(periods) else ""
    return label or say("table.whole-period", language)


def _by_names(
    name: str,
    title: str,
    figures: Sequence[Figure],
    by: Sequence[str],
    report: RatioReport,
    language: Language,
) -> Table:
    columns = tuple(_name(one, language) for one in by)
    return _table(name, title, figures, columns, _named(figures, *by, language=language), report, language)


def _table(
    name: str,
    title: str,
    figures: Sequence[Figure],
    names: tuple[Column, ...],
    named: list[tuple[Cell, ...]],
    report: RatioReport,
    language: Language,
) -> Table:
    described = FigureColumns.of(figures, language, report.reference, report.confidence)
    if name == "headline":
        described = replace(described, places=None)
    return Table(
        name,
        title,
        (*names, *described.columns()),
        tuple((*cells, *described.cells(figure)) for cells, figure in zip(named, figures, strict=True)),
        figure_notes(figures, report, language),
        source_line(report, language),
        report.reference,
    )


def _name(name: str, language: Language) -> Column:
    key, width = _NAMES[name]
    return Column(name, say(key, language), "text", width, names_row=True)


def _named(figures: Sequence[Figure], *by: str, language: Language) -> list[tuple[Cell, ...]]:
    return [tuple(tables.text(_written(name, figure, language)) for name in by) for figure in figures]


def _written(name: str, figure: Figure, language: Language) -> str:
    if name == "period":
        return period_of(figure, language)
    return {"area": figure.area, "order": figure.order, "facility": figure.facility}[name] or ""


def _place(figures: Sequence[Figure]) -> str:
    return "area" if any(figure.area for figure in figures) else "facility"


def _texts(names: Sequence[str]) -> list[tuple[Cell, ...]]:
    return [(tables.text(name),) for name in names]


def _flag_cells(point: FunnelPoint, language: Language) -> tuple[Cell, ...]:
    key, look = _FLAGS[point.flag]
    return tables.probability(point.p_value), Cell(say(key, language), look=look)


def _group_cell(area: RankedArea) -> Cell:
    return Cell(str(area.group), area.group, "0")


def _widened(
    table: Table, columns: tuple[Column, ...], cells: Sequence[tuple[Cell, ...]], note: str
) -> Table:
    rows = tuple((*row, *more) for row, more in zip(table.rows, cells, strict=True))
    return replace(table, columns=(*table.columns, *columns), rows=rows, notes=(note, *table.notes))
