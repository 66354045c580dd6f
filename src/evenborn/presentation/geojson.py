"""Areas with what was found of them as GeoJSON (RFC 7946), for the maps of others."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenborn.registers.area_map import AreaMap

_DIGITS = 6  # of a degree: a tenth of a metre


def geojson(area_map: AreaMap, properties: Sequence[Mapping[str, str | int | float | bool | None]]) -> bytes:
    """A FeatureCollection with one feature for each area.

    Parameters
    ----------
    area_map : AreaMap
    properties : sequence of mapping
        Of each area; a number that is not finite becomes null.

    Returns
    -------
    bytes
        UTF-8. An area of which only a point is known is a point, one of which nothing is known has no
        geometry.

    Examples
    --------
    >>> import numpy as np
    >>> one = AreaMap(("甘州区",), np.array([[100.45, 38.93]]), np.zeros((0, 2), np.int64), ((),))
    >>> json.loads(geojson(one, [{"ratio": 112.3}]))["features"][0]["geometry"]["coordinates"]
    [100.45, 38.93]
    """
    features = [
        {
            "type": "Feature",
            "properties": {"area": area, **{key: _plain(value) for key, value in said.items()}},
            "geometry": _geometry(area_map, place),
        }
        for place, (area, said) in enumerate(zip(area_map.areas, properties, strict=True))
    ]
    written = {"type": "FeatureCollection", "features": features}
    return (json.dumps(written, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _plain(value: str | int | float | bool | None) -> str | int | float | bool | None:
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def _geometry(area_map: AreaMap, place: int) -> dict[str, Any] | None:
    rings = area_map.outlines[place]
    if rings:
        return {"type": "MultiPolygon", "coordinates": _polygons(rings)}
    point = area_map.points[place]
    if not np.isfinite(point).all():
        return None
    return {"type": "Point", "coordinates": [round(float(value), _DIGITS) for value in point]}


def _polygons(rings: Sequence[NDArray[np.float64]]) -> list[list[list[list[float]]]]:
    """An outer ring runs against the clock and begins a polygon; those that run with it are its holes."""
    polygons: list[list[list[list[float]]]] = []
    for ring in rings:
        corners = [[round(float(x), _DIGITS), round(float(y), _DIGITS)] for x, y in ring]
        x, y = (ring - ring[0]).T
        if x[:-1] @ y[1:] > x[1:] @ y[:-1] or not polygons:
            polygons.append([corners])
        else:
            polygons[-1].append(corners)
    return polygons
