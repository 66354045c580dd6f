"""Pages of an area beside its first one: map, smoothed ratios, births month by month, lateness."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.delay import delays_of
from evenborn.apps.figures.forms import RegisterForm
from evenborn.apps.figures.indicators.catalogue import OF_TABS
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.leading import Links
from evenborn.apps.figures.levels import TOWNSHIP, is_township, level_below
from evenborn.apps.figures.map_section import map_section
from evenborn.apps.figures.mapped import mapped, sources_of
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.naming import crumbs, names_of_areas, source_name, source_of
from evenborn.apps.figures.reports import audience_of, yearly_report
from evenborn.apps.figures.smoothed import monitored, smoothed
from evenborn.apps.figures.written import section_parts
from evenborn.presentation.page import Section
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.area_names import name_of
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["area_map", "lateness", "month_by_month", "smoothed_ratios"]


@dataclass(frozen=True, slots=True)
class _Page:
    """What every such page is about."""

    code: str
    cube: Cube | None
    names: dict[str, str]
    context: dict[str, Any]

    @property
    def codes(self) -> dict[str, str]:
        """Code by name."""
        return {name: code for code, name in self.names.items()}

    @property
    def links(self) -> Links:
        """Where the cells of its tables lead."""
        return Links(self.code, self.cube.register if self.cube else "", self.codes)


@page(Permission.FIGURES_SEE)
def area_map(request: DeskRequest, code: str) -> HttpResponse:
    """The areas below one on the map, with the table of the same figures."""
    about = _page(request, code, "map")
    if about.cube is not None:
        audience, report = audience_of(request.actor, code), yearly_report(request.actor, about.cube, code)
        give = mapped(request.actor, about.codes, request.actor.today, touching=False)
        source = source_of(about.cube)
        key = ("map", about.cube.pk, code, audience, source, page_language(), request.actor.today)
        about.context["parts"] = kept(
            key,
            lambda: section_parts(map_section(report.areas, give, about.links, source, page_language())),
        )
        about.context["maps"] = sources_of(request.actor, list(about.names), request.actor.today)
    return render(request, "figures/method.html", about.context)


@page(Permission.FIGURES_EXACT)
def smoothed_ratios(request: DeskRequest, code: str) -> HttpResponse:
    """Ratios smoothed over neighbouring areas and years."""
    about = _page(request, code, "smoothed")
    if (cube := about.cube) is not None:
        years, of_years = _complete_years(request, about), _of_years(code)
        below = queries.below(request.actor, cube, code)
        rows = [row for row in below if row.start.year in years]
        give = mapped(request.actor, about.codes, request.actor.today)
        about.context.update(_made(
            lambda: smoothed(
                rows, about.names, give, about.links, source_name(cube), page_language(), of_years=of_years,
                kept_as=(cube.pk, code, request.actor.today),
            )
        ))  # fmt: skip
        about.context["maps"] = sources_of(request.actor, list(about.names), request.actor.today)
    return render(request, "figures/method.html", about.context)


@page(Permission.FIGURES_EXACT)
def month_by_month(request: DeskRequest, code: str) -> HttpResponse:
    """Births month by month, held against a shift to a higher ratio."""
    about = _page(request, code, "monitor")
    if (cube := about.cube) is not None:
        below = [] if _of_years(code) else queries.below(request.actor, cube, code)
        start, end = _followed(request, about)
        rows = queries.within_time(below or queries.own(request.actor, cube, code), start, end)
        give = mapped(request.actor, about.codes, request.actor.today, touching=False)
        about.context.update(_made(
            lambda: monitored(
                rows, about.names, give, about.links, source_name(cube), page_language(),
                kept_as=(cube.pk, code, request.actor.today),
            )
        ))  # fmt: skip
    return render(request, "figures/method.html", about.context)


@page(Permission.FIGURES_SEE)
def lateness(request: DeskRequest, code: str) -> HttpResponse:
    """How late births reach the office."""
    about = _page(request, code, "lateness")
    if about.cube is not None and about.context["batches_seen"]:
        about.context["delays"] = delays_of(request.actor, about.cube.register, code)
    return render(request, "figures/lateness.html", about.context)


def _page(request: DeskRequest, code: str, tab: str) -> _Page:
    queries.require_area(request.actor, code)
    if tab in {"smoothed", "monitor"} and not request.actor.may(Permission.FIGURES_EXACT, code):
        raise NotVisible
    cubes = queries.cubes(request.actor)
    form = RegisterForm(request.GET.dict(), cubes)
    cube = cubes.get(form.chosen_register)
    names = names_of_areas(queries.codes_below(request.actor, cube, code) if cube else [], code)
    context = {
        "form": form, "code": code, "name": name_of(code, page_language()), "cube": cube, "tab": tab,
        "is_township": is_township(code), "how": OF_TABS[tab],
        "register": form.chosen_register, "crumbs": crumbs(request.actor, code, form.chosen_register),
        "exact": request.actor.may(Permission.FIGURES_EXACT, code),
        "batches_seen": request.actor.may(Permission.INTAKE_SEE),
        "register_words": register_name(form.chosen_register) if form.chosen_register else "",
    }  # fmt: skip
    return _Page(code, cube, names, context)


def _complete_years(request: DeskRequest, about: _Page) -> list[int]:
    """Years of which nothing is known to be lacking; a year that has only begun says little."""
    assert about.cube is not None  # noqa: S101 -- asked for only where there is one
    whole = yearly_report(request.actor, about.cube, about.code).whole
    figures = whole.trend if whole is not None else ()
    return [one.period.start.year for one in figures if one.period is not None and one.complete is not False]


def _followed(request: DeskRequest, about: _Page) -> tuple[date, date]:
    """From the first complete year to the day until which births were entered."""
    assert about.cube is not None  # noqa: S101 -- as above
    years, end = _complete_years(request, about), about.cube.cut_off or request.actor.today
    return date(min(years, default=end.year), 1, 1), end


def _of_years(code: str) -> bool:
    return level_below(code) == TOWNSHIP or is_township(code)


def _made(make: Callable[[], list[Section]]) -> dict[str, Any]:
    """The sections, or the sentence why there are none."""
    try:
        parts = section_parts(make())
    except Refusal as refusal:
        return {"refused": sentence(refusal, page_language())}
    return {"parts": parts}
