"""Pages of the calendar: facilities by months, what lies behind a cell, a facility’s own line."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst

from evenborn.apps.access.page import DeskRequest, page
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.apps.births.actions.completeness import state_reason
from evenborn.apps.births.calendar import queries
from evenborn.apps.births.calendar.forms import CountedForm, ReasonForm, ShownForm
from evenborn.apps.births.calendar.owed_months import OwedLine, OwedMonth
from evenborn.apps.births.calendar.rules import State, months_until
from evenborn.apps.births.calendar.totals import totals
from evenborn.apps.births.returns.contents import RETURNS
from evenborn.apps.births.returns.counted import counted_lines
from evenborn.apps.births.returns.rules import month_of, previous
from evenborn.web.register_names import register_name

__all__ = ["calendar", "counted", "month", "own_calendar", "own_month"]


@page(Permission.INTAKE_SEE)
def calendar(request: DeskRequest) -> HttpResponse:
    """One register: facilities by months, with totals by area."""
    form = ShownForm({"register": "", "months": "12"} | request.GET.dict())
    register, number = form.chosen
    months = months_until(previous(request.actor.today.replace(day=1)), number)
    rows = queries.owed(request.actor, Permission.INTAKE_SEE).filter(register=register)
    lines = [line for line in queries.lines_of(request.actor, rows, months) if any(line.months)]
    context = {
        "form": form, "blocks": _years(lines, months), "totals": totals(lines), "states": list(State),
        "register": register_name(register), "unknown": _unknown(lines),
        "may_remind": request.actor.may(Permission.INTAKE_REMIND),
        "may_change": request.actor.may(Permission.INTAKE_SENDERS),
    }  # fmt: skip
    return render(request, "births/calendar.html", context)


@page(Permission.INTAKE_SEE)
def month(request: DeskRequest, pk: int, month: str) -> HttpResponse:
    """What lies behind one cell: batches, reasons, reminders."""
    cell = _cell(request, pk, month, Permission.INTAKE_SEE)
    context = _behind(request, cell, Permission.INTAKE_SEE) | {
        "may_remind": request.actor.may(Permission.INTAKE_REMIND, cell.of.area),
        "crumbs": [(reverse("births-calendar"), capfirst(register_name(cell.of.register)))],
    }
    return render(request, "births/month.html", context)


@page(Permission.OWN_INTAKE)
def own_calendar(request: DeskRequest) -> HttpResponse:
    """The actor’s own facility: every register over twelve months, and letters to it."""
    months = months_until(previous(request.actor.today.replace(day=1)), 12)
    rows = queries.owed(request.actor, Permission.OWN_INTAKE)
    lines = [line for line in queries.lines_of(request.actor, rows, months) if any(line.months)]
    context = {
        "lines": lines, "months": months, "own": True, "states": list(State), "unknown": _unknown(lines),
        "letters": queries.letters(request.actor, Permission.OWN_INTAKE)[:20],
    }  # fmt: skip
    return render(request, "births/own_calendar.html", context)


@page(Permission.OWN_INTAKE)
def own_month(request: DeskRequest, pk: int, month: str) -> HttpResponse:
    """One month of the actor’s own facility; where it is late, the reason is stated here."""
    cell = _cell(request, pk, month, Permission.OWN_INTAKE)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and performed(
            form, lambda **given: state_reason(cell.of, by=request.actor, month=cell.month, **given)
        )[0]
    ):
        done(request, "calendar.stated")
        return redirect(request.path)
    context = _behind(request, cell, Permission.OWN_INTAKE) | {
        "form": form if cell.is_wanted else None, "own": True,
        "crumbs": [(reverse("births-own-calendar"), capfirst(register_name(cell.of.register)))],
    }  # fmt: skip
    return render(request, "births/month.html", context)


@page(Permission.BIRTHS_SEE)
def counted(request: DeskRequest) -> HttpResponse:
    """What returns count in all, by facility and month."""
    form = CountedForm({"register": "", "months": "12"} | request.GET.dict())
    register = form.cleaned_data.get("register") if form.is_valid() else ""
    name, number = register or RETURNS[0], form.chosen[1]
    months = months_until(previous(request.actor.today.replace(day=1)), number)
    context = {
        "form": form, "months": months, "register": register_name(name),
        "lines": counted_lines(request.actor, name, months),
    }  # fmt: skip
    return render(request, "births/counted.html", context)


def _years(lines: list[OwedLine], months: list[date]) -> list[tuple[list[date], list[OwedLine]]]:
    """The calendar in tables of twelve months, the last one first, so that each fits a sheet of A4."""
    return [
        (months[first : first + 12], [OwedLine(one.of, one.months[first : first + 12]) for one in lines])
        for first in range(len(months) - 12, -1, -12)
        if lines
    ]


def _cell(request: DeskRequest, pk: int, text: str, permission: Permission) -> OwedMonth:
    of, day = one(queries.owed(request.actor, permission), pk=pk), month_of(text)
    if day is None:
        raise Http404
    # What is usual is said from the year before and the months after.
    shown = months_until(min(previous(day, -6), previous(request.actor.today.replace(day=1))), 18)
    [line] = queries.lines_of(request.actor, [of], sorted({*shown, day}))
    cell = next((cell for cell in line.months if cell is not None and cell.month == day), None)
    if cell is None:
        raise Http404
    return cell


def _behind(request: DeskRequest, cell: OwedMonth, permission: Permission) -> dict[str, object]:
    return {
        "cell": cell, "register": register_name(cell.of.register),
        "batches": queries.batches_of(request.actor, permission, cell.of, cell.month),
        "reasons": queries.reasons_of(cell.of, cell.month),
        "reminders": queries.reminders_of(cell.of, cell.month),
    }  # fmt: skip


def _unknown(lines: Iterable[OwedLine]) -> list[int]:
    """Years whose holidays are not announced, in which a due day of the page lies."""
    cells = [cell for line in lines for cell in line.months if cell is not None]
    due: list[date] = [cell.due.day for cell in cells if not cell.due.known]
    return sorted({day.year for day in due})
