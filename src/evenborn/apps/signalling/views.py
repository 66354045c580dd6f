"""Pages of signals: the list, one signal with its evidence, contests and answers, what was assessed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.signalling import queries, showing
from evenborn.apps.signalling.actions.objecting import answer_contest, contest_signal
from evenborn.apps.signalling.columns import CONTESTS, SIGNALS
from evenborn.apps.signalling.drawn import among
from evenborn.apps.signalling.forms import AnswerForm, ContestForm, SignalFilter
from evenborn.apps.signalling.models import FacilityContest, FacilitySignal
from evenborn.apps.signalling.printing import FORMS, print_signals
from evenborn.apps.signalling.rules import Standing
from evenborn.presentation import numbers
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.listing import Listing, listing

__all__ = ["answer", "assessed", "contest", "contests", "printed", "signal", "signals"]

SEE, OWN, DECIDE = Permission.SIGNALS_SEE, Permission.SIGNALS_CONTEST, Permission.SIGNALS_DECIDE
_OTHERS = {"set-aside": queries.set_aside, "ended": queries.ended}


@page(SEE, own=OWN)
@require_GET
def signals(request: DeskRequest) -> HttpResponse:
    """The list: what is to be looked at; what was set aside or ended, where the address asks for it."""
    chosen = request.GET.get("of", "")
    rows = _OTHERS.get(chosen, queries.listed)(request.actor).select_related("assessment")
    shown: Listing[FacilitySignal] = listing(
        request, rows, SIGNALS, empty=f"signalling.empty.{chosen if chosen in _OTHERS else 'listed'}",
        filter=SignalFilter, context={"by": request.actor},
    )  # fmt: skip
    last = queries.last_assessment()
    context = {
        "listing": shown, "of": chosen if chosen in _OTHERS else "listed", "assessment": last, "forms": FORMS,
        "paper": "wide",
        "rate": numbers.percent(last.false_discovery_rate) if last else "",
        "own": not request.actor.may(SEE), "decides": request.actor.may(DECIDE),
        "others": [
            (name, say(f"signalling.of.{name}", page_language(), number=rows_of(request.actor).count()))
            for name, rows_of in _OTHERS.items()
        ],
    }  # fmt: skip
    return render(request, "signalling/signals.html", context)


@page(SEE, own=OWN)
@require_GET
def signal(request: DeskRequest, pk: int) -> HttpResponse:
    """One signal: evidence, what it does not mean, contests."""
    found = one(queries.signals_of(request.actor).select_related("assessment"), pk=pk)
    return render(request, "signalling/signal.html", _about(request, found))


@page(OWN)
def contest(request: DeskRequest, pk: int) -> HttpResponse:
    """A facility states why a signal about it is wrong."""
    found = one(FacilitySignal.objects.visible_to(request.actor, OWN).select_related("assessment"), pk=pk)
    form = ContestForm(request.POST or None)
    if request.method == "POST":
        ok, _ = performed(form, lambda **given: contest_signal(found, by=request.actor, **given))
        if ok:
            done(request, "signalling.done.contested")
            return redirect("signalling-signal", pk=pk)
    return render(request, "signalling/object.html", _about(request, found) | {"form": form})


@page(DECIDE)
@require_GET
def contests(request: DeskRequest) -> HttpResponse:
    """Contests that wait for an answer."""
    shown = listing(request, queries.to_answer(request.actor), CONTESTS, empty="signalling.empty.contests")
    return render(request, "signalling/objections.html", {"listing": shown, "crumbs": _crumbs()})


@page(DECIDE)
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """A licensing officer answers a contest."""
    rows = FacilityContest.objects.visible_to(request.actor, DECIDE)
    found = one(rows.select_related("signal__assessment"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        ok, _ = performed(form, lambda **given: answer_contest(found, by=request.actor, **given))
        if ok:
            done(request, f"signalling.done.{form.cleaned_data['answer']}")
            return redirect("signalling-signal", pk=found.signal_id)
    context = _about(request, found.signal) | {"form": form, "contest": found}
    return render(request, "signalling/answer.html", context)


@page(SEE)
@require_GET
def assessed(request: DeskRequest) -> HttpResponse:
    """What was assessed, from which registers, and what could not be."""
    last, language = queries.last_assessment(), page_language()
    context: dict[str, Any] = {"assessment": last, "crumbs": _crumbs()}
    if last is not None:
        own = queries.listed(request.actor)
        context |= {
            "kinds": showing.assessed_kinds(last, own, language),
            "sources": showing.sources_of(last, language), "rate": numbers.percent(last.false_discovery_rate),
        }  # fmt: skip
    return render(request, "signalling/assessed.html", context)


@page(SEE)
@require_GET
def printed(request: DeskRequest) -> HttpResponse:
    """The list as a file, in the form that the address asks for."""
    form = FORMS.get(request.GET.get("form", "pdf"))
    if form is None:
        raise Http404
    try:
        made = print_signals(by=request.actor, form=form, language=page_language())
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
        return redirect("signalling-signals")
    return HttpResponse(made.content, headers=made.headers)


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("signalling-signals"), showing.list_name(page_language()))]


def _about(request: DeskRequest, found: FacilitySignal) -> dict[str, Any]:
    """What every page about a signal says of it."""
    language, actor = page_language(), request.actor
    held = list(queries.contests_of(actor, found).select_related("signal__assessment"))
    compared = found.assessment.compared if actor.may(SEE, found.area) else {}
    assessed = int(found.assessment.kinds.get(found.kind, {}).get("assessed", 0))
    return {
        "signal": found, "kind": showing.named_kind(found.kind, language),
        "standing": showing.standing_of(found), "reason": showing.reason_said(found, language),
        "months": showing.period_of(found.first_month, found.last_month, language),
        "lines": [
            *showing.evidence_lines(found, language),
            *among.among_lines(found.evidence, compared, assessed, language),
        ],
        "drawn": among.drawn_among(found.evidence, compared, language),
        "sources": showing.sources_of(found.assessment, language, found.kind),
        "history": [
            (one, showing.ground_said(one.ground, language), showing.contested_as(one, language))
            for one in held
        ],
        "may_contest": actor.may_for(OWN, found.area, found.department)
        and found.standing not in (Standing.ENDED, Standing.CONTESTED),
        "decides": actor.may(DECIDE, found.area),
        "may_see_batches": actor.may(Permission.INTAKE_SEE), "crumbs": _crumbs(),
    }  # fmt: skip
