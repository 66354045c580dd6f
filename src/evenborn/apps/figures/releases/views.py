"""Pages of releases at the office: the list, preparing, one issue, deciding on it, its files."""

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.documents.download import Form
from evenborn.apps.documents.sheet_page import grid_table
from evenborn.apps.documents.table import draw_table
from evenborn.apps.figures.queries import cubes
from evenborn.apps.figures.releases import actions, queries
from evenborn.apps.figures.releases.forms import PrepareForm, RefuseForm, WithdrawForm
from evenborn.apps.figures.releases.making import made
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.printing import print_release
from evenborn.apps.figures.releases.rules import ReleaseState
from evenborn.apps.figures.releases.standing import standing_of
from evenborn.apps.figures.releases.statutory import statutory_table
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language
from evenborn.web.listing import Column, listing
from evenborn.web.register_names import register_name

__all__ = ["issue", "issue_file", "prepare", "refuse", "release", "releases", "withdraw"]

FORMS: Final[Mapping[str, Form]] = {form: form for form in get_args(Form)}
_LOOKS: Final[Mapping[str, Look]] = {"prepared": "working", "released": "done", "refused": "ended"}


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("figures-releases"), say("place.figures-releases", page_language()))]


def _state(row: Release) -> Status:
    if getattr(row, "withdrawal", None):
        return Status("releases.state.withdrawn", "ended")
    return Status(f"releases.state.{row.state}", _LOOKS[row.state])


COLUMNS: Final[list[Column[Release]]] = [
    Column("releases.column.number", lambda row: row.number, "count",
           lambda row: reverse("figures-release", args=[row.pk])),
    Column("releases.column.table", lambda row: say(f"releases.table.{row.table}", page_language())),
    Column("releases.column.area", lambda row: row.area, "area", sort="area"),
    Column("releases.column.register", lambda row: register_name(row.register)),
    Column("releases.column.years", lambda row: row.years, "code"),
    Column("releases.column.state", _state, "status"),
    Column("releases.column.prepared-at", lambda row: row.prepared_at, "moment", sort="prepared_at"),
    Column("releases.column.decided-at", lambda row: row.decided_at, "moment", sort="decided_at"),
]  # fmt: skip


@page(Permission.FIGURES_PREPARE, own=Permission.FIGURES_APPROVE)
def releases(request: DeskRequest) -> HttpResponse:
    """Every issue of the actor’s areas."""
    shown = listing(request, queries.releases(request.actor), COLUMNS, empty="releases.none")
    may_prepare = request.actor.may(Permission.FIGURES_PREPARE)
    return render(request, "figures/releases.html", {"listing": shown, "may_prepare": may_prepare})


@page(Permission.FIGURES_PREPARE)
def prepare(request: DeskRequest) -> HttpResponse:
    """Prepare an issue: it is computed and protected now, and waits for a second person."""
    form = PrepareForm(request.actor, request.POST or None)
    _, ready = performed(form, lambda **given: _prepared(request, form, given))
    if ready:
        done(request, "releases.prepared")
        return redirect("figures-release", ready.pk)
    return render(request, "figures/prepare.html", {"form": form, "crumbs": _crumbs()})


def _prepared(request: DeskRequest, form: PrepareForm, given: Mapping[str, Any]) -> Release:
    asked, register = form.asked(), given["register"]
    earlier = [row.read for row in queries.issues_of(asked.table, asked.area, register)]
    contents = made(request.actor, cubes(request.actor)[register], asked, earlier)
    return actions.prepare_release(
        by=request.actor, area=asked.area, contents=contents, after=len(earlier), reason=given["reason"],
        explanation=given["explanation"],
    )  # fmt: skip


@page(Permission.FIGURES_PREPARE, own=Permission.FIGURES_APPROVE)
def release(request: DeskRequest, pk: int) -> HttpResponse:
    """One issue as it is published, and what this officer may do with it."""
    return _shown(request, one(queries.releases(request.actor), pk=pk), RefuseForm(), WithdrawForm())


def _shown(
    request: DeskRequest, found: Release, refuse_form: RefuseForm, withdraw_form: WithdrawForm
) -> HttpResponse:
    actor, standing = request.actor, standing_of(found)
    sheet = draw_table(statutory_table(found.read, standing), page_language()).sheets[0]
    names = queries.officer_names([found.prepared_by, found.decided_by])
    waits, approves = found.state == ReleaseState.PREPARED, actor.may(Permission.FIGURES_APPROVE, found.area)
    context = {
        "release": found, "standing": standing, "sheet": sheet, "forms": FORMS, "state": _state(found),
        "grid": grid_table(sheet.grid, "release-title", "release"),
        "prepared_by": names.get(found.prepared_by, "—"), "decided_by": names.get(found.decided_by or 0, "—"),
        "own": waits and found.prepared_by == actor.officer,
        "may_decide": waits and approves and found.prepared_by != actor.officer,
        "may_withdraw": standing.released and not standing.withdrawn and approves,
        "refuse_form": refuse_form, "withdraw_form": withdraw_form, "paper": "wide",
        "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "figures/release.html", context)


@page(Permission.FIGURES_APPROVE)
@require_POST
def issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Release as the second person."""
    found = one(queries.releases(request.actor), pk=pk)
    if pressed(request, lambda: actions.release_issue(found, by=request.actor)):
        done(request, "releases.released")
    return redirect("figures-release", pk)


@page(Permission.FIGURES_APPROVE)
@require_POST
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Send it back as the second person."""
    found, form = one(queries.releases(request.actor), pk=pk), RefuseForm(request.POST)
    if _done(form, lambda **given: actions.refuse_release(found, by=request.actor, **given)):
        return redirect("figures-release", pk)
    return _shown(request, found, form, WithdrawForm())


@page(Permission.FIGURES_APPROVE)
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that it no longer counts."""
    found, form = one(queries.releases(request.actor), pk=pk), WithdrawForm(request.POST)
    if _done(form, lambda **given: actions.withdraw_release(found, by=request.actor, **given)):
        return redirect("figures-release", pk)
    return _shown(request, found, RefuseForm(), form)


def _done(form: RefuseForm | WithdrawForm, act: Callable[..., Release]) -> bool:
    return performed(form, act)[0]


@page(Permission.FIGURES_PREPARE, own=Permission.FIGURES_APPROVE)
@require_GET
def issue_file(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """The same table as a file."""
    found = one(queries.releases(request.actor), pk=pk)
    if form not in FORMS:
        raise Http404
    try:
        file = print_release(found, by=request.actor, form=FORMS[form], language=page_language())
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return redirect("figures-release", pk)
    return HttpResponse(file.content, headers=file.headers)
