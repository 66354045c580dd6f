"""The front page."""

from django.http import HttpResponse
from django.shortcuts import render

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission

__all__ = ["desk"]


@page(Permission.DESK_SEE)
def desk(request: DeskRequest) -> HttpResponse:
    """Who I am here and where I may go."""
    return render(request, "desk/desk.html", {"grants": request.actor.grants})
