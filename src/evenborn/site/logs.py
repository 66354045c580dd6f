"""What the office logs: one JSON object a line on standard error, and nothing that a person wrote.

Only the names in :data:`ALLOWED` come out, whoever logs. Of an error its type and the lines of the program
where it arose are kept, never its message, which may quote a value; of a page its name
(``officer-edit``), never the address that was typed, nor a form, a header or a cookie.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import structlog

__all__ = ["ALLOWED", "LOGGING", "JsonLines", "only_allowed", "said_of_error", "set_up_logs"]

ALLOWED: Final = frozenset(
    {
        "time", "level", "event", "logger", "place", "error", "cause", "places",
        "request", "method", "page", "status", "ms", "actor",
        "address", "port", "workers", "task", "work", "attempt", "store", "file", "process", "batches",
    }
)  # fmt: skip
"""Names that may be in a line; each is set by us, to a number, a code or a name of the program's own."""

LONGEST = 200
MOST_PLACES = 15


def only_allowed(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every name that is not allowed and every value that is no number, short text or list of places.

    Examples
    --------
    >>> only_allowed(None, "info", {"event": "request", "status": 200, "body": "name=Wang", "ms": [1]})
    {'event': 'request', 'status': 200}
    """
    kept: dict[str, Any] = {}
    for name in (name for name in line if name in ALLOWED):
        value = line[name]
        if isinstance(value, str):
            kept[name] = value[:LONGEST]
        elif value is None or isinstance(value, bool | int | float):
            kept[name] = value
        elif name == "places" and isinstance(value, list | tuple):
            kept[name] = [str(place)[:LONGEST] for place in value[-MOST_PLACES:]]
    return kept


def said_of_error(error: BaseException) -> dict[str, Any]:
    """Type, cause and places of an error; not a word of its message.

    Examples
    --------
    >>> try:
    ...     int("Wang Xiaoming")
    ... except ValueError as error:
    ...     said = said_of_error(error)
    >>> said["error"], "Wang" in str(said)
    ('ValueError', False)
    """
    said: dict[str, Any] = {"error": _type(error), "places": _places(error.__traceback__)}
    behind = error.__cause__ or error.__context__
    return said | {"cause": _type(behind)} if behind is not None else said


class JsonLines(logging.Handler):
    """What other packages log, through the same narrow door: who, how grave, where; never their text."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log a record of the standard library."""
        error = record.exc_info[1] if record.exc_info else None
        said = said_of_error(error) if error is not None else {}
        place = f"{_short(record.pathname)}:{record.lineno}"
        structlog.get_logger().log(
            record.levelno, "fault" if said else "note", logger=record.name, place=place, **said
        )


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {},
    "handlers": {"lines": {"class": "evenborn.site.logs.JsonLines"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "_granian": {"level": "WARNING"},
        "granian.access": {"level": "CRITICAL"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # what was not found is in the line of its request
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},  # that it stops is a line of ours
    },
}
"""For Django and for the web server."""


def set_up_logs() -> None:
    """Let structlog write such lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_writer,
        cache_logger_on_first_use=False,
    )


def _writer(*_names: object) -> structlog.WriteLogger:
    """Write to the standard error of this moment: whoever changes it closes the one before."""
    return structlog.WriteLogger(file=sys.stderr)


def _type(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _short(name: str) -> str:
    """A file by its package, without the folders of this machine."""
    parts = Path(name).parts
    for root in ("site-packages", "src"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) :])
    return parts[-1] if parts else name
