"""Pages of indicators, for whoever is logged in: which there are, and how one is computed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.indicators.catalogue import INDICATORS, Stands
from evenborn.apps.figures.indicators.methods import method_title
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["indicator", "indicators"]

_PARTS = ("definition", "formula", "assumes", "limits", "example", "literature")
"""What is said of each, in this order; its words are ``figures.<part>.<code>``."""


@page(Permission.DESK_SEE)
def indicators(request: DeskRequest) -> HttpResponse:
    """Which indicators there are."""
    return render(request, "figures/indicators.html", {"indicators": list(INDICATORS.values())})


@page(Permission.DESK_SEE)
def indicator(request: DeskRequest, code: str) -> HttpResponse:
    """How one is computed, what it rests on, what it cannot say, and where it stands."""
    found = INDICATORS.get(code)
    if found is None:
        raise Http404
    sees, language = request.actor.may(Permission.FIGURES_SEE), page_language()
    area = queries.first_area(request.actor) if sees else ""
    context = {
        "indicator": found,
        "method_title": method_title(found.method, language),
        "parts": [(part, say(f"figures.{part}.{code}", language)) for part in _PARTS],
        "stands": [(f"place.{one.page}", _address(request.actor, one, area)) for one in found.stands],
        "crumbs": [(reverse("figures-indicators"), say("figures.indicators.title", language))],
    }
    return render(request, "figures/indicator.html", context)


def _address(by: Actor, stands: Stands, area: str) -> str:
    """Where a page is for whoever asks; empty where it does not open, or there is no area with figures."""
    if (stands.of_area and not area) or not by.may(stands.permission, area or None):
        return ""
    section = f"#{stands.section}" if stands.section else ""
    return reverse(stands.page, args=[area] if stands.of_area else []) + section
