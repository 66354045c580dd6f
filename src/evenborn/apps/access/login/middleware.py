"""What a session lets happen: nothing else before the first login is complete; its end moves while in use."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenborn.apps.access.login.actions import end_this_session, note_activity
from evenborn.apps.access.login.options import session_hours
from evenborn.apps.access.login.queries import has_second_factor
from evenborn.apps.access.login.rules import Step, has_ended, next_step

__all__ = ["LoginMiddleware"]

ALWAYS: Final = frozenset({"account_logout", "set_language", "account_reauthenticate"})
OPEN: Final[dict[Step, frozenset[str]]] = {
    "password": ALWAYS | {"change-password"},
    "second-factor": ALWAYS | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"},
}
"""Names of the addresses that open while a step is still to be done."""
LEADS_TO: Final[dict[Step, str]] = {"password": "change-password", "second-factor": "mfa_index"}


class LoginMiddleware:
    """Keeps a session alive while it is used, and sends whoever has a step to do to that step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note once a minute that the session is in use; its end moves with that, up to the last one."""
        if actor := getattr(request, "actor", None):
            now = actor.now.timestamp()
            minute = int(now // 60)
            if has_ended(request.session.setdefault("begun", int(now)), now=now, hours=session_hours()):
                end_this_session(request)
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
            if request.session.get("minute") != minute:
                request.session["minute"] = minute
                note_activity(request.session.session_key or "", actor.now)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Redirect every page but those that the step needs."""
        officer: Any = request.user
        if getattr(request, "actor", None) is None or request.resolver_match is None:
            return None
        required = settings.SECOND_FACTOR_REQUIRED
        step = next_step(
            must_change_password=officer.must_change_password,
            has_second_factor=not required or has_second_factor(officer.pk),
            required=required,
        )
        if not step or request.resolver_match.url_name in OPEN[step]:
            return None
        return redirect(LEADS_TO[step])
