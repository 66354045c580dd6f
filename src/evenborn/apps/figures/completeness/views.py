"""The page one click behind the share: which months of which facilities are missing or too small."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar.queries import OwedMonth
from evenborn.apps.figures import queries
from evenborn.apps.figures.asked import stated
from evenborn.apps.figures.completeness.shares import cells_of, share_of
from evenborn.apps.figures.completeness.showing import sentence_of, table_of_months
from evenborn.apps.figures.naming import area_page, crumbs
from evenborn.apps.figures.written import tables_written
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of
from evenborn.web.language import page_language
from evenborn.web.listing import Column, listing
from evenborn.web.register_names import register_name

__all__ = ["completeness"]

_COLUMNS: list[Column[OwedMonth]] = [
    Column("figures.completeness.facility", lambda cell: str(cell.of.sender)),
    Column("figures.completeness.area", lambda cell: cell.of.area, "area"),
    Column("figures.completeness.month", lambda cell: cell.text, "code"),
    Column("figures.completeness.state", lambda cell: say(f"calendar.state.{cell.state}", page_language())),
]
_LED: list[Column[OwedMonth]] = [
    *_COLUMNS[:2],
    Column(
        "figures.completeness.month", lambda cell: cell.text, "code",
        link=lambda cell: reverse("births-month", args=[cell.of.pk, cell.text]),
    ),
    *_COLUMNS[3:],
]  # fmt: skip


@page(Permission.FIGURES_SEE)
def completeness(request: DeskRequest, code: str) -> HttpResponse:
    """Months and facilities that are missing, of an area and period."""
    queries.require_area(request.actor, code)
    cube, (start, end) = stated(request, code)
    actor, language = request.actor, page_language()
    cells = cells_of(actor, cube.register, code, start, end)
    share = share_of(actor, cube.register, code, cells, start, end)
    lacking = [cell for cell in cells if cell.is_missing]
    seen = [cell for cell in lacking if actor.may(Permission.FIGURES_SEE, cell.of.area)]
    seen.sort(key=lambda cell: (cell.month, cell.of.area, cell.of.sender.code))
    columns = _LED if actor.may(Permission.INTAKE_SEE, code) else _COLUMNS
    context = {
        "code": code, "name": name_of(code, language), "register": cube.register, "start": start, "end": end,
        "register_words": register_name(cube.register), "elsewhere": len(lacking) - len(seen),
        "sentence": sentence_of(share, language),
        "parts": tables_written([table_of_months(cells, language)]) if cells else "",
        "listing": listing(request, seen, columns, empty="figures.completeness.none-missing"),
        "may_change": actor.may(Permission.INTAKE_SENDERS), "may_see": actor.may(Permission.INTAKE_SEE),
        "crumbs": [
            *crumbs(actor, code, cube.register), (area_page(code, cube.register), name_of(code, language)),
        ],
    }  # fmt: skip
    return render(request, "figures/completeness.html", context)
