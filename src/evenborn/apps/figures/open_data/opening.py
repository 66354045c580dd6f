"""`@open_page`: a page for everybody, in the language that the address or the browser asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from evenborn.apps.access.page import public
from evenborn.presentation.numbers import Language

__all__ = ["asked_language", "kept_for", "open_page", "require_open"]

P = ParamSpec("P")
REASON: Final = "what was released is for everybody; nothing else is told"
DJANGO: Final = {"zh": "zh-hans", "en": "en"}
SECONDS: Final = 300
"""How long an answer may be kept before it is asked for anew: an issue can be withdrawn."""


def open_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody in where the option ``open_data`` is on; elsewhere there is no such page."""

    @wraps(view)
    def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require_open()
        with translation.override(DJANGO[asked_language(request)]):
            response = view(request, *args, **kwargs)
        return kept_for(request, response)

    return public(REASON)(require_safe(opened))


def require_open() -> None:
    """Stop where the office shows nothing to everybody.

    Raises
    ------
    Http404
    """
    if not settings.CONFIG.open_data:
        raise Http404


def asked_language(request: HttpRequest) -> Language:
    """What ``?lang=`` says, else the browser, else the office; never a cookie, so that caches can keep it."""
    asked = request.GET.get("lang", "")
    if asked in DJANGO:
        return "zh" if asked == "zh" else "en"
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for language in ("zh", "en"):
            if code.split("-")[0] == language:
                return language
    return "zh" if settings.CONFIG.language == "zh" else "en"


def kept_for(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say how long it may be kept, by whom; answer 304 where the reader has it already."""
    whose = "private" if settings.SESSION_COOKIE_NAME in request.COOKIES else "public"
    response["Cache-Control"] = f"{whose}, max-age={SECONDS}"
    response["Content-Language"] = DJANGO[asked_language(request)]
    patch_vary_headers(response, ("Accept-Language",))
    etag: Any = response.headers.get("ETag")
    found = get_conditional_response(request, etag=etag, response=response) if etag else response
    return found if isinstance(found, HttpResponse) else response
