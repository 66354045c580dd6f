"""What surrounds every page: its number, its line in the log, the largest request that is taken."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from evenborn.site.config import load
from evenborn.web.errors import failed

__all__ = ["RequestLineMiddleware", "RequestSizeMiddleware"]

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger()
MOST_THROWN, PART = 4, 1 << 16


class RequestLineMiddleware:
    """A number for each request, in its answer and in all lines of the log about it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log one line."""
        number = secrets.token_hex(8)
        started = time.monotonic()
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
            match, actor = request.resolver_match, getattr(request, "actor", None)
            log.info(
                "request", method=request.method if request.method in METHODS else "other",
                page=match.view_name if match else "", status=response.status_code,
                ms=round((time.monotonic() - started) * 1000), actor=actor.key if actor else "",
            )  # fmt: skip
        response.headers["X-Request-Id"] = number
        return response


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestSizeMiddleware:
    """A request that is too large is answered with our page, and nothing of it is kept.

    What a browser is still sending is read and thrown away, up to :data:`MOST_THROWN` times the limit: one
    that is cut off while it sends shows its own error in place of ours.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.most = load().upload_megabytes * 1024**2

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let it through, or say that it is too large."""
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdigit():
            return failed(request, "400")
        if int(told) <= self.most:
            return self.get_response(request)
        left = self.most * MOST_THROWN
        while left > 0 and (part := request.read(PART)):
            left -= len(part)
        return failed(request, "413")
