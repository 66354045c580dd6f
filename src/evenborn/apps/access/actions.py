"""Every change of departments, officers and appointments."""

from datetime import date

from django.db import IntegrityError, transaction

from evenborn.apps.access import rules
from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Appointment, Department, Officer
from evenborn.apps.access.roles import Permission
from evenborn.registers.refusal import Refusal


@action(Permission.DEPARTMENT_MANAGE, records=("name", "kind", "area"), area="area")
def add_department(*, by: Actor, name: str, kind: str, area: str) -> Department:
    """Add a department of an area."""
    try:
        with transaction.atomic(using=Department.objects.db):
            return Department.objects.create(name=name, kind=kind, area=area)
    except IntegrityError as twice:
        raise Refusal("department-twice", value=name) from twice


@action(Permission.OFFICER_MANAGE, records=("username", "department"))
def add_officer(*, by: Actor, username: str, name: str, department: Department, password: str) -> Officer:
    """Add an officer with a first password, which must be changed at the first login."""
    officer = Officer(username=username, name=name, department=department)
    officer.set_password(password)
    try:
        with transaction.atomic(using=Officer.objects.db):
            officer.save()
    except IntegrityError as twice:
        raise Refusal("officer-twice", value=username) from twice
    return officer


@action(Permission.OFFICER_APPOINT, records=("role", "area", "department", "since", "until"))
def appoint(
    officer: Officer,
    *,
    by: Actor,
    role: str,
    area: str,
    department: Department,
    since: date,
    until: date | None,
) -> Appointment:
    """Give an officer a role over an area, for a time."""
    held = [held.role for held in officer.appointments.all() if held.overlaps(since, until)]
    own = by.officer == officer.pk
    rules.may_appoint(role, since=since, until=until, held=held, left_on=officer.left_on, own=own)
    return Appointment.objects.create(
        officer=officer, role=role, area=area, department=department, since=since, until=until
    )


@action(Permission.OFFICER_APPOINT, records=("until",))
def end_appointment(appointment: Appointment, *, by: Actor, until: date) -> Appointment:
    """Let an appointment end on a day."""
    rules.may_end(appointment.since, until=until, today=by.today)
    appointment.until = until
    appointment.save(update_fields=["until"])
    return appointment
