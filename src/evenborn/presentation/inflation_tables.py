"""The tables of a trend: a row for each series, and a row for each year."""

from evenborn.presentation import numbers
from evenborn.presentation.inflation import FEWEST_BIRTHS, Trend, TrendAnswer, TrendRequest, year_of
from evenborn.presentation.inflation_words import (
    DEFINITIONS,
    area_name,
    calendar_year,
    girls_interval,
    is_seen,
    ratio_interval,
    request_notes,
    source_line,
    whole,
    years_interval,
)
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, text
from evenborn.presentation.text import printable
from evenborn.presentation.words import say
from evenborn.sexratio.inflation import Band
from evenborn.sexratio.ratio import sex_ratio


def transitions_table(answer: TrendAnswer, language: Language) -> Table:
    """One row a series: probability, start, height, end and missing girls, each with its interval."""
    interval = say("column.interval", language, confidence=numbers.percent(answer.request.confidence))
    columns = [
        Column("area", say("column.area", language), "text", 12, names_row=True),
        Column("years", say("trend.column.years", language), "number", 10),
        Column("births", say("column.births", language), "number", 12),
        Column("probability", say("trend.column.probability", language), "number", 8),
    ]
    for name in ("start", "height", "end"):
        columns += [
            Column(name, say(f"trend.column.{name}", language), "number", 8),
            Column(f"{name}_interval", interval, "number", 12),
        ]
    columns += _missing_columns(interval, language)
    rows = tuple(_transition(trend, language) for trend in answer.trends)
    notes = [
        say(f"missing.note.{name}", language, baseline=numbers.level(answer.request.baseline))
        for name in DEFINITIONS
    ]
    return Table(
        "transitions", say("trend.title", language), tuple(columns), rows,
        (*notes, *request_notes(answer, language)), source_line(answer.request, language),
    )  # fmt: skip


def _missing_columns(interval: str, language: Language) -> list[Column]:
    columns = []
    for name in DEFINITIONS:
        columns += [
            Column(name, say(f"missing.column.{name}", language), "number", 12),
            Column(f"{name}_interval", interval, "number", 18),
        ]
    return columns


def _transition(trend: Trend, language: Language) -> tuple[Cell, ...]:
    found = trend.found
    cells = [
        text(area_name(trend, language)),
        Cell(numbers.span(str(min(trend.male)), str(max(trend.male)), language)),
        Cell(numbers.count(int(found.births.sum()), language), int(found.births.sum()), "#,##0"),
        Cell(numbers.probability(found.probability)),
    ]
    for band, places in ((found.start, 0), (found.height, 1), (found.end, 0)):
        if not is_seen(trend):
            cells += [Cell(""), Cell("")]
        elif places:
            height = round(float(band.median), 1)
            cells += [Cell(numbers.ratio(height), height, "0.0"), Cell(ratio_interval(band, language))]
        else:
            cells += [
                Cell(calendar_year(band.median), round(float(band.median)), "0"),
                Cell(years_interval(band, language)),
            ]
    for name in DEFINITIONS:
        cells += _missing_cells(found.missing[name].total, language)
    return tuple(cells)


def years_table(trend: Trend, request: TrendRequest, language: Language, name: str = "years") -> Table:
    """One row a year: births, the ratio observed and as the model sees it, and missing girls."""
    interval = say("column.interval", language, confidence=numbers.percent(request.confidence))
    columns = (
        Column("year", say("column.period", language), "text", 6, names_row=True),
        Column("births", say("column.births", language), "number", 12),
        Column("ratio", say("column.ratio", language), "number", 8),
        Column("ratio_interval", interval, "number", 12),
        Column("model", say("trend.column.model", language), "number", 8),
        Column("model_interval", interval, "number", 12),
        Column("probability", say("trend.column.probability", language), "number", 8),
        *_missing_columns(interval, language),
    )
    rows = tuple(_year_row(trend, at, language) for at in range(len(trend.found.years)))
    title = say("trend.years-title", language)
    if trend.area:
        title = f"{printable(trend.area)} · {title}"
    return Table(name, title, columns, rows, (), source_line(request, language))


def _year_row(trend: Trend, at: int, language: Language) -> tuple[Cell, ...]:
    found, year = trend.found, int(trend.found.years[at])
    boys, girls = trend.male.get(year, 0), trend.female.get(year, 0)
    observed = [Cell(""), Cell(""), Cell("")]
    if boys + girls >= FEWEST_BIRTHS and boys and girls:
        ratio = sex_ratio(boys, girls)
        ends = ratio.interval(found.confidence)
        shown = round(float(ratio.estimate), 1)
        observed[1:] = [
            Cell(numbers.ratio(shown), shown, "0.0"),
            Cell(numbers.interval(float(ends.lower), float(ends.upper), language)),
        ]
    if boys + girls:
        observed[0] = Cell(numbers.count(boys + girls, language), boys + girls, "#,##0")
    model = year_of(found.ratio, at)
    middle = round(float(model.median), 1)
    cells = [
        Cell(str(year)),
        *observed,
        Cell(numbers.ratio(middle), middle, "0.0"),
        Cell(ratio_interval(model, language)),
        Cell(numbers.probability(float(found.probability_by_year[at]))),
    ]
    for name in DEFINITIONS:
        stated = boys + girls >= FEWEST_BIRTHS
        missing = year_of(found.missing[name].by_year, at)
        cells += _missing_cells(missing, language) if stated else [Cell(""), Cell("")]
    return tuple(cells)


def _missing_cells(band: Band, language: Language) -> list[Cell]:
    middle = round(float(band.median))
    return [Cell(whole(middle), middle, "#,##0"), Cell(girls_interval(band, language))]
