"""What a ratio report says in plain sentences, and, as plainly, what it cannot say."""

from dataclasses import dataclass
from typing import Final

from evenborn.presentation import dates, numbers
from evenborn.presentation.figure import Figure
from evenborn.presentation.figure_cells import places_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.reading import LOOKS, Reading, read
from evenborn.presentation.report_tables import period_of
from evenborn.presentation.tables import Look
from evenborn.presentation.words import say
from evenborn.sexratio.reference import SMALLEST_EXCESS

_VERDICTS: Final[dict[Reading, str]] = {
    "above": "verdict.above",
    "below": "verdict.below",
    "indeterminate": "verdict.indeterminate",
    "unreliable": "verdict.unreliable",
    "too-few": "verdict.too-few",
    "suppressed": "verdict.suppressed",
    "no-births": "verdict.no-births",
}

_AGAINST: Final[dict[Reading, str]] = {
    "above": "headline.above",
    "below": "headline.below",
    "indeterminate": "headline.indeterminate",
}

_ABSENT: Final[dict[str, str]] = {
    "too-few": "headline.no-ratio",
    "suppressed": "headline.suppressed",
    "no-births": "headline.no-births",
}


@dataclass(frozen=True, slots=True)
class Findings:
    """The headline in words.

    Attributes
    ----------
    verdict : str
        A few words: above, below, indeterminate, or why there is none.
    look : Look
        How the verdict is set apart.
    statements : tuple of str
        What can be said, the ratio first.
    cannot : tuple of str
        What cannot be said.
    """

    verdict: str
    look: Look
    statements: tuple[str, ...]
    cannot: tuple[str, ...]


def findings(report: RatioReport, language: Language) -> Findings:
    """Put the headline of a report into words.

    Parameters
    ----------
    report : RatioReport
    language : {"en", "zh"}

    Returns
    -------
    Findings
    """
    reading = read(report.headline, report.reference)
    return Findings(
        say(_VERDICTS[reading], language),
        LOOKS[reading],
        tuple(_statements(report, reading, language)),
        tuple(_cannot(report, reading, language)),
    )


def _statements(report: RatioReport, reading: Reading, language: Language) -> list[str]:
    figure = report.headline
    said = [_ratio(figure, language)]
    reference = numbers.level(report.reference)
    if reading in _AGAINST:
        confidence = numbers.percent(report.confidence)
        shown = numbers.interval(figure.lower, figure.upper, language, places_of([figure]))
        said.append(
            say(_AGAINST[reading], language, confidence=confidence, interval=shown, reference=reference)
        )
        if figure.probability_above is not None:
            said.append(_probability(figure.probability_above, reference, language))
    if figure.unclear:
        said.append(say("headline.unclear", language, unclear=figure.unclear))
    return said


def _probability(value: float, reference: str, language: Language) -> str:
    shown = numbers.probability(value)
    if shown.startswith(">"):
        return say("headline.probability-over", language, reference=reference)
    if shown.startswith("<"):
        return say("headline.probability-under", language, reference=reference)
    return say("headline.probability", language, reference=reference, probability=shown)


def _ratio(figure: Figure, language: Language) -> str:
    period = period_of(figure, language) or say("headline.whole-file", language)
    if figure.reliability in _ABSENT:
        return say(_ABSENT[figure.reliability], language, period=period, births=figure.births or 0)
    if figure.ratio is None:
        return say("headline.no-girls", language, period=period, male=figure.male or 0)
    ratio = numbers.ratio(figure.ratio, places_of([figure]))
    return say("headline.said", language, period=period, ratio=ratio, births=figure.births or 0)


def _cannot(report: RatioReport, reading: Reading, language: Language) -> list[str]:
    figure, reference = report.headline, numbers.level(report.reference)
    said = []
    if reading == "indeterminate":
        said.append(say("cannot.side", language, reference=reference, births=figure.births or 0))
    elif reading not in {"above", "below"}:
        said.append(say("cannot.judge", language))
    if reading == "above" and figure.ratio is not None and not figure.pooled:
        excess = figure.ratio - report.reference
        if excess < SMALLEST_EXCESS and _one_year(figure):
            said.append(say("cannot.natural", language, excess=numbers.ratio(excess)))
    if report.ranking and report.highest is None:
        said.append(say("cannot.highest", language, areas=len(report.ranking)))
    said += [_completeness(figure, language), say("cannot.why", language)]
    return [sentence for sentence in said if sentence]


def _completeness(figure: Figure, language: Language) -> str:
    if figure.period is None:
        return say("cannot.when", language)
    if figure.complete is None:
        return say("cannot.completeness", language)
    if figure.complete:
        return ""
    if figure.cut_off is None:
        return say("cannot.incomplete-undated", language)
    end, cut_off = dates.day(figure.period.end, language), dates.day(figure.cut_off, language)
    return say("cannot.incomplete", language, end=end, cut_off=cut_off)


def _one_year(figure: Figure) -> bool:
    return figure.period is not None and figure.period.days <= 366
