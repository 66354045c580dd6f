from typing import Any

import pytest

from evenborn.registers.sources.fhir_persons import area_of, identity, name_of, number_of_type

Element = dict[str, Any]
RESIDENT = "urn:oid:2.16.156.10011.1.3"
V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"


def typed(kind: str, value: str | None = "E12345678") -> Element:
    concept = {"coding": [{"system": V2_0203, "code": kind}]}
    return {"type": concept, "value": value} if value else {"type": concept}


@pytest.mark.parametrize(
    ("identifiers", "found"),
    [
        ([{"system": RESIDENT, "value": "629101199003074221"}], ("resident-id", "629101199003074221")),
        (
            [{"system": RESIDENT, "value": "81000019900307422X"}],
            ("hkmt-residence-permit", "81000019900307422X"),
        ),
        ([typed("PPN")], ("passport", "E12345678")),
        ([typed("PRC")], ("foreign-permanent-residence", "E12345678")),
        ([typed("MR"), typed("NNCHN")], ("resident-id", "E12345678")),
        (
            [{"type": {"text": "港澳台居民来往内地通行证"}, "value": "H12345678"}],
            ("hkmt-travel-permit", "H12345678"),
        ),
        ([{"type": {"text": "Passport"}, "value": "E1"}], ("passport", "E1")),
        ([{"type": {"text": "无证件"}, "value": "x"}], ("none", "")),
        ([typed("PPN", None)], ("", "")),
        ([{"value": "E12345678"}], ("", "")),
        (None, ("", "")),
        ("x", ("", "")),
    ],
)
def test_documents(identifiers: object, found: tuple[str, str]) -> None:
    assert identity(identifiers) == found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([{"text": " 李梅 "}], "李梅"),
        ([{"use": "old", "text": "王梅"}, {"use": "official", "text": "李梅"}], "李梅"),
        ([{"use": "usual", "text": "小梅"}, {"use": "official", "text": "李梅"}], "李梅"),
        ([{"use": "maiden", "text": "王梅"}], ""),
        ([{"family": "欧阳", "given": ["梅"]}], "欧阳梅"),
        ([{"family": "Quinn", "given": ["Baby", "G"]}], "Baby G Quinn"),
        ([{"family": "买买提", "given": "x"}], "买买提"),
        ([{"given": [None, 5, "梅"]}], "梅"),
        ([], ""),
        (7, ""),
    ],
)
def test_names(names: object, found: str) -> None:
    assert name_of(names) == found


DISTRICT = {"extension": [{"url": "x", "valuePositiveInt": "990101001"}]}


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        ([{"use": "home", "district": "990101001"}], "990101001"),
        ([{"use": "old", "district": "990102001"}, {"district": "990101001"}], "990101001"),
        ([{"district": "云溪县", "_district": DISTRICT}], "990101001"),
        (
            [{"district": "云溪县", "_district": {"extension": [{"valueCoding": {"code": "990101"}}]}}],
            "990101",
        ),
        ([{"district": "云溪县"}], "云溪县"),
        ([{"use": "work", "district": "990101001"}], ""),
        ({"district": "990101"}, "990101"),
        (None, ""),
    ],
)
def test_areas(addresses: object, found: str) -> None:
    assert area_of(addresses) == found


def test_a_number_by_type_or_system() -> None:
    identifiers = [typed("PPN"), {"system": "urn:oid:1", "value": "7"}, typed("MR", "8")]
    assert number_of_type(identifiers, "MR") == "8"
    assert number_of_type(identifiers, "MR", "urn:oid:1") == "7"
    assert number_of_type(identifiers, "BCT") == ""


@pytest.mark.parametrize("use", [[], {}, ["home"], 7, True, ""])
def test_a_use_that_is_no_word_counts_as_none(use: object) -> None:
    assert area_of([{"use": use, "district": "990101001"}]) == "990101001"
    assert name_of([{"use": use, "text": "李梅"}]) == "李梅"
