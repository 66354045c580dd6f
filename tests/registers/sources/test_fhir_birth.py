"""What is read of a birth, and what is not."""

import json
from typing import Any

import pytest

from registers.sources.fhir_bundles import LOINC, bundle, child, grams, observed, one, parent, rows_of

Element = dict[str, Any]
BIRTH_TIME = "http://hl7.org/fhir/StructureDefinition/patient-birthTime"
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
TOTAL = "http://hl7.org/fhir/StructureDefinition/patient-multipleBirthTotal"
FETUS = {"profile": ["http://hl7.org/fhir/us/bfdr/StructureDefinition/Patient-decedent-fetus"]}


def born(moment: str) -> Element:
    return {"_birthDate": {"extension": [{"url": BIRTH_TIME, "valueDateTime": moment}]}}


def report(**more: object) -> Element:
    kind = {"coding": [{"system": LOINC, "code": "68998-4"}]}
    return {"resourceType": "Composition", "type": kind, "subject": {"reference": "Patient/c"}, **more}


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2025-03-08T14:05:00+08:00", "2025-03-08 14:05"),
        ("2025-03-08T14:05:33.5-07:00", "2025-03-08 14:05"),
        ("2025-03-07T18:05:00Z", "2025-03-08 02:05"),
        ("2025-03-08T14:05:00", "2025-03-08 14:05"),
        ("2025-03-09T14:05:00+08:00", "2025-03-08 / 2025-03-09 14:05"),
        ("2025-03-08T25:05:00Z", "2025-03-08T25:05:00Z"),
        ("2025-03-08T14:05:00+99:00", "2025-03-08T14:05:00+99:00"),
        ("", "2025-03-08"),
    ],
)
def test_the_time_of_birth_by_the_clock_of_the_place(moment: str, text: str) -> None:
    assert one(child(**born(moment)))["birth_time"] == text


def test_the_registration_is_told_by_the_clock_of_the_birth() -> None:
    there = one(child(**born("2025-03-08T23:05:00-07:00")), report(date="2025-03-09T07:30:00Z"))
    assert (there["birth_time"], there["registered_at"]) == ("2025-03-08 23:05", "2025-03-09 00:30")
    here = one(child(), report(date="2025-03-08T12:30:00Z", author=[{"display": "赵敏"}]))
    assert (here["registered_at"], here["registrar"]) == ("2025-03-08 20:30", "赵敏")


@pytest.mark.parametrize(
    ("gender", "at_birth", "sex"),
    [
        ("male", None, "male"),
        ("other", None, "unclear"),
        ("unknown", "F", "female"),
        ("male", "M", "male"),
        ("male", "UNK", "male"),
        ("male", "F", "female / male"),
        (None, "UNK", "unclear"),
        ("MALE?", None, "MALE?"),
        (None, None, ""),
    ],
)
def test_sex_of_a_newborn(gender: str | None, at_birth: str | None, sex: str) -> None:
    stated = {"extension": [{"url": BIRTH_SEX, "valueCode": at_birth}]} if at_birth else {}
    assert rows_of(bundle(child(gender=gender, **stated)))[0].cells["sex"] == sex


@pytest.mark.parametrize(
    ("quantity", "sex"),
    [
        ({"value": 27, "code": "wk"}, "unclear"),
        ({"value": 195, "code": "d"}, "unclear"),
        (None, "unclear"),
        ({"value": "x", "code": "wk"}, "unclear"),
        ({"value": 28, "code": "wk"}, "female"),
        ({"value": 196, "code": "d"}, "female"),
    ],
)
def test_before_28_weeks_the_sex_of_a_stillbirth_is_not_read(quantity: Element | None, sex: str) -> None:
    weeks = [observed("11884-4", valueQuantity=quantity)] if quantity else []
    stated = {"extension": [{"url": BIRTH_SEX, "valueCode": "F"}]}
    for still in (child(meta=FETUS, **stated), child(**stated)):
        fetal = report(type={"coding": [{"system": LOINC, "code": "69045-3"}]})
        found = one(still, *weeks, *([] if "Patient-decedent-fetus" in str(still) else [fetal]))
        assert (found["outcome"], found["sex"]) == ("stillbirth", sex)


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, "live"),
        ({"deceasedBoolean": False}, "live"),
        ({"deceasedBoolean": True}, "early-neonatal-death"),
        ({"deceasedDateTime": "2025-03-14T10:00:00+08:00"}, "early-neonatal-death"),
        ({"deceasedDateTime": "2025-03-15"}, "live"),
        ({"deceasedDateTime": "soon"}, "early-neonatal-death"),
        ({"_deceasedBoolean": {"extension": [{"url": "x/Extension-patient-fetal-death-vr"}]}}, "stillbirth"),
    ],
)
def test_the_outcome(more: Element, outcome: str) -> None:
    assert one(child(**more))["outcome"] == outcome


def test_a_newborn_that_no_longer_lives() -> None:
    assert one(child(), observed("73757-7", valueBoolean=False))["outcome"] == "early-neonatal-death"
    assert one(child(), observed("73757-7", valueBoolean=True))["outcome"] == "live"


@pytest.mark.parametrize(
    ("loinc", "field", "value", "text"),
    [
        ("8339-4", "weight", grams(3250), "3250"),
        ("8339-4", "weight", grams(3.05, "kg"), "3050"),
        ("8339-4", "weight", grams("3.250e0", "kg"), "3250"),
        ("8339-4", "weight", grams(7.1, "[lb_av]"), "7.1 [lb_av]"),
        ("8339-4", "weight", grams(3250, None), "3250"),
        ("8339-4", "weight", grams(50, "cm"), "50 cm"),
        ("8339-4", "weight", {"value": 3250, "unit": "g"}, "3250"),
        ("89269-5", "length", grams(502, "mm"), "50.2"),
        ("89269-5", "length", grams(0.5, "m"), "50"),
        ("11884-4", "gestational_weeks", grams(39, "wk"), "39"),
        ("76516-4", "gestational_weeks", grams(270, "d"), "38+4"),
        ("57714-8", "gestational_weeks", grams(270.5, "d"), "270.5 d"),
    ],
)
def test_quantities_are_converted_only_from_a_stated_metric_unit(
    loinc: str, field: str, value: Element, text: str
) -> None:
    assert one(child(), observed(loinc, valueQuantity=value))[field] == text


def test_a_huge_number_stays_a_short_text() -> None:
    written = json.dumps(bundle(child(), observed("8339-4", valueQuantity=grams(1, "kg"))))
    for number in ("1e999999", "9" * 5000, "-1e-999999"):
        cells = rows_of(written.replace('"value": 1', f'"value": {number}').encode())[0].cells
        assert len(cells["weight"]) <= 1003


def test_two_measurements_that_differ_are_both_shown() -> None:
    weights = [observed("8339-4", valueQuantity=grams(value)) for value in (3250, 3250, 3300)]
    assert one(child(), *weights)["weight"] == "3250 / 3300"
    withdrawn = observed("8339-4", valueQuantity=grams(9999)) | {"status": "entered-in-error"}
    assert one(child(), weights[0], withdrawn)["weight"] == "3250"


def test_order_and_number_of_a_multiple_birth() -> None:
    total = {"_multipleBirthInteger": {"extension": [{"url": TOTAL, "valuePositiveInt": 2}]}}
    assert one(child(multipleBirthInteger=2, **total)) | {"plurality": "2", "birth_position": "2"} == one(
        child(multipleBirthInteger=2, **total), observed("57722-1", valueInteger=2)
    )
    assert one(child(multipleBirthBoolean=False))["plurality"] == "1"
    assert "plurality" not in one(child(multipleBirthBoolean=True))
    assert one(child(), observed("73771-8", valueInteger=3))["birth_position"] == "3"


@pytest.mark.parametrize(
    ("living", "dead", "parity"),
    [(0, 0, "1"), (1, 1, "3"), (1, None, ""), (None, 0, ""), ("x", 0, "x + 0 + 1")],
)
def test_parity_counts_births_before_this_one(living: object, dead: object, parity: str) -> None:
    mother = {"resourceType": "Patient", "id": "m"}
    numbers = [("11638-4", living), ("68496-9", dead)]
    facts = [observed(loinc, "Patient/m", valueInteger=each) for loinc, each in numbers if each is not None]
    cells = rows_of(bundle(child(), mother, *facts))[0].cells
    assert cells["parity"] == parity


def test_facility_by_reference_identifier_location_or_contained() -> None:
    visit: Element = {"resourceType": "Encounter", "subject": {"reference": "Patient/c"}}
    house = {"id": "o", "identifier": [{"value": "YX620001"}], "name": "云溪县人民医院"}
    there = {"reference": "Organization/o"}
    logical = {"identifier": {"value": "YX620001"}, "display": "云溪县人民医院"}
    for resources in (
        [visit | {"serviceProvider": there}, {"resourceType": "Organization", **house}],
        [visit | {"serviceProvider": logical}],
        [
            visit
            | {
                "serviceProvider": {"reference": "#o"},
                "contained": [{"resourceType": "Organization", **house}],
            }
        ],
        [
            visit | {"location": [{"location": {"reference": "Location/o"}}]},
            {"resourceType": "Location", **house},
        ],
    ):
        found = one(child(), *resources)
        assert (found["facility"], found["facility_name"]) == ("YX620001", "云溪县人民医院")


def test_nothing_else_of_a_womans_record_is_read() -> None:
    hers = "HERS ALONE"
    mother = {"resourceType": "Patient", "id": "m", "gender": hers, "maritalStatus": {"text": hers}}
    others = [
        observed("11884-4", "Patient/m", valueQuantity=grams(12, "wk")),
        observed("57714-8", "Patient/m", valueQuantity=grams(12, "wk")),
        observed("69043-8", "Patient/m", valueString=hers),
        {"resourceType": "Condition", "subject": {"reference": "Patient/m"}, "code": {"text": hers}},
        {"resourceType": "Procedure", "subject": {"reference": "Patient/m"}, "code": {"text": hers}},
    ]
    found = one(child(), parent(name=[{"text": "李梅"}]), mother, *others)
    assert found == {
        "sex": "female",
        "birth_time": "2025-03-08",
        "outcome": "live",
        "mother_name": "李梅",
    }
