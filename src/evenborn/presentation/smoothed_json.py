"""Smoothed ratios as plain data with stable English keys; see docs/commands.md."""

from typing import Any

from evenborn.presentation.geojson import geojson
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.registers.refusal import Refusal


def smoothed_as_json(report: SmoothedReport) -> dict[str, Any]:
    """Everything that the tables say, unrounded, as data that can be written as JSON."""
    result, request = report.result, report.request
    return {
        "schema": "evenborn.smoothed/1",
        "source": report.source.name,
        "file": report.source.file,
        "sha256": report.source.sha256,
        "reference": request.reference,
        "confidence": request.confidence,
        "births": int(report.births.sum()),
        "parameters": {
            name: {"median": one.median, "lower": one.lower, "upper": one.upper}
            for name, one in result.parameters.items()
        },
        "log_marginal_likelihood": result.log_marginal_likelihood,
        "leave_one_out_log_score": float(result.log_score.sum()),
        "islands": [report.areas[place] for place in result.islands] if report.areas else [],
        "off_the_map": list(report.off_the_map),
        "above_reference": [area for area, high in zip(report.areas, report.flag, strict=False) if high],
        "course": _course(report),
        "cells": _cells(report),
    }


def _period(report: SmoothedReport, at: int) -> dict[str, Any]:
    if not report.periods:
        return {"period": None, "period_start": None, "period_end": None, "forecast": False}
    period = report.periods[at]
    return {
        "period": period.label,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "forecast": at >= report.births.shape[1],
    }


def _course(report: SmoothedReport) -> list[dict[str, Any]]:
    ends = zip(*(curve.tolist() for curve in report.result.course()), strict=True)
    return [
        {**_period(report, at), "ratio": ratio, "lower": lower, "upper": upper}
        for at, (ratio, lower, upper) in enumerate(ends)
    ]


def _cells(report: SmoothedReport) -> list[dict[str, Any]]:
    result = report.result
    above = result.exceedance(report.request.reference)
    observed = report.births.shape[1]
    return [
        {
            "area": area,
            **_period(report, at),
            "male": int(report.male[place, at]) if at < observed else None,
            "female": int(report.female[place, at]) if at < observed else None,
            "births": int(report.births[place, at]) if at < observed else None,
            "ratio": float(result.ratio[place, at]),
            "lower": float(result.lower[place, at]),
            "upper": float(result.upper[place, at]),
            "probability_above": float(above[place, at]),
        }
        for place, area in enumerate(report.areas or (None,))
        for at in range(result.ratio.shape[1])
    ]


def smoothed_geojson(report: SmoothedReport) -> bytes:
    """The map with the smoothed ratio of every area in the last period with births; bytes of GeoJSON.

    Raises
    ------
    Refusal
        ``needs-a-map`` without a map.
    """
    if report.area_map is None:
        raise Refusal("needs-a-map", option="--geojson", needed="--map, --points")
    at, result = report.latest, report.result
    above = result.exceedance(report.request.reference)[:, at].tolist()
    properties = [
        {
            "period": report.periods[at].label if report.periods else None,
            "births": int(report.births[place, at]),
            "ratio": float(result.ratio[place, at]),
            "lower": float(result.lower[place, at]),
            "upper": float(result.upper[place, at]),
            "confidence": report.request.confidence,
            "reference": report.request.reference,
            "probability_above": above[place],
            "above_reference": bool(report.flag[place]),
            "source": report.source.name,
        }
        for place in range(len(report.areas))
    ]
    return geojson(report.area_map, properties)
