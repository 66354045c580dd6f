"""Which files of batches are kept no longer: the worker removes them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions.kept import forget_file
from evenborn.apps.intake.kept_files import ARRIVING, FOLDER, forget
from evenborn.apps.intake.models import Batch, BatchState

__all__ = ["forget_old_files"]

_ANY: Final = "files of every area are kept no longer than is said"
_DECIDED: Final = (BatchState.REFUSED, BatchState.ACCEPTED, BatchState.WITHDRAWN)
_ARRIVES: Final = timedelta(days=1)
"""Whoever was cut off while a file came in left it so long ago that nobody sends it any more."""


def forget_old_files() -> int:
    """Remove what was decided upon long enough ago, and what the taking in has left; how many files.

    May be cut off at any moment and done again.
    """
    by, days = program("intake", Permission.INTAKE_DECIDE), settings.CONFIG.intake.keep_file_days
    batches = Batch.objects.regardless(_ANY)
    due = batches.filter(state__in=_DECIDED, file_kept=True, decided_at__lt=by.now - timedelta(days=days))
    forgotten = 0
    for batch in due:
        forget(batch.pk)
        forget_file(batch, by=by)
        forgotten += 1
    for path in _left(by.now):
        path.unlink(missing_ok=True)
        forgotten += 1
    return forgotten


def _left(now: datetime) -> list[Path]:
    """Rows of batches that are decided upon, and files that never became a batch."""
    folder = Path(settings.CONFIG.folder) / FOLDER
    kept = {int(path.stem): path for path in folder.glob("*.rows") if path.stem.isdecimal()}
    decided = Batch.objects.regardless(_ANY).filter(pk__in=list(kept), state__in=_DECIDED)
    oldest = (now - _ARRIVES).timestamp()
    arriving = [path for path in folder.glob(f"{ARRIVING}*") if path.stat().st_mtime < oldest]
    return [*(kept[number] for number in decided.values_list("pk", flat=True)), *arriving]
