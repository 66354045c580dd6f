"""The page on which a facility prints its register book."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.submission import performed
from evenborn.apps.births.book.description import Months
from evenborn.apps.births.book.forms import BookForm
from evenborn.apps.births.book.printing import print_book
from evenborn.apps.births.book.queries import in_files, years_of
from evenborn.apps.births.entry.facility import choose, chosen, named
from evenborn.apps.documents.download import Form
from evenborn.web.language import page_language

__all__ = ["book"]

FORMS: Final[dict[str, Form]] = {"pdf": "pdf", "xlsx": "xlsx", "html": "html"}


@page(Permission.BIRTHS_BOOK)
@require_http_methods(("GET", "POST"))
def book(request: DeskRequest) -> HttpResponse:
    """Choose months; the answer is a file."""
    actor, sender = request.actor, chosen(request, Permission.BIRTHS_BOOK)
    if sender is None:
        return choose(request, Permission.BIRTHS_BOOK)
    start = {"year": actor.today.year, "first": actor.today.month, "last": actor.today.month}
    form = BookForm(request.POST or None, initial=start, years=years_of(actor, sender))
    kind = FORMS.get(request.POST.get("form", ""), "pdf")
    ok, made = performed(form, lambda **months: print_book(
        sender, Months(**months), by=actor, form=kind, language=page_language()))  # fmt: skip
    if ok and made is not None:
        return HttpResponse(made.content, headers=made.headers)
    context = {"form": form, "forms": FORMS, "in_files": in_files(actor, sender)} | named(
        request, sender, Permission.BIRTHS_BOOK
    )
    return render(request, "births/book.html", context)
