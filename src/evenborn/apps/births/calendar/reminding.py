"""Pages of reminders: what is missing in an area, reminded of in one step; what rose to the city."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.submission import done
from evenborn.apps.births.actions.completeness import Said, remind
from evenborn.apps.births.calendar import queries
from evenborn.apps.births.calendar.owed_months import OwedMonth
from evenborn.apps.births.letters.describing import facts_of_months
from evenborn.apps.births.letters.views import said_by
from evenborn.apps.births.models import Letter
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["remind_all", "reminders", "risen"]


@page(Permission.INTAKE_REMIND)
def reminders(request: DeskRequest) -> HttpResponse:
    """What is missing or too small in the actor’s areas, over a year."""
    cells = queries.missing(request.actor, Permission.INTAKE_REMIND)
    by_area: dict[str, list[OwedMonth]] = {}
    for cell in cells:
        by_area.setdefault(cell.of.area, []).append(cell)
    today = request.actor.today
    areas = [(area, own, sum(not _waits(cell, today) for cell in own)) for area, own in by_area.items()]
    return render(request, "births/reminders.html", {"areas": areas, "rise": False})


@page(Permission.INTAKE_REMIND)
@require_GET
def risen(request: DeskRequest) -> HttpResponse:
    """What was reminded of and left without an answer so long that the city asks."""
    by_area: dict[str, list[OwedMonth]] = {}
    for cell in queries.risen(request.actor):
        by_area.setdefault(cell.of.area, []).append(cell)
    areas = [(area, own, 0) for area, own in by_area.items()]
    return render(request, "births/reminders.html", {"areas": areas, "rise": True})


@page(Permission.INTAKE_REMIND)
@require_POST
def remind_all(request: DeskRequest) -> HttpResponse:
    """Remind every sender of an area of all that is missing."""
    area = request.POST.get("area", "")[:12]
    cells = [
        cell
        for cell in queries.missing(request.actor, Permission.INTAKE_REMIND)
        if area and cell.of.area == area and not _waits(cell, request.actor.today)
    ]
    try:
        if not cells:
            raise Refusal("births-nothing-to-remind")
        made = remind(
            by=request.actor, area=area, months=[(cell.of, cell.month) for cell in cells],
            said=_said(request, cells),
        )  # fmt: skip
        done(request, "calendar.reminded", number=made.number)
    except Refusal as refusal:
        messages.error(request, sentence(refusal, page_language()))
    return redirect("births-reminders")


def _said(request: DeskRequest, cells: Sequence[OwedMonth]) -> dict[int, Said]:
    by_sender: dict[int, list[OwedMonth]] = {}
    for cell in cells:
        by_sender.setdefault(cell.of.sender_id, []).append(cell)
    return {
        sender: said_by(request.actor, Letter.Kind.REMINDER, facts_of_months(own))
        for sender, own in by_sender.items()
    }


def _waits(cell: OwedMonth, today: date) -> bool:
    """Whether it was reminded of and may still be answered."""
    return cell.answer_by is not None and cell.answer_by >= today
