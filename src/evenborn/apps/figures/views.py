"""Pages of figures: an area, what stands behind a figure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.asked import stated
from evenborn.apps.figures.behind import behind_of
from evenborn.apps.figures.completeness.shares import Share, shares_of
from evenborn.apps.figures.completeness.showing import shown_of as completeness_shown
from evenborn.apps.figures.corrected.section import corrected_section
from evenborn.apps.figures.forms import ShownForm
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.leading import Links
from evenborn.apps.figures.levels import is_township
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.mothers_age import mothers_age_of, table_of_facilities
from evenborn.apps.figures.naming import area_page, crumbs, names_of_areas, source_of
from evenborn.apps.figures.registration.why import why_of
from evenborn.apps.figures.reports import AreaReport, Asked, area_report, audience_of
from evenborn.apps.figures.showing import shown_of
from evenborn.apps.figures.speaking import speaking_of
from evenborn.apps.figures.written import Beside, area_parts, tables_written
from evenborn.apps.intake.batches.columns import BATCHES
from evenborn.presentation.figure import Figure
from evenborn.presentation.tables import Table
from evenborn.registers.period import Period
from evenborn.web.area_names import name_of
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["area", "behind", "figures"]


@page(Permission.FIGURES_SEE)
def figures(request: DeskRequest) -> HttpResponse:
    """The actor's own area; where several, the first of them."""
    own = queries.first_area(request.actor)
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
        "batches_seen": request.actor.may(Permission.INTAKE_SEE),
    }  # fmt: skip
    if cube is not None:
        asked = Asked(code, form.chosen_step, form.pool_of, audience_of(request.actor, code))
        context["parts"] = _parts(request, cube, asked, form.register_words)
    return render(request, "figures/area.html", context)


@page(Permission.FIGURES_SEE)
def behind(request: DeskRequest, code: str) -> HttpResponse:
    """What stands behind a figure: counts by month and order, source, batches."""
    queries.require_area(request.actor, code)
    cube, (start, end) = stated(request, code)
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


def _parts(request: DeskRequest, cube: Cube, asked: Asked, register: str) -> SafeString:
    """What the page of an area shows, written; empty without births."""
    language = page_language()
    names = names_of_areas(queries.codes_below(request.actor, cube, asked.area), asked.area)
    listed = tuple(sorted(names.items()))

    def make() -> SafeString:
        links = Links(asked.area, cube.register, {name: known for known, name in names.items()})
        shown = shown_of(found, links, source_of(cube), language)
        if shown is None or not shares:
            return SafeString("")
        beside = Beside(
            completeness_shown(shares, asked.area, cube.register, language), corrected,
            _ages(request, cube, asked, shown.headline), why, is_township(asked.area),
        )  # fmt: skip
        return area_parts(shown, beside, register)

    found = area_report(request.actor, cube, asked, listed)
    shares = _shares(request, cube, asked.area, found)
    first = shares[0][0] if shares else None
    speaking = speaking_of(request.actor, asked.area, asked.audience)
    why = why_of(request.actor, asked.area, cube.register, speaking)
    corrected = corrected_section(request.actor, asked.area, cube.register, asked.audience, first, speaking)
    made_of = table_of_facilities(cube.register), shares, corrected
    return kept(("area", cube.pk, made_of, asked, listed, language, why.key), make)


def _shares(
    request: DeskRequest, cube: Cube, area: str, found: AreaReport
) -> tuple[tuple[Period, Share], ...]:
    """Completeness of the period that the page leads with, and of a later one that runs."""
    if found.whole is None or (first := found.whole.headline.period) is None:
        return ()
    trend = [one.period for one in found.whole.trend if one.period is not None]
    periods = [first, *(one for one in trend[-1:] if one.start > first.end)]
    shares = shares_of(request.actor, cube, area, [(one.start, one.end) for one in periods])
    return tuple(zip(periods, shares, strict=True))


def _ages(request: DeskRequest, cube: Cube, asked: Asked, headline: Figure) -> Table | None:
    """By the mother's age, of whole years whose births are shown."""
    period = headline.period if headline.births is not None else None
    if period is None or period.kind != "calendar-year" or is_township(asked.area):
        return None
    at, language = period.start.year, page_language()
    return mothers_age_of(request.actor, cube.register, asked.area, at, asked.audience, language)
