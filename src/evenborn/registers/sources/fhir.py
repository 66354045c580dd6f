"""Births notified as FHIR R4: Bundles of one birth or of many, read as rows of the delivery register.

What is read
------------
========================  ==============================================================================
field                     from
========================  ==============================================================================
newborn                   Patient with the profile of a child or a fetus, with patient-birthTime, or whose
                          parent, birth weight or birth visit says so
birth_time                patient-birthTime by its own clock (UTC by China's), or birthDate
sex                       us-core-birthsex and gender; both are shown where they differ
plurality                 patient-multipleBirthTotal; LOINC 57722-1; 1 for multipleBirthBoolean false
birth_position            multipleBirthInteger; LOINC 73771-8
outcome                   stillbirth for a fetal-death report; early neonatal death where deceased is stated
                          within seven days or without a date, or LOINC 73757-7 is false; otherwise live
weight, length            LOINC 8339-4, 89269-5; UCUM g, kg, mm, cm and m are converted exactly
gestational_weeks         LOINC 11884-4, 57714-8, 76516-4 with the newborn as subject; weeks, or days
mother                    RelatedPerson MTH, NMTH, NMTHF, GESTM; the Patient linked to it, the subject of the
                          maternity Encounter, or the only mother of a Bundle with one newborn
father                    RelatedPerson FTH, NFTH or NFTHF
documents                 identifier with the system urn:oid:2.16.156.10011.1.3 (resident identity number), a
                          v2-0203 type (PPN, NI, NNCHN, CZ, PRC), or a type whose text is in the code list
residence, hukou          district of the home address, its code or an extension with the code;
                          the extension urn:evenborn:area-of-household-registration
parity                    LOINC 11638-4 plus 68496-9 (live births before this one, living and dead) plus 1
facility                  Encounter.serviceProvider or location: identifier and name
record_number             identifier of type MR or system urn:oid:2.16.156.10011.1.12, or one without a type
certificate_number        identifier of type BCT, or the Composition's live-birth-certificate-number
registered_at, registrar  Composition.date and author
========================  ==============================================================================

The sex of a fetal-death report is read only as the sex of a newborn delivered at 28 weeks or later; before,
or where the weeks are not stated, it reads as unclear. Nothing else of the woman's record is read.

References
----------
HL7 FHIR R4 (4.0.1). HL7 Vital Records Birth and Fetal Death Reporting (BFDR) 2.0.0, STU 2, and Vital Records
Common Library 2.0.0; :mod:`evenborn.registers.sources.fhir_codes` names the profiles and codes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from evenborn.registers.limits import Limits
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.fhir_birth import birth_cells
from evenborn.registers.sources.fhir_elements import object_of, text_of
from evenborn.registers.sources.fhir_gathering import Gathering
from evenborn.registers.sources.fhir_relations import Birth
from evenborn.registers.sources.fhir_resources import read_resource
from evenborn.registers.sources.json_stream import JsonStream

_LOOKED_AT = 4096
_BUNDLE = re.compile(rb'"resourceType"\s*:\s*"Bundle"')
_LINES_OF_AN_ENTRY = 16  # an entry may be as long as so many lines of a text file
_SHARE_HELD = 10  # of the most different values of a column, so many times fewer resources are held
_DEEPEST_BUNDLE = 4
_TYPES = frozenset(("", "document", "message", "batch", "transaction", "collection", "searchset"))


@dataclass(frozen=True, slots=True)
class FhirRow:
    """One birth of a FHIR file.

    Attributes
    ----------
    number : int
        Births are counted from 1 through the whole file.
    path : str
        Where the newborn stands, such as ``entry[12]``, ``entry[3].resource.entry[1]``, or from the second
        Bundle of a file on ``Bundle[2].entry[1]``; entries are counted from 0, as FHIRPath does.
    cells : mapping
        Texts by field of the delivery register, in spellings that it accepts; blank where nothing is stated.
    """

    number: int
    path: str
    cells: Mapping[str, str]


def is_fhir(start: bytes) -> bool:
    """Whether a file begins as a FHIR Bundle in JSON.

    Parameters
    ----------
    start : bytes
        Its first 4,096 bytes, or more.

    Examples
    --------
    >>> is_fhir(b'{"resourceType": "Bundle"'), is_fhir(b"year,male,female")
    (True, False)
    """
    start = start[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return start.startswith(b"{") and _BUNDLE.search(start) is not None


def fhir_rows(stream: BinaryIO, file: str, limits: Limits) -> Iterator[FhirRow]:
    """Births of a FHIR file: one Bundle, a Bundle of Bundles, or several one after another (NDJSON).

    Parameters
    ----------
    stream : binary stream
        The file, read once from where it stands.
    file : str
        Its name, for refusals.
    limits : Limits
        One entry may be as long as 16 lines of ``line_bytes``; at most a tenth of ``distinct_values``
        resources are held while they wait for the rest of their birth.

    Yields
    ------
    FhirRow
        In the order in which the births can be told. A file that is refused later is refused as a whole.

    Raises
    ------
    Refusal
        ``fhir-not-a-bundle``, ``fhir-not-json``, ``fhir-not-utf8``, ``fhir-double-name``,
        ``fhir-double-resource``, ``fhir-wrong-version``, ``fhir-too-deep``, ``fhir-entry-too-large``,
        ``fhir-too-scattered``, ``fhir-broken-character`` or ``fhir-no-births``.

    Examples
    --------
    >>> import io
    >>> bundle = '''{"resourceType": "Bundle", "type": "collection", "entry": [
    ...   {"resource": {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "2025-03-08"}},
    ...   {"resource": {"resourceType": "RelatedPerson", "patient": {"reference": "Patient/1"},
    ...     "relationship": [{"coding": [{"code": "MTH"}]}], "name": [{"text": "李梅"}]}}]}'''
    >>> row = next(fhir_rows(io.BytesIO(bundle.encode()), "births.json", Limits()))
    >>> row.path, row.cells["sex"], row.cells["birth_time"], row.cells["mother_name"]
    ('entry[0]', 'female', '2025-03-08', '李梅')
    """
    reading = _Reading(stream, file, limits)
    while reading.json.peek():
        yield from reading.bundle()
    if not reading.births:
        raise Refusal("fhir-no-births", file=file)


class _Reading:
    """A file on its way to rows."""

    def __init__(self, stream: BinaryIO, file: str, limits: Limits) -> None:
        self.json = JsonStream(stream, file, limits.line_bytes * _LINES_OF_AN_ENTRY)
        self.births = 0
        self._file, self._held = file, max(limits.distinct_values // _SHARE_HELD, 2)
        self._bundles = 0

    def bundle(self) -> Iterator[FhirRow]:
        """Rows of the Bundle that begins here."""
        self._bundles += 1
        prefix = f"Bundle[{self._bundles}]." if self._bundles > 1 else ""
        gathering = Gathering(self._file, self._held)
        header = {"resourceType": "", "type": ""}
        if self.json.peek() != "{":
            self.json.value()  # says where it is no JSON; anything else is no Bundle
            raise self._not_a_bundle("")
        for name in self.json.members():
            if name == "entry" and self.json.peek() == "[":
                for place, entry in enumerate(self.json.elements()):
                    yield from self._entry(entry, f"{prefix}entry[{place}]", gathering, 1)
            elif name in header:
                header[name] = text_of(self.json.value())
            else:
                self.json.value()
        self._check_header(header)
        yield from self._rows(gathering, gathering.finish())

    def _check_header(self, header: Mapping[str, Any]) -> None:
        if text_of(header.get("resourceType")) != "Bundle":
            raise self._not_a_bundle(text_of(header.get("resourceType")))
        if text_of(header.get("type")) not in _TYPES:
            raise self._not_a_bundle(f"Bundle.type {text_of(header.get('type'))}")

    def _not_a_bundle(self, found: str) -> Refusal:
        return Refusal("fhir-not-a-bundle", file=self._file, value=found[:80] or "—", bundle=self._bundles)

    def _entry(self, entry: object, path: str, gathering: Gathering, depth: int) -> Iterator[FhirRow]:
        resource = object_of(object_of(entry).get("resource"))
        if resource.get("resourceType") == "Bundle":
            yield from self._inner_bundle(resource, f"{path}.resource", depth)
            return
        full_url = text_of(object_of(entry).get("fullUrl"))
        found = read_resource(resource, full_url, path, gathering.arrivals, self._file)
        if found is None:
            return
        gathering.add(found)
        if gathering.is_full():
            yield from self._rows(gathering, gathering.settle())

    def _inner_bundle(self, bundle: Mapping[str, Any], path: str, depth: int) -> Iterator[FhirRow]:
        if depth == _DEEPEST_BUNDLE:
            raise Refusal("fhir-too-deep", file=self._file, offset=self.json.offset())
        self._check_header(bundle)
        gathering = Gathering(self._file, self._held)
        entries = bundle.get("entry")
        for place, entry in enumerate(entries if isinstance(entries, list) else []):
            yield from self._entry(entry, f"{path}.entry[{place}]", gathering, depth + 1)
        yield from self._rows(gathering, gathering.finish())

    def _rows(self, gathering: Gathering, births: Iterator[Birth]) -> Iterator[FhirRow]:
        for birth in births:
            self.births += 1
            cells = birth_cells(birth, gathering.place)
            for name, written in cells.items():
                if not _is_text(written):
                    path = birth.newborn.path
                    raise Refusal("fhir-broken-character", file=self._file, path=path, field=name)
            yield FhirRow(self.births, birth.newborn.path, cells)


def _is_text(written: str) -> bool:
    """Whether a text holds neither NUL nor half of a surrogate pair, which no table can hold."""
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in written
