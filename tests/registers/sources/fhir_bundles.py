"""Small FHIR files, and what reading them gives."""

import io
import json
from typing import Any

import pytest

from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.fhir import FhirRow, fhir_rows
from registers.refusal_words import said

Element = dict[str, Any]
LOINC = "http://loinc.org"


def bundle(*resources: Element, kind: str = "collection") -> Element:
    """A Bundle of some resources, each under the address that it names itself."""
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def child(identity: str = "c", **more: object) -> Element:
    """A newborn girl."""
    profile = "http://hl7.org/fhir/us/vr-common-library/StructureDefinition/Patient-child-vr"
    own = {"resourceType": "Patient", "id": identity, "meta": {"profile": [profile]}}
    return {**own, "gender": "female", "birthDate": "2025-03-08", **more}


def parent(of: str = "Patient/c", role: str = "MTH", **more: object) -> Element:
    """Mother or father of a newborn."""
    relationship = [{"coding": [{"code": role}]}]
    own = {"resourceType": "RelatedPerson", "patient": {"reference": of}, "relationship": relationship}
    return {**own, **more}


def observed(loinc: str, of: str = "Patient/c", **more: object) -> Element:
    """An observation by its LOINC code."""
    concept = {"coding": [{"system": LOINC, "code": loinc}]}
    own = {"resourceType": "Observation", "status": "final", "code": concept}
    return {**own, "subject": {"reference": of}, **more}


def grams(value: float | str, unit: str | None = "g") -> Element:
    """A quantity with a unit, or without."""
    return {"value": value, "code": unit} if unit else {"value": value}


def rows_of(*documents: object, limits: Limits | None = None) -> list[FhirRow]:
    """Rows of a file that holds some documents one after another; bytes stand as they are."""
    parts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in documents]
    return list(fhir_rows(io.BytesIO(b"\n".join(parts)), "births.json", limits or Limits()))


def one(*resources: Element, **how: Any) -> dict[str, str]:  # noqa: ANN401 - as many types as options
    """What is stated of the only birth of a Bundle."""
    (row,) = rows_of(bundle(*resources, **how))
    return {name: text for name, text in row.cells.items() if text}


def refusal(*documents: object, limits: Limits | None = None) -> Refusal:
    """Why a file is refused; its words are made in both languages."""
    with pytest.raises(Refusal) as caught:
        rows_of(*documents, limits=limits)
    said(caught.value)
    return caught.value
