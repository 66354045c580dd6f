"""The page on which a facility corrects a birth that it entered, without seeing what the record says."""

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.submission import done, performed
from evenborn.apps.births.entry import queries
from evenborn.apps.births.entry.facility import choose, chosen, named
from evenborn.apps.births.entry.forms import CorrectionForm, RecordForm
from evenborn.apps.births.entry.submitting import correct
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.vault.models import SealedRecord
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["correction"]


@page(Permission.BIRTHS_ENTER)
@require_http_methods(("GET", "POST"))
def correction(request: DeskRequest) -> HttpResponse:
    """Ask for the number of a record, then for what is wrong in it; the number never stands in an address."""
    sender = chosen(request)
    if sender is None:
        return choose(request)
    of = named(request, sender, Permission.BIRTHS_ENTER)
    asked = RecordForm(request.POST or None)
    if not asked.is_valid():
        return render(request, "births/correct.html", {"asked": asked} | of)
    number = asked.cleaned_data["record_number"]
    try:
        record = queries.record_of_number(request.actor, sender, number)
    except NotVisible:
        asked.add_error("record_number", say("births.correct.no-such", page_language()))
        return render(request, "births/correct.html", {"asked": asked} | of)
    if "find" in request.POST:
        start = {"key": secrets.token_hex(16), "record_number": number}
        form = CorrectionForm(initial=start, by=request.actor, sender=sender)
        return _shown(request, form, number, record, of)
    form = CorrectionForm(request.POST, by=request.actor, sender=sender)
    ok, batch = performed(form, lambda **typed: _corrected(request, form, number, sender, typed["texts"]))
    if not ok or batch is None:
        return _shown(request, form, number, record, of)
    done(request, "births.correct.done")
    return redirect("births-entry", pk=batch.pk)


def _corrected(
    request: DeskRequest, form: CorrectionForm, number: str, sender: Sender, texts: dict[str, str]
) -> Batch | None:
    """The batch of the correction; where a rule is broken the form says which."""
    typed = form.cleaned_data
    checked, batch = correct(
        number, texts, by=request.actor, sender=sender, key=typed["key"], reason=typed["reason"]
    )
    form.blame(checked)
    return batch


def _shown(
    request: DeskRequest, form: CorrectionForm, number: str, record: SealedRecord, of: dict[str, object]
) -> HttpResponse:
    context = {"form": form, "number": number, "record": record} | of
    return render(request, "births/correct.html", context)
