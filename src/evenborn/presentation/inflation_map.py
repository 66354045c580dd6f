"""Transitions of areas on a map: where the ratio is raised in the last year, and since when."""

import math

import numpy as np

from evenborn.presentation.charts.area_chart import MapChart, ShownArea, map_legend, shown_area
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.geojson import geojson
from evenborn.presentation.inflation import FEWEST_BIRTHS, Trend, TrendAnswer, band_as_json, year_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap

Property = str | int | float | bool | None


def trend_map(answer: TrendAnswer, area_map: AreaMap, language: Language) -> Section:
    """The map of a report: the estimated ratio of each area in its last year with births.

    Parameters
    ----------
    answer : TrendAnswer
        Of areas.
    area_map : AreaMap
        Of the same areas in the same order.
    language : {"en", "zh"}
    """
    shown = tuple(_shown(trend, answer.request.baseline, language) for trend in answer.trends)
    chart = MapChart(area_map, shown, say("trend.map-described", language), language)
    legend = map_legend(shown, answer.request.baseline, language)
    note = (say("trend.map-note", language),)
    return Section("map", say("trend.map", language), note, area_map_svg(chart), legend)


def trend_geojson(answer: TrendAnswer, area_map: AreaMap) -> bytes:
    """The map with the transition of each area; bytes of GeoJSON.

    Parameters
    ----------
    answer : TrendAnswer
        Of areas.
    area_map : AreaMap
        Of the same areas in the same order.
    """
    return geojson(area_map, [_properties(trend, answer) for trend in answer.trends])


def _last(trend: Trend) -> int:
    """Place of the last year with births."""
    return int(np.flatnonzero(trend.found.observed)[-1])


def _shown(trend: Trend, baseline: float, language: Language) -> ShownArea:
    at = _last(trend)
    births = int(trend.found.births[at])
    one = year_of(trend.found.ratio, at)
    ratio = (float(one.median), float(one.lower), float(one.upper))
    return shown_area(
        trend.area or "", births, ratio if births >= FEWEST_BIRTHS else None, baseline, language
    )


def _properties(trend: Trend, answer: TrendAnswer) -> dict[str, Property]:
    found, at = trend.found, _last(trend)
    births = int(found.births[at])
    bands = {"start": found.start, "height": found.height, "end": found.end}
    if births >= FEWEST_BIRTHS:
        bands = {"ratio": year_of(found.ratio, at), **bands}
    bands |= {f"missing_{name.replace('-', '_')}": by.total for name, by in found.missing.items()}
    told: dict[str, Property] = {
        "year": int(found.years[at]),
        "births": births,
        "baseline": answer.request.baseline,
        "confidence": answer.request.confidence,
        "probability": found.probability,
        "source": answer.request.source,
    }
    for name, band in bands.items():
        values = band_as_json(band) or {"estimate": None, "lower": None, "upper": None}
        told[name] = values["estimate"]
        told |= {f"{name}_{end}": values[end] for end in ("lower", "upper")}
    return {name: _finite(value) for name, value in told.items()}


def _finite(value: Property) -> Property:
    return None if isinstance(value, float) and not math.isfinite(value) else value
