"""Clusters as one HTML file: the map with the clusters ringed and numbered, their table, their areas."""

from evenborn.presentation.charts.area_chart import MapChart, Ring, ShownArea, map_legend, shown_area
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.scanned_tables import (
    clusters_table,
    members_table,
    period_words,
    scanned_sentences,
    shown_ratio,
)
from evenborn.presentation.scanning import ScannedReport
from evenborn.presentation.words import say


def scanned_page(report: ScannedReport, language: Language) -> str:
    """Write clusters as one HTML document.

    Parameters
    ----------
    report : ScannedReport
    language : {"en", "zh"}

    Returns
    -------
    str
        The same report gives the same characters.
    """
    sections = [_findings(report, language)]
    if report.result.clusters:
        table = clusters_table(report, language)
        sections.append(Section("clusters", _title("clusters", language), tables=(table,)))
    if report.clusters:
        tables = tuple(members_table(report, (one,), language) for one in report.clusters)
        sections.append(Section("areas", _title("areas", language), tables=tables))
    return render_page(say("scan.heading", language), report.source.name, sections, language)


def _title(name: str, language: Language) -> str:
    return say(f"scan.section.{name}", language)


def _findings(report: ScannedReport, language: Language) -> Section:
    shown, level = _shown(report, language), _level(report)
    rings = tuple(Ring(tuple(report.members(one)), str(one.rank)) for one in reversed(report.clusters))
    legend = map_legend(shown, level, language)
    if rings:
        words = "scan.legend-in-time" if report.request.over_time else "scan.legend"
        legend = (*legend, ("swatch-ringed", say(words, language)))
    period = period_words(report.whole, language)
    described = say("scan.map-described", language, period=period)
    return Section(
        "findings",
        _title("findings", language),
        drawing=area_map_svg(MapChart(report.area_map, shown, described, language, rings)),
        legend=legend,
        points=tuple(scanned_sentences(report, language)),
    )


def _level(report: ScannedReport) -> float:
    """Areas are coloured by how they stand to the ratio of the whole map, as the scan weighs them."""
    return round(float(report.overall.estimate), 1)


def _shown(report: ScannedReport, language: Language) -> tuple[ShownArea, ...]:
    """Areas of a cluster in its periods, all others in all."""
    of = report.area_ratios()
    male, female = of.male.copy(), of.female.copy()
    for cluster in report.clusters:
        members, own = report.members(cluster), report.area_ratios(cluster)
        male[members], female[members] = own.male[members], own.female[members]
    return tuple(
        shown_area(
            area,
            int(boys + girls),
            shown_ratio(boys, girls, report.request.confidence),
            _level(report),
            language,
        )
        for area, boys, girls in zip(report.areas, male.tolist(), female.tolist(), strict=True)
    )
