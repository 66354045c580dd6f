"""Every address of the office, what it asks of whoever opens it, and an example of each that has parts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from apps.births import scene as births
from apps.births.calendar import scene as calendar
from apps.births.returns import scene as returns
from apps.figures import scene as figures
from apps.figures.releases import scene as releases
from apps.intake import scene as intake
from apps.matching import scene as matching
from apps.signalling import scene as signalling
from apps.vault import scene as vault
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.models import Area, Boundary
from people import department, locked, subject, token

FOREIGN: Final[dict[str, str]] = {
    "set_language": "public: before the login too",
}
"""Views of libraries, which carry no ``@page``, and what they ask."""


def area_with_boundary(code: str) -> dict[str, Any]:
    """An area with a boundary."""
    Area.objects.get_or_create(code=code, name_zh="霓坞区", pinyin="niwuqu", initials="nwq", level=3)
    square = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}'
    Boundary.objects.get_or_create(code=code, source="simulated", geometry=square, outline=square)
    return {"code": code}


EXAMPLES: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "area": area_with_boundary,
    "area-boundary": area_with_boundary,
    **dict.fromkeys(("births-month", "births-own-month", "births-month-letter"), calendar.month_parts),
    **dict.fromkeys(("births-letter", "births-own-letter"), calendar.letter_parts),
    "births-batch-letter": returns.batch_in,
    "births-facility-periods": intake.sender_in,
    "births-owed-end": calendar.owed_parts,
    "births-return": returns.return_in,
    "births-return-version": returns.version_in,
    **dict.fromkeys(
        (
            "figures-area", "figures-behind", "figures-map", "figures-smoothed", "figures-months",
            "figures-lateness", "figures-completeness",
        ),
        figures.area_in,
    ),
    **dict.fromkeys(("figures-target", "figures-end-target"), figures.target_in),
    **dict.fromkeys(
        ("figures-release", "figures-release-issue", "figures-release-refuse", "figures-release-withdraw"),
        releases.release_in,
    ),
    "figures-indicator": lambda _: {"code": "corrected-ratio"},
    "figures-method": lambda _: {"name": "registration"},
    "figures-release-file": releases.file_in,
    "open-table": releases.open_table,
    "open-issue": releases.open_issue,
    "open-file": releases.open_file,
    "close-department": lambda area: {"pk": department(area).pk},
    "end-appointment": lambda area: {"pk": subject(area).appointments.get().pk},
    **dict.fromkeys(("births-draft", "births-drop-draft"), lambda _: {"token": "0" * 32}),
    **dict.fromkeys(("births-entry", "births-withdraw"), births.entry_in),
    "mfa_remove_webauthn": lambda _: {"pk": 1},
    "printed-table": lambda _: {"name": "areas", "form": "xlsx"},
    "revoke-token": lambda area: {"pk": token(area).pk},
    "release-lock": lambda _: {"pk": locked().pk},
    "trail-entry": lambda _: {"store": "office", "number": 1},
    **dict.fromkeys(
        (
            "officer", "edit-officer", "reset-password", "reset-second-factor", "leave", "hand-over",
            "appoint",
        ),
        lambda area: {"pk": subject(area).pk},
    ),
    **dict.fromkeys(("signalling-signal", "signalling-contest"), signalling.signal_in),
    "signalling-answer": signalling.contest_in,
    **dict.fromkeys(("vault-record", "vault-ask"), vault.record_in),
    **dict.fromkeys(("vault-opening", "vault-approve", "vault-refuse", "vault-withdraw"), vault.opening_in),
    **dict.fromkeys(("vault-look", "vault-close", "vault-correct"), vault.opening_in),
    "vault-request": vault.request_in,
    "vault-lift-hold": vault.hold_in,
    **dict.fromkeys(
        (
            "intake-batch", "intake-check", "intake-columns", "intake-bad-rows", "intake-take-in",
            "intake-refuse", "intake-withdraw",
        ),
        intake.batch_in,
    ),
    **dict.fromkeys(
        ("matching-run", "matching-start", "matching-start-without", "matching-extend", "matching-end"),
        matching.run_in,
    ),
    **dict.fromkeys(
        ("matching-sheet", "matching-answer", "matching-answer-file", "matching-sheet-file"),
        matching.sheet_in,
    ),
    **dict.fromkeys(
        ("matching-review", "matching-judge", "matching-judge-file", "matching-review-file"),
        matching.sheet_in,
    ),
    **dict.fromkeys(("matching-deposit", "matching-take-back"), matching.part_in),
    "matching-carry": matching.kept_part_in,
    **dict.fromkeys(("intake-sender", "intake-close-sender", "intake-open-sender"), intake.sender_in),
}  # fmt: skip
"""For an address with parts: from the code of an area to the parts of a row in that area."""

PROGRAMS: Final = "api:"
"""Addresses that ask for a token and no login; tests/apps/intake/test_api.py tries each of them."""

TELLS_NOTHING_OF_AREAS: Final[dict[str, str]] = {
    **dict.fromkeys(("births-draft", "births-drop-draft"), "one’s own only, by its random token"),
    "figures-indicator": "how a figure is computed, which is no secret within the office",
    "figures-method": "how a figure is computed, which is no secret within the office",
    "mfa_remove_webauthn": "one’s own only, in any area",
    "printed-table": "each table asks for its own permission beside; areas are no secret within the office",
    "trail-entry": "the audit administrator reads the trail of the whole office",
    "area": "codes, names and boundaries of areas are no secret within the office",
    "area-boundary": "codes, names and boundaries of areas are no secret within the office",
    **dict.fromkeys(
        (
            "release-lock", "revoke-token", "close-department", "officer", "edit-officer", "reset-password",
            "reset-second-factor", "leave", "hand-over", "appoint", "end-appointment",
        ),
        "administrators act over the whole office",
    ),
}  # fmt: skip
"""Addresses with parts whose rows belong to no area, and why everyone with the permission may open all."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address.

    Attributes
    ----------
    name : str
    permission : Permission or None
        What ``@page`` asks.
    public : bool
        Whether it opens without a login.
    parts : tuple of str
        Names of the parts that change.
    own : Permission or None
        What ``@page`` lets in as well: over what belongs to one's own department.
    """

    name: str
    permission: Permission | None
    public: bool
    parts: tuple[str, ...]
    own: Permission | None = None

    def url(self, area: str = "990101", made: dict[Any, dict[str, Any]] | None = None) -> str:
        """An address as a browser sends it, of a row in an area: a new one, or one of ``made``."""
        if not self.parts:
            return reverse(self.name)
        example, kept = EXAMPLES[self.name], {} if made is None else made
        if example not in kept:
            kept[example] = example(area)
        return reverse(self.name, kwargs=kept[example])


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Address]:
    """Walk the URL configuration."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from addresses(entry, prefix + space)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            public = getattr(view, "public", None) is not None
            if prefix == PROGRAMS:
                continue
            parts = tuple(entry.pattern.converters)
            own = getattr(view, "own", None)
            yield Address(f"{prefix}{entry.name}", getattr(view, "permission", None), public, parts, own)


def faults(found: list[Address]) -> Iterator[str]:
    """Addresses that say nothing of who may open them, or of which no example is known."""
    for address in found:
        asks = address.permission is not None or address.public or address.name in FOREIGN
        if not asks:
            yield f"{address.name}: neither @page, @public nor an entry in FOREIGN"
        if address.parts and address.name not in EXAMPLES:
            yield f"{address.name}: no example of {address.parts} in EXAMPLES"
