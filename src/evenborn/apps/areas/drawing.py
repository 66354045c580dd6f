"""The map of an area on its page: its boundary, and those of the areas in it."""

import json
from collections.abc import Sequence
from datetime import date

import numpy as np
from django.urls import reverse
from markupsafe import Markup
from shapely.geometry import shape

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.directory import label
from evenborn.apps.areas.models import Area, Boundary
from evenborn.apps.areas.queries import boundaries_below, boundary
from evenborn.presentation.charts.outline_svg import OutlineLink, outline_svg
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap, rings_of
from evenborn.web.language import page_language

__all__ = ["AreaDrawing", "drawing_of", "feature"]


class AreaDrawing:
    """A drawing with the boundaries in it, each of which names its source and approval number."""

    def __init__(self, svg: Markup, boundaries: Sequence[Boundary]) -> None:
        self.svg = svg
        self.sources = sorted({(one.source, one.approval_number, one.licence) for one in boundaries})


def drawing_of(by: Actor, area: Area, below: Sequence[Area], on: date) -> AreaDrawing | None:
    """Draw an area and those below it, as far as their boundaries are known; None where none is."""
    names = {one.code: one for one in (*below, area)}
    own = boundary(by, area.code, on)
    inner = boundaries_below(by, below, on)
    shown = [*inner, *([own] if own is not None else [])]
    if not shown:
        return None
    language = page_language()
    links = [
        OutlineLink(
            label(names[one.code], language),
            "" if one is own else reverse("area", kwargs={"code": one.code}) + f"?on={on.isoformat()}",
        )
        for one in shown
    ]
    described = say("areas.map-of", language, name=label(area, language))
    return AreaDrawing(outline_svg(_map(shown), links, described), shown)


def _map(boundaries: Sequence[Boundary]) -> AreaMap:
    unknown = np.full((len(boundaries), 2), np.nan)
    outlines = tuple(rings_of(shape(json.loads(one.outline))) for one in boundaries)
    return AreaMap(tuple(one.code for one in boundaries), unknown, np.zeros((0, 2), np.int64), outlines)


def feature(area: Area, one: Boundary) -> bytes:
    """The boundary of an area as a GeoJSON feature (RFC 7946), with its source."""
    properties = {
        "code": area.code,
        "name_zh": area.name_zh,
        "name_en": area.name_en,
        "source": one.source,
        "approval_number": one.approval_number,
        "licence": one.licence,
    }
    written = {
        "type": "Feature",
        "id": area.code,
        "properties": properties,
        "geometry": json.loads(one.geometry),
    }
    return (json.dumps(written, ensure_ascii=False) + "\n").encode()
