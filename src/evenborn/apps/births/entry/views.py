"""Pages on which a facility enters births, goes on with a draft, corrects and withdraws."""

import secrets
from functools import partial
from re import compile as pattern
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.births.entry import queries, rules
from evenborn.apps.births.entry.columns import DRAFTS, LATENESS, entry_columns
from evenborn.apps.births.entry.facility import NAME, choose, chosen, named
from evenborn.apps.births.entry.forms import BirthForm, WithdrawalForm
from evenborn.apps.births.entry.submitting import submit, withdraw_entry
from evenborn.apps.intake.entering import finish
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.rules import Because
from evenborn.apps.vault.actions.drafts import DRAFT_DAYS, drop_draft, keep_draft, open_draft
from evenborn.apps.vault.models import BookLine
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["draft", "drop", "enter", "entries", "entry", "lateness", "withdraw"]

KEY: Final = pattern("[0-9a-f]{32}")
LONGEST: Final = 200
_FORM: Final = ("GET", "POST")


def _new_key() -> str:
    return secrets.token_hex(16)


@page(Permission.BIRTHS_ENTER)
@require_http_methods(_FORM)
def enter(request: DeskRequest) -> HttpResponse:
    """A form for one birth; what is sent is kept as a draft or handed in."""
    sender = chosen(request)
    if sender is None:
        return choose(request)
    if request.method == "GET":
        return _form(request, BirthForm(by=request.actor, sender=sender), _new_key())
    form, key = BirthForm(request.POST, by=request.actor, sender=sender), request.POST.get("key", "")
    if "draft" in request.POST:
        return _kept(request, form, key)
    if (known := _known(request, key)) is not None:
        return known
    ok, batch = performed(form, partial(_submitted, form, by=request.actor, sender=sender))
    if ok and batch is not None:
        return _entered(request, batch)
    return _known(request, key) or _form(request, form, _new_key() if form.is_handed_in else key)


def _submitted(form: BirthForm, *, by: Actor, sender: Sender, **typed: Any) -> Batch | None:
    if form.checked is None:
        return None
    form.is_handed_in = True
    return submit(typed["texts"], form.checked, by=by, sender=sender, key=typed["key"], late=typed["late"])


def _known(request: DeskRequest, key: str) -> HttpResponse | None:
    """The page of what the same form has entered before; None where it has entered nothing."""
    batch = queries.entries(request.actor).filter(entry_key=key, received_by=request.actor.key).first()
    if batch is None or batch.state == BatchState.REFUSED:
        return None
    return _entered(request, finish(batch))


def _entered(request: DeskRequest, batch: Batch) -> HttpResponse:
    if batch.state == BatchState.ACCEPTED:
        done(request, "births.entry.done")
    else:
        messages.warning(request, say("births.entry.waits", page_language()))
    return redirect("births-entry", pk=batch.pk)


def _kept(request: DeskRequest, form: BirthForm, key: str) -> HttpResponse:
    """Keep what was typed, right or wrong, and say until when."""
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in form.fields if name != "key"}
    fields = {name: text for name, text in typed.items() if text} | {NAME: form.sender.code}
    if not KEY.fullmatch(key):
        raise NotVisible
    try:
        keep_draft(
            by=request.actor, area=form.sender.area, department=form.sender.department, token=key,
            fields=fields,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return _form(request, form, key)
    done(request, "births.draft.kept", days=DRAFT_DAYS)
    return redirect("births-entries")


def _form(request: DeskRequest, form: BirthForm, key: str, token: str = "") -> HttpResponse:
    now = timezone.localtime(form.by.now)
    context = {"form": form, "key": key, "token": token, "since": now - rules.DAY, "now": now}
    return render(
        request, "births/enter.html", context | named(request, form.sender, Permission.BIRTHS_ENTER)
    )


@page(Permission.BIRTHS_ENTER)
def draft(request: DeskRequest, token: str) -> HttpResponse:
    """Go on with one's own draft."""
    found = one(queries.drafts(request.actor), token=token)
    typed = open_draft(found, by=request.actor)
    code = typed.pop(NAME, "")
    kept = [one for one in queries.facilities(request.actor) if one.code == code]
    sender = kept[0] if kept else chosen(request)
    if sender is None:
        return choose(request)
    return _form(request, BirthForm(initial=typed, by=request.actor, sender=sender), token, token)


@page(Permission.BIRTHS_ENTER)
@require_POST
def drop(request: DeskRequest, token: str) -> HttpResponse:
    """Drop one's own draft."""
    drop_draft(one(queries.drafts(request.actor), token=token), by=request.actor)
    done(request, "births.draft.dropped")
    return redirect("births-entries")


@page(Permission.BIRTHS_ENTER)
def entries(request: DeskRequest) -> HttpResponse:
    """One's own drafts, and what the facility entered."""
    actor, sender = request.actor, chosen(request)
    rows = queries.entries(actor) if sender is None else queries.entries(actor).filter(sender=sender)
    lines: dict[int, BookLine] = {}
    shown = listing(request, rows, entry_columns(lines), empty="births.entries.empty")
    lines |= queries.serials_of(actor, [batch.pk for batch in shown.page])
    context = {
        "listing": shown, "late": queries.late_counts(actor, actor.today.year), "year": actor.today.year,
        "drafts": listing(request, list(queries.drafts(actor)), DRAFTS, empty="births.drafts.empty"),
        "days": DRAFT_DAYS,
    }  # fmt: skip
    context |= named(request, sender, Permission.BIRTHS_ENTER)
    return render(request, "births/entries.html", context)


@page(Permission.BIRTHS_SEE)
def lateness(request: DeskRequest) -> HttpResponse:
    """How many births each facility entered this year, and how many after more than a day."""
    year = request.actor.today.year
    rows = queries.lateness(request.actor, year)
    context = {"listing": listing(request, rows, LATENESS, empty="births.lateness.empty"), "year": year}
    return render(request, "births/lateness.html", context)


@page(Permission.BIRTHS_ENTER)
def entry(request: DeskRequest, pk: int) -> HttpResponse:
    """What became of one entry; nothing of what it says."""
    batch = one(queries.entries(request.actor), pk=pk)
    line = queries.birth_of_entry(request.actor, batch)
    return render(request, "births/entry.html", {"batch": batch, "line": line})


@page(Permission.BIRTHS_ENTER)
@require_http_methods(_FORM)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an entry back, for a reason of the list."""
    batch = one(queries.entries(request.actor), pk=pk)
    form = WithdrawalForm(request.POST or None)
    ok, _ = performed(form, lambda because: withdraw_entry(
        batch, by=request.actor, because=Because(because)))  # fmt: skip
    if ok:
        done(request, "births.withdraw.done")
        return redirect("births-entry", pk=batch.pk)
    line = queries.birth_of_entry(request.actor, batch)
    return render(request, "births/withdraw.html", {"batch": batch, "form": form, "line": line})
