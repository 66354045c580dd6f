"""The sentences that stand over the charts and tables of a ratio report."""

from evenborn.presentation import numbers
from evenborn.presentation.charts.trend import has_pooled_line
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_tables import compared_period
from evenborn.presentation.words import say


def trend_sentences(report: RatioReport, language: Language) -> tuple[str, ...]:
    """Return how to read the trend."""
    confidence, reference = numbers.percent(report.confidence), numbers.level(report.reference)
    without = sum(figure.ratio is None for figure in report.trend)
    if report.trend and without == len(report.trend) and not has_pooled_line(report):
        return (say("trend.none-drawn", language, count=without),)
    said = [say("trend.lead", language, confidence=confidence, reference=reference)]
    if has_pooled_line(report):
        said.append(say("trend.lead-pooled", language, pool=report.pool))
    if without:
        said.append(say("trend.drawn-without", language, count=without))
    return tuple(said)


def funnel_sentences(report: RatioReport, language: Language) -> tuple[str, ...]:
    """Return how to read the funnel plot and what it shows; empty where there is none."""
    funnel = report.funnel
    if funnel is None:
        return ()
    flags = [point.flag for point in funnel.points]
    target = numbers.level(round(funnel.target, 1))
    period = compared_period(report, language)
    said = [
        say("funnel.lead", language, period=period, target=target),
        say(
            "funnel.flagged",
            language,
            areas=len(flags),
            high=flags.count("high"),
            low=flags.count("low"),
        ),
        say("funnel.dispersion", language, dispersion=numbers.ratio(funnel.dispersion)),
    ]
    without = sum(point.figure.ratio is None for point in funnel.points)
    if without:
        said.append(say("funnel.drawn-without", language, count=without))
    return tuple(said)


def groups_sentences(report: RatioReport, language: Language) -> tuple[str, ...]:
    """Return whether an area can be named as the highest; empty where areas are not grouped."""
    if not report.ranking:
        return ()
    lead = [say("groups.lead", language)]
    left_out = len({figure.area for figure in report.figures}) - len(report.ranking)
    if left_out:
        lead.append(say("groups.left-out", language, count=left_out))
    if report.highest is None:
        return *lead, say("groups.none", language)
    return *lead, say("groups.highest", language, area=report.highest)
