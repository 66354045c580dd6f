"""Who a person is: name, document and area, in the spelling of the delivery register."""

import re
from collections.abc import Mapping
from typing import Any

from evenborn.registers.code_lists import code_lists
from evenborn.registers.sources import fhir_codes
from evenborn.registers.sources.fhir_elements import (
    LONGEST,
    codes_of,
    extension_value,
    object_of,
    objects_of,
    text_of,
)

_AREA = re.compile(r"[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?")
_LATIN = re.compile(r"[A-Za-z]")
_PERMIT = re.compile(r"8[123]0000[0-9]{11}[0-9Xx]")
_KIND_OF_TYPE = {
    "PPN": "passport",
    "NI": "resident-id",
    "NNCHN": "resident-id",
    "CZ": "resident-id",
    "PRC": "foreign-permanent-residence",
}


def name_of(names: object) -> str:
    """A person's name as it is written: the text, or the parts, family name first in Chinese.

    Examples
    --------
    >>> name_of([{"family": "李", "given": ["梅"]}]), name_of([{"family": "Li", "given": ["Mei"]}])
    ('李梅', 'Mei Li')
    """
    given_names = objects_of(names)
    now = [name for name in given_names if text_of(name.get("use")) in {"", "official", "usual"}]
    for name in sorted(now, key=lambda name: name.get("use") != "official"):
        if whole := text_of(name.get("text")):
            return whole
        family = text_of(name.get("family"))
        parts = name.get("given") if isinstance(name.get("given"), list) else []
        given = [text_of(part) for part in parts or () if text_of(part)]
        latin = _LATIN.search("".join([family, *given]))
        joined = " ".join([*given, family]) if latin else "".join([family, *given])
        if joined.strip():
            return joined.strip()[:LONGEST]
    return ""


def identity(identifiers: object) -> tuple[str, str]:
    """Kind of document and its number, of the first identifier that is one; empty where none is.

    Examples
    --------
    >>> identity([{"system": "urn:oid:2.16.156.10011.1.3", "value": "11010519491231002X"}])
    ('resident-id', '11010519491231002X')
    >>> identity([{"type": {"text": "无证件"}}])
    ('none', '')
    """
    for identifier in objects_of(identifiers):
        number, kind = text_of(identifier.get("value")), _kind_of_document(identifier)
        if kind == "none":
            return kind, ""
        if kind and number:
            return kind, number
    return "", ""


def _kind_of_document(identifier: Mapping[str, Any]) -> str:
    written = object_of(identifier.get("type"))
    words = code_lists()["identity_type"].meaning_of
    if kind := words.get(text_of(written.get("text")).casefold()):
        return kind
    kinds = [_KIND_OF_TYPE[each] for each in codes_of(written) if each in _KIND_OF_TYPE]
    if text_of(identifier.get("system")) == fhir_codes.RESIDENT_ID:
        is_permit = _PERMIT.fullmatch(text_of(identifier.get("value")))
        return "hkmt-residence-permit" if is_permit else "resident-id"
    return kinds[0] if kinds else ""


def number_of_type(identifiers: object, kind: str, system: str = "") -> str:
    """Value of the first identifier of a type or of a system."""
    for identifier in objects_of(identifiers):
        typed = kind in codes_of(identifier.get("type"))
        if typed or (system and text_of(identifier.get("system")) == system):
            return text_of(identifier.get("value"))
    return ""


def area_of(addresses: object) -> str:
    """Area code of where a person lives: the code of the district of the home address.

    Examples
    --------
    >>> area_of([{"use": "home", "district": "990101001"}])
    '990101001'
    """
    now = [address for address in objects_of(addresses) if text_of(address.get("use")) in {"", "home"}]
    for address in sorted(now, key=lambda address: address.get("use") != "home"):
        beside = objects_of(object_of(address.get("_district")).get("extension"))
        for found in (*(extension_value(one) for one in beside), text_of(address.get("district"))):
            if _AREA.fullmatch(found):
                return found
        if district := text_of(address.get("district")):
            return district
    return ""
