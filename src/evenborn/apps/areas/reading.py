"""Files for the tree of areas: a table, its changes, a map; read and checked before anything is changed."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from shapely import get_coordinates, get_num_coordinates, set_precision, simplify
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from evenborn.registers.area_outlines import Outline, matched, read_outlines
from evenborn.registers.codes.area_changes import read_area_changes
from evenborn.registers.codes.area_files import load_area_table, shipped_areas
from evenborn.registers.codes.area_history import AreaHistory, area_history
from evenborn.registers.codes.area_table import Area
from evenborn.registers.refusal import Refusal

__all__ = ["GivenAreas", "GivenBoundaries", "GivenBoundary", "read_areas", "read_boundaries"]

_DIGITS: Final = 1e-6  # of a degree: a tenth of a metre
_DETAIL: Final = 1000
"""A page draws an outline some hundred dots wide: what is smaller than this part of it is not seen."""
_MOST_CORNERS: Final = 2000


@dataclass(frozen=True, slots=True)
class GivenAreas:
    """A table of areas as it was read: names and SHA-256 of its files, and what they say."""

    file: str
    sha256: str
    changes: str
    changes_sha256: str
    history: AreaHistory


@dataclass(frozen=True, slots=True)
class GivenBoundary:
    """The boundary of one code: GeoJSON geometry, whole and as it is drawn."""

    code: str
    geometry: str
    outline: str


@dataclass(frozen=True, slots=True)
class GivenBoundaries:
    """A map as it was read; ``strange`` features name no area of the tree, or have no surface."""

    file: str
    sha256: str
    boundaries: tuple[GivenBoundary, ...]
    strange: int


def read_areas(table: Path, changes: Path | None = None) -> GivenAreas:
    """Read a table of areas and, where there is one, a table of changes.

    English names that the table lacks are taken from the table that comes with Evenborn, where code and
    Chinese name are the same.

    Raises
    ------
    Refusal
        What :func:`~evenborn.registers.codes.area_files.load_area_table`,
        :func:`~evenborn.registers.codes.area_changes.read_area_changes` and
        :func:`~evenborn.registers.codes.area_history.area_history` refuse.
    """
    history = area_history(load_area_table(table), read_area_changes(changes) if changes else ())
    named = tuple(_in_english(area) for area in history.areas)
    return GivenAreas(
        table.name,
        _sha256(table),
        changes.name if changes else "",
        _sha256(changes) if changes else "",
        replace(history, areas=named),
    )


def _in_english(area: Area) -> Area:
    known = shipped_areas().find(area.code) if len(area.code) < 5 and not area.name_en else None
    same = known is not None and known.name_zh == area.name_zh
    return replace(area, name_en=known.name_en) if known is not None and same else area


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_boundaries(path: Path, codes: Iterable[str]) -> GivenBoundaries:
    """Read a map (GeoJSON) and find the areas of the tree in it by their codes.

    Codes may be filled up with noughts (``620700``); the property that holds them is found by itself.

    Raises
    ------
    Refusal
        ``boundary-not-degrees``, ``boundary-without-surface``; what
        :func:`~evenborn.registers.area_outlines.read_outlines` and
        :func:`~evenborn.registers.area_outlines.matched` refuse.
    """
    outlines = read_outlines(path)
    spelt = _spelt(codes, outlines)
    if not spelt:
        raise Refusal("boundary-no-codes", file=path.name)
    pairs = zip(spelt, matched(path, outlines, list(spelt)), strict=True)
    found: dict[str, Outline] = {}
    for spelling, outline in pairs:
        if outline is not None and outline.surface is not None:
            if spelt[spelling] in found:
                raise Refusal("map-area-twice", file=path.name, name=spelling, property="code")
            found[spelt[spelling]] = outline
    if not found:
        raise Refusal("boundary-without-surface", file=path.name)
    made = tuple(_boundary(path, code, outline.surface) for code, outline in found.items())
    return GivenBoundaries(path.name, _sha256(path), made, len(outlines) - len(made))


def _spelt(codes: Iterable[str], outlines: Iterable[Outline]) -> dict[str, str]:
    """Spellings of codes that the map uses, and the code that each means."""
    used = {name for outline in outlines for name in outline.names.values()}
    return {text: code for code in codes for text in _spellings(code) if text in used}


def _spellings(code: str) -> Iterator[str]:
    yield code
    yield from (code.ljust(digits, "0") for digits in (6, 9, 12) if digits > len(code))


def _boundary(path: Path, code: str, surface: BaseGeometry) -> GivenBoundary:
    corners = get_coordinates(surface)
    if (abs(corners) > (180.0, 90.0)).any():
        raise Refusal("boundary-not-degrees", file=path.name, area=code)
    whole = set_precision(surface, _DIGITS)
    return GivenBoundary(code, _geojson(whole), _geojson(_drawn(surface)))


def _drawn(surface: BaseGeometry) -> BaseGeometry:
    """The surface without what nobody could see."""
    left, low, right, high = surface.bounds
    detail = max(right - left, high - low) / _DETAIL
    drawn = simplify(surface, detail)
    while get_num_coordinates(drawn) > _MOST_CORNERS and detail < right - left + high - low:
        detail *= 2
        drawn = simplify(surface, detail)
    return set_precision(surface if drawn.is_empty else drawn, detail / 10)


def _geojson(surface: BaseGeometry) -> str:
    geometry: Mapping[str, Any] = mapping(surface)
    return json.dumps(geometry, separators=(",", ":"), allow_nan=False)
