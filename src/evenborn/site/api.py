"""The interface for programs: its routes, who is let in, and how a refusal is said. Docs: docs/api.md."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.tokens.queries import actor_of_token
from evenborn.apps.figures.open_data.api import router as open_data
from evenborn.apps.intake.api import router as intake
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["api"]

STATUS: Final = {"intake-no-sender": 404}


class ByToken(HttpBearer):
    """``Authorization: Bearer evenborn_…``; a session of a person opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Say whose token it is; the line of the log names the program."""
        actor = actor_of_token(token, timezone.now())
        request.actor = actor  # type: ignore[attr-defined]
        return actor


api: Final = NinjaAPI(
    title="Evenborn 衡生", version="1", description="Files come in; nothing about a person goes out.",
    auth=ByToken(), docs_url=None, openapi_url="openapi.json", urls_namespace="api",
)  # fmt: skip
api.add_router("", intake)
api.add_router("/open", open_data)


def _said(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": message}, status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    """A sentence in the program's language."""
    assert isinstance(refusal, Refusal)  # noqa: S101 - for the type only
    status = STATUS.get(refusal.code, 422)
    return _said(request, status, refusal.code, sentence(refusal, page_language()))


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, problem: ValidationError | type[ValidationError]) -> HttpResponse:
    """Which parameter cannot be used, without its value."""
    errors: list[dict[str, Any]] = getattr(problem, "errors", [])
    where = ", ".join(dict.fromkeys(str(one["loc"][-1]) for one in errors))
    return _said(request, 422, "api-parameter", say("api.parameter", page_language(), name=where))


@api.exception_handler(AuthenticationError)
def not_known(request: HttpRequest, _problem: Exception | type[Exception]) -> HttpResponse:
    """No token, or one that opens nothing; which of both is not said."""
    return _said(request, 401, "api-token", say("api.token", page_language()))


@api.exception_handler(Forbidden)
@api.exception_handler(NotVisible)
@api.exception_handler(Http404)
def not_there(request: HttpRequest, _problem: Exception | type[Exception]) -> HttpResponse:
    """What a token does not reach is not there."""
    return _said(request, 404, "api-not-there", say("api.not-there", page_language()))


def _opened() -> Any:  # noqa: ANN401 - Django's own tuple of patterns, name and namespace
    """Its addresses, for which no login is asked: each asks for a token."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        view: Any = pattern.callback
        view.login_required, view.public = False, "a program shows its token, or asks for what was released"
    return patterns, app, namespace


urls: Final = _opened()
