"""Pages of what senders owe: the list, an entry, its end, and births that facilities counted themselves."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.births.actions.completeness import end_owed, expect_return, keep_expected_births
from evenborn.apps.births.calendar import queries
from evenborn.apps.births.calendar.columns import OWED
from evenborn.apps.births.calendar.forms import EndForm, ImportForm, OweForm
from evenborn.presentation.words import sentence
from evenborn.registers.lists import read_expected_births
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["end", "expect", "import_births", "owed"]


@page(Permission.INTAKE_SENDERS)
def owed(request: DeskRequest) -> HttpResponse:
    """What each sender of the actor’s areas owes."""
    rows = queries.owed(request.actor, Permission.INTAKE_SENDERS)
    return render(
        request, "births/owed.html", {"listing": listing(request, rows, OWED, empty="calendar.none-owed")}
    )


@page(Permission.INTAKE_SENDERS)
def expect(request: DeskRequest) -> HttpResponse:
    """Enter what a sender owes."""
    form = OweForm(request.actor, request.POST or None)
    if performed(form, lambda sender, **given: expect_return(
        by=request.actor, sender=sender, area=sender.area, **given
    ))[0]:  # fmt: skip
        done(request, "calendar.owed-added")
        return redirect("births-owed")
    return _asked(request, form, "expect")


@page(Permission.INTAKE_SENDERS)
def end(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a sender owe a register no more."""
    of = one(queries.owed(request.actor, Permission.INTAKE_SENDERS), pk=pk)
    form = EndForm(request.POST or None)
    if performed(form, lambda until: end_owed(of, by=request.actor, until=until))[0]:
        done(request, "calendar.owed-ended")
        return redirect("births-owed")
    return _asked(request, form, "end")


@page(Permission.INTAKE_SENDERS)
def import_births(request: DeskRequest) -> HttpResponse:
    """Take in a list of births that facilities counted themselves."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            with working_folder() as folder:
                path = Path(folder) / ("list" + Path(sent.name).suffix[:8])
                path.write_bytes(sent.read())
                stated = read_expected_births(path, request.actor.today)
            areas = request.actor.areas(Permission.INTAKE_SENDERS)
            made = [keep_expected_births(by=request.actor, area=area, stated=stated) for area in areas]
        except Refusal as refusal:
            messages.error(request, sentence(refusal, page_language()))
        else:
            done(request, "calendar.births-kept", number=sum(one.number for one in made))
            return redirect("births-owed")
    return _asked(request, form, "import")


def _asked(request: DeskRequest, form: object, what: str) -> HttpResponse:
    crumbs = [(reverse("births-owed"), "")]
    return render(request, "births/owing.html", {"form": form, "what": what, "crumbs": crumbs})
