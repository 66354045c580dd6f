"""`@page`: what a view asks of whoever opens it. A test holds every address against this."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["DeskRequest", "guarded", "page", "public"]

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request of somebody who is logged in."""

    actor: Actor


View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]


def page(
    permission: Permission, *, own: Permission | None = None
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let only those in who hold the permission; a row out of their areas answers as if it were not there.

    ``own`` does as well: a permission over what belongs to one's own department.
    """

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            try:
                actor.held(permission, own)
                return view(request, *args, **kwargs)  # type: ignore[arg-type]
            except Forbidden as missing:
                needed = say(f"permission.{missing.permission}", page_language())
                context = {"status": "403", "needed": needed}
                return render(request, "web/error.html", context, status=403)
            except NotVisible:
                raise Http404 from None

        opened.permission, opened.own = permission, own  # type: ignore[attr-defined]
        return opened

    return wrap


def guarded(
    permission: Permission,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponseBase]]:
    """A page for a change of powers: the officer’s password or code is asked for once more."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
        return page(permission)(reauthentication_required(view))

    return wrap


def public(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let everybody in, logged in or not, for a reason that the list of addresses shows."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        opened = login_not_required(view)
        opened.public = reason  # type: ignore[attr-defined]
        return opened

    return wrap
