"""What the configuration says of logins; :mod:`evenborn.site.config` describes each option."""

from datetime import timedelta

from django.conf import settings

from evenborn.apps.access.login.rules import Limits

__all__ = ["limits", "session_hours"]


def limits(kind: str) -> Limits:
    """Of wrong passwords, of wrong codes, or of attempts from one address."""
    login = settings.CONFIG.login
    window, locked_for = timedelta(minutes=login.window_minutes), timedelta(minutes=login.lock_minutes)
    return Limits(int(getattr(login, f"{kind}_attempts")), window, locked_for)


def session_hours() -> int:
    """After how long a session ends although it is in use."""
    return int(settings.CONFIG.login.session_hours)
