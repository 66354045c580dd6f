"""Rows of a delivery register as a hospital that speaks FHIR R4 sends them: a Bundle of birth reports."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from evenborn.registers.code_lists import code_lists
from evenborn.registers.sources import fhir_codes

Element = dict[str, Any]

_VIABLE_WEEKS = 28
_OBSERVED = (("8339-4", "weight", "g"), ("89269-5", "length", "cm"), ("11884-4", "gestational_weeks", "wk"))


def fhir_bundle(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """A collection Bundle with one document Bundle a row, in pieces to be written one after another.

    Parameters
    ----------
    rows : iterable of mapping
        Field of the delivery register to a text in canonical spelling (``2025-03-08 14:05``) or to a value;
        absent, None and blank are left out. An ``outcome``, ``sex`` or kind of document may be any word of
        its code list.

    Yields
    ------
    bytes
        UTF-8 JSON; all pieces together are one document.

    References
    ----------
    HL7 Vital Records Birth and Fetal Death Reporting 2.0.0; see :mod:`evenborn.registers.sources.fhir`.

    Notes
    -----
    The sex of a stillbirth before 28 weeks is not written.

    Examples
    --------
    >>> pieces = list(fhir_bundle([{"record_number": "1", "sex": "female", "birth_time": "2025-03-08"}]))
    >>> report = json.loads(b"".join(pieces))["entry"][0]["resource"]
    >>> [entry["resource"]["resourceType"] for entry in report["entry"]]
    ['Composition', 'Patient', 'RelatedPerson', 'Encounter']
    """
    yield b'{"resourceType":"Bundle","type":"collection","entry":['
    for number, row in enumerate(rows, start=1):
        texts = {name: _text(value) for name, value in row.items()}
        entry = {"resource": _Report(number, {name: text for name, text in texts.items() if text}).bundle()}
        comma = b",\n" if number > 1 else b"\n"
        yield comma + json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    yield b"\n]}\n"


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _meaning(list_name: str, word: str) -> str:
    return code_lists()[list_name].meaning_of.get(word.casefold(), word)


def _moment(text: str) -> str:
    day, _, clock = text.partition(" ")
    return f"{day}T{clock}:00+08:00" if clock else day


def _concept(system: str, word: str) -> Element:
    return {"coding": [{"system": system, "code": word}]}


class _Report:
    """One row on its way to a document Bundle."""

    def __init__(self, number: int, row: Mapping[str, str]) -> None:
        self._number, self._row = number, row
        self._places = 0
        self._outcome = _meaning("outcome", row.get("outcome", ""))
        self._child = self._address("1")
        self._mother = self._address("2")

    def bundle(self) -> Element:
        """The whole document."""
        resources = [(self._address("0"), self._composition()), (self._child, self._patient())]
        resources.append((self._mother, self._parent("mother", "MTH")))
        if any(name.startswith("father_") for name in self._row):
            resources.append((self._address("3"), self._parent("father", "FTH")))
        resources.append((self._address("4"), self._encounter()))
        if self._row.keys() & {"facility", "facility_name"}:
            resources.append((self._address("5"), self._organization()))
        for place, observation in enumerate(self._observations(), start=6):
            resources.append((self._address(f"{place:x}"), observation))
        entries = [{"fullUrl": address, "resource": resource} for address, resource in resources]
        timestamp = {"timestamp": _moment(self._row["registered_at"])} if "registered_at" in self._row else {}
        return {"resourceType": "Bundle", "type": "document", **timestamp, "entry": entries}

    def _address(self, part: str) -> str:
        return f"urn:uuid:{self._number:08x}-0000-4000-8000-{part:0>12}"

    def _composition(self) -> Element:
        is_fetal = self._outcome == "stillbirth"
        report = min(fhir_codes.FETAL_DEATH_REPORTS) if is_fetal else fhir_codes.LIVE_BIRTH_REPORT
        found: Element = {
            "resourceType": "Composition",
            "status": "final",
            "type": _concept(fhir_codes.LOINC, report),
            "title": "Birth notification",
            "subject": {"reference": self._child},
            "encounter": {"reference": self._address("4")},
        }
        if "registered_at" in self._row:
            found["date"] = _moment(self._row["registered_at"])
        if "registrar" in self._row:
            found["author"] = [{"display": self._row["registrar"]}]
        return found

    def _patient(self) -> Element:
        row = self._row
        is_fetal = self._outcome == "stillbirth"
        found: Element = {"resourceType": "Patient"}
        profile = fhir_codes.FETUS_PROFILE if is_fetal else fhir_codes.CHILD_PROFILE
        found["meta"] = {"profile": [profile]}
        found["identifier"] = [
            {"type": _concept(fhir_codes.IDENTIFIER_TYPE, kind), "value": row[name]}
            for name, kind in (
                ("record_number", fhir_codes.MEDICAL_RECORD),
                ("certificate_number", fhir_codes.BIRTH_CERTIFICATE),
            )
            if name in row
        ]
        if "newborn_name" in row:
            found["name"] = [{"use": "official", "text": row["newborn_name"]}]
        if "sex" in row:
            found["gender"] = self._gender()
        if "birth_time" in row:
            found |= _birth(row["birth_time"])
        if is_fetal or self._outcome == "early-neonatal-death":
            found["deceasedBoolean"] = True
        return found | _order(row)

    def _gender(self) -> str:
        weeks = self._row.get("gestational_weeks", "").partition("+")[0].partition(".")[0]
        early = not weeks.isdecimal() or int(weeks) < _VIABLE_WEEKS
        sex = _meaning("sex", self._row["sex"])
        return "unknown" if sex == "unclear" or (early and self._outcome == "stillbirth") else sex

    def _parent(self, parent: str, role: str) -> Element:
        row = self._row
        found: Element = {
            "resourceType": "RelatedPerson",
            "patient": {"reference": self._child},
            "relationship": [_concept(fhir_codes.ROLE_CODE, role)],
        }
        if f"{parent}_id_type" in row or f"{parent}_id_number" in row:
            kind, number = row.get(f"{parent}_id_type", ""), row.get(f"{parent}_id_number", "")
            found["identifier"] = [_document(_meaning("identity_type", kind), number)]
        if f"{parent}_name" in row:
            found["name"] = [{"use": "official", "text": row[f"{parent}_name"]}]
        if f"{parent}_birth_date" in row:
            found["birthDate"] = row[f"{parent}_birth_date"]
        if parent == "mother" and "residence" in row:
            found["address"] = [{"use": "home", "district": row["residence"]}]
        if parent == "mother" and "hukou" in row:
            found["extension"] = [{"url": fhir_codes.HOUSEHOLD_AREA, "valueCode": row["hukou"]}]
        return found

    def _encounter(self) -> Element:
        found: Element = {
            "resourceType": "Encounter",
            "status": "finished",
            "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
            "subject": {"reference": self._child},
        }
        if self._row.keys() & {"facility", "facility_name"}:
            found["serviceProvider"] = {"reference": self._address("5")}
        return found

    def _organization(self) -> Element:
        found: Element = {"resourceType": "Organization"}
        if "facility" in self._row:
            found["identifier"] = [{"system": fhir_codes.INSTITUTION, "value": self._row["facility"]}]
        if "facility_name" in self._row:
            found["name"] = self._row["facility_name"]
        return found

    def _observations(self) -> Iterator[Element]:
        for loinc, name, unit in _OBSERVED:
            if name in self._row:
                yield self._observation(loinc, self._child, valueQuantity=_quantity(self._row[name], unit))
        if "parity" in self._row and self._row["parity"].isdecimal() and int(self._row["parity"]):
            yield self._observation("11638-4", self._mother, valueInteger=int(self._row["parity"]) - 1)
            yield self._observation("68496-9", self._mother, valueInteger=0)

    def _observation(self, loinc: str, subject: str, **value: object) -> Element:
        return {
            "resourceType": "Observation",
            "status": "final",
            "code": _concept(fhir_codes.LOINC, loinc),
            "subject": {"reference": subject},
            **value,
        }


def _birth(text: str) -> Element:
    day, _, clock = text.partition(" ")
    found: Element = {"birthDate": day}
    if clock:
        time = {"url": fhir_codes.BIRTH_TIME, "valueDateTime": _moment(text)}
        found["_birthDate"] = {"extension": [time]}
    return found


def _order(row: Mapping[str, str]) -> Element:
    found: Element = {}
    if row.get("birth_position", "").isdecimal():
        found["multipleBirthInteger"] = int(row["birth_position"])
    if row.get("plurality", "").isdecimal():
        total = {"url": fhir_codes.MULTIPLE_BIRTH_TOTAL, "valuePositiveInt": int(row["plurality"])}
        found["_multipleBirthInteger"] = {"extension": [total]}
    return found


def _document(kind: str, number: str) -> Element:
    meaning = next((one for one in code_lists()["identity_type"].meanings if one.name == kind), None)
    found: Element = {"type": {"text": meaning.zh if meaning else kind}} if kind else {}
    if kind == "resident-id":
        found["system"] = fhir_codes.RESIDENT_ID
    return found | ({"value": number} if number else {})


def _quantity(text: str, unit: str) -> Element:
    weeks, plus, days = text.partition("+")
    if plus and weeks.isdecimal() and days.isdecimal():
        text, unit = str(int(weeks) * 7 + int(days)), "d"
    try:
        number: object = int(text) if text.isdecimal() else float(text)
    except ValueError:
        number = text
    return {"value": number, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
