"""How clusters read: sentences, one row a cluster, one row an area of a cluster."""

from collections.abc import Sequence

import numpy as np

from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.scanning import ScannedReport
from evenborn.presentation.tables import Cell, Column, Look, Table, count, probability, ratio, text
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import reliability
from evenborn.sexratio.ratio import SexRatio, sex_ratio
from evenborn.sexratio.scan import Cluster

_MOST_NAMES = 20


def scanned_sentences(report: ScannedReport, language: Language) -> list[str]:
    """What was scanned, what stands out, what it means, and what was left out."""
    request, overall = report.request, report.overall
    interval = overall.interval(request.confidence)
    lines = [
        say(
            "scan.what",
            language,
            areas=len(report.located),
            period=period_words(report.whole, language),
            births=report.result.births,
            ratio=numbers.ratio(float(overall.estimate)),
            interval=numbers.interval(_end(interval.lower), _end(interval.upper), language),
            source=report.source.name,
        ),
        say(
            f"scan.windows-{_form(report)}",
            language,
            windows=report.result.windows,
            share=numbers.percent(request.largest_share),
            replications=request.replications,
        ),
        _found(report, language),
    ]
    if report.clusters:
        lines.append(say("scan.meaning", language))
    if report.left_out:
        names = _names(report.left_out, language)
        lines.append(say("scan.left-out", language, areas=names, births=report.births_left_out))
    return lines


def _end(value: np.ndarray) -> float | None:
    return float(value) if np.isfinite(value) else None


def _form(report: ScannedReport) -> str:
    return ("ellipses" if report.request.elliptic else "circles") + (
        "-in-time" if report.request.over_time else ""
    )


def _found(report: ScannedReport, language: Language) -> str:
    significance = numbers.percent(report.request.significance)
    which = report.request.direction
    if report.clusters:
        return say(f"scan.found-{which}", language, number=len(report.clusters), significance=significance)
    return say(f"scan.none-{which}", language, significance=significance)


def cluster_areas(report: ScannedReport, cluster: Cluster, language: Language) -> str:
    """A cluster and its areas in one sentence."""
    names = _names([report.areas[place] for place in report.members(cluster)], language)
    return say("scan.areas", language, number=cluster.rank, areas=names, many=len(cluster.members))


def _names(areas: Sequence[str], language: Language) -> str:
    between = ", " if language == "en" else "、"
    shown = between.join(areas[:_MOST_NAMES])
    more = len(areas) - _MOST_NAMES
    return shown if more <= 0 else say("scan.and-more", language, areas=shown, more=more)


def period_words(period: Period | None, language: Language) -> str:
    """A period as it is written; the whole file where it names none."""
    return say("scan.whole-file", language) if period is None else dates.period(period, language)


def clusters_table(report: ScannedReport, language: Language) -> Table:
    """One row a cluster; where there is none, the strongest window, which chance may explain.

    Returns
    -------
    Table
        Ratios as the office sees them: none below 200 births.
    """
    chance = text(say("scan.chance", language))
    rows = [
        (
            count(one.rank, language),
            text(report.areas[report.members(one)[0]]),
            count(len(one.members), language),
            text(period_words(report.period(one), language)),
            *ratio_cells(one.inside, 0, report, language),
            ratio_cells(one.outside, 0, report, language)[1],
            _whole(one.male - one.expected),
            _whole(one.radius * one.shape.elongation),
            _decimal(one.log_likelihood_ratio),
            probability(one.p_value),
            text(say("scan.cluster", language), _look(one)) if report.clusters else chance,
        )
        for one in report.shown
    ]
    interval = say("column.interval", language, confidence=numbers.percent(report.request.confidence))
    columns = (
        Column("rank", say("scan.column.rank", language), "number", 4, names_row=True),
        Column("centre", say("scan.column.centre", language), "text", 14, names_row=True),
        Column("areas", say("scan.column.areas", language), "number", 6),
        Column("period", say("column.period", language), "text", 12),
        Column("births", say("column.births", language), "number", 10),
        Column("ratio", say("scan.column.inside", language), "number", 8),
        Column("lower", say("column.lower", language), "number", 8, over=interval),
        Column("upper", say("column.upper", language), "number", 8, over=interval),
        Column("outside", say("scan.column.outside", language), "number", 8),
        Column("excess", say("scan.column.excess", language), "number", 9),
        Column("radius", say("scan.column.radius", language), "number", 8, minor=True),
        Column("llr", say("scan.column.llr", language), "number", 9, minor=True),
        Column("p", say("scan.column.p", language), "number", 8),
        Column("finding", say("scan.column.finding", language), "text", 8),
    )
    notes = tuple(say(f"scan.note-{name}", language) for name in ("table", "interval", "method"))
    return Table(
        "clusters",
        say("scan.title.clusters", language),
        columns,
        tuple(rows),
        notes,
        source_line(report, language),
    )


def _look(cluster: Cluster) -> Look:
    return "high" if cluster.male > cluster.expected else "low"


def members_table(report: ScannedReport, clusters: Sequence[Cluster], language: Language) -> Table:
    """One row an area of a cluster, with its births in the periods of that cluster."""
    rows = []
    for cluster in clusters:
        of = report.area_ratios(cluster)
        rows += [
            (
                count(cluster.rank, language),
                text(report.areas[place]),
                *ratio_cells(of, place, report, language),
            )
            for place in report.members(cluster)
        ]
    interval = say("column.interval", language, confidence=numbers.percent(report.request.confidence))
    columns = (
        Column("rank", say("scan.column.rank", language), "number", 4, names_row=True),
        Column("area", say("column.area", language), "text", 18, names_row=True),
        Column("births", say("column.births", language), "number", 10),
        Column("ratio", say("scan.column.own", language), "number", 8),
        Column("lower", say("column.lower", language), "number", 8, over=interval),
        Column("upper", say("column.upper", language), "number", 8, over=interval),
    )
    title = say("scan.title.members", language)
    if len(clusters) == 1:
        period = period_words(report.period(clusters[0]), language)
        title = say("scan.title.members-of", language, number=clusters[0].rank, period=period)
    note = say("scan.note-members", language)
    return Table("members", title, columns, tuple(rows), (note,), source_line(report, language))


def ratio_cells(of: SexRatio, place: int, report: ScannedReport, language: Language) -> tuple[Cell, ...]:
    """Births, ratio and the ends of its interval; without a ratio below 200 births or without girls."""
    male, female = (np.atleast_1d(counts)[place] for counts in (of.male, of.female))
    births = count(int(male + female), language)
    shown = shown_ratio(male, female, report.request.confidence)
    return (births, *(ratio(value, 1) for value in shown or (None, None, None)))


def shown_ratio(male: float, female: float, confidence: float) -> tuple[float, float, float] | None:
    """A ratio and its interval as the office sees them, or None."""
    kept = reliability(male + female, "office")
    if str(kept) not in ("reliable", "unreliable") or not (male and female):
        return None
    of = sex_ratio(male, female)
    ends = of.interval(confidence)
    return float(of.estimate), float(ends.lower), float(ends.upper)


def _whole(value: float) -> Cell:
    return Cell(f"{value:,.0f}".replace("-", "−"), round(value), "#,##0")


def _decimal(value: float) -> Cell:
    return Cell(f"{value:,.1f}", round(value, 1), "#,##0.0")


def source_line(report: ScannedReport, language: Language) -> str:
    """Where the births come from."""
    return say("scan.source", language, source=report.source.name, sha256=report.source.sha256[:12])
