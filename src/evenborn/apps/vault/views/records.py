"""Lists of sealed records, one record, and the keys."""

from django.http import HttpResponse
from django.shortcuts import render

from evenborn.apps.access.action import look
from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import subject_of
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.columns import RECORDS, openings_columns
from evenborn.apps.vault.forms import RecordFilter
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.options import keys_folder
from evenborn.web.listing import listing
from evenborn.web.register_names import register_name

__all__ = ["keys", "record", "records"]

SEE_RECORD = events.register("vault.see-record")


@page(Permission.VAULT_SEE)
def records(request: DeskRequest) -> HttpResponse:
    """Which sealed records there are."""
    rows = queries.listed(request.actor)
    shown = listing(request, rows, RECORDS, empty="vault.records.empty", filter=RecordFilter)
    return render(request, "vault/records.html", {"listing": shown})


@page(Permission.VAULT_SEE)
def record(request: DeskRequest, pk: int) -> HttpResponse:
    """One record: its versions, openings and holds."""
    actor = request.actor
    found = one(queries.records(actor), pk=pk)
    look(
        actor, Permission.VAULT_SEE, SEE_RECORD, store=Store.VAULT, subject=subject_of(found), area=found.area
    )
    openings = queries.openings(actor).filter(record=found)
    columns = openings_columns(actor.now, queries.officer_names_of(openings))
    shown = listing(request, openings, columns, empty="vault.record.no-openings")
    context = {
        "record": found, "register": register_name(found.register), "listing": shown,
        "versions": queries.versions(actor, found), "holds": queries.holds_on(found, actor.today),
        "may_ask": actor.may(Permission.VAULT_ASK, found.area),
    }  # fmt: skip
    return render(request, "vault/record.html", context)


@page(Permission.VAULT_KEYS)
def keys(request: DeskRequest) -> HttpResponse:
    """Names of the keys and what lies under each."""
    rows = queries.states_of_keys(request.actor, read_keyring(keys_folder()))
    return render(request, "vault/keys.html", {"rows": rows})
