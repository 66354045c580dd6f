"""Pages of areas."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas import actions, queries
from evenborn.apps.areas.drawing import drawing_of, feature
from evenborn.apps.areas.forms import ImportAreas, ImportBoundaries, SearchAreas, stored
from evenborn.apps.areas.models import Area
from evenborn.apps.areas.reading import read_areas, read_boundaries
from evenborn.apps.areas.results import shown
from evenborn.apps.areas.search import search
from evenborn.apps.areas.wording import told_of_areas, told_of_boundaries
from evenborn.presentation.words import say, sentence
from evenborn.registers.codes.area_sounds import area_syllables
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import Column, Listing, listing

__all__ = ["area", "areas", "boundary", "import_areas", "import_boundaries"]


@page(Permission.AREAS_SEE)
def areas(request: DeskRequest) -> HttpResponse:
    """Search, and the areas at the top."""
    form, on = _asked(request)
    text = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "on": on,
        "text": text,
        "found": shown(request.actor, search(request.actor, text, on), on),
        "listing": _listed(request, "", on),
        "may_manage": request.actor.may(Permission.AREAS_MANAGE),
    }
    return render(request, "areas/areas.html", context)


@page(Permission.AREAS_SEE)
def area(request: DeskRequest, code: str) -> HttpResponse:
    """One area on a day: its names and times, what it was and became, its map, the areas in it."""
    form, on = _asked(request)
    actor, found = request.actor, queries.area_at(request.actor, code, on)
    below = list(queries.children(actor, code, on)[:200])
    context = {
        "area": found,
        "pinyin": " ".join(area_syllables(found.name_zh)),
        "form": form,
        "on": on,
        "in_force": found.is_in_force(on),
        "crumbs": _crumbs(on, queries.path(actor, found, on)),
        "times": queries.times(actor, code),
        "became": queries.became(actor, found),
        "came_from": queries.came_from(actor, found),
        "drawing": drawing_of(actor, found, below, on),
        "boundary": queries.boundary(actor, code, on),
        "listing": _listed(request, code, on),
    }
    return render(request, "areas/area.html", context)


@page(Permission.AREAS_SEE)
def boundary(request: DeskRequest, code: str) -> HttpResponse:
    """The boundary of an area as a file."""
    _, on = _asked(request)
    found, one = queries.area_at(request.actor, code, on), queries.boundary(request.actor, code, on)
    if one is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{code}.geojson"'}
    return HttpResponse(feature(found, one), content_type="application/geo+json", headers=headers)


@page(Permission.AREAS_MANAGE)
def import_areas(request: DeskRequest) -> HttpResponse:
    """Take in a table of areas."""
    form = ImportAreas(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with stored(data["table"], data["changes"]) as (table, changes):
                assert table is not None  # noqa: S101 -- the form requires it
                given = read_areas(table, changes)
            done = actions.import_areas(by=request.actor, given=given, replace=data["replace"])
        except Refusal as refusal:
            form.add_error(None, sentence(refusal, page_language()))
        else:
            return _told(request, told_of_areas(done, page_language()))
    return render(request, "areas/import_areas.html", {"form": form, "crumbs": _crumbs(request.actor.today)})


@page(Permission.AREAS_MANAGE)
def import_boundaries(request: DeskRequest) -> HttpResponse:
    """Take in boundaries."""
    form = ImportBoundaries(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            with stored(data.pop("file")) as (path,):
                assert path is not None  # noqa: S101 -- the form requires it
                given = read_boundaries(path, queries.codes(request.actor))
            done = actions.import_boundaries(by=request.actor, given=given, **data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal, page_language()))
        else:
            return _told(request, told_of_boundaries(done, page_language()))
    return render(
        request, "areas/import_boundaries.html", {"form": form, "crumbs": _crumbs(request.actor.today)}
    )


def _asked(request: DeskRequest) -> tuple[SearchAreas, date]:
    """The form of the address, and its day; today where it states none."""
    form = SearchAreas(request.GET or None)
    form.full_clean()
    if not form.is_bound:
        form.cleaned_data = {}
    return form, form.cleaned_data.get("on") or request.actor.today


def _crumbs(on: date, above: Sequence[Area] = ()) -> list[tuple[str, str]]:
    """Address and name of what lies above a page."""
    day = f"?on={on.isoformat()}"
    tops = [(reverse("areas") + day, say("areas.title", page_language()))]
    return tops + [(reverse("area", kwargs={"code": row.code}) + day, row.name_zh) for row in above]


def _listed(request: HttpRequest, code: str, on: date) -> Listing[Area]:
    """Areas directly below one, as a list."""
    columns: list[Column[Area]] = [
        Column("areas.column.code", lambda row: row.code, "code"),
        Column(
            "areas.column.name",
            lambda row: row.name_zh,
            link=lambda row: f"{reverse('area', kwargs={'code': row.code})}?on={on.isoformat()}",
        ),
        Column("areas.column.english", lambda row: row.name_en),
        Column(
            "areas.column.level", lambda row: say(f"areas.level.{row.get_level_display()}", page_language())
        ),
        Column("areas.column.since", lambda row: row.valid_from, "day"),
    ]
    rows = queries.children(request.actor, code, on)  # type: ignore[attr-defined]
    return listing(request, rows, columns, empty="areas.nothing-below" if code else "areas.empty")


def _level(row: Area) -> str:
    return say(f"areas.level.{row.get_level_display()}", page_language())


def _told(request: HttpRequest, said: list[str]) -> HttpResponse:
    for line in said:
        messages.success(request, line)
    return redirect("areas")
