"""The page of births taken in: a year by county; of one county its townships and its months."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.taken import queries
from evenborn.apps.births.taken.forms import TakenForm, county_of, register_of
from evenborn.apps.births.unclear_sex import told_unclear
from evenborn.registers.definition import register as definition_of
from evenborn.web.register_names import register_name

__all__ = ["taken"]


@page(Permission.BIRTHS_SEE)
def taken(request: DeskRequest) -> HttpResponse:
    """Counts of a register and year; no ratio, and no name."""
    register, county = register_of(request.GET.get("register", "")), county_of(request.GET.get("area", ""))
    years = queries.years_of(request.actor, register)
    year = next((one for one in years if str(one) == request.GET.get("year", "")), next(iter(years), 0))
    shown = {"register": register, "year": year, "area": county}
    context = {
        "form": TakenForm(shown, years=years, county=county), "register": register, "year": year,
        "county": county, "name": register_name(register), "tables": _tables(request, register, year, county),
        "behind": queries.behind(request.actor, register, year, county) if year else None,
        "ordered": any(one.name == "order" for one in definition_of(register).tables[queries.COUNTY].columns),
        "exact": told_unclear(request.actor), "may_see_batches": request.actor.may(Permission.INTAKE_SEE),
        "crumbs": [(f"{reverse('births-taken')}?register={register}&year={year}", register_name(register))]
        if county else [],
    }  # fmt: skip
    return render(request, "births/taken.html", context)


def _tables(
    request: DeskRequest, register: str, year: int, county: str
) -> list[tuple[str, list[queries.Line], queries.Line]]:
    """What each table is told apart by, its lines, and all of them together."""
    if not year:
        return []
    if county:
        found = [
            ("township", queries.of_townships(request.actor, register, year, county)),
            ("month", queries.of_months(request.actor, register, year, county)),
        ]
    else:
        found = [("county", queries.of_counties(request.actor, register, year))]
    return [(by, lines, queries.total_of(lines)) for by, lines in found if lines]
