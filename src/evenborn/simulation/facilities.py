"""Where are children born, women examined, drugs issued? The facilities of a city, three with an anomaly."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from evenborn.simulation.areas import Areas, city_areas
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.place_names import PlaceName, place_words
from evenborn.simulation.streams import stream


@dataclass(frozen=True, slots=True)
class FacilityKind:
    """What facilities of a kind are called and do.

    Attributes
    ----------
    key : str
        As the table writes it.
    zh, en : str
        What stands behind the name of the place or of the institution.
    class_code : str
        Economic type (2 characters), class of institution (4) and level (1), the end of its number.
    weight : float
        How many births one has beside others, other things equal.
    delivers, scans, drugs : float
        Share of the facilities of this kind that do so.
    """

    key: str
    zh: str
    en: str
    class_code: str
    weight: float
    delivers: float
    scans: float
    drugs: float


KINDS = (
    FacilityKind("county-hospital", "人民医院", "People's Hospital", "11A1001", 10.0, 1, 1, 1),
    FacilityKind(
        "maternal-child-hospital",
        "妇幼保健院",
        "Maternal and Child Health Hospital",
        "11G1001",
        12.0,
        1,
        1,
        1,
    ),
    FacilityKind(
        "central-township-hospital", "中心卫生院", "Central Health Centre", "11C2102", 2.5, 1, 1, 0.5
    ),
    FacilityKind("private-hospital", "医院", "Hospital", "17A1002", 3.0, 1, 1, 0.7),
    FacilityKind("clinic", "诊所", "Clinic", "17D2212", 0.0, 0, 0.4, 0.3),
)
ANOMALIES = ("births-ratio", "scans-without-indication", "drug-units-missing")

_REST = (24, 14, 20)
"""Of 70 facilities in six counties, after two for each county: how many of the last three kinds."""
_LETTERS = "YABCDEFGHJKLMN"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FIELDS: tuple[tuple[str, pa.DataType], ...] = (
    ("code", pa.string()),
    ("name_zh", pa.string()),
    ("name_en", pa.string()),
    ("county", pa.string()),
    ("township", pa.string()),
    ("kind", pa.string()),
    ("delivers", pa.bool_()),
    ("scans", pa.bool_()),
    ("drugs", pa.bool_()),
    ("weight", pa.float64()),
    ("anomaly", pa.string()),
)


@lru_cache(maxsize=32)
def city_facilities(parameters: CityParameters) -> pa.Table:
    """The facilities of a city, from its own stream.

    Examples
    --------
    >>> facilities = city_facilities(CityParameters(seed=1))
    >>> facilities.num_rows, sorted(set(facilities["anomaly"].to_pylist()) - {""})
    (70, ['births-ratio', 'drug-units-missing', 'scans-without-indication'])
    """
    rng = stream(parameters.seed, "facilities", parameters.number)
    return make_facilities(parameters, city_areas(parameters), rng)


def make_facilities(parameters: CityParameters, areas: Areas, rng: np.random.Generator) -> pa.Table:
    """Invent the facilities of a city.

    Parameters
    ----------
    parameters : CityParameters
        How many, and which city.
    areas : Areas
        Where they may stand.
    rng : numpy.random.Generator
        What decides place, size and what smaller ones do.

    Returns
    -------
    pyarrow.Table
        ``code`` (22 characters), ``name_zh``, ``name_en``, ``county``, ``township``, ``kind`` (of
        :data:`KINDS`), ``delivers``, ``scans``, ``drugs``, ``weight`` (expected share of births other
        things equal, before distance), ``anomaly`` ("" or one of :data:`ANOMALIES`).
    """
    townships = areas.codes("township")
    names = _place_names(areas)
    rows = []
    for serial, (kind, township) in enumerate(_placed(parameters, areas, rng)):
        county = townships[township][:6]
        name = _facility_name(kind, names[county], names[townships[township]], serial)
        does = {what: bool(rng.random() < getattr(kind, what)) for what in ("delivers", "scans", "drugs")}
        rows.append(
            {
                "code": facility_code(parameters.number * 1000 + serial, county, kind),
                "name_zh": name.zh,
                "name_en": name.en,
                "county": county,
                "township": townships[township],
                "kind": kind.key,
                **does,
                "weight": round(kind.weight * float(rng.lognormal(0, 0.3)), 3),
            }
        )
    _plant(rows, _concealing_county(parameters, areas))
    return pa.Table.from_pylist(rows, schema=pa.schema([pa.field(name, kind) for name, kind in _FIELDS]))


def _placed(
    parameters: CityParameters, areas: Areas, rng: np.random.Generator
) -> list[tuple[FacilityKind, int]]:
    """Kind and township of each facility: two at each county's seat, the rest over the city."""
    weights = areas.column("population_weight", "township").astype(float)
    placed = []
    for county in range(parameters.counties):
        own = np.flatnonzero(areas.county_of == county)
        placed += [(kind, int(own[np.argmax(weights[own])])) for kind in KINDS[:2]]
    rest = parameters.facilities - len(placed)
    central, private = (round(rest * share / sum(_REST)) for share in _REST[:2])
    centres = np.resize(rng.permutation(len(weights)), central)
    placed += [(KINDS[2], int(township)) for township in centres]
    others = rng.choice(len(weights), rest - central, p=weights / weights.sum())
    kinds = [KINDS[3]] * private + [KINDS[4]] * (rest - central - private)
    return placed + list(zip(kinds, others.tolist(), strict=True))


def _place_names(areas: Areas) -> dict[str, PlaceName]:
    rows = areas.areas.select(["code", "name_zh", "name_en"]).to_pylist()
    return {row["code"]: PlaceName(row["name_zh"], row["name_en"]) for row in rows}


def _facility_name(kind: FacilityKind, county: PlaceName, township: PlaceName, serial: int) -> PlaceName:
    if kind.key in ("private-hospital", "clinic"):
        words = place_words()["institutions"]
        zh, en = words[serial % len(words)].split()
        place = _bare(township)
        return PlaceName(place.zh + zh, f"{place.en} {en}").of_kind(kind.zh, kind.en)
    place = _bare(township) if kind.key == "central-township-hospital" else county
    return place.of_kind(kind.zh, kind.en)


def _bare(township: PlaceName) -> PlaceName:
    """The name of a township without the word for its kind."""
    zh = township.zh.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    return PlaceName(zh, township.en.rsplit(" ", 1)[0])


def facility_code(serial: int, county: str, kind: FacilityKind) -> str:
    """Registration number of a medical institution in the layout of WS 218: 22 characters.

    Nine of an organisation code (three letters, five digits, check character of GB 11714), six of
    the area, seven of economic type, class and level.

    Examples
    --------
    >>> facility_code(7, "990101", KINDS[0])
    'PDY00007999010111A1001'
    """
    thousands, units = divmod(serial, 100_000)
    body = f"PD{_LETTERS[thousands]}{units:05}"
    total = sum(
        weight * int(character, 36) for weight, character in zip(_ORGANISATION_WEIGHTS, body, strict=True)
    )
    check = 11 - total % 11
    return body + {10: "X", 11: "0"}.get(check, str(check)) + county + kind.class_code


def _concealing_county(parameters: CityParameters, areas: Areas) -> str | None:
    position = parameters.concealing_county
    return None if position is None else areas.codes("county")[position]


def _plant(rows: list[dict[str, Any]], spared: str | None) -> None:
    """Give three facilities an anomaly, none of them in the county where girls are concealed."""
    for row in rows:
        row["anomaly"] = ""
    wanted = (("private-hospital", "delivers"), ("private-hospital", "scans"), ("county-hospital", "drugs"))
    for anomaly, (kind, does) in zip(ANOMALIES, wanted, strict=True):
        fit = [row for row in rows if row["kind"] == kind and row[does] and not row["anomaly"]]
        away = [row for row in fit if row["county"] != spared] or fit
        away[0]["anomaly"] = anomaly
