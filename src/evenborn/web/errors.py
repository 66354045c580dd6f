"""Pages for what went wrong; each says what happened and what to do.

Those of 413, 500, 503 and of a form that came without its mark ask nothing of a database, a session or a
context processor: any of these may be what failed.
"""

import sys
from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation

from evenborn.web.days import moment
from evenborn.web.faults import status_of
from evenborn.web.language import page_language

__all__ = ["bad_request", "csrf_failed", "failed", "forbidden", "not_found", "server_error"]

TOO_LARGE: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_AFTER: Final = "60"


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "web/error.html", {"status": str(status)}, status=status)


def failed(request: HttpRequest, kind: str, status: int = 0) -> HttpResponse:
    """A page made of the request's cookie and headers alone: no session, no officer, no database.

    Parameters
    ----------
    request : HttpRequest
    kind : str
        What ``error.title.<kind>`` and ``error.do.<kind>`` say; the status, where that tells it.
    status : int
    """
    with translation.override(translation.get_language_from_request(request)):
        context = {"kind": kind, "language": page_language(), "at": moment(timezone.now())}
        answer = HttpResponse(render_to_string("web/failed.html", context), status=status or int(kind))
    if answer.status_code == 503:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where more was sent than is taken."""
    return failed(request, "413" if isinstance(exception, TOO_LARGE) else "400")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where a database cannot be reached or stays busy, which passes; 507 where the disk is full."""
    return failed(request, str(status_of(sys.exception())))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form that was open too long, or sent from elsewhere."""
    return failed(request, "csrf", 403)
