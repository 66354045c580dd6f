"""The front page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.navigation import places_of
from evenborn.apps.access.owed import waiting_for
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.queries import own_appointments_today, rescues
from evenborn.apps.access.roles import Permission
from evenborn.apps.desk.panel import panel_of

__all__ = ["desk"]


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
        "doors": [(reverse(place.name), place.name) for place in places_of(actor) if not place.front],
    }
    return render(request, "desk/desk.html", shown)
