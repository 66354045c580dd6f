"""What lies beside registers and truth: areas, facilities, parameters, and what to read first."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

from evenborn.simulation.areas import area_table_csv, city_areas, geojson
from evenborn.simulation.departments import DEPARTMENTS, sent_on
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.rates import CITY
from evenborn.simulation.truth_files import json_file

_SHOWN: Final = (
    "code", "name_zh", "name_en", "county", "township", "kind", "delivers", "scans", "drugs",
)  # fmt: skip
"""Of a facility; its anomaly is part of the truth."""


def describe(cities: Sequence[CityParameters], folder: Path) -> None:
    """Write areas.csv, areas.geojson, facilities.csv, the parameters and both READMEs.

    Parameters
    ----------
    cities : sequence of CityParameters
        All cities of the world.
    folder : pathlib.Path
        With a folder ``truth`` in it.
    """
    areas = [city_areas(city) for city in cities]
    (folder / "areas.csv").write_bytes(area_table_csv(*areas))
    features = [feature for one in areas for feature in geojson(one)["features"]]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "areas.geojson").write_text(json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8")
    _write_facilities(cities, folder / "facilities.csv")
    json_file(folder / "truth" / "parameters.json", parameters_of(cities))
    for name in ("README.md", "README.zh.md"):
        text = resources.files("evenborn.simulation").joinpath(f"folder/{name}").read_text("utf-8")
        (folder / name).write_text(text, encoding="utf-8")


def parameters_of(cities: Sequence[CityParameters]) -> dict[str, Any]:
    """Everything that is needed to make the same folder again."""
    return {
        "version": metadata.version("evenborn"),
        "cities": [asdict(city) for city in cities],
        "sent_on": sent_on(cities[0].calendar_years[-1]).isoformat(),
        "departments": {name: asdict(one) for name, one in DEPARTMENTS.items()},
        "rates": {name: asdict(rates) for name, rates in CITY.items()},
    }


def _write_facilities(cities: Sequence[CityParameters], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, _SHOWN, lineterminator="\n", restval=False)
        table.writeheader()
        for city in cities:
            table.writerows(city_facilities(city).select(list(_SHOWN)).to_pylist())
            table.writerows(_clinics(city))


def _clinics(city: CityParameters) -> list[dict[str, Any]]:
    """The vaccination clinic of every township; it neither delivers nor scans nor holds drugs."""
    return [
        {
            "code": f"JZ{row['code']}",
            "name_zh": f"{row['name_zh']}预防接种门诊",
            "name_en": f"{row['name_en']} Vaccination Clinic",
            "county": row["parent"],
            "township": row["code"],
            "kind": "vaccination-clinic",
        }
        for row in city_areas(city).areas.to_pylist()
        if row["level"] == "township"
    ]
