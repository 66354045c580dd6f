"""Pages of letters: the list, one letter in any form, a new one about a batch or a month."""

import hashlib
from typing import Final, get_args

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.queries import own_appointments_today
from evenborn.apps.access.roles import Permission, permissions_of
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import subject_of
from evenborn.apps.births.actions.completeness import Said, write_letter
from evenborn.apps.births.calendar import queries
from evenborn.apps.births.letters.columns import LETTERS
from evenborn.apps.births.letters.describing import described, facts_of_batch, facts_of_months
from evenborn.apps.births.models import Letter
from evenborn.apps.births.returns.rules import month_of
from evenborn.apps.documents.download import Form, download
from evenborn.apps.intake.models import Batch
from evenborn.apps.stores import Store
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["letter", "letters", "own_letter", "said_by", "write_about_batch", "write_about_month"]

PRINT: Final = events.register("births.print-letter", ("number", "year", "form", "language", "sha256"))
FORMS: dict[str, Form] = {form: form for form in get_args(Form) if form != "xlsx"}


@page(Permission.INTAKE_REMIND)
def letters(request: DeskRequest) -> HttpResponse:
    """Letters of the actor's areas."""
    rows = queries.letters(request.actor, Permission.INTAKE_REMIND)
    shown = listing(request, rows, LETTERS, empty="letters.empty")
    return render(request, "births/letters.html", {"listing": shown})


@page(Permission.INTAKE_REMIND)
@require_GET
def letter(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """One letter as a file."""
    return _file(request, pk, form, Permission.INTAKE_REMIND)


@page(Permission.OWN_INTAKE)
@require_GET
def own_letter(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """A letter to the actor's own facility as a file."""
    return _file(request, pk, form, Permission.OWN_INTAKE)


def _file(request: DeskRequest, pk: int, form: str, permission: Permission) -> HttpResponse:
    found = one(queries.letters(request.actor, permission), pk=pk)
    if form not in FORMS:
        raise Http404
    language = page_language()
    try:
        made = download(described(found), FORMS[form], language)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, language))
        return redirect("births-letters" if permission == Permission.INTAKE_REMIND else "births-own-calendar")
    facts = {
        "number": found.serial, "year": found.year, "form": form, "language": language,
        "sha256": hashlib.sha256(made.content).hexdigest(),
    }  # fmt: skip
    look(
        request.actor, permission, PRINT, store=Store.STATISTICS, subject=subject_of(found), area=found.area,
        facts=facts,
    )  # fmt: skip
    return HttpResponse(made.content, headers=made.headers)


@page(Permission.INTAKE_REMIND)
@require_POST
def write_about_batch(request: DeskRequest, pk: int) -> HttpResponse:
    """Number a letter about a batch."""
    batch = one(Batch.objects.visible_to(request.actor, Permission.INTAKE_REMIND), pk=pk)
    said = said_by(request.actor, Letter.Kind.BATCH, facts_of_batch(batch), batch)
    return _written(request, batch.sender_id, said)


@page(Permission.INTAKE_REMIND)
@require_POST
def write_about_month(request: DeskRequest, pk: int, month: str) -> HttpResponse:
    """Number a letter about a month of a sender."""
    day, of = month_of(month), one(queries.owed(request.actor, Permission.INTAKE_REMIND), pk=pk)
    if day is None:
        raise Http404
    [line] = queries.lines_of(request.actor, [of], [day])
    if line.months[0] is None:
        raise Http404
    said = said_by(request.actor, Letter.Kind.MONTH, facts_of_months([line.months[0]]))
    return _written(request, of.sender_id, said)


def _written(request: DeskRequest, sender: int, said: Said) -> HttpResponse:
    whose = one(queries.senders(request.actor), pk=sender)
    try:
        made = write_letter(by=request.actor, sender=whose, area=whose.area, said=said)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return redirect("births-letters")
    done(request, "letters.written", number=str(made.number))
    return redirect("births-letters")


def said_by(by: Actor, kind: Letter.Kind, facts: dict[str, object], batch: Batch | None = None) -> Said:
    """A letter of the office of whoever writes: the department of her appointment, over its area."""
    own = [one for one in own_appointments_today(by) if Permission.INTAKE_REMIND in permissions_of(one.role)]
    office = (own[0].area if own else "") or settings.CONFIG.area
    home = own[0].department.name if own else ""
    return Said(kind, office, home or say("letters.office", page_language()), facts, batch)
