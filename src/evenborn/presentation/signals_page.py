"""Signals as one HTML file without script, as a workbook, as data, and on the map of areas."""

from collections.abc import Sequence
from typing import Any

from evenborn.presentation.charts.area_chart import MapChart, ShownArea, Standing
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.geojson import geojson
from evenborn.presentation.legends import Legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.signal_tables import (
    contest_sentences,
    evidence_table,
    kinds_table,
    registers_table,
    signal_sentences,
    signals_table,
)
from evenborn.presentation.signals import ReadRegister, SignalReport, reason, shown_events
from evenborn.presentation.words import say
from evenborn.presentation.workbook import book_of
from evenborn.registers.refusal import Refusal
from evenborn.signals import KINDS, Evidence, Signal


def signals_page(report: SignalReport, language: Language) -> str:
    """Write signals as one HTML document.

    Parameters
    ----------
    report : SignalReport
    language : {"en", "zh"}

    Returns
    -------
    str
        The same report gives the same characters.
    """
    listed = [_listed(report, one, language) for one in ("inspection", "question")]
    assessed = kinds_table(report, language), registers_table(report, language)
    drawn = _map_section(report, language)
    sections = [
        Section("findings", _title("findings", language), points=tuple(signal_sentences(report, language))),
        *listed,
        Section("contest", _title("contest", language), points=tuple(contest_sentences(language))),
        *([drawn] if drawn else []),
        Section("kinds", _title("kinds", language), tables=assessed),
    ]
    return render_page(say("signals.heading", language), say("signals.subject", language), sections, language)


def _listed(report: SignalReport, calls_for: str, language: Language) -> Section:
    if not report.chosen(calls_for):
        return Section(calls_for, _title(calls_for, language), (say("signals.no-facility", language),))
    return Section(
        calls_for, _title(calls_for, language), tables=(signals_table(report, calls_for, language),)
    )


def _map_section(report: SignalReport, language: Language) -> Section | None:
    if report.area_map is None:
        return None
    shown = _shown(report, language)
    chart = MapChart(report.area_map, shown, say("signals.map-described", language), language)
    legend = _legend(shown, language)
    return Section("map", _title("map", language), drawing=area_map_svg(chart), legend=legend)


def _title(name: str, language: Language) -> str:
    return say(f"signals.section.{name}", language)


def _to_visit(report: SignalReport, area: str) -> list[Signal]:
    """Signals for inspection in an area, the first of each facility."""
    found: dict[str, Signal] = {}
    for one in report.chosen("inspection"):
        if report.area_of(one.evidence.facility) == area:
            found.setdefault(one.evidence.facility, one)
    return list(found.values())


def _facilities(report: SignalReport, area: str) -> int:
    return sum(report.area_of(code) == area for code in report.signals.facilities)


def _shown(report: SignalReport, language: Language) -> tuple[ShownArea, ...]:
    found = []
    for area in report.area_names:
        visits, facilities = len(_to_visit(report, area)), _facilities(report, area)
        look: Standing = "none" if not visits else "above" if visits == 1 else "far-above"
        title = say("signals.map-area", language, area=area, visits=visits, facilities=facilities)
        found.append(ShownArea(look, title))
    return tuple(found)


def _legend(shown: Sequence[ShownArea], language: Language) -> Legend:
    held = {one.standing for one in shown}
    marks: tuple[Standing, ...] = ("far-above", "above", "none")
    return tuple((f"swatch-{mark}", say(f"signals.map.{mark}", language)) for mark in marks if mark in held)


def signals_workbook(report: SignalReport, language: Language) -> bytes:
    """Write signals as a workbook: whom to visit, what to ask, everything that was assessed.

    Parameters
    ----------
    report : SignalReport
    language : {"en", "zh"}

    Returns
    -------
    bytes
        The same report gives the same bytes.
    """
    sheets = [
        ("inspection", [*signal_sentences(report, language), *contest_sentences(language)],
         [signals_table(report, "inspection", language)]),
        ("question", [], [signals_table(report, "question", language)]),
        ("kinds", [], [kinds_table(report, language), registers_table(report, language)]),
        ("evidence", [], [evidence_table(report, language)]),
    ]  # fmt: skip
    named = [(say(f"signals.sheet.{name}", language), lines, tables) for name, lines, tables in sheets]
    return book_of(say("signals.heading", language), named, language)


def signals_as_json(report: SignalReport) -> dict[str, Any]:
    """Everything that the tables say, as data for JSON; what would tell of fewer than ten persons is null."""
    found = report.signals
    return {
        "schema": "evenborn.signals/1",
        "registers": [_register(one) for one in report.read],
        "first_month": None if report.first is None else report.first.strftime("%Y-%m"),
        "last_month": None if report.last is None else report.last.strftime("%Y-%m"),
        "false_discovery_rate": found.false_discovery_rate,
        "facilities": len(found.facilities),
        "signals": [_signal(one, report) for one in found.signals],
        "withdrawn": [
            {"facility": one.facility, "kind": one.kind, "ground": one.ground} for one in found.withdrawn
        ],
        "unknown_contests": [
            {"facility": one.facility, "kind": one.kind, "ground": one.ground} for one in found.unknown
        ],
        "assessed": [_evidence(one) for one in found.tested],
        "unassessed": [
            {"facility": one.facility, "kind": one.kind, "reason": one.reason} for one in found.unassessed
        ],
    }  # fmt: skip


def _register(one: ReadRegister) -> dict[str, str | int]:
    names = ("file", "sha256", "rows", "rejected")
    return {"register": one.name} | {name: getattr(one, name) for name in names}


def _signal(one: Signal, report: SignalReport) -> dict[str, Any]:
    contest = one.contest
    stated = None
    if contest is not None:
        stated = {"ground": contest.ground, "decision": contest.decision, "on": contest.on.isoformat()}
    return {
        "rank": one.rank,
        "name": report.names.get(one.evidence.facility),
        "area": report.area_of(one.evidence.facility) or None,
        "calls_for": KINDS[one.evidence.kind].calls_for,
        **_evidence(one.evidence),
        "q_value": one.q_value,
        "reason_en": reason(one.evidence, report, "en"),
        "reason_zh": reason(one.evidence, report, "zh"),
        "contest": stated,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    events = shown_events(one)
    told = events is not None
    return {
        "facility": one.facility,
        "kind": one.kind,
        "observed": one.observed if told else None,
        "lower": one.lower if told else None,
        "upper": one.upper if told else None,
        "expected": one.expected,
        "p_value": one.p_value if told else None,
        "persons": one.persons if one.rests_on_enough or told else None,
        "events": events,
        "total": one.total,
        "facts": dict(one.facts) if told else {},
    }


def signals_geojson(report: SignalReport) -> bytes:
    """The map of areas with how many facilities each has, and which ranks; bytes of GeoJSON.

    Raises
    ------
    Refusal
        ``needs-a-map`` without a map.
    """
    if report.area_map is None:
        raise Refusal("needs-a-map", option="--geojson", needed="--map")
    properties: list[dict[str, str | int | float | bool | None]] = []
    for area in report.area_names:
        visits = _to_visit(report, area)
        properties.append(
            {
                "facilities": _facilities(report, area),
                "facilities_to_inspect": len(visits),
                "first_rank": min((one.rank for one in visits), default=None),
                "kinds": ", ".join(dict.fromkeys(one.evidence.kind for one in visits)),
            }
        )
    return geojson(report.area_map, properties)
