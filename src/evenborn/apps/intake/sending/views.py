"""Pages by which a file comes in, is checked anew, has its columns named, gives its bad rows back."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.actions.senders import remember_mapping
from evenborn.apps.intake.actions.sent_files import name_columns
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.batches import queries
from evenborn.apps.intake.batches.views import crumbs
from evenborn.apps.intake.kept_files import short_name
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.intake.sending import bad_rows as bad_rows_of
from evenborn.apps.intake.sending.forms import NameColumns, SendFile
from evenborn.apps.intake.sending.headers import headers_of
from evenborn.apps.intake.sending.labels import problem_of
from evenborn.apps.intake.tasks import check_soon
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["bad_rows", "check_again", "columns", "send"]

SEND, OWN = Permission.INTAKE_SEND, Permission.OWN_INTAKE


@page(SEND, own=OWN)
def send(request: DeskRequest) -> HttpResponse:
    """Send a file in."""
    form = SendFile(request.actor, request.POST or None, request.FILES or None)
    _, received = performed(form, lambda **_: _received(request, form))
    if received:
        batch, made = received
        done(request, "intake.done.received" if made else "intake.done.known", number=str(batch.pk))
        return redirect("intake-batch", batch.pk)
    return render(request, "intake/send.html", {"form": form, "crumbs": crumbs()})


def _received(request: DeskRequest, form: SendFile) -> tuple[Batch, bool]:
    """The batch of a file, and whether it is a new one."""
    given, file = form.cleaned_data, form.cleaned_data["file"]
    arrived = Arrived(
        given["register"], short_name(file.name), Way.PAGE, LegalBasis(given["legal_basis"]),
        form.period, given["cut_off"], sheet=given["sheet"] or None,
    )  # fmt: skip
    batch, made = arrive(file.chunks(), by=request.actor, sender=given["sender"], arrived=arrived)
    return check_soon(batch, by=request.actor) if made else batch, made


@page(SEND, own=OWN)
@require_POST
def check_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Check a batch anew."""
    batch = _to_send(request, pk)
    pressed(request, lambda: check_soon(batch, by=request.actor))
    return redirect("intake-batch", pk)


@page(SEND, own=OWN)
def columns(request: DeskRequest, pk: int) -> HttpResponse:
    """Say which column is which field; it is kept for the next file of the sender, and checked anew."""
    batch = _to_send(request, pk)
    try:
        headers = headers_of(batch)
    except Refusal:
        headers = []  # the page says why nothing can be named
    understood = batch.columns or queries.remembered(batch)
    form = NameColumns(batch.register, headers, understood, request.POST or None)
    if headers and performed(form, lambda **_: _named(request, batch, form))[0]:
        done(request, "intake.done.named")
        return redirect("intake-batch", pk)
    above = [*crumbs(), (reverse("intake-batch", args=[pk]), _title(batch))]
    context = {
        "form": form, "batch": batch, "headers": headers, "crumbs": above, "named": _title(batch),
        "register": register_name(batch.register), "problem": problem_of(batch),
    }  # fmt: skip
    return render(request, "intake/columns.html", context)


def _named(request: DeskRequest, batch: Batch, form: NameColumns) -> None:
    named, by = form.columns, request.actor
    name_columns(batch, by=by, columns=named, fields=len(named))
    remember_mapping(batch.sender, by=by, register=batch.register, columns=named, fields=len(named))
    check_soon(_to_send(request, batch.pk), by=by)


@page(SEND, own=OWN)
@require_POST
def bad_rows(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The bad rows of a batch as a workbook to correct; it is entered as an export."""
    batch, made = _to_send(request, pk), []
    if not pressed(request, lambda: made.append(bad_rows_of.workbook(batch, by=request.actor))):
        return redirect("intake-batch", pk)
    name = say("intake.bad-rows.file", page_language(), number=str(pk))
    answer = FileResponse(made[0], as_attachment=True, filename=f"{name}.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def _to_send(request: DeskRequest, pk: int) -> Batch:
    """A batch of a sender for whom the actor hands files in; any other is not there."""
    return one(queries.batches_to_send(request.actor), pk=pk)


def _title(batch: Batch) -> str:
    return say("intake.named.batch", page_language(), number=str(batch.pk))
