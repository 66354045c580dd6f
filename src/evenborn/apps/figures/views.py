"""Pages of figures: an area, what stands behind a figure, the indicators."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.behind import behind_of
from evenborn.apps.figures.forms import ShownForm, register_name
from evenborn.apps.figures.indicators import INDICATORS
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.reports import Asked, area_report, audience_of
from evenborn.apps.figures.showing import Links, shown_of
from evenborn.apps.intake.batches.columns import BATCHES
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of, names_of
from evenborn.web.days import day, moment
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["area", "behind", "figures", "indicators"]


@page(Permission.FIGURES_SEE)
def figures(request: DeskRequest) -> HttpResponse:
    """The actor's own area; where several, the first of them."""
    areas = request.actor.areas(Permission.FIGURES_SEE)
    own = next((code for code in areas if code), "")
    if not own:
        own = next(iter(queries.widest(request.actor)), "")
    if not own:
        return render(request, "figures/none.html")
    return redirect("figures-area", own)


@page(Permission.FIGURES_SEE)
def area(request: DeskRequest, code: str) -> HttpResponse:
    """An area: its ratio over time, the areas below it, its orders of birth."""
    queries.require_area(request.actor, code)
    cubes, language = queries.cubes(request.actor), page_language()
    form = ShownForm(request.GET.dict(), cubes)
    cube = cubes.get(form.chosen_register)
    context: dict[str, Any] = {
        "form": form, "code": code, "name": name_of(code, language), "cube": cube,
        "crumbs": _crumbs(request, code), "exact": request.actor.may(Permission.FIGURES_EXACT, code),
        "indicators": list(INDICATORS.values()),
    }  # fmt: skip
    if cube is not None:
        asked = Asked(code, form.chosen_step, form.pool_of, audience_of(request.actor, code))
        names = _names(queries.codes_below(request.actor, cube, code), code)
        found = area_report(request.actor, cube, asked, tuple(sorted(names.items())))
        links = Links(code, cube.register, {name: known for known, name in names.items()})
        context["shown"] = shown_of(found, links, _source(cube), language)
    return render(request, "figures/area.html", context)


@page(Permission.FIGURES_SEE)
def behind(request: DeskRequest, code: str) -> HttpResponse:
    """What stands behind a figure: counts by month and order, source, batches."""
    queries.require_area(request.actor, code)
    cube, (start, end) = _stated(request, code)
    language = page_language()
    context: dict[str, Any] = {
        "code": code, "name": name_of(code, language), "cube": cube, "start": start, "end": end,
        "register": register_name(cube.register),
        "crumbs": [*_crumbs(request, code), (_area_page(code, cube.register), name_of(code, language))],
        "exact": request.actor.may(Permission.FIGURES_EXACT, code),
        "tables": behind_of(request.actor, cube, code, start, end, _source(cube), language),
    }  # fmt: skip
    if request.actor.may(Permission.INTAKE_SEE):
        batches = queries.batches_behind(request.actor, cube.register, code, start, end)
        context["listing"] = listing(request, batches, BATCHES, empty="figures.behind.no-batch", size=20)
    return render(request, "figures/behind.html", context)


@page(Permission.FIGURES_SEE)
def indicators(request: DeskRequest) -> HttpResponse:
    """Which indicators there are, and how each is computed."""
    return render(request, "figures/indicators.html", {"indicators": list(INDICATORS.values())})


def _source(cube: Cube) -> str:
    """Where the births come from, as every table of a page states it."""
    language = page_language()
    until = say("figures.until", language, day=day(cube.cut_off)) if cube.cut_off else ""
    return say(
        "figures.source", language, register=register_name(cube.register), batch=str(cube.batch),
        moment=moment(cube.as_of), until=until,
    )  # fmt: skip


def _names(codes: list[str], own: str) -> Mapping[str, str]:
    """What areas are called, each name with its code where two share it."""
    language = page_language()
    known = {code: code for code in [own, *codes]} | dict(names_of([own, *codes], language))
    many = [name for name in known.values() if list(known.values()).count(name) > 1]
    return {code: f"{name} {code}" if name in many else name for code, name in known.items()}


def _crumbs(request: DeskRequest, code: str) -> list[tuple[str, str]]:
    """The areas above that the actor may see, from the top."""
    above = [code[:digits] for digits in (2, 4, 6) if digits < len(code)]
    seen = [one for one in above if request.actor.may(Permission.FIGURES_SEE, one)]
    return [(_area_page(one, request.GET.get("register", "")), name_of(one, page_language())) for one in seen]


def _area_page(code: str, register: str) -> str:
    return reverse("figures-area", args=[code]) + (f"?register={register}" if register.isidentifier() else "")


def _stated(request: DeskRequest, code: str) -> tuple[Cube, tuple[date, date]]:
    """The cube and the period that an address names; where it names none, the first one and its last year.

    Raises
    ------
    NotVisible
        For an address that no page gives out.
    """
    asked, cubes = request.GET, queries.cubes(request.actor)
    cube = cubes.get(asked.get("register", next(iter(cubes), "")))
    if cube is None:
        raise NotVisible
    if "start" not in asked and "end" not in asked:
        last = max((row.start for row in queries.own(request.actor, cube, code)), default=cube.as_of.date())
        return cube, (date(last.year, 1, 1), date(last.year, 12, 31))
    start, end = (_day(asked.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or end < start:
        raise NotVisible
    return cube, (start, end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
