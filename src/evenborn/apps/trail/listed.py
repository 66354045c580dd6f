"""The list of entries: its columns, in words, each page named at once."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.trail.queries import entries, last_number
from evenborn.apps.trail.sentences import Sentences
from evenborn.apps.trail.wanted import Wanted
from evenborn.web.language import page_language
from evenborn.web.listing import Column, Listing, listing

__all__ = ["entry_address", "history_address", "listed"]


def listed(request: HttpRequest, by: Actor, wanted: Wanted) -> Listing[Entry]:
    """One page of the entries that fit, with the links that keep the filter."""
    if wanted.upto is None:
        asked, upto = request.GET.urlencode(), last_number(by, wanted.store)
        request.GET = QueryDict(f"{asked}&upto={upto}" if asked else f"upto={upto}")
    sentences = Sentences(page_language())
    shown = listing(
        request, entries(by, wanted), columns(wanted.store, sentences), empty="trail.empty"
    )  # fmt: skip
    sentences.prepare(list(shown.page))
    return shown


def columns(store: Store, sentences: Sentences) -> list[Column[Entry]]:
    """What stands in the list of a store."""
    return [
        Column("trail.column.number", lambda e: e.number, "code", lambda e: entry_address(store, e.number)),
        Column("trail.column.at", lambda e: e.at, "moment"),
        Column("trail.column.actor", sentences.actor),
        Column("trail.column.what", sentences.what),
        Column("trail.column.subject", sentences.subject, link=lambda e: history_address(store, e.subject)),
        Column("trail.column.area", sentences.area),
    ]


def entry_address(store: Store, number: int) -> str:
    """Address of the page about an entry."""
    return reverse("trail-entry", kwargs={"store": store.label, "number": number})


def history_address(store: Store, subject: str) -> str:
    """Address of the history of a record; none where an entry is about none."""
    query = urlencode({"store": store.label, "subject": subject})
    return f"{reverse('trail')}?{query}" if subject else ""
