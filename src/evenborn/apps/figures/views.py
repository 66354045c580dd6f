"""Pages of figures: an area, what stands behind a figure, the indicators."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.behind import behind_of
from evenborn.apps.figures.forms import ShownForm
from evenborn.apps.figures.indicators import INDICATORS
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.levels import is_township
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.mothers_age import mothers_age_of, table_of_facilities
from evenborn.apps.figures.naming import area_page, crumbs, names_of_areas, source_of
from evenborn.apps.figures.reports import Asked, area_report, audience_of
from evenborn.apps.figures.showing import Links, shown_of
from evenborn.apps.figures.written import area_parts, tables_written
from evenborn.apps.intake.batches.columns import BATCHES
from evenborn.presentation.figure import Figure
from evenborn.presentation.tables import Table
from evenborn.web.area_names import name_of
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

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
        "form": form, "code": code, "name": name_of(code, language), "cube": cube, "tab": "area",
        "is_township": is_township(code),
        "crumbs": crumbs(request.actor, code, form.chosen_register), "register": form.chosen_register,
        "exact": request.actor.may(Permission.FIGURES_EXACT, code),
    }  # fmt: skip
    if cube is not None:
        asked = Asked(code, form.chosen_step, form.pool_of, audience_of(request.actor, code))
        context["parts"] = _parts(request, cube, asked, form.register_words)
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
        "crumbs": [
            *crumbs(request.actor, code, cube.register),
            (area_page(code, cube.register), name_of(code, language)),
        ],
        "exact": request.actor.may(Permission.FIGURES_EXACT, code),
    }  # fmt: skip
    source = source_of(cube)
    key = ("behind", cube.pk, code, start, end, audience_of(request.actor, code), language)
    context["parts"] = kept(
        key,
        lambda: tables_written(behind_of(request.actor, cube, code, start, end, source, language)),
    )
    if request.actor.may(Permission.INTAKE_SEE):
        batches = queries.batches_behind(request.actor, cube.register, code, start, end)
        context["listing"] = listing(request, batches, BATCHES, empty="figures.behind.no-batch", size=20)
    return render(request, "figures/behind.html", context)


@page(Permission.FIGURES_SEE)
def indicators(request: DeskRequest) -> HttpResponse:
    """Which indicators there are, and how each is computed."""
    return render(request, "figures/indicators.html", {"indicators": list(INDICATORS.values())})


def _parts(request: DeskRequest, cube: Cube, asked: Asked, register: str) -> SafeString:
    """What the page of an area shows, written; empty without births."""
    language = page_language()
    names = names_of_areas(queries.codes_below(request.actor, cube, asked.area), asked.area)
    listed = tuple(sorted(names.items()))

    def make() -> SafeString:
        found = area_report(request.actor, cube, asked, listed)
        links = Links(asked.area, cube.register, {name: known for known, name in names.items()})
        shown = shown_of(found, links, source_of(cube), language)
        if shown is None:
            return SafeString("")
        ages = _ages(request, cube, asked, shown.headline)
        return area_parts(shown, ages, source_of(cube), register, language)

    made_of = table_of_facilities(cube.register)
    return kept(("area", cube.pk, made_of, asked, listed, language), make)


def _ages(request: DeskRequest, cube: Cube, asked: Asked, headline: Figure) -> Table | None:
    """By the mother's age, of whole years."""
    if headline.period is None or headline.period.kind != "calendar-year" or is_township(asked.area):
        return None
    at, language = headline.period.start.year, page_language()
    return mothers_age_of(request.actor, cube.register, asked.area, at, asked.audience, language)


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
