"""Where the areas of a report lie: their boundaries of today, in the order of the report."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from shapely import point_on_surface
from shapely.geometry import shape

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.models import Boundary
from evenborn.apps.areas.queries import boundaries_of
from evenborn.registers.area_map import AreaMap, contiguous, rings_of

__all__ = ["map_of", "mapped", "sources_of"]


def mapped(
    by: Actor, codes: Mapping[str, str], on: date, *, touching: bool = True
) -> Callable[[Sequence[str]], AreaMap]:
    """What gives the map of areas by their names in a report.

    Parameters
    ----------
    by : Actor
    codes : mapping of str to str
        Code by name.
    on : datetime.date
        The day whose boundaries are meant.
    touching : bool
        Whether it must say which areas are neighbours.
    """

    def give(areas: Sequence[str]) -> AreaMap:
        known = {one.code: one for one in boundaries_of(by, [codes.get(area, "") for area in areas], on)}
        return map_of(areas, [known.get(codes.get(area, "")) for area in areas], touching=touching)

    return give


def map_of(areas: Sequence[str], boundaries: Sequence[Boundary | None], *, touching: bool) -> AreaMap:
    """Outlines, points inside and neighbours of areas; nothing of those whose boundary is not known."""
    surfaces = [None if one is None else shape(json.loads(one.outline)) for one in boundaries]
    points = np.array(
        [(np.nan, np.nan) if one is None else point_on_surface(one).coords[0] for one in surfaces]
    ).reshape(-1, 2)
    lacking = tuple(area for area, one in zip(areas, boundaries, strict=True) if one is None)
    outlines = tuple(rings_of(one) for one in surfaces)
    neighbours = contiguous(surfaces) if touching else np.zeros((0, 2), np.int64)
    return AreaMap(tuple(areas), points, neighbours, outlines, lacking)


def sources_of(by: Actor, codes: Sequence[str], on: date) -> list[tuple[str, str, str]]:
    """Source, approval number and licence of each map whose boundaries are drawn."""
    return sorted({(one.source, one.approval_number, one.licence) for one in boundaries_of(by, codes, on)})
