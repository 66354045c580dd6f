"""What a trend says: sentences of what is known and what is not."""

from typing import SupportsFloat

from evenborn.presentation import numbers
from evenborn.presentation.inflation import Trend, TrendAnswer, TrendRequest
from evenborn.presentation.numbers import Language
from evenborn.presentation.text import printable
from evenborn.presentation.words import say
from evenborn.sexratio.inflation import FEWEST_YEARS, Band
from evenborn.sexratio.missing import Definition

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


def is_seen(trend: Trend) -> bool:
    """Whether a start and a height may be stated: they are conditional on a transition."""
    return trend.found.probability >= 0.5


def _missing_sentence(trend: Trend, language: Language) -> str:
    sen, fixed = (trend.found.missing[name].total for name in DEFINITIONS)
    return say(
        "trend.said.missing", language, sen=whole(float(sen.median)), fixed=whole(float(fixed.median)),
        sen_interval=girls_interval(sen, language), fixed_interval=girls_interval(fixed, language),
    )  # fmt: skip


def _start_sentences(trend: Trend, language: Language) -> list[str]:
    found, first = trend.found, min(trend.male)
    lines = [
        say(
            "trend.said.start", language, start=calendar_year(found.start.median),
            confidence=numbers.percent(found.confidence), interval=years_interval(found.start, language),
            width=max(1, round(float(found.start.upper - found.start.lower))),
        )
    ]  # fmt: skip
    if len(found.modes) > 1:
        modes = [
            say(
                "trend.said.mode",
                language,
                start=calendar_year(mode.start),
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
            interval=ratio_interval(found.height, language), baseline=numbers.level(request.baseline),
        ),
        say(key, language, end=calendar_year(found.end.median), interval=years_interval(found.end, language)),
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


def source_line(request: TrendRequest, language: Language) -> str:
    """Where the births come from, and the seed."""
    return say("trend.source", language, source=printable(request.source), seed=str(request.seed))


def girls_interval(band: Band, language: Language) -> str:
    """Interval of a number of girls."""
    return say("missing.range", language, lower=whole(float(band.lower)), upper=whole(float(band.upper)))


def whole(value: float) -> str:
    """A number of girls.

    Examples
    --------
    >>> whole(-1234.4)
    '−1,234'
    """
    return f"{round(value):,}".replace("-", "−")


def calendar_year(value: SupportsFloat) -> str:
    """A calendar year.

    Examples
    --------
    >>> calendar_year(2003.7)
    '2004'
    """
    return str(round(float(value)))


def years_interval(band: Band, language: Language) -> str:
    """Interval of a calendar year."""
    return numbers.span(calendar_year(band.lower), calendar_year(band.upper), language)


def ratio_interval(band: Band, language: Language) -> str:
    """Interval of a ratio or of points."""
    return numbers.interval(float(band.lower), float(band.upper), language)
