"""The elements of FHIR's JSON, whatever a sender has put in their place: none fails on another type."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

LONGEST = 1_000
"""Characters of a text that are handed on; the longest field of any register is far shorter."""

_RELATIVE = re.compile(r"(?:^|^https?://.*/)([A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64})(?:/_history/[^/]*)?$")


def text_of(value: object) -> str:
    """A text without blanks around it, or nothing; a number is a text already.

    Examples
    --------
    >>> text_of(" 李梅 "), text_of(None), text_of(["x"])
    ('李梅', '', '')
    """
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def object_of(value: object) -> Mapping[str, Any]:
    """An object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def objects_of(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; one object that should be in a list counts as a list of it."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def codes_of(concept: object, system: str = "") -> list[str]:
    """Codes of a CodeableConcept, of one system only where one is named; none stated counts as that one."""
    codings = objects_of(object_of(concept).get("coding"))
    return [
        text_of(coding.get("code"))
        for coding in codings
        if not system or text_of(coding.get("system")) in {"", system}
    ]


def agreed(values: Iterable[str]) -> str:
    """The one value that all sources state; where they differ all are shown, which no rule accepts.

    Examples
    --------
    >>> agreed(["", "male", "male"]), agreed(["male", "female"])
    ('male', 'male / female')
    """
    return " / ".join(dict.fromkeys(value for value in values if value))


def reference(value: object) -> str:
    """Where a reference or full address points, without the server and the version.

    Examples
    --------
    >>> reference("https://example.org/fhir/Patient/7/_history/2"), reference("urn:uuid:1")
    ('Patient/7', 'urn:uuid:1')
    """
    written = text_of(value)
    found = _RELATIVE.match(written)
    return found[1] if found else written


def extensions_of(element: object, address: str) -> list[Mapping[str, Any]]:
    """Extensions of an element whose address ends so."""
    extensions = objects_of(object_of(element).get("extension"))
    return [one for one in extensions if text_of(one.get("url")).endswith(address)]


def extension_value(extension: Mapping[str, Any]) -> str:
    """Value of an extension as text, of whatever simple type it is."""
    for name, value in extension.items():
        if name.startswith("value"):
            coded = object_of(value)
            return text_of(value) or text_of(coded.get("code")) or text_of(coded.get("value"))
    return ""
