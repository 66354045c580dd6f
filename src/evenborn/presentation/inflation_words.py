"""What a trend says: sentences of what is known and what is not; a row for each series and each year."""

from evenborn.presentation import numbers
from evenborn.presentation.inflation import FEWEST_BIRTHS, Trend, TrendAnswer, TrendRequest, year_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table, text
from evenborn.presentation.text import printable
from evenborn.presentation.words import say
from evenborn.sexratio.inflation import FEWEST_YEARS, Band
from evenborn.sexratio.missing import Definition
from evenborn.sexratio.ratio import sex_ratio

DEFINITIONS: tuple[Definition, ...] = ("sen", "fixed-births")

CERTAIN = 0.95
"""Probability from which a series is called raised, as in the source of the method."""


def area_name(trend: Trend, language: Language) -> str:
    """Name of a series as it is shown.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> area_name(SimpleNamespace(area=None), "en")
    'All births'
    """
    return printable(trend.area) if trend.area else say("trend.whole", language)


def trend_sentences(trend: Trend, request: TrendRequest, language: Language) -> list[str]:
    """What one series says, and what it leaves open."""
    found = trend.found
    verdict = (
        "inflated"
        if found.probability >= CERTAIN
        else "undecided"
        if found.probability >= 0.5
        else "not-seen"
    )
    probability = numbers.probability(found.probability)
    lines = [
        say(f"trend.verdict.{verdict}", language, area=area_name(trend, language), probability=probability)
    ]
    if verdict != "not-seen":
        lines += [
            *_start_sentences(trend, language),
            *_course_sentences(trend, request, language),
            _missing_sentence(trend, language),
        ]
    if request.project:
        lines.append(say("trend.said.projected", language, first=str(max(trend.male) + 1)))
    return lines


def _seen(trend: Trend) -> bool:
    """Whether a start and a height may be stated: they are conditional on a transition."""
    return trend.found.probability >= 0.5


def _missing_sentence(trend: Trend, language: Language) -> str:
    sen, fixed = (trend.found.missing[name].total for name in DEFINITIONS)
    return say(
        "trend.said.missing", language, sen=_whole(float(sen.median)), fixed=_whole(float(fixed.median)),
        sen_interval=_missing_interval(sen, language), fixed_interval=_missing_interval(fixed, language),
    )  # fmt: skip


def _start_sentences(trend: Trend, language: Language) -> list[str]:
    found, first = trend.found, min(trend.male)
    lines = [
        say(
            "trend.said.start", language, start=_year(found.start.median),
            confidence=numbers.percent(found.confidence), interval=_years(found.start, language),
            width=max(1, round(float(found.start.upper - found.start.lower))),
        )
    ]  # fmt: skip
    if len(found.modes) > 1:
        modes = [
            say(
                "trend.said.mode",
                language,
                start=_year(mode.start),
                weight=numbers.percent(mode.weight, 0),
            )
            for mode in found.modes
        ]
        lines.append(say("trend.said.modes", language, modes=say("trend.said.comma", language).join(modes)))
    if found.start.lower < first:
        lines.append(say("trend.said.start-open", language, first=str(first)))
    return lines


def _course_sentences(trend: Trend, request: TrendRequest, language: Language) -> list[str]:
    found = trend.found
    key = "trend.said.ended" if found.end.upper <= max(trend.male) else "trend.said.end-open"
    return [
        say(
            "trend.said.height", language, height=numbers.ratio(float(found.height.median)),
            interval=_span(found.height, language), baseline=numbers.level(request.baseline),
        ),
        say(key, language, end=_year(found.end.median), interval=_years(found.end, language)),
    ]  # fmt: skip


def request_notes(answer: TrendAnswer, language: Language) -> list[str]:
    """What was taken for granted: baseline, start, even odds; what was left out; what a ratio cannot say."""
    request = answer.request
    sd = f"{request.baseline_sd:g}"
    level = numbers.level(request.baseline)
    if request.region:
        lines = [say("trend.note.baseline-known", language, baseline=level, region=request.region, sd=sd)]
    else:
        kind = "stated" if request.baseline_stated else "default"
        lines = [say(f"trend.note.baseline-{kind}", language, baseline=level, sd=sd)]
    kind = "stated" if request.start_stated else "default"
    around, not_before = f"{request.start.around:g}", f"{request.start.not_before:g}"
    lines.append(say(f"trend.note.start-{kind}", language, around=around, not_before=not_before))
    lines += [say(f"trend.note.{key}", language) for key in ("even-odds", "conditional", "gaps", "cause")]
    if answer.left_out:
        areas = say("assess.comma", language).join(printable(area) for area in answer.left_out[:12])
        more = len(answer.left_out) - 12
        if more > 0:
            areas = say("assess.and-more", language, areas=areas, more=more)
        lines.append(say("trend.note.left-out", language, areas=areas, fewest=FEWEST_YEARS))
    return lines


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


def source_line(request: TrendRequest, language: Language) -> str:
    """Where the births come from, and the seed."""
    return say("trend.source", language, source=printable(request.source), seed=str(request.seed))


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
        if not _seen(trend):
            cells += [Cell(""), Cell("")]
        elif places:
            height = round(float(band.median), 1)
            cells += [Cell(numbers.ratio(height), height, "0.0"), Cell(_span(band, language))]
        else:
            cells += [Cell(_year(band.median), round(float(band.median)), "0"), Cell(_years(band, language))]
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
        Cell(_span(model, language)),
        Cell(numbers.probability(float(found.probability_by_year[at]))),
    ]
    for name in DEFINITIONS:
        stated = boys + girls >= FEWEST_BIRTHS
        missing = year_of(found.missing[name].by_year, at)
        cells += _missing_cells(missing, language) if stated else [Cell(""), Cell("")]
    return tuple(cells)


def _missing_cells(band: Band, language: Language) -> list[Cell]:
    middle = round(float(band.median))
    return [Cell(_whole(middle), middle, "#,##0"), Cell(_missing_interval(band, language))]


def _missing_interval(band: Band, language: Language) -> str:
    return say("missing.range", language, lower=_whole(float(band.lower)), upper=_whole(float(band.upper)))


def _whole(value: float) -> str:
    return f"{round(value):,}".replace("-", "−")


def _year(value: object) -> str:
    return str(round(float(str(value))))


def _years(band: Band, language: Language) -> str:
    return numbers.span(_year(band.lower), _year(band.upper), language)


def _span(band: Band, language: Language) -> str:
    return numbers.interval(float(band.lower), float(band.upper), language)
