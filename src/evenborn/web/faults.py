"""What kind of fault an error is: a full disk, a database that is away, or one of the program."""

import errno
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from django.conf import settings
from django.db import InterfaceError, OperationalError

__all__ = ["AWAY", "FULL", "cause_of", "status_of"]

FULL: Final = 507
AWAY: Final = 503
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
LEAST_ROOM: Final = 1 << 20
"""Octets that SQLite needs beside a store to open and to write it."""
MAYBE_FULL: Final = ("SQLITE_IOERR", "SQLITE_CANTOPEN")


def status_of(error: BaseException | None) -> int:
    """What an error is answered with: 507 where the disk is full, 503 where a database is away or busy.

    On a full disk SQLite cannot even open a store, and says something general; then the disk is asked.

    Examples
    --------
    >>> status_of(OSError(errno.ENOSPC, "")), status_of(InterfaceError()), status_of(ValueError())
    (507, 503, 500)
    """
    behind = getattr(error, "__cause__", None)
    said = str(getattr(behind, "sqlite_errorname", ""))
    if (
        getattr(error, "errno", None) in NO_ROOM
        or said == "SQLITE_FULL"
        or getattr(behind, "sqlstate", "") == "53100"
        or (said.startswith(MAYBE_FULL) and _is_full())
    ):
        return FULL
    return AWAY if isinstance(error, OperationalError | InterfaceError) else 500


def cause_of(error: BaseException) -> str:
    """Why a database could not be used: ``ENOSPC`` where its disk is full, else in its own words."""
    return "ENOSPC" if status_of(error) == FULL else str(error).strip().partition("\n")[0]


def _is_full() -> bool:
    """Whether the disk of a store that is a file has no room left."""
    names = [str(database["NAME"]) for database in settings.DATABASES.values()]
    paths = {Path(unquote(name.removeprefix("file:").partition("?")[0])).parent for name in names}
    for path in paths:
        with suppress(OSError):
            if path.is_absolute() and shutil.disk_usage(path).free < LEAST_ROOM:
                return True
    return False
