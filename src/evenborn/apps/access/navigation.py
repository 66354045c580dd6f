"""The places of the office that the reader may go to: each app lists its own in its configuration."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["Place", "place_above", "places", "places_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to from everywhere.

    Attributes
    ----------
    name : str
        Of its address; the words are ``place.<name>``, and ``door.<name>`` on the front page.
    permission : Permission
    front : bool
        Whether it is the front page, which stands before the others and lists them.
    """

    name: str
    permission: Permission
    front: bool = False
    own: Permission | None = None
    """Another permission that opens it as well, over what belongs to one's own department."""
    aside: bool = False
    """Whether it stands on the front page alone: the head of a page has one line of places."""

    def is_open_to(self, actor: Actor) -> bool:
        """Whether an actor may go there."""
        return any(actor.may(one) for one in (self.permission, self.own) if one is not None)


def places_of(actor: Actor | None) -> list[Place]:
    """Those that the actor may open: the front page, then the others in the order of the apps."""
    listed = [place for config in apps.get_app_configs() for place in getattr(config, "places", ())]
    listed.sort(key=lambda place: not place.front)
    return [place for place in listed if actor is not None and place.is_open_to(actor)]


def places(request: HttpRequest) -> dict[str, Any]:
    """For the base template: address, words, whether the reader is there (``page``) or below (``true``)."""
    shown = {reverse(place.name): place for place in places_of(getattr(request, "actor", None))}
    current = place_above(request.path, shown)
    account = reverse("own-account")
    named = {url: place for url, place in shown.items() if not place.aside}
    return {
        "account": _told(account, request.path, current) if account in shown else {},
        "places": [
            _told(url, request.path, current) | {"title": say(f"place.{place.name}", page_language())}
            for url, place in named.items()
        ]
    }  # fmt: skip


def _told(url: str, path: str, current: str) -> dict[str, str]:
    """An address, and whether the reader is there or below."""
    return {"url": url, "here": ("page" if url == path else "true") if url == current else ""}


def place_above(path: str, places: Iterable[str]) -> str:
    """The nearest place that a page is or lies below; the front page has nothing below it.

    Examples
    --------
    >>> known = ["/", "/trail/", "/trail/verify/"]
    >>> [place_above(path, known) for path in ("/trail/office/3/", "/trail/verify/", "/other/")]
    ['/trail/', '/trail/verify/', '']
    """
    above = (url for url in places if path == url or (url != "/" and path.startswith(url)))
    return max(above, key=len, default="")
