"""The notes of a ratio report: ratio, interval, reference, pooling, periods, small numbers, source."""

from collections.abc import Iterator
from typing import Final

from evenborn.presentation import dates, numbers, tables
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.tables import Column, Table
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import SMALLEST_COUNT, SMALLEST_OFFICE_RATIO, SMALLEST_PUBLIC_RATIO

METHODS: Final = {
    "jeffreys": "method.jeffreys",
    "wilson": "method.wilson",
    "clopper-pearson": "method.clopper-pearson",
    "log-normal": "method.log-normal",
}

_COMPLETENESS: Final = {
    True: ("completeness.complete", "completeness.complete-until"),
    False: ("completeness.not-complete", "completeness.not-complete-until"),
    None: ("completeness.not-stated", "completeness.not-stated-until"),
}


def notes_table(report: RatioReport, language: Language) -> Table:
    """Return the notes of a report: one row a note, what it is about and what it says."""
    columns = (
        Column("item", say("column.item", language), "text", 24, names_row=True),
        Column("statement", say("column.statement", language), "text", 110),
    )
    rows = tuple((tables.text(item), tables.text(statement)) for item, statement in _notes(report, language))
    return Table("notes", say("table.notes", language), columns, rows)


def _notes(report: RatioReport, language: Language) -> Iterator[tuple[str, str]]:
    reference = numbers.level(report.reference)
    yield say("item.ratio", language), _ratio(report, language)
    yield say("item.interval", language), _interval(report, language)
    yield say("item.reference", language), say("about.reference", language, reference=reference)
    yield say("item.pooling", language), _pooling(report, language)
    for statement in _periods(report, language):
        yield say("item.period", language), statement
    yield say("item.small-numbers", language), _small_numbers(report, language)
    yield say("item.natural", language), say("about.natural", language)
    yield say("item.comparability", language), say("about.comparability", language)
    yield say("item.source", language), _source(report, language)
    yield say("item.hash", language), report.source.sha256


def _ratio(report: RatioReport, language: Language) -> str:
    if report.whole.unclear is None:
        return say("about.ratio-unclear-hidden", language)
    return say("about.ratio", language, unclear=report.whole.unclear)


def _interval(report: RatioReport, language: Language) -> str:
    key = "about.interval-log" if report.method == "log-normal" else "about.interval"
    method = say(METHODS[report.method], language)
    return say(key, language, method=method, confidence=numbers.percent(report.confidence))


def _pooling(report: RatioReport, language: Language) -> str:
    if report.pool == 1:
        return say("about.no-pooling", language)
    return say("about.pooling", language, pool=report.pool)


def _source(report: RatioReport, language: Language) -> str:
    source = report.source
    if source.name == source.file:
        return say("about.source-file", language, file=source.file, rows=source.rows)
    return say("about.source", language, name=source.name, file=source.file, rows=source.rows)


def _small_numbers(report: RatioReport, language: Language) -> str:
    if report.audience == "public":
        return say("about.public", language, count=SMALLEST_COUNT["births"], reliable=SMALLEST_PUBLIC_RATIO)
    return say("about.office", language, reliable=SMALLEST_PUBLIC_RATIO, shown=SMALLEST_OFFICE_RATIO)


def _periods(report: RatioReport, language: Language) -> Iterator[str]:
    shown = [report.headline, *report.trend, *report.figures]
    figures = {figure.period: figure for figure in reversed(shown) if figure.period is not None}
    if not figures:
        yield say("about.no-period", language)
        return
    for period, figure in sorted(figures.items()):
        if period == report.headline.period or figure.complete is False:
            yield _period(period, figure, language)
    start = min(period.start for period in figures)
    end = max(period.end for period in figures)
    yield say("about.period-file", language, start=dates.day(start, language), end=dates.day(end, language))
    if any(period.kind == "statistical-year" for period in figures):
        yield say("kind.statistical-year", language)


def _period(period: Period, figure: Figure, language: Language) -> str:
    plain, until = _COMPLETENESS[figure.complete]
    if figure.cut_off is None:
        completeness = say(plain, language)
    else:
        completeness = say(until, language, cut_off=dates.day(figure.cut_off, language))
    return say(
        "about.period",
        language,
        period=dates.period(period, language),
        start=dates.day(period.start, language),
        end=dates.day(period.end, language),
        completeness=completeness,
    )
