"""Every change of departments, officers and appointments; those of a login stand in ``login/actions.py``."""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction

from evenborn.apps.access import handover, queries, rules
from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.login.actions import end_sessions_of
from evenborn.apps.access.login.attempts import keyed
from evenborn.apps.access.models import Appointment, Attempts, Department, Officer
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import Permission
from evenborn.registers.refusal import Refusal


@action(Permission.DEPARTMENT_MANAGE, records=("name", "kind", "area"), area="area")
def add_department(*, by: Actor, name: str, kind: str, area: str) -> Department:
    """Add a department of an area."""
    rules.may_cover(area, settings.OFFICE_AREA)
    try:
        with transaction.atomic(using=Department.objects.db):
            return Department.objects.create(name=name, kind=kind, area=area)
    except IntegrityError as twice:
        raise Refusal("department-twice", value=name) from twice


@action(Permission.DEPARTMENT_MANAGE, records=("day",))
def close_department(department: Department, *, by: Actor, day: date) -> Department:
    """Close a department: from that day on it has no officer and no appointment."""
    rules.may_close(
        day=day,
        today=by.today,
        officers=queries.officers_in(department, day).count(),
        appointments=queries.appointments_in(department, day).count(),
    )
    department.closed_on = day
    department.save(update_fields=["closed_on"])
    return department


@action(Permission.OFFICER_MANAGE, records=("username", "department"))
def add_officer(
    *, by: Actor, username: str, name: str, department: Department, password: str, temporary: bool = True
) -> Officer:
    """Add an officer with a first password; a temporary one must be changed at the first login."""
    rules.may_be_login_name(username)
    rules.may_take_in(department.closed_on)
    officer = Officer(username=username, name=name, department=department, must_change_password=temporary)
    officer.set_password(password)
    try:
        with transaction.atomic(using=Officer.objects.db):
            officer.save()
    except IntegrityError as twice:
        raise Refusal("officer-twice", value=username) from twice
    return officer


@action(Permission.OFFICER_MANAGE, records=("name", "department"))
def edit_officer(officer: Officer, *, by: Actor, name: str, department: Department) -> Officer:
    """Correct the name of an officer, or move the officer to another department."""
    if department.pk != officer.department_id:
        rules.may_take_in(department.closed_on)
    officer.name, officer.department = name, department
    officer.save(update_fields=["name", "department"])
    return officer


@action(Permission.OFFICER_MANAGE)
def reset_password(officer: Officer, *, by: Actor, password: str) -> Officer:
    """Set a first password anew, end all sessions, and have it changed at the next login."""
    rules.may_act_on(own=by.officer == officer.pk)
    officer.set_password(password)
    officer.must_change_password = True
    officer.save(update_fields=["password", "must_change_password"])
    end_sessions_of(officer)
    return officer


@action(Permission.SECOND_FACTOR_RESET)
def reset_second_factor(officer: Officer, *, by: Actor) -> Officer:
    """Take away a second factor that was lost, and end all sessions; the next login sets up another one."""
    rules.may_act_on(own=by.officer == officer.pk)
    Authenticator.objects.filter(user=officer).delete()
    end_sessions_of(officer)
    return officer


@action(Permission.SECOND_FACTOR_RESET, records=("appointed", "others_out"))
def rescue(officer: Officer, *, by: Actor, password: str, appointed: bool, others_out: bool) -> Officer:
    """Make the login of a security administrator anew from the machine itself, where no page leads in.

    First password, second factors, sessions and locks together, which no single person may do on pages;
    therefore no person may do it here.
    """
    if by.officer is not None:
        raise Forbidden(Permission.SECOND_FACTOR_RESET)
    current = queries.security_administrators(by.today)
    rules.may_rescue(
        officer.username, left_on=officer.left_on, today=by.today, others_out=others_out,
        holds=current.filter(pk=officer.pk).exists(),
        others=current.exclude(pk=officer.pk).values_list("username", flat=True),
    )  # fmt: skip
    officer.set_password(password)
    officer.must_change_password = True
    officer.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=officer).delete()
    Attempts.objects.filter(key=keyed(officer.username)).exclude(kind=Attempts.Kind.USED_CODE).delete()
    end_sessions_of(officer)
    return officer


@action(Permission.LOCK_RELEASE, records=("kind", "shown"))
def release_lock(attempts: Attempts, *, by: Actor) -> Attempts:
    """Let a login name or an address try again before its time."""
    attempts.failures, attempts.locked_until = 0, None
    attempts.save(update_fields=["failures", "locked_until"])
    return attempts


@dataclass(frozen=True, slots=True)
class Left:
    """An officer who left or will, and the pieces of work that stay behind."""

    officer: Officer
    open_work: int


@action(Permission.OFFICER_MANAGE, records=("day", "reason", "open_work"))
def leave(officer: Officer, *, by: Actor, day: date, reason: str) -> Left:
    """Note that an officer leaves: from that day on there is no login, and every appointment has ended."""
    open_work = handover.open_work(officer.pk)
    rules.may_act_on(own=by.officer == officer.pk)
    rules.may_note_left(day=day, today=by.today, open_work=open_work, reason=reason)
    last = day - timedelta(days=1)
    for appointment in officer.appointments.select_for_update():
        if appointment.until is None or appointment.until > last:
            successors = queries.successors(appointment, day).count()
            rules.may_leave(appointment.role, day=day, successors=successors)
            appointment.until = max(appointment.since, last)
            appointment.save(update_fields=["until"])
    officer.left_on = day
    officer.save(update_fields=["left_on"])
    if day <= by.today:
        end_sessions_of(officer)
    return Left(officer, open_work)


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
    rules.may_cover(area, settings.OFFICE_AREA)
    rules.may_take_in(department.closed_on)
    return Appointment.objects.create(
        officer=officer, role=role, area=area, department=department, since=since, until=until
    )


@action(Permission.OFFICER_APPOINT, records=("until",))
def end_appointment(appointment: Appointment, *, by: Actor, until: date) -> Appointment:
    """Let an appointment end on a day; that day it still counts."""
    rules.may_act_on(own=by.officer == appointment.officer_id)
    rules.may_end(appointment.since, until=until, today=by.today, planned=appointment.until)
    after = until + timedelta(days=1)
    successors = queries.successors(appointment, after).count()
    rules.may_leave(appointment.role, day=after, successors=successors)
    appointment.until = until
    appointment.save(update_fields=["until"])
    return appointment


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a hand-over moved: of one kind, or of all where none is named."""

    kind: str
    moved: int


@action(Permission.WORK_HAND_OVER, records=("receiver", "kind", "moved"))
def hand_over(officer: Officer, *, by: Actor, receiver: Officer, kind: str = "") -> HandedOver:
    """Give the open work of an officer, of one kind or of all, to another whose appointments cover it.

    Each kind moves in its own store, with an entry there; after a crash the same hand-over moves the rest.
    """
    if receiver.pk == officer.pk:
        raise Refusal("receiver-the-same")
    loads = [load for load in handover.load_of(officer.pk) if kind in ("", load.work.code)]
    if not loads:
        raise Refusal("nothing-to-hand-over")
    handover.may_receive(queries.actor_of(receiver, by.now), loads)
    return HandedOver(kind, sum(load.work.move(officer.pk, receiver.pk, by=by) for load in loads))
