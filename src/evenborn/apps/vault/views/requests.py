"""Persons' requests: received, answered, and asked after with the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from evenborn.apps.access.page import DeskRequest, page, public
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.requests import answer_request, receive_request
from evenborn.apps.vault.columns import REQUESTS
from evenborn.apps.vault.forms import AnswerForm, ReceiptForm, ReceiveForm
from evenborn.apps.vault.requests import Receipt, new_receipt
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["answer", "receipt_state", "receive", "requests"]


@page(Permission.VAULT_SEE)
def requests(request: DeskRequest) -> HttpResponse:
    """Requests of the actor's areas."""
    shown = listing(request, queries.requests(request.actor), REQUESTS, empty="vault.requests.empty")
    context = {"listing": shown, "may_receive": request.actor.may(Permission.VAULT_RECEIVE)}
    return render(request, "vault/requests.html", context)


@page(Permission.VAULT_RECEIVE)
def receive(request: DeskRequest) -> HttpResponse:
    """Receive a request; the receipt is shown once, in the answer."""
    form, receipt = ReceiveForm(request.actor, request.POST or None), new_receipt()
    _, made = performed(form, lambda **given: receive_request(by=request.actor, receipt=receipt, **given))
    if made is None:
        return render(request, "vault/receive.html", {"form": form})
    response = render(request, "vault/receipt.html", {"receipt": receipt, "made": made})
    response["Cache-Control"] = "no-store"
    return response


@page(Permission.VAULT_SEE)
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """One request, and its answer."""
    found = one(queries.requests(request.actor), pk=pk)
    may = not found.is_answered and request.actor.may(Permission.VAULT_ANSWER, found.area)
    form = AnswerForm(request.POST or None) if may else None
    if form and performed(form, lambda **given: answer_request(found, by=request.actor, **given))[0]:
        done(request, "vault.requests.answer-saved")
        return redirect("vault-request", pk)
    context = {"request_": found, "form": form, "late": found.is_late(request.actor.today),
               "openings": queries.openings(request.actor).filter(request=found)}  # fmt: skip
    return render(request, "vault/request.html", context)


@public("whoever holds a receipt asks its state without an account")
def receipt_state(request: HttpRequest) -> HttpResponse:
    """What became of a request, for whoever holds number and secret."""
    form, found = ReceiptForm(request.POST or None), None
    if form.is_valid():
        typed = Receipt(form.cleaned_data["number"].strip().upper(), form.cleaned_data["secret"])
        found = queries.request_by_receipt(typed)
        if found is None:
            form.add_error(None, say("vault.receipt.unknown", page_language()))
    return render(request, "vault/receipt_state.html", {"form": form, "found": found})
