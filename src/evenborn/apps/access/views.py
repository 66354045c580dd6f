"""Pages of officers, departments, appointments, roles and locks."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from evenborn.apps.access import actions, columns, handover, queries
from evenborn.apps.access.first_password import first_password
from evenborn.apps.access.forms import (
    AddDepartment,
    AddOfficer,
    Appoint,
    CloseDepartment,
    Confirm,
    EditOfficer,
    EndAppointment,
    HandOver,
    Leave,
)
from evenborn.apps.access.models import Officer
from evenborn.apps.access.page import DeskRequest, guarded, page
from evenborn.apps.access.roles import EVERY_OFFICER, ROLES, Permission
from evenborn.apps.access.scope import one
from evenborn.apps.access.submission import done, performed
from evenborn.web.listing import listing

View = Callable[..., HttpResponse]


def _ask(request: DeskRequest, words: str, form: forms.Form, **more: object) -> HttpResponse:
    """One form on a page: its title, purpose and button are words of ``access.page.<words>``."""
    return render(request, "access/form.html", {"words": f"access.page.{words}", "form": form, **more})


def _officer(request: DeskRequest, pk: int) -> Officer:
    return one(queries.officers(request.actor), pk=pk)


@page(Permission.ROLES_SEE)
def roles(request: DeskRequest) -> HttpResponse:
    """Each role with its purpose and permissions; each permission with the roles that have it."""
    held = {p: [role for role in ROLES.values() if p in role.permissions] for p in Permission}
    shown = {"roles": ROLES.values(), "held": held, "every_officer": EVERY_OFFICER}
    return render(request, "access/roles.html", shown)


@page(Permission.LOCK_RELEASE)
def locks(request: DeskRequest) -> HttpResponse:
    """Login names and addresses that are locked now."""
    shown = listing(request, queries.locks(request.actor), columns.LOCKS, empty="access.no-locks")
    return render(request, "access/list.html", {"words": "access.page.locks", "listing": shown})


@page(Permission.LOCK_RELEASE)
def release_lock(request: DeskRequest, pk: int) -> HttpResponse:
    """Release one."""
    row = one(queries.locks(request.actor), pk=pk)
    form = Confirm(request.POST if request.method == "POST" else None)
    if performed(form, lambda: actions.release_lock(row, by=request.actor))[0]:
        done(request, "access.done.released")
        return redirect("locks")
    return _ask(request, "release", form, subject=row.shown, back="locks")


@page(Permission.OFFICERS_SEE)
def departments(request: DeskRequest) -> HttpResponse:
    """All departments."""
    rows, may_change = queries.departments(request.actor), request.actor.may(Permission.DEPARTMENT_MANAGE)
    shown_columns = [*columns.DEPARTMENTS, *([columns.CLOSING] if may_change else [])]
    shown = listing(request, rows, shown_columns, empty="access.no-departments")
    add = may_change and "add-department"
    context = {"words": "access.page.departments", "listing": shown, "add": add}
    return render(request, "access/list.html", context)


@page(Permission.DEPARTMENT_MANAGE)
def add_department(request: DeskRequest) -> HttpResponse:
    """Add a department."""
    form = AddDepartment(request.actor.today, request.POST or None)
    if performed(form, lambda **given: actions.add_department(by=request.actor, **given))[0]:
        done(request, "access.done.department-added")
        return redirect("departments")
    return _ask(request, "add-department", form, back="departments")


@page(Permission.DEPARTMENT_MANAGE)
def close_department(request: DeskRequest, pk: int) -> HttpResponse:
    """Close a department."""
    row = one(queries.departments(request.actor), pk=pk)
    form = CloseDepartment(request.POST or None, initial={"day": request.actor.today})
    if performed(form, lambda day: actions.close_department(row, by=request.actor, day=day))[0]:
        done(request, "access.done.department-closed")
        return redirect("departments")
    return _ask(request, "close-department", form, subject=row.name, back="departments")


@page(Permission.OFFICERS_SEE)
def officers(request: DeskRequest) -> HttpResponse:
    """All officers."""
    rows = queries.officers(request.actor)
    shown = listing(request, rows, columns.OFFICERS, empty="access.no-officers")
    add = request.actor.may(Permission.OFFICER_MANAGE) and "add-officer"
    return render(
        request, "access/list.html", {"words": "access.page.officers", "listing": shown, "add": add}
    )


@page(Permission.OFFICERS_SEE)
def officer(request: DeskRequest, pk: int) -> HttpResponse:
    """One officer: appointments, open work, and what may be done about the account."""
    row = _officer(request, pk)
    shown = {
        "officer": row,
        "appointments": queries.appointments_of(request.actor, row),
        "loads": handover.load_of(row.pk),
        "may": {p.name.lower(): request.actor.may(p) for p in Permission},
        "today": request.actor.today,
    }
    return render(request, "access/officer.html", shown)


@guarded(Permission.OFFICER_MANAGE)
def add_officer(request: DeskRequest) -> HttpResponse:
    """Add an officer; the first password is shown once."""
    form = AddOfficer(queries.open_departments(request.actor), request.POST or None)
    password = first_password()
    happened, made = performed(
        form, lambda **given: actions.add_officer(by=request.actor, password=password, **given)
    )
    if happened:
        return render(request, "access/first_password.html", {"officer": made, "password": password})
    return _ask(request, "add-officer", form, back="officers")


@page(Permission.OFFICER_MANAGE)
def edit_officer(request: DeskRequest, pk: int) -> HttpResponse:
    """Correct a name, or move somebody to another department."""
    row = _officer(request, pk)
    initial = {"name": row.name, "department": row.department_id}
    choice = queries.open_departments(request.actor, row.department_id)
    form = EditOfficer(choice, request.POST or None, initial=initial)
    if performed(form, lambda **given: actions.edit_officer(row, by=request.actor, **given))[0]:
        done(request, "access.done.officer-edited")
        return redirect("officer", pk)
    return _ask(request, "edit-officer", form, subject=row.username, back_to=row)


@guarded(Permission.OFFICER_MANAGE)
def reset_password(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a first password anew; it is shown once."""
    row, password = _officer(request, pk), first_password()
    form = Confirm(request.POST if request.method == "POST" else None)
    if performed(form, lambda: actions.reset_password(row, by=request.actor, password=password))[0]:
        return render(request, "access/first_password.html", {"officer": row, "password": password})
    return _ask(request, "reset-password", form, subject=row.name, back_to=row)


@guarded(Permission.SECOND_FACTOR_RESET)
def reset_second_factor(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a lost second factor away."""
    row = _officer(request, pk)
    form = Confirm(request.POST if request.method == "POST" else None)
    if performed(form, lambda: actions.reset_second_factor(row, by=request.actor))[0]:
        done(request, "access.done.second-factor-reset")
        return redirect("officer", pk)
    return _ask(request, "reset-second-factor", form, subject=row.name, back_to=row)


@guarded(Permission.OFFICER_MANAGE)
def leave(request: DeskRequest, pk: int) -> HttpResponse:
    """Note that an officer leaves."""
    row = _officer(request, pk)
    form = Leave(request.POST or None, initial={"day": request.actor.today})
    if performed(form, lambda **given: actions.leave(row, by=request.actor, **given))[0]:
        done(request, "access.done.left")
        return redirect("officer", pk)
    loads = handover.load_of(pk)
    return _ask(request, "leave", form, subject=row.name, back_to=row, loads=loads)


@guarded(Permission.WORK_HAND_OVER)
def hand_over(request: DeskRequest, pk: int) -> HttpResponse:
    """Give the open work of an officer to another."""
    row, loads = _officer(request, pk), handover.load_of(pk)
    receivers = queries.receivers(request.actor, row)
    form = HandOver([load.work.code for load in loads], receivers, request.POST or None)
    happened, moved = performed(form, lambda **given: actions.hand_over(row, by=request.actor, **given))
    if happened and moved is not None:
        done(request, "access.done.handed-over", count=moved.moved)
        return redirect("officer", pk)
    return _ask(request, "hand-over", form, subject=row.name, back_to=row, loads=loads)


@guarded(Permission.OFFICER_APPOINT)
def appoint(request: DeskRequest, pk: int) -> HttpResponse:
    """Give an officer a role."""
    row = _officer(request, pk)
    initial = {"since": request.actor.today, "department": row.department_id, "area": row.department.area}
    departments = queries.open_departments(request.actor)
    form = Appoint(request.actor.today, departments, request.POST or None, initial=initial)
    if performed(form, lambda **given: actions.appoint(row, by=request.actor, **given))[0]:
        done(request, "access.done.appointed")
        return redirect("officer", pk)
    return _ask(request, "appoint", form, subject=row.name, back_to=row)


@page(Permission.OFFICERS_SEE)
def appointments(request: DeskRequest) -> HttpResponse:
    """Appointments in force, to come, or ended."""
    when = queries.when_of(request.GET.get("when", ""))
    rows = queries.appointments(request.actor, when)
    shown = listing(request, rows, columns.APPOINTMENTS, empty=f"access.no-appointments.{when}")
    context = {"words": "access.page.appointments", "listing": shown, "when": when, "choices": queries.WHEN}
    return render(request, "access/appointments.html", context)


@guarded(Permission.OFFICER_APPOINT)
def end_appointment(request: DeskRequest, pk: int) -> HttpResponse:
    """Let an appointment end."""
    row = one(queries.all_appointments(request.actor), pk=pk)
    form = EndAppointment(request.actor.today, request.POST or None)
    if performed(form, lambda until: actions.end_appointment(row, by=request.actor, until=until))[0]:
        done(request, "access.done.appointment-ended")
        return redirect("officer", row.officer_id)
    return _ask(request, "end-appointment", form, subject=row.officer.name, back_to=row.officer)
