"""Pages of comparisons: the list, begin one, one of them, start it, end it."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.matching import queries, tasks
from evenborn.apps.matching.actions import runs as actions
from evenborn.apps.matching.actions.deadlines import extend_run
from evenborn.apps.matching.days import is_late
from evenborn.apps.matching.deposits.carrying import unreached
from evenborn.apps.matching.forgetting import forget_ended
from evenborn.apps.matching.labels import (
    deposit_state,
    problem_of,
    registers_name,
    state_of,
)
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.reviewing.evaluation import reviewed_table
from evenborn.apps.matching.rules import FEWEST, Origin, RunState
from evenborn.apps.matching.runs.columns import RUNS
from evenborn.apps.matching.runs.coverage import coverage_notes, coverage_tables, coverage_verdicts
from evenborn.apps.matching.runs.forms import BeginRun, ExtendRun
from evenborn.apps.matching.runs.tables import tables_of
from evenborn.apps.matching.small_counts import told_roughly
from evenborn.presentation.dates import day
from evenborn.presentation.numbers import count
from evenborn.presentation.words import say
from evenborn.web.confirming import confirm, confirmed
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["begin", "crumbs", "end", "extend", "run", "runs", "start", "start_without"]

_NO_WORKER_AFTER: Final = 60
_OFTEN, _SELDOM = "3", "15"


@page(Permission.MATCHING_SEE)
def runs(request: DeskRequest) -> HttpResponse:
    """Every comparison of the actor's areas."""
    shown = listing(request, queries.runs(request.actor), RUNS, empty="matching.empty.runs")
    may_begin = request.actor.may(Permission.MATCHING_RUN)
    return render(request, "matching/runs.html", {"listing": shown, "may_begin": may_begin})


@page(Permission.MATCHING_RUN)
def begin(request: DeskRequest) -> HttpResponse:
    """Begin a comparison."""
    form = BeginRun(request.actor, request.POST or None)
    _, made = performed(form, lambda **_: _begun(request, form))
    if made is not None:
        done(request, "matching.done.begun", number=str(made.pk))
        return redirect("matching-run", made.pk)
    return render(request, "matching/begin.html", {"form": form, "crumbs": crumbs()})


def _begun(request: DeskRequest, form: BeginRun) -> Run:
    asked, commissioned = form.asked, form.commissioned
    return actions.begin_run(
        by=request.actor, area=form.cleaned_data["area"], commissioned=commissioned, asked=asked,
        purpose=commissioned.purpose, registers=", ".join(one.register for one in asked),
    )  # fmt: skip


@page(Permission.MATCHING_SEE)
def run(request: DeskRequest, pk: int) -> HttpResponse:
    """One comparison; while the worker has it the page comes anew by itself, unless the reader stops it."""
    found = one(queries.runs(request.actor), pk=pk)
    still, late = "still" in request.GET, _waited_long(request, found)
    shown = _context(request, found) | {"still": still, "waited_long": late}
    response = render(request, "matching/run.html", shown)
    if found.is_at_work and not still:
        response["Refresh"] = _SELDOM if late else _OFTEN
    return response


def _context(request: DeskRequest, found: Run) -> dict[str, Any]:
    actor, parts = request.actor, queries.parts_of(found)
    owners = queries.department_names(part.department for part in parts)
    mine = actor.may(Permission.MATCHING_RUN, found.area)
    open_ = found.state in (RunState.OPEN, RunState.FAILED)
    of_owners = found.origin == Origin.DEPOSITS
    missing = [part for part in parts if of_owners and not (part.file_kept or part.left_out)]
    late = open_ and bool(missing) and is_late(found.deposit_until, actor.today)
    names = queries.names_of([found.begun_by, found.ended_by, found.extended_by])
    return {
        "run": found, "may_see_figures": actor.may(Permission.FIGURES_SEE, found.area),
        "state": state_of(found), "problem": problem_of(found), "crumbs": crumbs(),
        "parts": [
            (
                part, register_name(part.register), owners.get(part.department, ""),
                deposit_state(part, actor.today), _births_of(request, part),
            )
            for part in parts
        ],
        "of_owners": of_owners, "extended_by": names.get(found.extended_by, ""),
        "begun_by": names.get(found.begun_by, ""),
        "ended_by": names.get(found.ended_by, ""), "may_start": mine and open_ and not missing,
        "waits": open_ and bool(missing) and not late, "late": registers_name(missing) if late else "",
        "may_extend": mine and open_ and bool(missing),
        "few": len(parts) - len(missing) < FEWEST,
        "may_start_without": mine and late and len(parts) - len(missing) >= FEWEST,
        "unreached": registers_name([part for part in parts if open_ and of_owners and unreached(part)]),
        "may_end": mine and not found.is_at_work and found.state != RunState.SETTLED,
        **(_found(request, found, parts) if found.is_compared else {}),
    }  # fmt: skip


def _found(request: DeskRequest, found: Run, parts: list[RunRegister]) -> dict[str, Any]:
    exact = request.actor.may(Permission.FIGURES_EXACT, found.area)
    parts = [part for part in parts if not part.left_out]
    return {
        "tables": tables_of(found, parts, exact=exact), "reviewed": reviewed_table(found, parts),
        "coverage": coverage_tables(found, parts, exact=exact),
        "verdicts": coverage_verdicts(request.actor, found, exact=exact),
        "coverage_notes": list(coverage_notes(found, parts, exact=exact)),
    }  # fmt: skip


def _births_of(request: DeskRequest, part: RunRegister) -> str:
    """Births of a register: exactly for the statistician, else so that no small number follows from them."""
    if not part.births:
        return "—"
    exact = request.actor.may(Permission.FIGURES_EXACT, part.run.area)
    return count(part.births, page_language()) if exact else told_roughly(part.births, page_language())


@page(Permission.MATCHING_RUN)
@require_POST
def start(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the worker compare."""
    found = one(queries.runs(request.actor), pk=pk)
    pressed(request, lambda: tasks.start(found, by=request.actor))
    return redirect("matching-run", pk)


@page(Permission.MATCHING_RUN)
@require_POST
def start_without(request: DeskRequest, pk: int) -> HttpResponse:
    """Compare without the registers that were not handed in, after a page that says which."""
    found, language = one(queries.runs(request.actor), pk=pk), page_language()
    if not confirmed(request):
        missing = [part for part in queries.parts_of(found) if not part.file_kept]
        sentences = [
            say("matching.without.missing", language, registers=registers_name(missing)),
            say("matching.without.then", language),
        ]
        return confirm(
            request, title=say("matching.without.asking", language, number=str(pk)), sentences=sentences,
            does=say("matching.without.button", language), back=reverse("matching-run", args=[pk]),
        )  # fmt: skip
    pressed(request, lambda: tasks.start(found, by=request.actor, without=True))
    return redirect("matching-run", pk)


@page(Permission.MATCHING_RUN)
def extend(request: DeskRequest, pk: int) -> HttpResponse:
    """Give owners more time, with the reason."""
    found = one(queries.runs(request.actor), pk=pk)
    form = ExtendRun(request.POST or None)
    came, _ = performed(form, lambda until, why: extend_run(found, by=request.actor, until=until, why=why))
    if came:
        done(request, "matching.done.extended", day=day(form.cleaned_data["until"], page_language()))
        return redirect("matching-run", pk)
    above = [
        *crumbs(),
        (reverse("matching-run", args=[pk]), say("matching.named.run", page_language(), number=str(pk))),
    ]
    return render(request, "matching/extend.html", {"form": form, "run": found, "crumbs": above})


@page(Permission.MATCHING_RUN)
@require_POST
def end(request: DeskRequest, pk: int) -> HttpResponse:
    """End a comparison, after a page that says what goes."""
    found, language = one(queries.runs(request.actor), pk=pk), page_language()
    if not confirmed(request):
        sentences = [say(f"matching.end.{key}", language) for key in ("files", "replies", "counts")]
        return confirm(
            request, title=say("matching.end.asking", language, number=str(pk)), sentences=sentences,
            does=say("matching.end.button", language), back=reverse("matching-run", args=[pk]),
        )  # fmt: skip
    if pressed(request, lambda: actions.end_run(found, by=request.actor)):
        forget_ended(pk)
        done(request, "matching.done.ended", number=str(pk))
    return redirect("matching-run", pk)


def crumbs() -> list[tuple[str, str]]:
    """What lies above the page of a comparison."""
    return [(reverse("matching-runs"), say("place.matching-runs", page_language()))]


def _waited_long(request: DeskRequest, found: Run) -> bool:
    if found.state != RunState.QUEUED or found.started_at is None:
        return False
    return (request.actor.now - found.started_at).total_seconds() > _NO_WORKER_AFTER
