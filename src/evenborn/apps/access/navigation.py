"""The places of the office that the reader may go to: each app lists its own in its configuration."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["Place", "places", "places_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to from everywhere: its address by name, whose words are ``place.<name>``."""

    name: str
    permission: Permission
    own: Permission | None = None
    """Another permission that opens it as well, over what belongs to one's own department."""

    def is_open_to(self, actor: Actor) -> bool:
        """Whether an actor may go there."""
        return any(actor.may(one) for one in (self.permission, self.own) if one is not None)


def places_of(actor: Actor | None) -> list[Place]:
    """Those that the actor may open, in the order of the apps."""
    listed = [place for config in apps.get_app_configs() for place in getattr(config, "places", ())]
    return [place for place in listed if actor is not None and place.is_open_to(actor)]


def places(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    shown = []
    for place in places_of(getattr(request, "actor", None)):
        url = reverse(place.name)
        shown.append(
            {"url": url, "title": say(f"place.{place.name}", page_language()), "here": request.path == url}
        )
    return {"places": shown}
