"""Pages of tokens."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenborn.apps.access.forms import Confirm
from evenborn.apps.access.models import ProgramToken
from evenborn.apps.access.page import DeskRequest, guarded, page
from evenborn.apps.access.queries import open_departments
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.access.tokens import actions, queries
from evenborn.apps.access.tokens.forms import GiveToken
from evenborn.apps.access.tokens.secret import new_token
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column, listing

__all__ = ["give_token", "revoke_token", "tokens"]


def _columns(now: datetime) -> list[Column[ProgramToken]]:
    def state(token: ProgramToken) -> str:
        code = "revoked" if token.revoked_at else "open" if token.opens(now) else "over"
        return say(f"access.token.{code}", page_language())

    return [
        Column("access.token.name", lambda t: t.program),
        Column("access.column.department", lambda t: t.department.name),
        Column(
            "access.column.area", lambda t: t.area or say("access.whole-office", page_language()), "code"
        ),
        Column("access.token.given", lambda t: t.given_at, "moment"),
        Column("access.token.until", lambda t: t.until, "day"),
        Column("access.token.state", state),
        Column(
            "access.token.revoke",
            lambda t: "" if t.revoked_at else say("access.token.revoke", page_language()), "text",
            lambda t: "" if t.revoked_at else reverse("revoke-token", args=[t.pk]),
        ),
    ]  # fmt: skip


@page(Permission.TOKENS_MANAGE)
def tokens(request: DeskRequest) -> HttpResponse:
    """All tokens, also those that open nothing any more."""
    shown = listing(
        request, queries.tokens(request.actor), _columns(request.actor.now), empty="access.token.none"
    )
    return render(request, "access/tokens.html", {"listing": shown})


@guarded(Permission.TOKENS_MANAGE)
def give_token(request: DeskRequest) -> HttpResponse:
    """Give a token, which is shown once."""
    by, token = request.actor, new_token()
    form = GiveToken(open_departments(by), by.today, request.POST or None)
    happened, made = performed(form, lambda **given: actions.give_token(by=by, token=token, **given))
    if happened:
        return render(request, "access/token_once.html", {"made": made, "token": token})
    return render(request, "access/token_form.html", {"form": form, "what": "give"})


@guarded(Permission.TOKENS_MANAGE)
def revoke_token(request: DeskRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    row = one(queries.tokens(request.actor), pk=pk)
    form = Confirm(request.POST if request.method == "POST" else None)
    if performed(form, lambda: actions.revoke_token(row, by=request.actor))[0]:
        done(request, "access.token.done-revoked")
        return redirect("tokens")
    return render(request, "access/token_form.html", {"form": form, "what": "revoke", "subject": row.program})
