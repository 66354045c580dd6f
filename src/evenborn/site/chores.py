"""What the worker does for the intake beside its tasks: the watched folder, files kept no longer."""

import time
from pathlib import Path

import structlog

from evenborn.apps.intake.forgetting import forget_old_files
from evenborn.apps.intake.watched import Seen, look_into
from evenborn.site.logs import said_of_error

__all__ = ["Chores"]

FORGET_SECONDS = 3600.0
LOOK_SECONDS = 15.0
log = structlog.get_logger()


class Chores:
    """Does each when its time has come.

    Parameters
    ----------
    watched : pathlib.Path or None
        The watched folder.
    """

    def __init__(self, watched: Path | None) -> None:
        self._watched = watched
        self._seen: Seen = {}
        self.forget_at = self.look_at = 0.0

    def do(self) -> None:
        """Do what is due; what fails is said and tried again at its next time."""
        now = time.monotonic()
        if now >= self.forget_at:
            self.forget_at = now + FORGET_SECONDS
            forget_old_files()
        if self._watched is not None and now >= self.look_at:
            self.look_at = now + LOOK_SECONDS
            self.look()

    def look(self) -> None:
        """Look into the watched folder."""
        assert self._watched is not None  # noqa: S101 - asked for by whoever has one
        try:
            self._seen = look_into(self._watched, self._seen)
        except OSError as error:  # a share of the network that is away
            log.error("watched folder fails", **said_of_error(error))
