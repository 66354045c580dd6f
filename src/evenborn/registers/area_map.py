"""Where areas lie and which are neighbours: from a GeoJSON map, or from lists of pairs and of points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import get_coordinates, get_parts, get_rings, orient_polygons
from shapely.geometry.base import BaseGeometry

from evenborn.registers.area_outlines import matched, plain, read_outlines
from evenborn.registers.lists import read_list
from evenborn.registers.refusal import Refusal

GAP: Final = 0.005
"""Share of the usual width of an area by which outlines may miss each other and still be neighbours."""
_ANY_DAY: Final = date(2000, 1, 1)  # the lists have no days


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Areas of a table of births, in its order, as a map has them.

    Attributes
    ----------
    areas : tuple of str, length n
        As the table of births names them.
    points : ndarray of float, shape (n, 2)
        A point inside each area, longitude and latitude; NaN where none is known.
    neighbours : ndarray of int64, shape (pairs, 2)
        Places of areas that touch, the smaller first, each pair once.
    outlines : tuple of tuples of ndarray, length n
        Rings of each area, shape (corners, 2): outer ones against the clock, each before its holes, which run
        with it; empty where none is known.
    lacking : tuple of str
        Areas of which nothing is known: they count as islands and are not drawn.
    """

    areas: tuple[str, ...]
    points: NDArray[np.float64]
    neighbours: NDArray[np.int64]
    outlines: tuple[tuple[NDArray[np.float64], ...], ...]
    lacking: tuple[str, ...] = ()

    @property
    def islands(self) -> tuple[str, ...]:
        """Areas without a neighbour."""
        touching = set(self.neighbours.ravel().tolist())
        return tuple(area for place, area in enumerate(self.areas) if place not in touching)


def read_area_map(path: Path, areas: Sequence[str]) -> AreaMap:
    """Areas from a GeoJSON map; neighbours are areas whose outlines touch, also in one point.

    A map may hold more areas and other levels than the births; only those of the births are looked at.

    Parameters
    ----------
    path : pathlib.Path
    areas : sequence of str
        Codes or names in the table of births.

    Raises
    ------
    Refusal
        Those of :func:`~evenborn.registers.area_outlines.read_outlines` and
        :func:`~evenborn.registers.area_outlines.matched`.

    References
    ----------
    Queen contiguity: Rey SJ, Anselin L. PySAL: a Python library of spatial analytical methods. Review of
    Regional Studies 2007; 37(1):5–27.
    """
    found = matched(path, read_outlines(path), areas)
    surfaces = [one.surface if one is not None else None for one in found]
    unknown = (float("nan"), float("nan"))
    points = np.array([one.point or unknown if one is not None else unknown for one in found], np.float64)
    return AreaMap(
        tuple(areas),
        points.reshape(-1, 2),
        contiguous(surfaces),
        tuple(rings_of(surface) for surface in surfaces),
        tuple(area for area, one in zip(areas, found, strict=True) if one is None or one.point is None),
    )


def contiguous(surfaces: Sequence[BaseGeometry | None]) -> NDArray[np.int64]:
    """Pairs of surfaces that touch or nearly touch (see :data:`GAP`), shape (pairs, 2)."""
    known = [place for place, surface in enumerate(surfaces) if surface is not None]
    if len(known) < 2:
        return np.zeros((0, 2), np.int64)
    from libpysal.graph import Graph  # noqa: PLC0415 -- takes seconds to load; only outlines need it

    geometries = np.array([surfaces[place] for place in known], object)
    widths = np.sqrt([surface.area for surface in geometries])
    graph = Graph.build_fuzzy_contiguity(geometries, buffer=float(np.median(widths)) * GAP / 2)
    pairs = graph.adjacency[graph.adjacency > 0].index.to_frame().to_numpy(np.int64)
    return _once(np.array(known, np.int64)[pairs])


def _once(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each pair once, the smaller place first; nothing is its own neighbour."""
    ordered = np.sort(pairs.reshape(-1, 2), axis=1)
    return np.unique(ordered[ordered[:, 0] != ordered[:, 1]], axis=0)


def rings_of(surface: BaseGeometry | None) -> tuple[NDArray[np.float64], ...]:
    """Rings of a surface as :class:`AreaMap` holds them: each outer one before its holes."""
    if surface is None:
        return ()
    return tuple(
        get_coordinates(ring) for part in get_parts(orient_polygons(surface)) for ring in get_rings(part)
    )


def read_neighbours(areas: Sequence[str], pairs: Path | None, points: Path | None = None) -> AreaMap:
    """Areas from a list of neighbouring pairs, and one of points; each in any format of a register.

    Parameters
    ----------
    areas : sequence of str
        Codes or names in the table of births.
    pairs, points : pathlib.Path, optional
        See ``area_neighbours`` and ``area_points`` in :data:`~evenborn.registers.definition.LISTS`. Pairs
        may name areas by their codes while births name them by name, where ``points`` has both.

    Raises
    ------
    Refusal
        ``map-other-areas`` (a list names none of the areas), and those of reading a list.
    """
    place = {plain(area): number for number, area in enumerate(areas)}
    located = np.full((len(areas), 2), np.nan)
    if points is not None:
        place = _locate(points, areas, place, located)
    found = np.zeros((0, 2), np.int64)
    if pairs is not None:
        rows = read_list(pairs, "area_neighbours", _ANY_DAY)
        ends = [(place.get(plain(row["area"])), place.get(plain(row["neighbour"]))) for row in rows]
        _refuse_strange(pairs, areas, [row["area"] for row in rows], any(one is not None for one, _ in ends))
        both = [(one, other) for one, other in ends if one is not None and other is not None]
        found = _once(np.array(both, np.int64))
    lacking = tuple(area for area, known in zip(areas, np.isfinite(located[:, 0]), strict=True) if not known)
    return AreaMap(
        tuple(areas), located, found, tuple(() for _ in areas), lacking if points is not None else ()
    )


def _locate(
    path: Path, areas: Sequence[str], place: dict[str, int], located: NDArray[np.float64]
) -> dict[str, int]:
    """Write points into ``located``; places of areas by all that the list calls them."""
    rows = read_list(path, "area_points", _ANY_DAY)
    names = dict(place)
    for row in rows:
        called = [plain(text) for text in (row["area"], row.get("area_name") or "") if text]
        number = next((place[text] for text in called if text in place), None)
        if number is None:
            continue
        for text in called:
            names.setdefault(text, number)
        if row.get("longitude") is not None and row.get("latitude") is not None:
            located[number] = row["longitude"], row["latitude"]
    _refuse_strange(path, areas, [row["area"] for row in rows], bool(np.isfinite(located).any()))
    return names


def _refuse_strange(path: Path, areas: Sequence[str], named: Sequence[str], known: bool) -> None:
    if not known:
        told = [", ".join(names[:6]) + (" …" if len(names) > 6 else "") for names in (areas, named)]
        raise Refusal("map-other-areas", file=path.name, areas=told[0], names=told[1])
