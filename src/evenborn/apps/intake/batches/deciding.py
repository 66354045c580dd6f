"""Pages by which a batch is taken in, refused or withdrawn."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.intake import rules, tasks
from evenborn.apps.intake.actions import batches as actions
from evenborn.apps.intake.actions import sent_files
from evenborn.apps.intake.batches import queries
from evenborn.apps.intake.batches.forms import WhyRefused, WhyWithdrawn
from evenborn.apps.intake.batches.views import crumbs
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.replaced import require_none_later
from evenborn.apps.intake.taking_in import take_in as take_in_whole
from evenborn.apps.intake.taking_in import withdraw as withdraw_whole
from evenborn.apps.vault.actions.imports import require_nothing_built_upon
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.confirming import confirm, confirmed
from evenborn.web.language import page_language

__all__ = ["refuse", "take_in", "withdraw"]


@page(Permission.INTAKE_DECIDE)
@require_POST
def take_in(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a batch in: a small one now, a large one by the worker."""
    found = one(queries.batches(request.actor), pk=pk)
    if not rules.decided_at_once(found.rows):
        if pressed(request, lambda: sent_files.ask_to_take_in(found, by=request.actor)):
            tasks.take_in_batch.enqueue(pk, int(request.user.pk or 0))
    elif pressed(request, lambda: take_in_whole(found, by=request.actor)):
        done(request, "intake.done.taken-in", number=str(pk))
    return redirect("intake-batch", pk)


@page(Permission.INTAKE_DECIDE)
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Refuse a batch for a reason."""
    found, form = one(queries.batches(request.actor), pk=pk), WhyRefused(request.POST or None)
    if performed(form, lambda because: actions.refuse_batch(found, by=request.actor, because=because))[0]:
        done(request, "intake.done.refused", number=str(pk))
        return redirect("intake-batch", pk)
    return _ask(request, found, form, "refuse")


@page(Permission.INTAKE_DECIDE)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Withdraw a batch for a reason, after a page that says what falls away."""
    found, form = one(queries.batches(request.actor), pk=pk), WhyWithdrawn(request.POST or None)
    if form.is_valid() and not confirmed(request) and not _kept_by(found):
        return confirm(
            request, title=say("intake.withdraw.asking", page_language(), number=str(pk)),
            sentences=_what_falls_away(found), does=say("intake.withdraw.button", page_language()),
            back=reverse("intake-batch", args=[pk]),
        )  # fmt: skip
    if confirmed(request) and performed(form, lambda because: _withdraw(request, found, because))[0]:
        return redirect("intake-batch", pk)
    return _ask(request, found, form, "withdraw")


def _withdraw(request: DeskRequest, found: Batch, because: rules.Because) -> None:
    if rules.decided_at_once(found.rows):
        withdraw_whole(found, by=request.actor, because=because)
        done(request, "intake.done.withdrawn", number=str(found.pk))
    else:
        sent_files.ask_to_withdraw(found, by=request.actor, because=because)
        tasks.withdraw_batch.enqueue(found.pk, int(request.user.pk or 0), because.value)


def _ask(request: DeskRequest, found: Batch, form: WhyRefused | WhyWithdrawn, words: str) -> HttpResponse:
    above = [*crumbs(), (reverse("intake-batch", args=[found.pk]), _named(found))]
    context = {
        "batch": found, "form": form, "words": f"intake.{words}", "crumbs": above, "named": _named(found),
        "kept_by": _kept_by(found) if words == "withdraw" else "",
    }  # fmt: skip
    return render(request, "intake/decide.html", context)


def _named(found: Batch) -> str:
    return say("intake.named.batch", page_language(), number=str(found.pk))


def _what_falls_away(found: Batch) -> list[str]:
    keys = ["births" if found.register in rules.REGISTERS_OF_ROWS else "rows"]
    keys += ["replaced"] if found.replaced else []
    return [
        say(f"intake.falls-away.{key}", page_language(), new=found.new, replaced=found.replaced)
        for key in (*keys, "again")
    ]  # fmt: skip


def _kept_by(found: Batch) -> str:
    """Why a batch cannot be withdrawn, where a later one stands upon it."""
    imported = queries.importing(found)
    if found.state != "accepted":
        return ""
    try:
        require_none_later(found)
        if imported is not None:
            require_nothing_built_upon(imported)
    except Refusal as refusal:
        return sentence(refusal, page_language())
    return ""
