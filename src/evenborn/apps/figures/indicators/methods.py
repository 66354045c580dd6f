"""Pages of methods in full, for whoever is logged in: definition, formulas, examples, limits, literature."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.indicators.catalogue import INDICATORS
from evenborn.presentation.method_pages import method_names, method_page, method_titles
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["method", "method_title", "methods"]


@page(Permission.DESK_SEE)
def methods(request: DeskRequest) -> HttpResponse:
    """Which questions there is a method for."""
    language = page_language()
    crumbs = [(reverse("figures-indicators"), say("figures.indicators.title", language))]
    return render(request, "figures/methods.html", {"methods": method_titles(language), "crumbs": crumbs})


@page(Permission.DESK_SEE)
def method(request: DeskRequest, name: str) -> HttpResponse:
    """One method in full."""
    if name not in method_names():
        raise Http404
    return _shown(request, name)


def method_title(name: str, language: Language) -> str:
    """What a page of methods is called: the question that it answers."""
    return method_page(name, language, address).title


def address(name: str) -> str:
    """Where a page of methods is."""
    return reverse("figures-method", args=[name])


def _shown(request: DeskRequest, name: str) -> HttpResponse:
    language = page_language()
    found = method_page(name, language, address)
    crumbs = [
        (reverse("figures-indicators"), say("figures.indicators.title", language)),
        (reverse("figures-methods"), say("place.figures-methods", language)),
    ]
    context = {
        "title": found.title, "crumbs": crumbs,
        "html": mark_safe(found.html),  # noqa: S308 - written of our own files, HTML within them escaped
        "indicators": [one.code for one in INDICATORS.values() if one.method == name],
    }  # fmt: skip
    return render(request, "figures/method_in_full.html", context)
