"""Reads of one’s own login: second factors and sessions. Nobody reads those of another."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.login.rules import device_of
from evenborn.apps.access.roles import Permission

__all__ = ["Factor", "OwnSession", "has_passkey", "has_second_factor", "own_factors", "own_sessions"]

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as its owner sees it; ``left`` is the number of unused recovery codes."""

    key: int
    type: str
    name: str
    added: datetime
    used: datetime | None
    left: int


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its owner sees it."""

    key: int
    address: str
    browser: str
    system: str
    begun: datetime
    seen: datetime
    here: bool


def has_second_factor(officer: int) -> bool:
    """Whether an officer has a generator of codes or a passkey; recovery codes alone do not count."""
    factors = Authenticator.objects.filter(user_id=officer).exclude(type=Type.RECOVERY_CODES)
    return bool(factors.exists())


def has_passkey(officer: int) -> bool:
    """Whether an officer has a passkey."""
    return bool(Authenticator.objects.filter(user_id=officer, type=Type.WEBAUTHN).exists())


def own_factors(by: Actor) -> list[Factor]:
    """One’s own second factors, in the order in which they were added."""
    by.require(Permission.ACCOUNT_KEEP)
    return [
        Factor(
            row.pk, row.type, row.wrap().name if row.type == Type.WEBAUTHN else "", row.created_at,
            row.last_used_at, len(row.wrap().get_unused_codes()) if row.type == Type.RECOVERY_CODES else 0,
        )
        for row in Authenticator.objects.filter(user_id=by.officer).order_by("created_at", "pk")
    ]  # fmt: skip


def own_sessions(by: Actor, here: str) -> list[OwnSession]:
    """One’s own sessions that still live, the one in use first."""
    by.require(Permission.ACCOUNT_KEEP)
    rows = list(UserSession.objects.filter(user_id=by.officer).order_by("-last_seen_at"))
    keys = [row.session_key for row in rows]
    living = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=by.now).values_list(
            "session_key", flat=True
        )
    )
    shown = [
        OwnSession(
            row.pk, row.ip, *device_of(row.user_agent), row.created_at, row.last_seen_at,
            row.session_key == here,
        )
        for row in rows
        if row.session_key in living
    ]  # fmt: skip
    return sorted(shown, key=lambda session: not session.here)
