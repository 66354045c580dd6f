"""A ratio report as plain data with English names, for ``--json`` and programs that read it.

Schema
------
``schema``: ``"evenborn.ratio-report/1"`` · ``by``: list of str · ``reference``, ``confidence``: number ·
``method``: str · ``pool``: int · ``audience``: ``"office"`` or ``"public"`` ·
``source``: ``name``, ``file``, ``sha256``, ``rows`` · ``headline``, ``whole``: figure ·
``figures``, ``trend``, ``pooled_trend``: list of figures · ``highest_area``: str or null ·
``groups``: list of ``group``, ``rank_lower``, ``rank_upper``, ``figure`` ·
``funnel``: null, or ``target``, ``dispersion``, ``period``, ``limits`` (list of ``confidence``,
``births``, ``lower``, ``upper``) and ``points`` (list of ``p_value``, ``flag``, ``figure``).

A figure has ``area``, ``order``, ``facility``: str or null · ``period``: null, or ``label``, ``kind``,
``start``, ``end`` · ``cut_off``: date or null · ``complete``: true, false or null · ``male``,
``female``, ``births``, ``unclear``: int or null · ``ratio``: number or null · ``interval``: ``lower``,
``upper`` (number or null), ``sides`` · ``probability_above``: number or null · ``reading`` ·
``reliability`` · ``pooled`` · ``source``: the name of the source. Dates are ISO 8601; ratios are males
per 100 females. For the public, ratios, interval ends and probabilities are rounded as the report shows
them.
"""

import math
from typing import Any, Final

from evenborn.presentation import numbers
from evenborn.presentation.figure import Figure
from evenborn.presentation.figure_cells import places_of
from evenborn.presentation.ratio_report import Funnel, RatioReport
from evenborn.presentation.reading import read
from evenborn.registers.period import Period

SCHEMA: Final = "evenborn.ratio-report/1"


def as_json(report: RatioReport) -> dict[str, Any]:
    """Return a report as plain data; the schema is in this module's description.

    Parameters
    ----------
    report : RatioReport

    Returns
    -------
    dict
        Of str, int, float, bool, None, lists and dicts only; no float is infinite or not a number.
    """
    return {
        "schema": SCHEMA,
        "by": list(report.by),
        "reference": report.reference,
        "confidence": report.confidence,
        "method": report.method,
        "pool": report.pool,
        "audience": report.audience,
        "source": {
            "name": report.source.name,
            "file": report.source.file,
            "sha256": report.source.sha256,
            "rows": report.source.rows,
        },
        "headline": _figure(report.headline, report),
        "whole": _figure(report.whole, report),
        "figures": [_figure(figure, report) for figure in report.figures],
        "trend": [_figure(figure, report) for figure in report.trend],
        "pooled_trend": [_figure(figure, report) for figure in report.pooled_trend],
        "highest_area": report.highest,
        "groups": [
            {
                "group": area.group,
                "rank_lower": area.rank_lower,
                "rank_upper": area.rank_upper,
                "figure": _figure(area.figure, report),
            }
            for area in report.ranking
        ],
        "funnel": _funnel(report.funnel, report) if report.funnel else None,
    }


def _figure(figure: Figure, report: RatioReport) -> dict[str, Any]:
    places = places_of([figure]) if report.audience == "public" else None
    return {
        "area": figure.area,
        "order": figure.order,
        "facility": figure.facility,
        "period": _period(figure.period) if figure.period else None,
        "cut_off": figure.cut_off.isoformat() if figure.cut_off else None,
        "complete": figure.complete,
        "male": figure.male,
        "female": figure.female,
        "births": figure.births,
        "unclear": figure.unclear,
        "ratio": _number(figure.ratio, places),
        "interval": {
            "lower": _number(figure.lower, places),
            "upper": _number(figure.upper, places),
            "sides": figure.sides,
        },
        "probability_above": _probability(figure.probability_above, report),
        "reading": read(figure, report.reference),
        "reliability": figure.reliability,
        "pooled": figure.pooled,
        "source": report.source.name,
    }


def _period(period: Period) -> dict[str, str]:
    return {
        "label": period.label,
        "kind": period.kind,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }


def _funnel(funnel: Funnel, report: RatioReport) -> dict[str, Any]:
    return {
        "target": funnel.target,
        "dispersion": funnel.dispersion,
        "period": funnel.period_label,
        "limits": [
            {
                "confidence": confidence,
                "births": list(funnel.births),
                "lower": [_number(limit, None) for limit in lower],
                "upper": [_number(limit, None) for limit in upper],
            }
            for confidence, (lower, upper) in sorted(funnel.limits.items())
        ],
        "points": [
            {
                "p_value": _probability(point.p_value, report),
                "flag": point.flag,
                "figure": _figure(point.figure, report),
            }
            for point in funnel.points
        ],
    }


def _number(value: float | None, places: int | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return value if places is None else round(value, places)


def _probability(value: float | None, report: RatioReport) -> float | None:
    """Return a probability; for the public as it is shown, never beyond 0.001 and 0.999."""
    if value is None or report.audience == "office":
        return value
    return round(min(max(value, 0.001), 0.999), numbers.probability_places(value))
