"""Pages of the login: allauth’s views with our templates, and every change through an action."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ConfirmByCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from evenborn.apps.access.login import actions, queries
from evenborn.apps.access.login.forms import ChangePassword
from evenborn.apps.access.login.options import session_hours
from evenborn.apps.access.login.passkey_place import WithPasskeys
from evenborn.apps.access.page import DeskRequest, page, public
from evenborn.apps.access.queries import own_appointments
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.submission import done, performed
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language


def _acted(view: Any, form: forms.Form, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with what an action leads to, or show the form again with the reason why it was refused."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, sentence(refusal, page_language()))
        return view.form_invalid(form)  # type: ignore[no-any-return]


def _after_adding(made_codes: bool) -> HttpResponse:
    return redirect("mfa_view_recovery_codes" if made_codes else "mfa_index")


class _OfOwnFactors:
    """A page about a factor that the officer does not have leads to those that there are."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As allauth’s, without its 404."""
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except Http404:
            return redirect("mfa_index")


class LogIn(LoginView):  # type: ignore[misc]
    """Login name and password."""

    template_name = "access/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether this office only demonstrates, and what it lets pass therefore."""
        shown = {
            "demonstration": settings.DEMONSTRATION,
            "second_factor": settings.SECOND_FACTOR_REQUIRED,
        }
        return {**super().get_context_data(**kwargs), **shown}


class CodeAtLogin(WithPasskeys, AuthenticateView):  # type: ignore[misc]
    """The second factor, after the password."""

    template_name = "access/login_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a passkey only for whoever has one."""
        has_passkey = queries.has_passkey(self.stage.login.user.pk)
        return {**super().get_context_data(**kwargs), "has_passkey": has_passkey}


class ConfirmByPassword(ReauthenticateView):  # type: ignore[misc]
    """The password once more."""

    template_name = "access/confirm.html"


class ConfirmByCode(ConfirmByCodeView):  # type: ignore[misc]
    """A code once more."""

    template_name = "access/confirm.html"


class ConfirmByPasskey(WithPasskeys, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey once more."""

    template_name = "access/confirm_passkey.html"


class SetUpCodes(ActivateTOTPView):  # type: ignore[misc]
    """Sets up a generator of codes."""

    template_name = "access/set_up_codes.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Add it."""
        asked = {"by": self.request.actor, "request": self.request, "form": form}
        return _after_adding(actions.add_code_generator(self.request.user, **asked))


class RemoveCodes(_OfOwnFactors, DeactivateTOTPView):  # type: ignore[misc]
    """Takes the generator of codes away."""

    template_name = "access/remove_factor.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Take it away, unless it is the last factor."""
        asked = {"by": self.request.actor, "request": self.request, "authenticator": self.authenticator}
        act = actions.remove_code_generator
        return _acted(self, form, lambda: act(self.request.user, **asked) or redirect("mfa_index"))


class AddPasskey(WithPasskeys, AddWebAuthnView):  # type: ignore[misc]
    """Adds a passkey."""

    template_name = "access/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that was sent, where it was wrong."""
        return {**super().get_context_data(), **kwargs}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Add it."""
        given = {name: form.cleaned_data[name] for name in ("name", "credential")}
        asked = {"by": self.request.actor, "request": self.request}
        return _after_adding(actions.add_passkey(self.request.user, **asked, **given))


class RemovePasskey(_OfOwnFactors, RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey away."""

    template_name = "access/remove_factor.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Take it away, unless it is the last factor."""
        asked = {"by": self.request.actor, "request": self.request, "authenticator": self.get_object()}
        act = actions.remove_passkey
        return _acted(self, form, lambda: act(self.request.user, **asked) or redirect("mfa_index"))


class RecoveryCodes(_OfOwnFactors, ViewRecoveryCodesView):  # type: ignore[misc]
    """Shows the recovery codes once, to be printed."""

    template_name = "access/recovery_codes.html"


class RenewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Makes recovery codes anew."""

    template_name = "access/renew_recovery_codes.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:  # noqa: ARG002
        """Make them and show them."""
        actions.renew_recovery_codes(self.request.user, by=self.request.actor, request=self.request)
        return redirect("mfa_view_recovery_codes")


@page(Permission.ACCOUNT_KEEP)
def second_factor(request: DeskRequest) -> HttpResponse:
    """One’s own generators of codes, passkeys and recovery codes."""
    shown = {"factors": queries.own_factors(request.actor), "required": settings.SECOND_FACTOR_REQUIRED}
    return render(request, "access/second_factor.html", shown)


@page(Permission.ACCOUNT_KEEP)
def account(request: DeskRequest) -> HttpResponse:
    """One’s own appointments and sessions."""
    shown = {
        "appointments": own_appointments(request.actor),
        "sessions": queries.own_sessions(request.actor, request.session.session_key or ""),
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
        "session_hours": session_hours(),
    }
    return render(request, "access/account.html", shown)


@sensitive_post_parameters()
@page(Permission.ACCOUNT_KEEP)
def change_password(request: DeskRequest) -> HttpResponse:
    """Change one’s own password."""
    officer: Any = request.user
    form = ChangePassword(officer, request.POST or None)

    def act(*, password: str, **_: str) -> None:
        actions.change_password(officer, by=request.actor, request=request, password=password)

    if performed(form, act)[0]:
        reauthenticate_by_password(request)
        done(request, "login.note.password_changed")
        return redirect("own-account")
    forced = bool(officer.must_change_password)
    return render(request, "access/change_password.html", {"form": form, "forced": forced})


@require_POST
@page(Permission.ACCOUNT_KEEP)
def end_session(request: DeskRequest) -> HttpResponse:
    """End one session of one’s own, or all others."""
    officer: Any = request.user
    number = request.POST.get("session", "")
    if number.isdecimal():
        actions.end_session(officer, by=request.actor, session=int(number[:18]))
    else:
        actions.end_other_sessions(officer, by=request.actor, session=request.session.session_key or "")
    done(request, "login.note.session-ended")
    return redirect("own-account")


_keep = page(Permission.ACCOUNT_KEEP)
log_in = public("the way in")(LogIn.as_view())
log_out = public("whoever has begun to log in may stop")(require_POST(LogoutView.as_view()))
code_at_login = public("the second half of the way in, after the password")(CodeAtLogin.as_view())
confirm_by_password = _keep(ConfirmByPassword.as_view())
confirm_by_code = _keep(ConfirmByCode.as_view())
confirm_by_passkey = _keep(ConfirmByPasskey.as_view())
set_up_codes = _keep(SetUpCodes.as_view())
remove_codes = _keep(RemoveCodes.as_view())
add_passkey = _keep(AddPasskey.as_view())
remove_passkey = _keep(RemovePasskey.as_view())
recovery_codes = _keep(RecoveryCodes.as_view())
renew_recovery_codes = _keep(RenewRecoveryCodes.as_view())
