"""What can be printed, and the files."""

from typing import get_args

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.documents.actions import print_table
from evenborn.apps.documents.download import Form
from evenborn.apps.documents.printed import PRINTED, printed_for
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["printed", "printing"]

FORMS: dict[str, Form] = {form: form for form in get_args(Form)}


@page(Permission.DESK_SEE)
@require_GET
def printing(request: DeskRequest) -> HttpResponse:
    """The tables that the reader may print, each in every form."""
    return render(request, "documents/printing.html", {"tables": printed_for(request.actor), "forms": FORMS})


@page(Permission.DESK_SEE)
@require_GET
def printed(request: DeskRequest, name: str, form: str) -> HttpResponse:
    """One table as a file."""
    known = next((table for table in PRINTED if table.name == name), None)
    if known is None or form not in FORMS:
        raise Http404
    area, language = settings.CONFIG.area, page_language()
    try:
        made = print_table(known, by=request.actor, area=area, form=FORMS[form], language=language)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, language))
        return redirect("printing")
    return HttpResponse(made.content, headers=made.headers)
