"""Whose resource it is: mothers, twins, shared ids, cycles, and Bundles longer than may be held."""

import random
from typing import Any

import pytest

from evenborn.registers.limits import Limits
from registers.sources.fhir_bundles import bundle, child, grams, observed, one, parent, refusal, rows_of

Element = dict[str, Any]
HELD_60 = Limits(distinct_values=600)
MOTHER = {"resourceType": "Patient", "id": "m", "name": [{"text": "李梅"}], "birthDate": "1990-03-07"}
MOTHER_PROFILE = {
    "profile": ["http://hl7.org/fhir/us/vr-common-library/StructureDefinition/Patient-mother-vr"]
}


def birth(number: int) -> list[Element]:
    """The resources of one birth, the newborn in the middle of them."""
    mother = parent(f"Patient/c{number}", name=[{"text": f"母{number}"}], id=f"r{number}")
    weight = observed("8339-4", f"Patient/c{number}", valueQuantity=grams(3000 + number))
    return [mother, child(f"c{number}"), weight]


def woman(identity: str = "m", **more: object) -> Element:
    return {**MOTHER, "id": identity, **more}


VISITS = [
    {"resourceType": "Encounter", "id": "v", "subject": {"reference": "Patient/c"}},
    {"resourceType": "Encounter", "id": "w", "subject": {"reference": "Patient/m"}},
]
VISITS[0]["partOf"] = {"reference": "Encounter/w"}
LINKED = woman(link=[{"other": {"reference": "RelatedPerson/r"}, "type": "seealso"}])


@pytest.mark.parametrize(
    "resources",
    [
        [parent(name=[{"text": "李梅"}], birthDate="1990-03-07")],
        [parent(id="r"), LINKED],
        [woman(meta=MOTHER_PROFILE)],
        [woman(), observed("11638-4", "Patient/m", valueInteger=1)],
        [*VISITS, woman(), woman("other", name=[{"text": "王芳"}], meta=MOTHER_PROFILE)],
        [parent(id="r", role="NMTH"), LINKED, parent(role="STPMTH", name=[{"text": "王芳"}])],
    ],
)
def test_a_mother_is_found(resources: list[Element]) -> None:
    for order in (resources, resources[::-1]):
        found = one(*order, child())
        assert (found["mother_name"], found["mother_birth_date"]) == ("李梅", "1990-03-07")


def test_a_newborn_needs_no_profile() -> None:
    plain = {"resourceType": "Patient", "id": "c", "gender": "male", "birthDate": "2025-03-08"}
    for sign in (parent(), parent(role="FTH"), observed("8339-4", valueQuantity=grams(3000))):
        assert one(plain, sign)["sex"] == "male"
    born = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/patient-birthTime"}]}
    assert one({**plain, "_birthDate": born})["sex"] == "male"


def test_a_mother_who_has_a_mother_is_no_newborn() -> None:
    grandmother = parent("Patient/m", name=[{"text": "王芳"}])
    mother = woman(link=[{"other": {"reference": "RelatedPerson/r"}}])
    rows = rows_of(bundle(child(), parent(id="r"), mother, grandmother))
    assert [row.cells["mother_name"] for row in rows] == ["李梅"]


def test_twins_share_their_mother() -> None:
    related = [parent(f"Patient/c{number}", id=f"r{number}") for number in (1, 2)]
    link = [{"other": {"reference": f"RelatedPerson/r{number}"}} for number in (1, 2)]
    facts = [
        observed("11638-4", "Patient/m", valueInteger=1),
        observed("68496-9", "Patient/m", valueInteger=0),
    ]
    rows = rows_of(bundle(child("c1"), child("c2"), *related, woman(link=link), *facts))
    assert [(row.cells["mother_name"], row.cells["parity"]) for row in rows] == [("李梅", "2"), ("李梅", "2")]


def test_two_deliveries_of_one_woman_keep_their_own_numbers() -> None:
    resources: list[Element] = [woman(link=[{"other": {"reference": f"RelatedPerson/r{n}"}} for n in (1, 2)])]
    for number in (1, 2):
        visit = {
            "resourceType": "Encounter",
            "id": f"v{number}",
            "subject": {"reference": f"Patient/c{number}"},
        }
        at = {"encounter": {"reference": f"Encounter/v{number}"}}
        facts = [
            observed(loinc, "Patient/m", valueInteger=value, **at)
            for loinc, value in (("11638-4", number), ("68496-9", 0))
        ]
        resources += [child(f"c{number}"), parent(f"Patient/c{number}", id=f"r{number}"), visit, *facts]
    assert [row.cells["parity"] for row in rows_of(bundle(*resources))] == ["2", "3"]


def test_one_mother_among_several_newborns_is_not_guessed() -> None:
    rows = rows_of(bundle(child("c1"), child("c2"), woman(meta=MOTHER_PROFILE)))
    assert [row.cells["mother_name"] for row in rows] == ["", ""]


def test_references_by_address_version_and_urn() -> None:
    weight = observed("8339-4", "https://one.example/fhir/Patient/c/_history/2", valueQuantity=grams(3250))
    assert one(child(), weight)["weight"] == "3250"
    urn = {"fullUrl": "urn:uuid:1", "resource": child()}
    other = {"resource": observed("8339-4", "urn:uuid:1", valueQuantity=grams(3250))}
    (row,) = rows_of({"resourceType": "Bundle", "entry": [urn, other]})
    assert row.cells["weight"] == "3250"


def test_the_same_id_for_two_persons_is_refused() -> None:
    again = child(gender="male")
    found = refusal(bundle(child(), again))
    assert (found.code, found.facts["value"]) == ("fhir-double-resource", "Patient/c")
    assert (found.facts["path"], found.facts["other"]) == ("entry[1]", "entry[0]")
    assert len(rows_of(bundle(child(), child()))) == 1


def test_references_in_a_circle_end() -> None:
    ring = [{"reference": "RelatedPerson/r"}, {"reference": "Patient/m"}, {"reference": "Patient/c"}]
    newborn = child(link=[{"other": each} for each in ring])
    mother = parent(id="r", link=[{"other": ring[1]}])
    visit = {
        "resourceType": "Encounter",
        "id": "v",
        "subject": ring[2],
        "partOf": {"reference": "Encounter/v"},
    }
    assert (
        one(newborn, mother, woman(link=[{"other": each} for each in ring]), visit)["mother_name"] == "李梅"
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_bundle_longer_than_may_be_held_loses_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    resources = [resource for number in range(300) for resource in birth(number)]
    places = sorted(range(len(resources)), key=lambda place: place + chance.uniform(0, 12))
    rows = rows_of(bundle(*(resources[place] for place in places)), limits=HELD_60)
    found = {row.cells["mother_name"]: row.cells["weight"] for row in rows}
    assert found == {f"母{number}": str(3000 + number) for number in range(300)}
    assert [row.number for row in rows] == list(range(1, 301))


@pytest.mark.parametrize("late", [0, 1, 2])
def test_a_resource_that_comes_too_late_is_refused(late: int) -> None:
    resources = [resource for number in range(100) for resource in birth(number)]
    moved = resources.pop(late)
    found = refusal(bundle(*resources, moved), limits=HELD_60)
    assert found.code == "fhir-too-scattered"


def test_a_hospital_that_comes_too_late_is_refused() -> None:
    visit = {
        "resourceType": "Encounter",
        "subject": {"reference": "Patient/c0"},
        "serviceProvider": {"reference": "Organization/o"},
    }
    births = [resource for number in range(100) for resource in birth(number)]
    house = {"resourceType": "Organization", "id": "o", "name": "云溪县人民医院"}
    assert refusal(bundle(visit, *births, house), limits=HELD_60).code == "fhir-too-scattered"
    rows = rows_of(bundle(house, visit, *births), limits=HELD_60)
    assert rows[0].cells["facility_name"] == "云溪县人民医院"


def test_a_bundle_sorted_by_type_beyond_what_is_held_is_refused() -> None:
    resources = [resource for number in range(100) for resource in birth(number)]
    resources.sort(key=lambda resource: str(resource["resourceType"]))
    assert refusal(bundle(*resources), limits=HELD_60).code == "fhir-too-scattered"
    assert len(rows_of(bundle(*resources))) == 100


def test_records_that_belong_to_no_birth_are_let_go() -> None:
    others = [{"resourceType": "Patient", "id": f"p{number}", "gender": "male"} for number in range(500)]
    assert len(rows_of(bundle(*others, child(), *birth(1)), limits=HELD_60)) == 2
    places = [{"resourceType": "Organization", "id": f"o{number}"} for number in range(500)]
    assert refusal(bundle(child(), *places), limits=HELD_60).code == "fhir-too-scattered"
