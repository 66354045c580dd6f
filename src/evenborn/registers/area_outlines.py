"""Outlines of areas from a GeoJSON file, as maps are published: any property, any level, sometimes broken."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from shapely import get_coordinates, get_parts, make_valid, union_all
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from evenborn.registers.refusal import Refusal

MOST_BYTES: Final = 400 << 20
"""Larger maps are refused; a country of 40,000 townships takes some 100 MB."""
_SHOWN: Final = 6
_FARTHEST: Final = 1e9  # no map is that wide, in metres; sums and squares of larger numbers overflow
_BROKEN: Final = (
    ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, ShapelyError
)  # fmt: skip
_SURFACES: Final = ("Polygon", "MultiPolygon", "GeometryCollection")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature of a map.

    Attributes
    ----------
    names : mapping of str to str
        What its properties say, and its ``id``.
    surface : shapely geometry or None
        Its surface; None where the map gives none.
    point : pair of float or None
        A point inside it, or the point that stands for it.
    """

    names: Mapping[str, str]
    surface: BaseGeometry | None
    point: tuple[float, float] | None


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """Features of a GeoJSON file (RFC 7946).

    A ring that crosses itself is repaired; what cannot be repaired into a surface leaves the area without
    one. Coordinates may be degrees or metres, as long as all are the same.

    Raises
    ------
    Refusal
        ``unreadable``, ``map-too-large``, ``no-map`` (not a FeatureCollection), ``map-empty``,
        ``map-broken-outline`` (the number of the feature, from 1).
    """
    features = _features(path)
    return tuple(_outline(path, place, feature) for place, feature in enumerate(features, start=1))


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal("map-too-large", file=path.name, most=MOST_BYTES >> 20)
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    except (ValueError, RecursionError) as error:
        raise Refusal("no-map", file=path.name) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise Refusal("no-map", file=path.name)
    if not features:
        raise Refusal("map-empty", file=path.name)
    return features


def _outline(path: Path, place: int, feature: object) -> Outline:
    broken = Refusal("map-broken-outline", file=path.name, number=place)
    if not isinstance(feature, dict):
        raise broken
    names = {str(key): text for key, text in _texts(feature.get("properties")) if text}
    if isinstance(feature.get("id"), str | int):
        names.setdefault("id", plain(str(feature["id"])))
    geometry = feature.get("geometry")
    if geometry is None:
        return Outline(names, None, None)
    try:
        return Outline(names, *_shape(geometry))
    except _BROKEN as error:
        raise broken from error


def _texts(properties: object) -> Iterator[tuple[str, str]]:
    for key, value in properties.items() if isinstance(properties, dict) else ():
        if isinstance(value, float) and value.is_integer():  # how some programs write a column of codes
            yield key, str(int(value))
        elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            yield key, plain(str(value))


def plain(text: str) -> str:
    """A name or code as it is compared.

    Examples
    --------
    >>> plain(" ９９０１０１ ")
    '990101'
    """
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _shape(geometry: object) -> tuple[BaseGeometry | None, tuple[float, float] | None]:
    with np.errstate(invalid="ignore"):
        made = shape(geometry)
    if not (np.abs(get_coordinates(made)) < _FARTHEST).all():  # neither is what is no number
        raise ValueError(made)
    if made.geom_type == "Point" and not made.is_empty:
        return None, (made.x, made.y)
    surface = _surface(made if made.is_valid else make_valid(made))
    if surface is None:
        return None, None
    inside = surface.representative_point()
    return surface, (inside.x, inside.y)


def _surface(made: BaseGeometry) -> BaseGeometry | None:
    """The parts of a geometry that have an area."""
    parts = [part for part in get_parts(made) if part.geom_type in _SURFACES and part.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else union_all(parts)


def matched(path: Path, outlines: Sequence[Outline], areas: Sequence[str]) -> list[Outline | None]:
    """The outline of each area, found by the property that names most of them.

    Parameters
    ----------
    path : pathlib.Path
        Of the map, for what is said.
    outlines : sequence of Outline
    areas : sequence of str
        Codes or names, as a table of births gives them.

    Raises
    ------
    Refusal
        ``map-unnamed`` (no feature has a property or ``id``), ``map-other-areas`` (no property names any of
        the areas), ``map-area-twice`` (two outlines have one name).
    """
    asked = [plain(area) for area in areas]
    among = frozenset(asked)
    named: dict[str, list[str]] = {}
    for outline in outlines:
        for key, name in outline.names.items():
            if name in among:
                named.setdefault(key, []).append(name)
    # a property such as “belongs to” may name an area many times; what names most of them once is meant
    best = max(named, key=lambda key: (len(set(named[key])), -len(named[key])), default="")
    if not named:
        told = sorted({next(iter(outline.names.values())) for outline in outlines if outline.names})
        if not told:
            raise Refusal("map-unnamed", file=path.name)
        raise Refusal("map-other-areas", file=path.name, areas=_told(areas), names=_told(told))
    found: dict[str, Outline] = {}
    for outline in outlines:
        name = outline.names.get(best, "")
        if name in among:
            if name in found:
                raise Refusal("map-area-twice", file=path.name, name=name, property=best)
            found[name] = outline
    return [found.get(area) for area in asked]


def _told(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
