"""Every change of a login: attempts, sessions, password, second factor, each with its entry in the trail.

Who tries to log in is not an actor yet; those entries are made by the program ``login``.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.internal import flows as codes
from allauth.mfa.webauthn.internal import flows as passkeys
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.login import rules
from evenborn.apps.access.login.options import limits
from evenborn.apps.access.models import Attempts, Officer
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record, subject_of
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal

LOGGED_IN = events.register("access.log-in", ("origin",))
LOGGED_OUT = events.register("access.log-out")
PASSWORD_REFUSED = events.register("access.refuse-password", ("login", "origin"))
CODE_REFUSED = events.register("access.refuse-code", ("origin",))
RECOVERY_CODE_USED = events.register("access.use-recovery-code", ("left",))
NAME_LOCKED = events.register("access.lock-name", ("login", "until"))
ADDRESS_LOCKED = events.register("access.lock-address", ("origin", "until"))


def enter(
    event: str, officer: Officer | None, facts: Mapping[str, object] | None = None, actor: str = "login"
) -> None:
    """Add an entry about a login to the trail of the office."""
    with transaction.atomic(using=Store.OFFICE):
        record(Store.OFFICE, event, actor=actor, subject=subject_of(officer), facts=facts)


def count_attempt(kind: Attempts.Kind, key: str, shown: str, now: datetime) -> None:
    """Count an attempt before it is verified; refuse it while the name or the address is locked."""
    with transaction.atomic(using=Store.OFFICE):
        old = now - timedelta(days=1)
        Attempts.objects.filter(since__lt=old).exclude(locked_until__gt=now).delete()
        Attempts.objects.get_or_create(kind=kind, key=key, defaults={"since": now, "shown": shown})
        row = Attempts.objects.select_for_update().get(kind=kind, key=key)
        count = rules.Count(row.failures, row.since, row.locked_until)
        until = f"{timezone.localtime(row.locked_until):%H:%M}" if row.locked_until else ""
        rules.may_try(count, now=now, shown_until=until)
        _keep(row, rules.counted(count, limits(kind), now=now))


def forget_attempts(kind: Attempts.Kind, key: str) -> None:
    """Begin to count anew after a success; from one address only this attempt is taken back."""
    with transaction.atomic(using=Store.OFFICE):
        for row in Attempts.objects.select_for_update().filter(kind=kind, key=key):
            count = rules.Count(row.failures, row.since, row.locked_until)
            one = kind == Attempts.Kind.ADDRESS
            _keep(row, rules.one_less(count) if one else rules.Count(0, row.since))


def _keep(row: Attempts, count: rules.Count) -> None:
    row.failures, row.since, row.locked_until = count.failures, count.since, count.locked_until
    row.save()


def enter_locks(kind: Attempts.Kind, key: str, *, name: str, officer: Officer | None, now: datetime) -> None:
    """Enter into the trail that a name or an address was locked by the attempt that just failed."""
    row = Attempts.objects.filter(kind=kind, key=key, locked_until__gt=now).first()
    if row is None:
        return
    if kind == Attempts.Kind.ADDRESS:
        enter(ADDRESS_LOCKED, None, {"origin": row.shown, "until": row.locked_until})
    else:
        enter(NAME_LOCKED, officer, {"login": name, "until": row.locked_until})


def use_code(key: str, now: datetime) -> bool:
    """Use a code of one time up, in all processes of the server; false where it was used already."""
    until = now + timedelta(minutes=5)
    with transaction.atomic(using=Store.OFFICE):
        Attempts.objects.filter(kind=Attempts.Kind.USED_CODE, locked_until__lte=now).delete()
        _, first = Attempts.objects.get_or_create(
            kind=Attempts.Kind.USED_CODE, key=key, defaults={"since": now, "locked_until": until}
        )
    return first


def note_activity(session_key: str, now: datetime) -> None:
    """Note when a session was last used, for the list of sessions."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


def end_this_session(request: HttpRequest) -> None:
    """Log out: the session and its place in the list are gone."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def end_sessions_of(officer: Officer, *, but: str = "") -> int:
    """End the sessions of an officer, all or all but one, in the transaction of what asks for it."""
    ended = UserSession.objects.filter(user=officer).exclude(session_key=but)
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys)


def _own(officer: Officer, by: Actor) -> None:
    if by.officer != officer.pk:
        raise NotVisible


def _may_remove(authenticator: Authenticator) -> None:
    others = Authenticator.objects.filter(user=authenticator.user_id).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    left = others.exclude(pk=authenticator.pk).count()
    rules.may_remove_factor(left=left, required=settings.SECOND_FACTOR_REQUIRED)


@action(Permission.ACCOUNT_KEEP)
def change_password(officer: Officer, *, by: Actor, request: HttpRequest, password: str) -> Officer:
    """Change one’s own password; this session gets a new key, every other one ends."""
    _own(officer, by)
    if officer.check_password(password):
        raise Refusal("password-the-same")
    officer.set_password(password)
    officer.must_change_password = False
    officer.save(update_fields=["password", "must_change_password"])
    update_session_auth_hash(request, officer)
    end_sessions_of(officer, but=request.session.session_key or "")
    UserSession.objects.create_from_request(request, user=officer)
    return officer


@action(Permission.ACCOUNT_KEEP)
def end_session(officer: Officer, *, by: Actor, session: int) -> Officer:
    """End one session of one’s own on another desk."""
    _own(officer, by)
    row = UserSession.objects.filter(user=officer, pk=session).first()
    if row is None:
        raise NotVisible
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    return officer


@action(Permission.ACCOUNT_KEEP)
def end_other_sessions(officer: Officer, *, by: Actor, session: str) -> Officer:
    """End all sessions of one’s own but this one."""
    _own(officer, by)
    end_sessions_of(officer, but=session)
    return officer


@action(Permission.ACCOUNT_KEEP)
def add_code_generator(officer: Officer, *, by: Actor, request: HttpRequest, form: Form) -> bool:
    """Add a generator of codes; true where recovery codes were made with it."""
    _own(officer, by)
    _, made = codes.activate_totp(request, form)
    return made is not None


@action(Permission.ACCOUNT_KEEP)
def remove_code_generator(
    officer: Officer, *, by: Actor, request: HttpRequest, authenticator: Authenticator
) -> None:
    """Take away the generator of codes."""
    _own(officer, by)
    _may_remove(authenticator)
    codes.deactivate_totp(request, authenticator)


@action(Permission.ACCOUNT_KEEP, records=("name",))
def add_passkey(
    officer: Officer, *, by: Actor, request: HttpRequest, name: str, credential: dict[str, Any]
) -> bool:
    """Add a passkey; true where recovery codes were made with it."""
    _own(officer, by)
    _, made = passkeys.add_authenticator(request, name=name, credential=credential)
    return made is not None


@action(Permission.ACCOUNT_KEEP)
def remove_passkey(
    officer: Officer, *, by: Actor, request: HttpRequest, authenticator: Authenticator
) -> None:
    """Take away a passkey."""
    _own(officer, by)
    _may_remove(authenticator)
    passkeys.remove_authenticator(request, authenticator)


@action(Permission.ACCOUNT_KEEP)
def renew_recovery_codes(officer: Officer, *, by: Actor, request: HttpRequest) -> None:
    """Make recovery codes anew; the old ones no longer work."""
    _own(officer, by)
    recovery.generate_recovery_codes(request)
