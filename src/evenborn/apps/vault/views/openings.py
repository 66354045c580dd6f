"""Asking for an opening, deciding it, looking into the record, correcting it."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions import openings as actions
from evenborn.apps.vault.actions.openings import Opened
from evenborn.apps.vault.actions.records import correct_record
from evenborn.apps.vault.columns import openings_columns
from evenborn.apps.vault.forms import AskForm, CorrectionForm, ReasonForm
from evenborn.apps.vault.models import Opening
from evenborn.apps.vault.options import opening_minutes
from evenborn.apps.vault.rules import OpeningState, Reason, sealable_fields
from evenborn.web.listing import listing
from evenborn.web.register_names import field_name

__all__ = ["approve", "ask", "close", "correct", "look_into", "opening", "openings", "refuse", "to_approve",
           "withdraw"]  # fmt: skip


@page(Permission.VAULT_ASK)
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask that one record be opened."""
    record = one(queries.records(request.actor), pk=pk)
    form = AskForm(request.actor, request.POST or None)
    _, made = performed(form, lambda **given: actions.request_opening(
        record, by=request.actor, reason=given["reason"], reference=given["reference"],
        request=form.waiting.get(given["request"]),
    ))  # fmt: skip
    if made:
        done(request, "vault.ask.sent")
        return redirect("vault-opening", made.pk)
    return render(request, "vault/ask.html", {"form": form, "record": record, "minutes": opening_minutes()})


@page(Permission.VAULT_SEE)
def openings(request: DeskRequest) -> HttpResponse:
    """Every opening in the actor's areas."""
    rows = queries.openings(request.actor)
    columns = openings_columns(request.actor.now, queries.officer_names_of(rows))
    shown = listing(request, rows, columns, empty="vault.openings.empty")
    context = {"listing": shown, "may_approve": request.actor.may(Permission.VAULT_APPROVE)}
    return render(request, "vault/openings.html", context)


@page(Permission.VAULT_APPROVE)
def to_approve(request: DeskRequest) -> HttpResponse:
    """Openings that wait for this officer as the second person."""
    rows = queries.to_approve(request.actor)
    columns = openings_columns(request.actor.now, queries.officer_names_of(rows))
    shown = listing(request, rows, columns, empty="vault.openings.none-waits")
    return render(request, "vault/openings.html", {"listing": shown, "waiting": True, "may_approve": True})


@page(Permission.VAULT_SEE)
def opening(request: DeskRequest, pk: int) -> HttpResponse:
    """One opening: where it stands, and what this officer may do with it."""
    return _opening(request, one(queries.openings(request.actor), pk=pk), ReasonForm())


def _opening(request: DeskRequest, found: Opening, form: ReasonForm) -> HttpResponse:
    actor, names = request.actor, queries.officer_names([found.asked_by, found.decided_by])
    asked, own = found.state == OpeningState.ASKED, found.asked_by == actor.officer
    context = {
        "opening": found, "form": form, "state": found.shown_state(actor.now),
        "asked_by": names.get(found.asked_by, "—"), "decided_by": names.get(found.decided_by or 0, "—"),
        "own": own, "asked": asked,
        "may_decide": asked and not own and actor.may(Permission.VAULT_APPROVE, found.area),
        "may_look": own and found.is_open(actor.now) and found.record is not None,
        "minutes": _minutes_left(found, actor.now),
    }  # fmt: skip
    return render(request, "vault/opening.html", context)


def _minutes_left(found: Opening, now: datetime) -> int:
    return max(0, int((found.expires_at - now).total_seconds() // 60)) if found.expires_at else 0


@page(Permission.VAULT_APPROVE)
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve as the second person."""
    return _pressed(request, pk, actions.approve_opening)


@page(Permission.VAULT_APPROVE)
@require_POST
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Refuse as the second person, with a reason."""
    found, form = one(queries.openings(request.actor), pk=pk), ReasonForm(request.POST)
    if performed(form, lambda **given: actions.refuse_opening(found, by=request.actor, **given))[0]:
        return redirect("vault-opening", pk)
    return _opening(request, found, form)


@page(Permission.VAULT_ASK)
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take back one's own wish."""
    return _pressed(request, pk, actions.withdraw_opening)


@page(Permission.VAULT_ASK)
@require_POST
def close(request: DeskRequest, pk: int) -> HttpResponse:
    """End one's opening before its time."""
    return _pressed(request, pk, actions.close_opening)


def _pressed(request: DeskRequest, pk: int, act: Callable[..., Opening]) -> HttpResponse:
    """Do what a button of an opening says, and show the opening again."""
    found = one(queries.openings(request.actor), pk=pk)
    pressed(request, lambda: act(found, by=request.actor))
    return redirect("vault-opening", pk)


@page(Permission.VAULT_ASK)
@require_POST
def look_into(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the record once, in the answer to the button; the address by itself shows nothing."""
    found = one(queries.openings(request.actor), pk=pk)
    seen: list[Opened] = []
    if not pressed(request, lambda: seen.append(actions.open_record(found, by=request.actor))):
        return redirect("vault-opening", pk)
    form = CorrectionForm(seen[0].record.register) if found.reason == Reason.CORRECTION else None
    return _opened(request, found, seen[0], form)


def _opened(request: DeskRequest, found: Opening, seen: Opened, form: CorrectionForm | None) -> HttpResponse:
    register = seen.record.register
    context = {
        "opening": found, "opened": seen, "form": form, "minutes": _minutes_left(found, request.actor.now),
        "rows": [
            (field_name(register, name), seen.fields[name])
            for name in sealable_fields(register) if name in seen.fields
        ],
    }  # fmt: skip
    response = render(request, "vault/opened.html", context)
    response["Cache-Control"] = "no-store"
    return response


@page(Permission.VAULT_CORRECT)
@require_POST
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Save corrected values as a new version."""
    found = one(queries.openings(request.actor).filter(record__isnull=False), pk=pk)
    form = CorrectionForm(found.record.register if found.record else "", request.POST)
    if performed(form, lambda **_: correct_record(found, by=request.actor, changes=form.changes))[0]:
        done(request, "vault.opened.saved")
        return redirect("vault-opening", pk)
    return render(request, "vault/correct.html", {"form": form, "opening": found})
