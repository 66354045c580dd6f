"""Pages of an owner: which registers are asked for, and the page that takes an encoding."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed, pressed
from evenborn.apps.intake.kept_files import short_name
from evenborn.apps.matching import queries
from evenborn.apps.matching.actions import deposits as actions
from evenborn.apps.matching.deposits.carrying import earlier_answers, led_over
from evenborn.apps.matching.deposits.columns import asked_columns
from evenborn.apps.matching.deposits.forms import CarryOver, HandIn
from evenborn.apps.matching.kept_encodings import arrived, forget, kept_path
from evenborn.apps.matching.labels import deposit_state, named
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.matching.rules import RunState
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["asked", "carry", "deposit", "take_back"]

DEPOSIT = Permission.MATCHING_DEPOSIT


@page(DEPOSIT)
def asked(request: DeskRequest) -> HttpResponse:
    """Comparisons that ask for a register of one's own department."""
    shown = listing(
        request,
        queries.asked(request.actor),
        asked_columns(request.actor.today),
        empty="matching.empty.asked",
    )
    return render(request, "matching/asked.html", {"listing": shown})


@page(DEPOSIT)
def deposit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand the encoding of a register in."""
    part = one(queries.asked(request.actor), pk=pk)
    form = HandIn(request.POST or None, request.FILES or None)
    if performed(form, lambda file: _handed_in(request, part, file))[0]:
        done(request, "matching.done.deposited")
        return redirect("matching-deposit", pk)
    return _shown(request, part, form)


def _shown(
    request: DeskRequest, part: RunRegister, form: HandIn, carry_form: CarryOver | None = None
) -> HttpResponse:
    open_ = part.run.state in (RunState.OPEN, RunState.FAILED) and not part.left_out
    earlier = earlier_answers(part) if open_ else []
    context = {
        "part": part, "run": part.run, "form": form if open_ else None,
        "state": deposit_state(part, request.actor.today),
        "register": register_name(part.register), "may_take_back": open_ and part.file_kept,
        "earlier": earlier, "carry_form": (carry_form or CarryOver()) if earlier else None,
        "crumbs": [(reverse("matching-asked"), say("place.matching-asked", page_language()))],
    }  # fmt: skip
    return render(request, "matching/deposit.html", context)


@page(DEPOSIT)
@require_POST
def carry(request: DeskRequest, pk: int) -> HttpResponse:
    """Lead earlier answers to the encoding that is there."""
    part = one(queries.to_carry(request.actor), pk=pk)
    form = CarryOver(request.POST, request.FILES)
    came, found = performed(
        form,
        lambda carried: led_over(part, carried.chunks(), short_name(carried.name), by=request.actor),
    )
    if came and found is not None:
        done(request, "matching.done.carried", carried=found.carried, lost=found.lost)
        return redirect("matching-deposit", pk)
    return _shown(request, part, HandIn(), form)


def _handed_in(request: DeskRequest, part: RunRegister, file: Any) -> RunRegister:  # noqa: ANN401 - an upload
    name = short_name(file.name)
    try:
        with arrived(file.chunks(), name) as (path, kept, described):
            found = actions.keep_deposit(part, by=request.actor, name=name, kept=kept, described=described)
            path.replace(kept_path(found.pk))
    except Refusal as refusal:
        raise Refusal(refusal.code, **named(refusal.facts)) from refusal
    return found


@page(DEPOSIT)
@require_POST
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an encoding back that was not compared yet."""
    part = one(queries.asked(request.actor), pk=pk)
    if pressed(request, lambda: actions.take_back_deposit(part, by=request.actor)):
        forget(pk)
        done(request, "matching.done.taken-back")
    return redirect("matching-deposit", pk)
