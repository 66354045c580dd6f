"""The front page."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.navigation import Place, places_of
from evenborn.apps.access.owed import waiting_for
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.queries import own_appointments_today, rescues
from evenborn.apps.access.roles import Permission
from evenborn.apps.desk.panel import panel_of

__all__ = ["desk"]

_EVERYBODYS: Final = ("areas", "printing", "roles", "own-account")


@page(Permission.DESK_SEE)
def desk(request: DeskRequest) -> HttpResponse:
    """What waits for me, the figures of my area, what I am here, where I may go."""
    actor = request.actor
    shown = {
        "panel": panel_of(actor, request.GET.get("area", "")),
        "today": actor.today,
        "rescues": rescues(actor),
        "waiting": list(waiting_for(actor)),
        "appointments": own_appointments_today(actor),
        "doors": [(reverse(place.name), place.name) for place in _doors(actor)],
    }
    return render(request, "desk/desk.html", shown)


def _doors(actor: Actor) -> list[Place]:
    """All places; those that everybody has stand behind those of the reader's own work."""
    listed = [place for place in places_of(actor) if not place.front]
    return sorted(listed, key=lambda place: place.name in _EVERYBODYS and _EVERYBODYS.index(place.name) + 1)
