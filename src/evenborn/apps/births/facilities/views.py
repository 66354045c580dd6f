"""The page of births by facility, and its files."""

from typing import Final, get_args

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.wording import worded
from evenborn.apps.births.facilities import queries
from evenborn.apps.births.facilities.printing import describe, print_facilities
from evenborn.apps.births.models import FacilityTable
from evenborn.apps.births.unclear_sex import told_unclear
from evenborn.apps.documents.download import Form
from evenborn.apps.intake.models import Sender
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["facilities", "facilities_file", "facility_periods"]

FORMS: Final[dict[str, Form]] = {form: form for form in get_args(Form)}


class YearForm(forms.Form):
    """Which year."""

    use_required_attribute = False
    year = forms.ChoiceField(label=worded("births.facilities.year"), required=False)


@page(Permission.BIRTHS_SEE)
def facilities(request: DeskRequest) -> HttpResponse:
    """A year of the table; no ratio, and nothing of fewer than ten."""
    made = queries.table()
    context: dict[str, object] = {
        "made": made, "exact": told_unclear(request.actor), "smallest": queries.SMALLEST,
        "name": register_name(queries.REGISTER),
        "crumbs": [(reverse("births-taken"), say("place.births-taken", page_language()))],
    }  # fmt: skip
    if made is not None:
        years, year = _year(request, made)
        form = YearForm({"year": year})
        form.fields["year"].choices = [(one, _named(one)) for one in years]  # type: ignore[attr-defined]
        context |= {
            "form": form, "year": year, "named": _named(year), "forms": FORMS,
            "whole": queries.whole(request.actor, made),
            "lines": queries.lines(request.actor, made, year) if years else [],
        }  # fmt: skip
    return render(request, "births/facilities.html", context)


@page(Permission.BIRTHS_SEE)
def facility_periods(request: DeskRequest, pk: int) -> HttpResponse:
    """One facility by period."""
    found = one(Sender.objects.visible_to(request.actor, Permission.BIRTHS_SEE), pk=pk)
    made = queries.table()
    context = {
        "facility": found, "made": made, "exact": told_unclear(request.actor), "smallest": queries.SMALLEST,
        "lines": queries.periods(request.actor, made, found) if made is not None else [],
        "crumbs": [(reverse("births-facilities"), say("births.facilities.title", page_language()))],
    }  # fmt: skip
    return render(request, "births/facility_periods.html", context)


@page(Permission.BIRTHS_SEE)
@require_GET
def facilities_file(request: DeskRequest) -> HttpResponse:
    """The table of a year as a file, of the actor's own areas; the address names its form."""
    form = request.GET.get("form", "xlsx")
    if form not in FORMS:
        raise Http404
    made, language = queries.table(), page_language()
    if made is None:
        return redirect("births-facilities")
    _, year = _year(request, made)
    lines = queries.lines(request.actor, made, year)
    try:
        whole = queries.whole(request.actor, made)
        exact = told_unclear(request.actor)
        table = describe(made, whole, lines, year, today=request.actor.today, exact=exact)
        answer = print_facilities(table, year, by=request.actor, form=FORMS[form], language=language)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, language))
        return redirect("births-facilities")
    return HttpResponse(answer.content, headers=answer.headers)


def _year(request: DeskRequest, made: FacilityTable) -> tuple[list[str], str]:
    """Years that there are, and the one that is asked for, or the last."""
    years, asked = queries.years(request.actor, made), request.GET.get("year", "")
    return years, asked if asked in years else next(iter(years), queries.NO_YEAR)


def _named(year: str) -> str:
    return say("births.facilities.no-year", page_language()) if year == queries.NO_YEAR else year
