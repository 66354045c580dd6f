import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.definition import register
from evenborn.registers.limits import Limits
from evenborn.registers.sources.fhir import is_fhir
from evenborn.registers.sources.fhir_birth import FIELDS
from registers.sources.fhir_bundles import bundle, child, grams, observed, one, parent, refusal, rows_of

SMALL = Limits(line_bytes=1000)


def test_the_fields_are_those_of_the_delivery_register() -> None:
    assert list(FIELDS) == list(register("delivery").fields)
    assert list(rows_of(bundle(child()))[0].cells) == list(FIELDS)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (b'{"resourceType":"Bundle"', True),
        (b'\xef\xbb\xbf\r\n {"id":"1",\n"resourceType" : "Bundle"', True),
        (b'{"resourceType":"Patient"}', False),
        (b'["resourceType":"Bundle"]', False),
        (b'{"id":"' + b"x" * 5000 + b'","resourceType":"Bundle"', False),
        (b"", False),
        ("地区,男,女\n".encode(), False),
    ],
)
def test_a_bundle_is_known_by_its_beginning(start: bytes, told: bool) -> None:
    assert is_fhir(start) is told


@pytest.mark.parametrize("kind", ["document", "message", "batch", "transaction", "collection", "searchset"])
def test_every_kind_of_bundle_that_brings_births(kind: str) -> None:
    assert one(child(), kind=kind)["sex"] == "female"


def test_bundles_in_a_bundle_and_one_after_another() -> None:
    inner = bundle(child(gender="male"), kind="document")
    rows = rows_of(bundle(inner, child(), inner), bundle(inner))
    assert [(row.number, row.path, row.cells["sex"]) for row in rows] == [
        (1, "entry[0].resource.entry[0]", "male"),
        (2, "entry[2].resource.entry[0]", "male"),
        (3, "entry[1]", "female"),
        (4, "Bundle[2].entry[0].resource.entry[0]", "male"),
    ]


def test_names_of_a_bundle_may_come_in_any_order() -> None:
    last = {"entry": bundle(child())["entry"], "total": 1, "type": "collection", "resourceType": "Bundle"}
    assert len(rows_of(last)) == 1


def test_births_of_inner_bundles_do_not_mix() -> None:
    mothers = [parent(name=[{"text": name}]) for name in ("李梅", "王芳")]
    rows = rows_of(bundle(*(bundle(child(), mother) for mother in mothers)))
    assert [row.cells["mother_name"] for row in rows] == ["李梅", "王芳"]


@pytest.mark.parametrize(
    "document",
    [
        {"resourceType": "Patient"},
        {"resourceType": ["Bundle"]},
        {"resourceType": "Bundle", "type": "history", "entry": []},
        {},
        [bundle(child())],
        "Bundle",
        12,
        None,
        bundle({"resourceType": "Bundle", "type": "batch-response"}),
    ],
)
def test_what_is_no_bundle_of_births(document: object) -> None:
    assert refusal(document).code == "fhir-not-a-bundle"
    assert refusal(bundle(child()), document).facts["bundle"] == 2


@pytest.mark.parametrize(
    "document",
    [
        {"resourceType": "Bundle"},
        {"resourceType": "Bundle", "entry": None},
        {"resourceType": "Bundle", "entry": {"resource": child()}},
        {"resourceType": "Bundle", "entry": [None, 1, "x", [], {}, {"resource": 5}, {"resource": {}}]},
        bundle({"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1990-03-07"}),
        bundle(observed("8339-4", "Patient/elsewhere", valueQuantity=grams(3250))),
    ],
)
def test_a_file_without_a_newborn(document: object) -> None:
    assert refusal(document).code == "fhir-no-births"
    assert len(rows_of(document, bundle(child()))) == 1


def test_an_empty_file_has_no_births() -> None:
    assert refusal(b" \n").code == "fhir-no-births"


def test_a_file_that_is_cut_off() -> None:
    whole = json.dumps(bundle(child())).encode()
    for cut in range(1, len(whole)):
        found = refusal(whole[:cut])
        assert (found.code, found.facts["offset"]) in {("fhir-not-json", place) for place in range(cut + 1)}


@pytest.mark.parametrize(
    ("resource", "element", "version"),
    [
        ({**parent(), "relationship": {"coding": [{"code": "MTH"}]}}, "RelatedPerson.relationship", "STU3"),
        (observed("8339-4", context={"reference": "Encounter/1"}), "Observation.context", "STU3"),
        ({"resourceType": "Encounter", "class": [{"coding": []}]}, "Encounter.class", "R5"),
        ({"resourceType": "Encounter", "actualPeriod": {}}, "Encounter.actualPeriod", "R5"),
        (observed("8339-4", triggeredBy=[]), "Observation.triggeredBy", "R5"),
    ],
)
def test_another_version_is_named(resource: dict[str, Any], element: str, version: str) -> None:
    found = refusal(bundle(child(), resource))
    assert (found.code, found.facts["path"]) == ("fhir-wrong-version", "entry[1]")
    assert (found.facts["element"], found.facts["version"]) == (element, version)


def test_bundles_nested_without_reason() -> None:
    nest = bundle(child())
    for _ in range(4):
        nest = bundle(nest)
    assert refusal(nest).code == "fhir-too-deep"
    assert refusal(b'{"resourceType":"Bundle","entry":[' + b'{"a":' * 50_000).code == "fhir-too-deep"


@pytest.mark.parametrize(
    "document",
    [
        bundle(child(photo=[{"data": "x" * 17_000}])),
        {"resourceType": "Bundle", "signature": {"data": "x" * 17_000}},
        {"resourceType": "Bundle", "id": "x" * 17_000},
    ],
)
def test_an_entry_that_is_too_long(document: object) -> None:
    found = refusal(document, limits=SMALL)
    assert (found.code, found.facts["limit"]) == ("fhir-entry-too-large", 16_000)


@pytest.mark.parametrize("name", ["李\\u0000梅", "\\ud842", "\\udfb7\\ud842"])
def test_a_character_that_is_none(name: str) -> None:
    written = json.dumps(bundle(child(name=[{"text": "NAME"}]))).replace("NAME", name).encode()
    found = refusal(written)
    assert (found.code, found.facts["field"]) == ("fhir-broken-character", "newborn_name")


def test_a_character_beyond_the_first_plane() -> None:
    pair = json.dumps(bundle(child(name=[{"text": "李𠮷"}])))
    assert "\\ud842\\udfb7" in pair
    assert rows_of(pair.encode())[0].cells["newborn_name"] == "李𠮷"


EXAMPLE = "examples/birth-notification.fhir.json"


def test_the_example_says_what_it_is_meant_to(project: Path) -> None:
    girl, boy = rows_of((project / EXAMPLE).read_bytes())
    assert {name for name, text in girl.cells.items() if not text} == set()
    assert (girl.cells["newborn_name"], girl.cells["sex"]) == ("李梅之女", "female")
    assert (boy.cells["mother_id_type"], boy.cells["mother_id_number"]) == ("none", "")
    assert boy.cells["gestational_weeks"] == "38+4"


def test_the_example_keeps_every_rule_of_the_register(project: Path) -> None:
    with checking(project / EXAMPLE, register("delivery"), CheckOptions(date(2025, 12, 31))) as checked:
        assert (checked.summary.rows, checked.summary.accepted, checked.summary.warned) == (2, 2, 0)
        assert checked.summary.format == "fhir"


@pytest.mark.parametrize("document", ["SOURCES.md", "SOURCES.zh.md"])
def test_the_example_names_its_source(project: Path, document: str) -> None:
    assert EXAMPLE.removeprefix("examples/") in (project / "examples" / document).read_text("utf-8")


NAMES = (
    "reference coding code system value text url extension resource valueQuantity given family use type id "
    "identifier display other"
)
ELEMENTS = (
    "id meta identifier name gender birthDate _birthDate multipleBirthInteger extension "
    "_multipleBirthInteger deceasedBoolean _deceasedBoolean deceasedDateTime link patient relationship "
    "address subject focus code valueQuantity valueInteger valueBoolean encounter serviceProvider location "
    "contained partOf author type date status"
)
KINDS = "Patient RelatedPerson Observation Encounter Organization Composition Practitioner Bundle Basic"

telling = st.sampled_from(["MTH", "8339-4", "Patient/c", "http://loinc.org"])
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | telling
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=4)
    ),
    max_leaves=12,
)
elements = st.sampled_from(ELEMENTS.split())
kinds = st.sampled_from(KINDS.split())


@given(st.lists(st.tuples(kinds, st.dictionaries(elements, json_values, max_size=8)), max_size=6))
def test_any_type_in_any_place_gives_rows_or_a_sentence(resources: list[tuple[str, dict[str, Any]]]) -> None:
    strange = [{**content, "resourceType": kind} for kind, content in resources]
    try:
        rows = rows_of(bundle(child(), *strange))
    except Exception:
        assert refusal(bundle(child(), *strange)).code.startswith("fhir-")
        return
    assert all(isinstance(text, str) for row in rows for text in row.cells.values())
    assert any(row.path == "entry[0]" for row in rows)
