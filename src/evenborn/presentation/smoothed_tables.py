"""How smoothed ratios read: sentences, one row an area, one row a period, the parameters of the model."""

from collections.abc import Sequence

import numpy as np

from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.presentation.tables import Cell, Column, Table, count, probability, ratio, text
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure import reliability
from evenborn.sexratio.ratio import sex_ratio

_MOST_NAMES = 20
_SHARES = ("structured_share", "correlation")


def smoothed_sentences(report: SmoothedReport, language: Language) -> list[str]:
    """What was smoothed, what stands out, what is to be known of the map."""
    request = report.request
    lines = [
        say(
            "smooth.what" if report.births.shape[1] > 1 else "smooth.what-once",
            language,
            areas=max(len(report.areas), 1),
            periods=report.births.shape[1],
            births=int(report.births.sum()),
            source=report.source.name,
            confidence=numbers.percent(request.confidence),
        )
    ]
    if report.areas:
        lines.append(_called(report, language))
        lines.append(say("smooth.on-a-map" if report.area_map else "smooth.no-map", language))
    if report.off_the_map:
        names = _names(report.off_the_map, language)
        lines.append(say("smooth.off-the-map", language, areas=names))
    islands = [area for area in _islands(report) if area not in report.off_the_map]
    if islands:
        lines.append(say("smooth.islands", language, islands=len(islands), areas=_names(islands, language)))
    if request.ahead:
        lines.append(say("smooth.forecast", language, periods=request.ahead))
    return lines


def _islands(report: SmoothedReport) -> tuple[str, ...]:
    return report.area_map.islands if report.area_map else ()


def _called(report: SmoothedReport, language: Language) -> str:
    period = period_words(report, report.latest, language)
    flagged = [area for area, high in zip(report.areas, report.flag, strict=True) if high]
    reference = numbers.level(report.request.reference)
    if not flagged:
        return say("smooth.none-above", language, period=period, reference=reference)
    return say(
        "smooth.above",
        language,
        period=period,
        reference=reference,
        number=len(flagged),
        areas=_names(flagged, language),
    )


def _names(areas: Sequence[str], language: Language) -> str:
    between = ", " if language == "en" else "、"
    shown = between.join(areas[:_MOST_NAMES])
    more = len(areas) - _MOST_NAMES
    return shown if more <= 0 else say("smooth.and-more", language, areas=shown, more=more)


def period_words(report: SmoothedReport, place: int, language: Language) -> str:
    """A period as it is written; the whole file where it names none."""
    if not report.periods:
        return say("smooth.whole-file", language)
    return dates.period(report.periods[place], language)


def areas_table(report: SmoothedReport, language: Language) -> Table:
    """One row an area, of the last period with births.

    Returns
    -------
    Table
        Own ratios as the office sees them: none below 200 births.
    """
    at, result = report.latest, report.result
    male, female = report.male[:, at], report.female[:, at]
    own, shown = sex_ratio(male, female).estimate, reliability(male + female, "office")
    above = result.exceedance(report.request.reference)[:, at]
    rows = []
    for place, area in enumerate(report.areas or (say("smooth.all", language),)):
        kept = shown[place] in ("reliable", "unreliable") and np.isfinite(own[place])
        rows.append(
            (
                text(area),
                count(int(male[place] + female[place]), language),
                ratio(float(own[place]) if kept else None, 1),
                *_smoothed_cells(report, place, at),
                probability(float(above[place])),
                text(say("smooth.flag", language), "high") if report.flag[place] else text(""),
            )
        )
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        Column("births", say("column.births", language), "number", 10),
        Column("own", say("smooth.column.own", language), "number", 10),
        *_smoothed_columns(report, language),
        Column("above", _above(report, language), "number", 10),
        Column("flag", say("smooth.column.flag", language), "text", 8),
    )
    title = say("smooth.title.areas", language, period=period_words(report, at, language))
    note, source = say("smooth.note", language), _source(report, language)
    return Table("smoothed", title, columns, tuple(rows), (note,), source)


def cells_table(report: SmoothedReport, language: Language) -> Table:
    """One row an area and period, those foretold among them: for a workbook."""
    above = report.result.exceedance(report.request.reference)
    observed = report.births.shape[1]
    rows = []
    for place, area in enumerate(report.areas or (say("smooth.all", language),)):
        for at in range(report.result.ratio.shape[1]):
            births = int(report.births[place, at]) if at < observed else None
            rows.append(
                (
                    text(area),
                    text(period_words(report, at, language)),
                    count(births, language),
                    *_smoothed_cells(report, place, at),
                    probability(float(above[place, at])),
                )
            )
    columns = (
        Column("area", say("column.area", language), "text", 14, names_row=True),
        Column("period", say("column.period", language), "text", 12, names_row=True),
        Column("births", say("column.births", language), "number", 10),
        *_smoothed_columns(report, language),
        Column("above", _above(report, language), "number", 10),
    )
    title = say("smooth.title.cells", language)
    return Table("cells", title, columns, tuple(rows), (), _source(report, language))


def course_table(report: SmoothedReport, language: Language) -> Table | None:
    """One row a period: all births, their ratio, and the common course; None with one period."""
    if len(report.periods) < 2:
        return None
    male, female = report.male.sum(axis=0), report.female.sum(axis=0)
    own, (middle, lower, upper) = sex_ratio(male, female).estimate, report.result.course()
    rows = []
    for at in range(len(report.periods)):
        seen = at < len(male) and male[at] + female[at] >= 200 and np.isfinite(own[at])
        rows.append(
            (
                text(period_words(report, at, language)),
                count(int(male[at] + female[at]) if at < len(male) else None, language),
                ratio(float(own[at]) if seen else None, 1),
                *(ratio(float(value), 1) for value in (middle[at], lower[at], upper[at])),
                text("" if at < len(male) else say("smooth.foretold", language)),
            )
        )
    columns = (
        Column("period", say("column.period", language), "text", 12, names_row=True),
        Column("births", say("column.births", language), "number", 10),
        Column("own", say("smooth.column.own", language), "number", 10),
        *_smoothed_columns(report, language),
        Column("foretold", say("smooth.column.foretold", language), "text", 8),
    )
    note = say("smooth.course-note", language)
    return Table(
        "course",
        say("smooth.title.course", language),
        columns,
        tuple(rows),
        (note,),
        _source(report, language),
    )


def parameters_table(report: SmoothedReport, language: Language) -> Table:
    """The parameters of the model with their intervals."""
    rows = []
    for name, found in report.result.parameters.items():
        places = 2 if name in _SHARES else 4
        cells = [_decimal(value, places) for value in (found.median, found.lower, found.upper)]
        rows.append((text(say(f"smooth.parameter.{name.replace('_', '-')}", language)), *cells))
    interval = _interval(report, language)
    columns = (
        Column("parameter", say("smooth.column.parameter", language), "text", 40, names_row=True),
        Column("median", say("smooth.column.median", language), "number", 10),
        Column("lower", say("column.lower", language), "number", 10, over=interval),
        Column("upper", say("column.upper", language), "number", 10, over=interval),
    )
    title = say("smooth.title.parameters", language)
    return Table("parameters", title, columns, tuple(rows), (say("smooth.method", language),))


def _decimal(value: float, places: int) -> Cell:
    return Cell(f"{value:.{places}f}".replace("-", "−"), round(value, places), "0." + "0" * places)


def _smoothed_columns(report: SmoothedReport, language: Language) -> tuple[Column, ...]:
    interval = _interval(report, language)
    return (
        Column("ratio", say("smooth.column.smoothed", language), "number", 10),
        Column("lower", say("column.lower", language), "number", 8, over=interval),
        Column("upper", say("column.upper", language), "number", 8, over=interval),
    )


def _smoothed_cells(report: SmoothedReport, place: int, at: int) -> tuple[Cell, ...]:
    result = report.result
    ends = (result.ratio[place, at], result.lower[place, at], result.upper[place, at])
    return tuple(ratio(float(value), 1) for value in ends)


def _interval(report: SmoothedReport, language: Language) -> str:
    return say("column.interval", language, confidence=numbers.percent(report.request.confidence))


def _above(report: SmoothedReport, language: Language) -> str:
    return say("smooth.column.above", language, reference=numbers.level(report.request.reference))


def _source(report: SmoothedReport, language: Language) -> str:
    return say("smooth.source", language, source=report.source.name, sha256=report.source.sha256[:12])
