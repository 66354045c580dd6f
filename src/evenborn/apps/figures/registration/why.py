"""Why the ratio of an area is so, and what to do next: the words and links of a comparison’s verdicts."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.naming import area_page, names_of_areas
from evenborn.apps.figures.registration.judged import Registration, registration_of
from evenborn.apps.figures.speaking import Speaking
from evenborn.apps.matching.verdicts import Group, Judged, groups_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.verdicts import what_to_do
from evenborn.web.language import page_language

__all__ = ["NOTHING_COMPARED", "Own", "Why", "why_of"]

_POOL: Final = "&pool=3"


@dataclass(frozen=True, slots=True)
class Own:
    """What is said of the area itself.

    Attributes
    ----------
    verdict : str
        One of those of a comparison.
    says, next : str
        The verdict, and what to do, in sentences.
    """

    verdict: str
    says: str
    next: str


@dataclass(frozen=True, slots=True)
class Why:
    """All that a page says of it; empty where no registers were compared.

    Attributes
    ----------
    found : Registration or None
    own : Own or None
    below : tuple of Group
    links : tuple of (str, str)
        Address, and key of the words, of what leads on.
    added_up : str
        The page of the area with three periods added up.
    """

    found: Registration | None = None
    own: Own | None = None
    below: tuple[Group, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    added_up: str = ""

    @property
    def key(self) -> Hashable:
        """What a page that shows it depends on."""
        return (self.found, self.links, self.added_up)


NOTHING_COMPARED: Final = Why()


def why_of(by: Actor, area: str, register: str, speaking: Speaking | None) -> Why:
    """Why the ratio of an area is so.

    Parameters
    ----------
    by : Actor
    area, register : str
        What the page shows.
    speaking : Speaking or None
        The comparison that speaks for the area, as the actor may see it; None where none does.
    """
    added_up, language = area_page(area, register) + _POOL, page_language()
    if speaking is None:
        return Why(added_up=added_up)
    found = registration_of(by, speaking)
    own = None
    if found.own:
        own = Own(found.own.verdict, found.own.says(language), what_to_do(found.own.verdict, language))
    return Why(found, own, _groups(found.below, register, language), tuple(_links(by, found)), added_up)


def _groups(judged: Sequence[Judged], register: str, language: Language) -> tuple[Group, ...]:
    names = names_of_areas([one.area for one in judged], "")
    return groups_of(judged, names, lambda area: f"{area_page(area, register)}#registration", language)


def _links(by: Actor, found: Registration) -> Iterator[tuple[str, str]]:
    if found.url:
        yield found.url, "registration.to-comparison"
    if by.may(Permission.SIGNALS_SEE) and any(one.verdict in ("selection", "both") for one in found.all):
        yield reverse("signalling-signals"), "registration.to-signals"
