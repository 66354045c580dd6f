"""Pages for what went wrong on our side; they ask no database, since it may be what failed."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

__all__ = ["failure_page", "server_error", "status_of"]

FULL = (errno.ENOSPC, errno.EDQUOT)
RETRY_SECONDS = 30


def failure_page(status: int) -> HttpResponse:
    """The page of a status, made without the request: no session, no officer."""
    page = HttpResponse(render_to_string("web/error.html", {"status": str(status)}), status=status)
    if status == 503:
        page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """507 where the disk is full, 503 where a database is away or busy, else 500."""
    return failure_page(status_of(sys.exc_info()[1]))


def status_of(error: BaseException | None) -> int:
    """Which page an error is answered with.

    Examples
    --------
    >>> status_of(OSError(errno.ENOSPC, "")), status_of(OperationalError()), status_of(ValueError())
    (507, 503, 500)
    """
    behind = getattr(error, "__cause__", None)
    if (
        getattr(error, "errno", None) in FULL
        or getattr(behind, "sqlite_errorname", "") == "SQLITE_FULL"
        or getattr(behind, "sqlstate", "") == "53100"
    ):
        return 507
    return 503 if isinstance(error, OperationalError | InterfaceError) else 500
