"""The list of batches, and one batch: what came, what was found in it, where it stands."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.intake.batches import queries
from evenborn.apps.intake.batches.buttons import buttons_of
from evenborn.apps.intake.batches.columns import BATCHES
from evenborn.apps.intake.batches.filters import BatchFilter
from evenborn.apps.intake.batches.issues import absent_of, columns_of, issues_of, remedies_of
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import Way
from evenborn.apps.intake.sending.labels import problem_of, state_of
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["batch", "batches", "to_decide"]

SEE, OWN = Permission.INTAKE_SEE, Permission.OWN_INTAKE
NO_WORKER_AFTER: Final = 60
"""Seconds after which a page says that nobody seems to work at what it waits for."""
OFTEN, SELDOM = "3", "15"


@page(SEE, own=OWN)
def batches(request: DeskRequest) -> HttpResponse:
    """Every batch of the actor's areas, or of the own facility."""
    rows = queries.batches(request.actor)
    shown = listing(request, rows, BATCHES, empty="intake.empty.batches", filter=BatchFilter)
    return render(request, "intake/batches.html", {"listing": shown, "may_send": _may_send(request)})


@page(Permission.INTAKE_DECIDE)
def to_decide(request: DeskRequest) -> HttpResponse:
    """Batches that wait for a decision."""
    shown = listing(request, queries.to_decide(request.actor), BATCHES, empty="intake.empty.to-decide")
    context = {"listing": shown, "waiting": True, "may_send": _may_send(request)}
    return render(request, "intake/batches.html", context)


@page(SEE, own=OWN)
def batch(request: DeskRequest, pk: int) -> HttpResponse:
    """One batch; while somebody works at it the page comes anew by itself, unless the reader stops it."""
    found = one(queries.batches(request.actor), pk=pk)
    works = bool(found.work) or found.state == BatchState.ACCEPTING
    still = "still" in request.GET
    late = _waited_long(request, found)
    shown = _context(request, found) | {"works": works, "still": still, "waited_long": late}
    response = render(request, "intake/batch.html", shown)
    if works and not still:
        response["Refresh"] = SELDOM if late else OFTEN
    return response


def _context(request: DeskRequest, found: Batch) -> dict[str, Any]:
    actor = request.actor
    issues = list(queries.broken_rules(actor, found))
    names = queries.names_of([found.received_by, found.decided_by])
    decides = actor.may(Permission.INTAKE_DECIDE, found.area) and not found.work
    sends = queries.batches_to_send(actor).filter(pk=found.pk).exists()
    open_ = found.state in (BatchState.RECEIVED, BatchState.CHECKED, BatchState.FAILED) and not found.work
    return {
        "batch": found, "state": state_of(found), "register": register_name(found.register),
        "problem": problem_of(found), "crumbs": crumbs(),
        "received_by": names.get(found.received_by, ""), "decided_by": names.get(found.decided_by, ""),
        "issues": issues_of(found.register, issues), "remedies": remedies_of(issues),
        "columns": columns_of(found), "absent": say("intake.between", page_language()).join(absent_of(found)),
        "may_fix": sends and open_,
        "may_bad_rows": sends and bool(found.rejected) and found.file_kept,
        "may_take_in": decides and found.state == BatchState.CHECKED and found.accepted_rows > 0,
        "may_refuse": decides and open_,
        "may_withdraw": decides and found.state == BatchState.ACCEPTED,
        "others": list(buttons_of(actor, found)) if _was_checked(found) else [],
        "trail": _trail(request, found),
    }  # fmt: skip


def crumbs() -> list[tuple[str, str]]:
    """What lies above the page of a batch."""
    return [(reverse("intake-batches"), say("place.intake-batches", page_language()))]


def _may_send(request: DeskRequest) -> bool:
    return request.actor.may(Permission.INTAKE_SEND) or request.actor.may(OWN)


def _waited_long(request: DeskRequest, found: Batch) -> bool:
    if not found.work or found.work_asked_at is None or found.progress:
        return False
    return (request.actor.now - found.work_asked_at).total_seconds() > NO_WORKER_AFTER


def _was_checked(found: Batch) -> bool:
    """Whether a file was looked at: what was typed was right when it was sent in."""
    return found.way != Way.ENTRY and found.state not in (BatchState.RECEIVED, BatchState.ACCEPTING)


def _trail(request: HttpRequest, found: Batch) -> str:
    """Address of the trail of a batch, for who may read it."""
    if not request.actor.may(Permission.AUDIT_SEE):  # type: ignore[attr-defined]
        return ""
    return f"/trail/?store=statistics&subject=batch%3A{found.pk}"
