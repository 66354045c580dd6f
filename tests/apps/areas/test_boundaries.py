"""Boundaries from maps as they are published, and from maps that somebody spoiled."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, mapping, shape

from apps.areas.scene import imported, keeper, reader
from evenborn.apps.areas import queries
from evenborn.apps.areas.actions import BoundariesReport, import_boundaries
from evenborn.apps.areas.models import Boundary
from evenborn.apps.areas.reading import read_boundaries
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal

pytestmark = pytest.mark.django_db(databases="__all__")

NOW = date(2026, 11, 28)


def square(left: float, low: float, size: float = 1.0) -> dict[str, Any]:
    ring = [[left, low], [left + size, low], [left + size, low + size], [left, low + size], [left, low]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(adcode: object, geometry: object, **more: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"adcode": adcode, **more}, "geometry": geometry}


def given_map(folder: Path, *features: object) -> Path:
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return path


def taken(path: Path, **about: object) -> BoundariesReport:
    facts: dict[str, Any] = {
        "source": "Atlas 2024",
        "approval_number": "GS(2024)0650号",
        "licence": "",
        "valid_from": None,
    }
    given = read_boundaries(path, queries.codes(reader()))
    return import_boundaries(by=keeper(), given=given, **(facts | about))


@pytest.fixture(autouse=True)
def _country(tmp_path: Path) -> None:
    imported(tmp_path)


@pytest.mark.parametrize("code", ["620702", 620702, 620702.0, "620702000000", "６２０７０２"])
def test_a_code_is_known_however_it_is_written(tmp_path: Path, code: object) -> None:
    report = taken(given_map(tmp_path, feature(code, square(100, 38)), feature("999999", square(90, 30))))
    assert (report.added, report.changed, report.strange) == (1, 0, 1)
    found = queries.boundary(reader(), "620702", NOW)
    assert found is not None
    assert (found.approval_number, shape(json.loads(found.geometry)).area) == ("GS(2024)0650号", 1.0)


def test_the_property_with_the_codes_is_found_by_itself(tmp_path: Path) -> None:
    features = [
        feature(None, square(100 + place, 38), parent="620700", gb=f"156{code}", code=code, name="x")
        for place, code in enumerate(("620702", "620722", "620723"))
    ]
    assert taken(given_map(tmp_path, *features)).added == 3


def test_a_map_a_second_time_changes_nothing_and_a_new_source_is_a_change(tmp_path: Path) -> None:
    path = given_map(tmp_path, feature("620702", square(100, 38)))
    assert (taken(path).added, taken(path).added, taken(path).changed) == (1, 0, 0)
    assert taken(path, source="Atlas 2025").changed == 1
    assert Boundary.objects.count() == 1


def test_a_later_boundary_ends_the_earlier_one_the_day_before(tmp_path: Path) -> None:
    taken(given_map(tmp_path, feature("620702", square(100, 38))))
    taken(given_map(tmp_path, feature("620702", square(100, 38, 2))), valid_from=date(2025, 1, 1))
    sizes = [
        shape(json.loads(found.geometry)).area
        for day in (date(2024, 12, 31), date(2025, 1, 1))
        if (found := queries.boundary(reader(), "620702", day)) is not None
    ]
    assert sizes == [1.0, 4.0]
    with pytest.raises(Refusal, match="boundary-overlaps"):
        taken(given_map(tmp_path, feature("620702", square(100, 38))), valid_from=date(2020, 1, 1))
    with pytest.raises(Refusal, match="boundary-period"):
        taken(
            given_map(tmp_path, feature("620702", square(100, 38))),
            valid_from=date(2026, 1, 2),
            valid_to=date(2026, 1, 1),
        )


def test_what_is_drawn_is_simpler_and_lies_where_the_whole_lies(tmp_path: Path) -> None:
    round_one = Point(100, 38).buffer(1, quad_segs=5000)
    taken(given_map(tmp_path, feature("620702", mapping(round_one))))
    found = queries.boundary(reader(), "620702", NOW)
    assert found is not None
    drawn, whole = shape(json.loads(found.outline)), shape(json.loads(found.geometry))
    assert len(drawn.exterior.coords) < 300
    assert len(whole.exterior.coords) > 19_000
    assert drawn.symmetric_difference(whole).area < whole.area / 200
    assert len(found.outline) < 20_000


def test_an_island_and_a_hole_are_kept(tmp_path: Path) -> None:
    ring = square(100, 38)["coordinates"][0]
    hole = square(100.4, 38.4, 0.2)["coordinates"][0]
    both = {"type": "MultiPolygon", "coordinates": [[ring, hole], square(105, 38)["coordinates"]]}
    taken(given_map(tmp_path, feature("620702", both)))
    found = queries.boundary(reader(), "620702", NOW)
    assert found is not None
    assert shape(json.loads(found.outline)).area == pytest.approx(1.96, rel=1e-3)


INFINITE = {"type": "Polygon", "coordinates": [[[1e400, 0], [1, 1], [0, 1]]]}
BOWTIE = {"type": "Polygon", "coordinates": [[[100, 38], [101, 39], [101, 38], [100, 39], [100, 38]]]}


def test_a_ring_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    assert taken(given_map(tmp_path, feature("620702", BOWTIE))).added == 1


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([feature("620702", square(500_000, 4_000_000, 9))], "boundary-not-degrees"),
        ([feature("620702", {"type": "Point", "coordinates": [100, 38]})], "boundary-without-surface"),
        ([feature("620702", None)], "boundary-without-surface"),
        ([feature("620702", square(100, 38)), feature("620702", square(101, 38))], "map-area-twice"),
        ([feature("620702", square(100, 38)), feature("620702000", square(101, 38))], "map-area-twice"),
        ([feature("999999", square(100, 38))], "boundary-no-codes"),
        ([{"type": "Feature", "properties": None, "geometry": square(100, 38)}], "boundary-no-codes"),
        ([feature("620702", {"type": "Polygon", "coordinates": "x"})], "map-broken-outline"),
        ([feature("620702", INFINITE)], "map-broken-outline"),
        ([3], "map-broken-outline"),
        ([], "map-empty"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_used_is_refused_whole(tmp_path: Path, features: list[Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        taken(given_map(tmp_path, *features))
    assert refused.value.code == code
    assert not Boundary.objects.exists()
    assert not Entry.objects.using(Store.OFFICE).filter(event="areas.import-boundaries").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"type":"Topology"}',
        '{"type":"FeatureCollection","features":3}',
        "[" * 100_000,
        "\0",
        "NaN",
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal, match="no-map"):
        taken(path)


def test_the_entry_names_source_number_and_hash(tmp_path: Path) -> None:
    taken(given_map(tmp_path, feature("620702", square(100, 38))))
    facts = json.loads(Entry.objects.using(Store.OFFICE).get(event="areas.import-boundaries").facts)
    assert (facts["source"], facts["approval_number"], facts["added"]) == ("Atlas 2024", "GS(2024)0650号", 1)
    assert len(facts["sha256"]) == 64
