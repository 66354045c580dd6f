"""What is read of each resource of a birth notification: a whitelist; the rest is dropped on the way in.

Of a woman's record that is her name, document, birth date, area, and how many live births came before this
one. Nothing of her antenatal care, her health, her infections or her earlier pregnancies is looked at.
"""

from collections.abc import Mapping
from typing import Any

from evenborn.registers.sources import fhir_codes
from evenborn.registers.sources.fhir_elements import (
    codes_of,
    extension_value,
    extensions_of,
    object_of,
    objects_of,
    reference,
    text_of,
)
from evenborn.registers.sources.fhir_measures import quantity, sex
from evenborn.registers.sources.fhir_persons import area_of, identity, name_of, number_of_type
from evenborn.registers.sources.fhir_resource import Cells, Resource, Role, refuse_other_versions

_WITHDRAWN = {"entered-in-error", "cancelled"}


def read_resource(
    resource: Mapping[str, Any], full_url: str, path: str, arrival: int, file: str
) -> Resource | None:
    """What a birth needs of one resource; None where that is nothing.

    Parameters
    ----------
    resource : mapping
        As JSON states it, numbers as text.
    full_url : str
        Address of the entry that it stands in; may be empty.
    path, arrival, file
        See :class:`Resource`; the name of the file for refusals.

    Raises
    ------
    Refusal
        ``fhir-wrong-version`` where it has a shape of another version than R4.
    """
    kind = text_of(resource.get("resourceType"))
    if kind not in _READERS or text_of(resource.get("status")) in _WITHDRAWN:
        return None
    refuse_other_versions(resource, kind, path, file)
    own = text_of(resource.get("id"))
    keys = {reference(full_url)} | ({f"{kind}/{own}"} if own else set())
    found = Resource(kind, path, arrival, tuple(sorted(keys - {""})))
    return found if _READERS[kind](resource, found) else None


def _patient(resource: Mapping[str, Any], found: Resource) -> bool:
    found.role = _role_of_patient(resource)
    found.about = tuple(_reference_of(link.get("other")) for link in objects_of(resource.get("link")))
    identifiers = resource.get("identifier")
    found.cells = _person(resource)
    born = extensions_of(resource.get("_birthDate"), fhir_codes.BIRTH_TIME)
    order = resource.get("_multipleBirthInteger")
    totals = extensions_of(order, fhir_codes.MULTIPLE_BIRTH_TOTAL)
    found.cells |= {
        "birth_moment": extension_value(born[0]) if born else "",
        "gender": sex(resource.get("gender")),
        "birth_sex": "".join(sex(extension_value(one)) for one in _sex_stated(resource)),
        "birth_position": text_of(resource.get("multipleBirthInteger")),
        "plurality": extension_value(totals[0]) if totals else _single(resource),
        "record_number": _record_number(identifiers),
        "certificate_number": number_of_type(identifiers, fhir_codes.BIRTH_CERTIFICATE),
        "died": text_of(resource.get("deceasedDateTime")) or str(resource.get("deceasedBoolean") is True),
    }
    return True


def _sex_stated(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return extensions_of(resource, fhir_codes.BIRTH_SEX)[:1]


def _single(resource: Mapping[str, Any]) -> str:
    return "1" if resource.get("multipleBirthBoolean") is False else ""


def _record_number(identifiers: object) -> str:
    typed = number_of_type(identifiers, fhir_codes.MEDICAL_RECORD, fhir_codes.INPATIENT_NUMBER)
    untyped = [text_of(one.get("value")) for one in objects_of(identifiers) if "type" not in one]
    return typed or next((value for value in untyped if value), "")


def _role_of_patient(resource: Mapping[str, Any]) -> Role:
    profiles = object_of(resource.get("meta")).get("profile")
    named = " ".join(text_of(profile) for profile in profiles) if isinstance(profiles, list) else ""
    stated = [resource, object_of(resource.get("_deceasedBoolean"))]
    if "Patient-decedent-fetus" in named or any(_fetal_death(one) for one in stated):
        return "fetus"
    if "Patient-mother" in named:
        return "mother"
    is_child = "Patient-child" in named or extensions_of(resource.get("_birthDate"), fhir_codes.BIRTH_TIME)
    return "child" if is_child else ""


def _fetal_death(element: Mapping[str, Any]) -> bool:
    addresses = [text_of(one.get("url")) for one in objects_of(element.get("extension"))]
    return any(fhir_codes.FETAL_DEATH in address for address in addresses)


def _person(resource: Mapping[str, Any]) -> Cells:
    kind, number = identity(resource.get("identifier"))
    household = extensions_of(resource, fhir_codes.HOUSEHOLD_AREA)
    return {
        "name": name_of(resource.get("name")),
        "birth_date": text_of(resource.get("birthDate")),
        "id_type": kind,
        "id_number": number,
        "residence": area_of(resource.get("address")),
        "hukou": extension_value(household[0]) if household else "",
    }


def _related_person(resource: Mapping[str, Any], found: Resource) -> bool:
    roles = {
        each for relationship in objects_of(resource.get("relationship")) for each in codes_of(relationship)
    }
    is_mother, is_father = roles & fhir_codes.MOTHERS, roles & fhir_codes.FATHERS
    if not (is_mother or is_father):
        return False
    found.role = "mother" if is_mother else "father"
    found.about = (_reference_of(resource.get("patient")),)
    found.cells = _person(resource)
    return True


def _observation(resource: Mapping[str, Any], found: Resource) -> bool:
    codes = codes_of(resource.get("code"), fhir_codes.LOINC)
    fields = [fhir_codes.FIELD_OF_LOINC[each] for each in codes if each in fhir_codes.FIELD_OF_LOINC]
    if not fields:
        return False
    subjects = [resource.get("subject"), *objects_of(resource.get("focus"))]
    found.about = tuple(filter(None, (_reference_of(subject) for subject in subjects)))
    found.beside = (_reference_of(resource.get("encounter")),)
    found.cells = {fields[0]: _observed(resource, fields[0])}
    return any(found.cells.values())


def _observed(resource: Mapping[str, Any], name: str) -> str:
    if isinstance(resource.get("valueQuantity"), dict):
        return quantity(resource["valueQuantity"], name)
    if isinstance(resource.get("valueBoolean"), bool):
        return str(resource["valueBoolean"])
    return text_of(resource.get("valueInteger")) or text_of(resource.get("valueString"))


def _encounter(resource: Mapping[str, Any], found: Resource) -> bool:
    roles = {each for one in extensions_of(resource, "role") for each in codes_of(_concept(one))}
    found.role = "child" if "CHILD" in roles else "mother" if "MTH" in roles else ""
    found.about = (_reference_of(resource.get("subject")),)
    found.beside = (_reference_of(resource.get("partOf")),)
    locations = objects_of(resource.get("location"))
    provider = resource.get("serviceProvider") or (locations[0].get("location") if locations else None)
    found.place = _reference_of(provider)
    contained = {f"#{text_of(one.get('id'))}": one for one in objects_of(resource.get("contained"))}
    found.cells = _provider(object_of(provider), contained.get(found.place, {}))
    return True


def _concept(extension: Mapping[str, Any]) -> object:
    return extension.get("valueCodeableConcept") or {"coding": [object_of(extension.get("valueCoding"))]}


def _provider(stated: Mapping[str, Any], contained: Mapping[str, Any]) -> Cells:
    identifier = object_of(stated.get("identifier"))
    named = Resource("Organization", "", 0)
    _organization(contained, named)
    return {
        "facility": text_of(identifier.get("value")) or named.cells["facility"],
        "facility_name": text_of(stated.get("display")) or named.cells["facility_name"],
    }


def _organization(resource: Mapping[str, Any], found: Resource) -> bool:
    identifiers = objects_of(resource.get("identifier"))
    values = [text_of(one.get("value")) for one in identifiers]
    number = number_of_type(identifiers, "", fhir_codes.INSTITUTION) or next(filter(None, values), "")
    found.cells = {"facility": number, "facility_name": text_of(resource.get("name"))}
    return True


def _practitioner(resource: Mapping[str, Any], found: Resource) -> bool:
    found.cells = {"registrar": name_of(resource.get("name"))}
    return True


def _composition(resource: Mapping[str, Any], found: Resource) -> bool:
    types = set(codes_of(resource.get("type"), fhir_codes.LOINC))
    found.role = "fetus" if types & fhir_codes.FETAL_DEATH_REPORTS else ""
    found.about = (_reference_of(resource.get("subject")),)
    found.beside = (_reference_of(resource.get("encounter")),)
    author = (objects_of(resource.get("author")) or [{}])[0]
    found.place = _reference_of(author)
    certificates = extensions_of(resource, fhir_codes.CERTIFICATE_NUMBER)
    found.cells = {
        "registered_moment": text_of(resource.get("date")),
        "registrar": text_of(author.get("display")),
        "certificate_number": extension_value(certificates[0]) if certificates else "",
    }
    return True


def _reference_of(value: object) -> str:
    return reference(object_of(value).get("reference"))


_READERS = {
    "Patient": _patient,
    "RelatedPerson": _related_person,
    "Observation": _observation,
    "Encounter": _encounter,
    "Organization": _organization,
    "Location": _organization,
    "Practitioner": _practitioner,
    "Composition": _composition,
}
