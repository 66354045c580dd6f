"""Pages of the list of senders."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.intake.actions import senders as actions
from evenborn.apps.intake.actions.senders import SendersReport
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, REGISTERS_OF_ROWS
from evenborn.apps.intake.senders import queries
from evenborn.apps.intake.senders.columns import columns_of
from evenborn.apps.intake.senders.forms import (
    AddSender,
    ChangeSender,
    CloseSender,
    ImportSenders,
    SenderFilter,
)
from evenborn.apps.intake.senders.reading import read_facilities
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["add", "change", "close", "import_list", "open_again", "senders"]


@page(Permission.INTAKE_SENDERS)
def senders(request: DeskRequest) -> HttpResponse:
    """Everybody who sends registers in the actor's areas."""
    rows = queries.senders(request.actor)
    columns = columns_of(queries.names_of_departments(rows))
    shown = listing(request, rows, columns, empty="intake.empty.senders", filter=SenderFilter)
    folder = settings.CONFIG.intake.watched_folder
    registers = [(one, register_name(one)) for one in (*REGISTERS_OF_ROWS, *REGISTERS_OF_COUNTS)]
    context = {"listing": shown, "folder": "" if folder is None else str(folder), "registers": registers}
    return render(request, "intake/senders.html", context)


@page(Permission.INTAKE_SENDERS)
def add(request: DeskRequest) -> HttpResponse:
    """Add a sender."""
    form = AddSender(request.actor, request.POST or None)
    if performed(form, lambda **given: actions.add_sender(by=request.actor, **given))[0]:
        done(request, "intake.done.sender-added")
        return redirect("intake-senders")
    return _ask(request, "add-sender", form)


@page(Permission.INTAKE_SENDERS)
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a sender, close it, open it again."""
    row = one(queries.senders(request.actor), pk=pk)
    told = {"name": row.name, "kind": row.kind, "area": row.area, "department": row.department}
    form = ChangeSender(request.actor, request.POST or None, own=row.department, initial=told)
    if performed(form, lambda **given: actions.change_sender(row, by=request.actor, **given))[0]:
        done(request, "intake.done.sender-changed")
        return redirect("intake-senders")
    return _ask(request, "change-sender", form, sender=row)


@page(Permission.INTAKE_SENDERS)
def close(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a sender send nothing from a day on."""
    row = one(queries.senders(request.actor), pk=pk)
    form = CloseSender(request.POST or None, initial={"day": request.actor.today})
    if performed(form, lambda day: actions.close_sender(row, by=request.actor, day=day))[0]:
        done(request, "intake.done.sender-closed")
        return redirect("intake-sender", pk)
    return _ask(request, "close-sender", form, sender=row)


@page(Permission.INTAKE_SENDERS)
@require_POST
def open_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a closed sender send again."""
    row = one(queries.senders(request.actor), pk=pk)
    if pressed(request, lambda: actions.open_sender(row, by=request.actor)):
        done(request, "intake.done.sender-opened")
    return redirect("intake-sender", pk)


@page(Permission.INTAKE_SENDERS)
def import_list(request: DeskRequest) -> HttpResponse:
    """Take in a list of facilities."""
    form = ImportSenders(request.actor, request.POST or None, request.FILES or None)
    _, report = performed(form, lambda **_: _imported(request, form))
    if report:
        done(request, "intake.done.list", **asdict(report))
        return redirect("intake-senders")
    return _ask(request, "import-senders", form)


def _imported(request: DeskRequest, form: ImportSenders) -> SendersReport:
    area, file = form.cleaned_data["area"], form.cleaned_data["file"]
    rows = read_facilities(file.chunks(), file.name, area=area, on=request.actor.today)
    return actions.import_senders(by=request.actor, area=area, rows=rows)


def _ask(request: DeskRequest, words: str, form: object, **more: object) -> HttpResponse:
    above = [(reverse("intake-senders"), say("place.intake-senders", page_language()))]
    context = {"words": f"intake.page.{words}", "form": form, "crumbs": above, **more}
    return render(request, "intake/sender_form.html", context)
