"""How long records are kept, what holds them, what was deleted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions import retention as actions
from evenborn.apps.vault.columns import HOLDS, proofs_columns
from evenborn.apps.vault.forms import DeletionForm, HoldForm, ReasonForm
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import listing

__all__ = ["delete", "lift_hold", "proofs", "retention", "set_hold"]


@page(Permission.VAULT_RETAIN)
def retention(request: DeskRequest) -> HttpResponse:
    """Registers with their time, and holds."""
    shown = listing(request, queries.holds(request.actor), HOLDS, empty="vault.retention.no-holds")
    rows = queries.retention_of_registers(request.actor)
    return render(request, "vault/retention.html", {"listing": shown, "rows": rows})


@page(Permission.VAULT_RETAIN)
def delete(request: DeskRequest) -> HttpResponse:
    """Delete what has served its time."""
    form = DeletionForm(request.actor, request.POST or None)
    _, proof = performed(form, lambda **given: actions.delete_expired(
        by=request.actor, area=given["area"], register=given["register"]
    ))  # fmt: skip
    if proof:
        done(request, "vault.retention.deleted", count=proof.count, number=str(proof.pk))
        return redirect("vault-proofs")
    rows = queries.retention_of_registers(request.actor)
    return render(request, "vault/delete.html", {"form": form, "rows": rows})


@page(Permission.VAULT_HOLD)
def set_hold(request: DeskRequest) -> HttpResponse:
    """Keep records from deletion."""
    form = HoldForm(request.actor, request.POST or None)
    if performed(form, lambda **given: actions.set_hold(by=request.actor, **given))[0]:
        done(request, "vault.retention.set-done")
        return redirect("vault-retention")
    return render(request, "vault/hold.html", {"form": form})


@page(Permission.VAULT_HOLD)
def lift_hold(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a hold end."""
    hold, form = one(queries.holds(request.actor), pk=pk), ReasonForm(request.POST or None)
    form.fields["because"].label = say("vault.retention.because", page_language())
    if performed(form, lambda **given: actions.lift_hold(hold, by=request.actor, **given))[0]:
        done(request, "vault.retention.lift-done")
        return redirect("vault-retention")
    return render(request, "vault/lift.html", {"form": form, "hold": hold})


@page(Permission.VAULT_RETAIN)
def proofs(request: DeskRequest) -> HttpResponse:
    """Proofs of deletion, each held against the audit trail."""
    shown = listing(
        request, queries.proofs(request.actor), proofs_columns(), empty="vault.retention.no-proofs"
    )
    return render(request, "vault/proofs.html", {"listing": shown})
