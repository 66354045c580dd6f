"""Which encodings are kept no longer: those of comparisons that are ended, and what never became one."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from evenborn.apps.matching.kept_encodings import ARRIVING, folder_of_encodings, forget
from evenborn.apps.matching.models import RunRegister

__all__ = ["forget_ended", "forget_left_over"]

_ARRIVES: Final = timedelta(days=1)
_MOVES: Final = timedelta(hours=1)
_ALL: Final = "encodings of every area are kept no longer than is said"


def forget_ended(run: int) -> None:
    """Remove the encodings of a comparison; what is left where this is cut off goes with the rest."""
    for part in RunRegister.objects.regardless(_ALL).filter(run=run, file_kept=False):
        forget(part.pk)


def forget_left_over(now: datetime) -> int:
    """Remove what no comparison has any more; how many files. May be cut off and done again."""
    folder = folder_of_encodings()
    kept = {int(path.stem): path for path in folder.glob("*.sealed") if path.stem.isdecimal()}
    rows = RunRegister.objects.regardless(_ALL).filter(pk__in=list(kept), file_kept=True)
    needed = set(rows.values_list("pk", flat=True))
    unneeded = [path for number, path in kept.items() if number not in needed]
    left = [path for path in unneeded if _lies_since(path, now - _MOVES)]
    left += [path for path in folder.glob(f"{ARRIVING}*") if _lies_since(path, now - _ARRIVES)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _lies_since(path: Path, before: datetime) -> bool:
    """Whether a file lies here so long that nobody is just about to say that it is needed."""
    return path.stat().st_mtime < before.timestamp()
