"""Who asks: the officer of the session, with the appointments of this moment, as ``request.actor``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from evenborn.apps.access.queries import actor_of

__all__ = ["ActorMiddleware"]


class ActorMiddleware:
    """Appointments are read anew for each page, so that one that ended gives nothing any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the actor; none where nobody is logged in."""
        request.actor = actor_of(request.user) if request.user.is_authenticated else None  # type: ignore[attr-defined]
        return self.get_response(request)
