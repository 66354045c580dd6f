"""Areas that were followed as plain data with stable English keys, and on a map; see docs/commands.md."""

from typing import Any

import numpy as np

from evenborn.presentation.geojson import geojson
from evenborn.presentation.monitored_sentences import shown_ratio
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.ratio import SexRatio


def monitored_as_json(report: MonitoredReport) -> dict[str, Any]:
    """Everything that the tables say, unrounded, as data that can be written as JSON."""
    found, request = report.monitored, report.request
    return {
        "schema": "evenborn.monitored/1",
        "source": report.source.name,
        "file": report.source.file,
        "sha256": report.source.sha256,
        "reference": request.shift.reference,
        "shifted": request.shift.shifted,
        "years_between_false_alarms": request.years,
        "expected_false_alarms": found.expected_false_alarms,
        "confidence": request.confidence,
        "births": int(found.births.sum()),
        "months": [month.label for month in report.months],
        "alarms": [report.areas[place] if report.areas else None for place in report.alarmed.tolist()],
        "areas": [_area(report, place) for place in range(len(found.threshold))],
    }


def _area(report: MonitoredReport, place: int) -> dict[str, Any]:
    found = report.monitored
    return {
        "area": report.areas[place] if report.areas else None,
        "births": int(found.births[place].sum()),
        "threshold": _finite(found.threshold[place]),
        "delay_months": _finite(found.delay[place]),
        "start": _label(report, int(found.start[place])),
        "first_alarm": _label(report, int(found.first_alarm[place])),
        "last_alarm": _label(report, int(found.last_alarm[place])),
        "end": _label(report, int(found.end[place])),
        "ongoing": bool(found.ongoing[place]),
        "since": _figure(report, found.since, place),
        "after": _figure(report, found.after, place),
        "statistic": found.path[place].tolist(),
        "alarm": found.alarm[place].tolist(),
    }


def _figure(report: MonitoredReport, ratio: SexRatio, place: int) -> dict[str, Any] | None:
    """Births of a stretch with their ratio, which is null below 200 births."""
    if not ratio.births[place]:
        return None
    shown = shown_ratio(ratio, place, report.request.confidence)
    middle, lower, upper = shown if shown is not None else (None, None, None)
    return {
        "male": int(ratio.male[place]),
        "female": int(ratio.female[place]),
        "births": int(ratio.births[place]),
        "ratio": middle,
        "lower": lower,
        "upper": upper,
    }


def _label(report: MonitoredReport, place: int) -> str | None:
    return report.months[place].label if place >= 0 else None


def _finite(value: np.float64) -> float | None:
    return float(value) if np.isfinite(value) else None


def monitored_geojson(report: MonitoredReport) -> bytes:
    """The map with what was found of every area; bytes of GeoJSON.

    Raises
    ------
    Refusal
        ``needs-a-map`` without a map.
    """
    if report.area_map is None:
        raise Refusal("needs-a-map", option="--geojson", needed="--map")
    found, properties = report.monitored, []
    for place in range(len(report.areas)):
        since = _figure(report, found.since, place) or {}
        properties.append(
            {
                "births": int(found.births[place].sum()),
                "statistic": float(found.path[place, -1]),
                "threshold": float(found.threshold[place]),
                "alarm": bool(found.alarmed[place]),
                "start": _label(report, int(found.start[place])),
                "first_alarm": _label(report, int(found.first_alarm[place])),
                "last_alarm": _label(report, int(found.last_alarm[place])),
                "end": _label(report, int(found.end[place])),
                "ongoing": bool(found.ongoing[place]),
                "births_since": since.get("births"),
                "ratio_since": since.get("ratio"),
                "lower_since": since.get("lower"),
                "upper_since": since.get("upper"),
                "confidence": report.request.confidence,
                "reference": report.request.shift.reference,
                "shifted": report.request.shift.shifted,
                "source": report.source.name,
            }
        )
    return geojson(report.area_map, properties)
