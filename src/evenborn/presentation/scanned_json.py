"""Clusters as plain data with stable English keys, and as a map; see docs/commands.md."""

from typing import Any

import numpy as np

from evenborn.presentation.geojson import geojson
from evenborn.presentation.scanned_tables import shown_ratio
from evenborn.presentation.scanning import ScannedReport
from evenborn.registers.period import Period
from evenborn.sexratio.scan import Cluster


def scanned_as_json(report: ScannedReport) -> dict[str, Any]:
    """Everything that the tables say, unrounded, as data that can be written as JSON."""
    request, result = report.request, report.result
    return {
        "schema": "evenborn.scanned/1",
        "source": report.source.name,
        "file": report.source.file,
        "sha256": report.source.sha256,
        "direction": request.direction,
        "shape": "ellipse" if request.elliptic else "circle",
        "penalty": request.penalty,
        "times": request.times,
        "largest_share": request.largest_share,
        "largest_radius": request.largest_radius,
        "replications": request.replications,
        "seed": request.seed,
        "significance": request.significance,
        "confidence": request.confidence,
        **_period(report.whole),
        "births": result.births,
        **_ratio(result.male, result.births - result.male, request.confidence),
        "windows": result.windows,
        "left_out": list(report.left_out),
        "births_left_out": report.births_left_out,
        "clusters": [_cluster(report, one) for one in result.clusters],
    }


def _period(period: Period | None) -> dict[str, Any]:
    return {
        "period_start": None if period is None else period.start.isoformat(),
        "period_end": None if period is None else period.end.isoformat(),
    }


def _ratio(male: float, female: float, confidence: float) -> dict[str, Any]:
    return dict(
        zip(
            ("ratio", "lower", "upper"),
            shown_ratio(male, female, confidence) or (None, None, None),
            strict=True,
        )
    )


def _cluster(report: ScannedReport, one: Cluster) -> dict[str, Any]:
    confidence = report.request.confidence
    outside = one.outside
    shown = shown_ratio(one.male, one.births - one.male, confidence) is not None
    contrast = one.ratio_of_ratios(confidence)
    kept = shown and np.isfinite(contrast).all()
    return {
        "rank": one.rank,
        "found": one.p_value <= report.request.significance,
        "centre": report.areas[report.members(one)[0]],
        "areas": [report.areas[place] for place in report.members(one)],
        "elongation": one.shape.elongation,
        "angle": one.shape.angle,
        "radius_km": one.radius,
        **_period(report.period(one)),
        "male": one.male,
        "female": one.births - one.male,
        "births": one.births,
        "expected_male": one.expected,
        **_ratio(one.male, one.births - one.male, confidence),
        "outside": _ratio(float(outside.male), float(outside.female), confidence),
        "ratio_of_ratios": dict(zip(("estimate", "lower", "upper"), contrast, strict=True)) if kept else None,
        "relative_risk": one.relative_risk if kept else None,
        "log_likelihood_ratio": one.log_likelihood_ratio,
        "p_value": one.p_value,
        "gumbel_p_value": one.gumbel_p_value if np.isfinite(one.gumbel_p_value) else None,
    }


def scanned_geojson(report: ScannedReport) -> bytes:
    """The map with the number of its cluster, and its own births and ratio, of every area; bytes."""
    cluster_of = {place: one for one in reversed(report.clusters) for place in report.members(one)}
    properties = []
    for place in range(len(report.areas)):
        cluster = cluster_of.get(place)
        of, period = report.area_ratios(cluster), report.period(cluster) if cluster else report.whole
        male, female = float(of.male[place]), float(of.female[place])
        properties.append(
            {
                "cluster": cluster.rank if cluster else None,
                "cluster_p_value": cluster.p_value if cluster else None,
                **_period(period),
                "births": int(male + female),
                **_ratio(male, female, report.request.confidence),
                "confidence": report.request.confidence,
                "source": report.source.name,
            }
        )
    return geojson(report.area_map, properties)
