"""Where do people live? A city, its counties and townships: codes, invented names, polygons, neighbours."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.place_names import PlaceName, long_stem, stem
from evenborn.simulation.polygons import Ring, united
from evenborn.simulation.streams import stream
from evenborn.simulation.subdivision import Subdivision, centroid, subdivide

PROVINCES = ("99", "90", "89", "88", "87", "86", "85", "84", "79", "78", "77", "76")
"""First two digits that GB/T 2260 has never given out; each has the prefectures 01 to 99."""
VALID_FROM = "2000-01-01"
"""Since when the areas exist; none of them ends."""

_PROVINCE_NAMES = (
    ("衡川", "Hengchuan"), ("衡原", "Hengyuan"), ("衡屿", "Hengyu"), ("衡麓", "Henglu"),
    ("衡汀", "Hengting"), ("衡陌", "Hengmo"), ("衡渚", "Hengzhu"), ("衡畴", "Hengchou"),
    ("衡苑", "Hengyuan"), ("衡隰", "Hengxi"), ("衡峦", "Hengluan"), ("衡岑", "Hengcen"),
)  # fmt: skip
_TOWNSHIP_KINDS = (("镇", "Town"), ("乡", "Township"))
_CITIES_IN_A_ROW = 40
_FILE_LEVELS = {"city": "prefecture"}

_TEXT = ("code", "name_zh", "name_en", "level", "parent")
_NUMBERS = ("x", "y", "population_weight")
_SCHEMA = pa.schema(
    [pa.field(name, pa.string()) for name in _TEXT] + [pa.field(name, pa.float64()) for name in _NUMBERS]
)


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of one city.

    Attributes
    ----------
    areas : pyarrow.Table
        ``code`` (4, 6 or 9 digits), ``name_zh``, ``name_en``, ``level`` (city, county, township),
        ``parent``, ``x``, ``y`` (centroid, in degrees of a plane that lies nowhere),
        ``population_weight`` (share of the city's births): the city, its counties, its townships.
    cells : list of list of (x, y)
        Polygon of each township, against the clock, in the order of the table.
    county_of : ndarray of int64, shape (townships,)
        Position of each township's county.
    neighbours : dict of str to tuple of str
        For each county and township the codes of the same level that share a border with it.
    """

    areas: pa.Table
    cells: list[Ring]
    county_of: npt.NDArray[np.int64]
    neighbours: dict[str, tuple[str, ...]]

    def codes(self, level: str) -> list[str]:
        """Codes of one level, in the order of the table."""
        return [str(code) for code in self.column("code", level)]

    def column(self, name: str, level: str) -> npt.NDArray[Any]:
        """One column for the areas of one level."""
        of_level = np.asarray(self.areas["level"].to_pylist()) == level
        values: npt.NDArray[Any] = np.asarray(self.areas[name].to_pylist())[of_level]
        return values


@lru_cache(maxsize=32)
def city_areas(parameters: CityParameters) -> Areas:
    """The areas of a city, from its own stream.

    Examples
    --------
    >>> areas = city_areas(CityParameters(seed=1))
    >>> len(areas.codes("county")), len(areas.codes("township")), areas.codes("city")
    (6, 60, ['9901'])
    """
    return make_areas(parameters, stream(parameters.seed, "areas", parameters.number))


def make_areas(parameters: CityParameters, rng: np.random.Generator) -> Areas:
    """Invent the areas of a city.

    Parameters
    ----------
    parameters : CityParameters
        How many there are, and which city it is.
    rng : numpy.random.Generator
        What decides outline, sites and weights.

    Returns
    -------
    Areas
    """
    parts = subdivide(rng, parameters.counties, parameters.townships)
    cells = [_moved(cell, parameters.number) for cell in parts.cells]
    townships = [np.flatnonzero(parts.county_of == county) for county in range(parameters.counties)]
    city = city_code(parameters.number)
    counties = [f"{city}{county + 1:02}" for county in range(parameters.counties)]
    codes = [
        f"{counties[county]}{rank + 1:03}" for county, own in enumerate(townships) for rank in range(len(own))
    ]
    rows = [_row(city, _city_name(parameters), "city", city[:2], cells, 1.0)]
    for county, own in enumerate(townships):
        name = _county_name(parameters, county)
        within = [cells[member] for member in own]
        rows.append(_row(counties[county], name, "county", city, within, float(parts.weights[own].sum())))
    for member, code in enumerate(codes):
        name = _township_name(parameters, member, parts)
        rows.append(_row(code, name, "township", code[:6], [cells[member]], float(parts.weights[member])))
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    return Areas(table, cells, parts.county_of, _neighbours(parts, codes, counties))


def city_code(number: int) -> str:
    """Four digits of a city: a province that does not exist, and a prefecture.

    Examples
    --------
    >>> city_code(0), city_code(98), city_code(99)
    ('9901', '9999', '9001')
    """
    return f"{PROVINCES[number // 99]}{number % 99 + 1:02}"


def _row(
    code: str, name: PlaceName, level: str, parent: str, cells: list[Ring], weight: float
) -> dict[str, Any]:
    x, y = centroid(cells)
    values = (code, name.zh, name.en, level, parent, x, y, weight)
    return dict(zip(_SCHEMA.names, values, strict=True))


def _city_name(parameters: CityParameters) -> PlaceName:
    name = stem(parameters.number).of_kind("市", "City")
    return PlaceName(parameters.name, name.en) if parameters.name else name


def _county_name(parameters: CityParameters, county: int) -> PlaceName:
    kind = ("区", "District") if county == 0 else ("县", "County")
    return stem(600 + parameters.number * parameters.counties + county).of_kind(*kind)


def _township_name(parameters: CityParameters, member: int, parts: Subdivision) -> PlaceName:
    seat = member in parts.seats
    kind = ("街道", "Subdistrict") if seat else _TOWNSHIP_KINDS[member % 2]
    return long_stem(300 + parameters.number * parameters.townships + member).of_kind(*kind)


def _moved(cell: Ring, number: int) -> Ring:
    """Cities of a province or a country lie beside each other, each in a square of its own."""
    row, column = divmod(number, _CITIES_IN_A_ROW)
    return [(round(x + column, 9), round(y + row, 9)) for x, y in cell]


def _neighbours(parts: Subdivision, codes: list[str], counties: list[str]) -> dict[str, tuple[str, ...]]:
    found = {code: tuple(codes[one] for one in parts.beside[member]) for member, code in enumerate(codes)}
    for county in counties:
        beside = {one[:6] for code in codes if code[:6] == county for one in found[code]}
        found[county] = tuple(sorted(beside - {county}))
    return found


def geojson(areas: Areas) -> dict[str, Any]:
    """The city, its counties and its townships as a GeoJSON feature collection (RFC 7946).

    Returns
    -------
    dict
        One feature for each row of the table, with its code as ``id``; a county's polygon is the
        union of its townships' polygons, the city's that of all.

    Examples
    --------
    >>> collection = geojson(city_areas(CityParameters(seed=1)))
    >>> len(collection["features"]), collection["features"][0]["id"]
    (67, '9901')
    """
    townships = areas.codes("township")
    features = []
    for row in areas.areas.select(list(_TEXT)).to_pylist():
        code = row["code"]
        within = [
            cell for cell, member in zip(areas.cells, townships, strict=True) if member.startswith(code)
        ]
        rings = [[list(point) for point in (*ring, ring[0])] for ring in united(within)]
        geometry = {"type": "Polygon", "coordinates": rings}
        properties = row | {"level": _FILE_LEVELS.get(row["level"], row["level"])}
        features.append({"type": "Feature", "id": code, "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def area_table(*cities: Areas) -> pa.Table:
    """The areas as a table that an installation can load, the provinces above them included.

    Returns
    -------
    pyarrow.Table
        ``code``, ``name_zh``, ``name_en``, ``level`` (province, prefecture, county, township),
        ``parent``, ``valid_from``, ``valid_to``, ``successor``: all text.

    Examples
    --------
    >>> area_table(city_areas(CityParameters(seed=1)))["code"].to_pylist()[:3]
    ['99', '9901', '990101']
    """
    every = pa.concat_tables([city.areas for city in cities]).select(list(_TEXT))
    provinces = [_province_row(code) for code in PROVINCES if code in every["parent"].to_pylist()]
    rows = [*provinces, *every.to_pylist()]
    open_end = {"valid_from": VALID_FROM, "valid_to": "", "successor": ""}
    return pa.Table.from_pylist(
        [row | {"level": _FILE_LEVELS.get(row["level"], row["level"])} | open_end for row in rows]
    )


def _province_row(code: str) -> dict[str, str]:
    zh, en = _PROVINCE_NAMES[PROVINCES.index(code)]
    values = (code, f"{zh}省", f"{en} Province", "province", "")
    return dict(zip(_TEXT, values, strict=True))


def area_table_csv(*cities: Areas) -> bytes:
    """The same as a CSV file, UTF-8."""
    written = io.BytesIO()
    csv.write_csv(area_table(*cities), written)
    return written.getvalue()
