"""The watched folder: ``<sender code>/<register>/file`` is received and checked, never taken in by itself.

A file is read once it has not changed between two looks. Then it is removed: what is kept of it is the sealed
file of its batch. A text stays, in ``done`` with the number of the batch, or in ``refused`` with the reason.
Where the office itself is the reason, the file stays where it is and is read again at a later look. Links are
not followed, hidden and unfinished files not touched.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import structlog

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.kept_files import PIECE, short_name
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.receipts import receipt_texts, refusal_texts
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, LegalBasis, Way
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file

__all__ = ["DONE", "REFUSED", "Seen", "look_into"]

DONE: Final = "done"
REFUSED: Final = "refused"
Seen = dict[Path, tuple[int, int]]
"""Length and moment of the last change of each file at the last look."""

_UNFINISHED: Final = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
_BASES: Final[Mapping[str, LegalBasis]] = {
    "household": LegalBasis.HOUSEHOLD, "immunisation": LegalBasis.IMMUNISATION,
    **dict.fromkeys(REGISTERS_OF_COUNTS, LegalBasis.STATISTICS),
}  # fmt: skip
_OURS: Final = ("intake-file-key", "cannot-write", "unreadable")
"""Refusals that say nothing of the file."""
_SHORT: Final = 12
_NAME: Final = 60
"""Characters of the name of a text that are of the file; no file system takes more than 255 octets."""
log = structlog.get_logger()


def look_into(folder: Path, before: Seen) -> Seen:
    """Receive what has not changed since the look before; give what was seen now.

    Parameters
    ----------
    folder : pathlib.Path
    before : dict
        What the look before has given; nothing at first.
    """
    seen: Seen = {}
    for path in _files(folder):
        found = path.stat()
        seen[path] = found.st_size, found.st_mtime_ns
        if before.get(path) == seen[path]:
            _received(path, seen[path])
            del seen[path]
    return seen


def _files(folder: Path) -> Iterator[Path]:
    """Files of senders and registers, in order of their names."""
    for path in sorted(folder.glob("*/*/*")):
        inner = path.relative_to(folder).parts
        if path.is_symlink() or any((folder / Path(*inner[:depth])).is_symlink() for depth in (1, 2)):
            continue
        if path.is_file() and not path.name.startswith((".", "~")) and path.suffix not in _UNFINISHED:
            yield path


def _received(path: Path, seen: tuple[int, int]) -> None:
    """Receive one file, leave a text of it, and remove it."""
    by = program("intake folder", Permission.INTAKE_SEND)
    try:
        batch = _checked(path, by)
    except Refusal as refusal:
        if refusal.code in _OURS:
            log.error("file of the watched folder waits", error=refusal.code)
            return
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        _leave(path, seen, REFUSED, sha256, refusal_texts(refusal, sha256, by.now))
        log.warning("file of the watched folder refused", error=refusal.code)
    else:
        _leave(path, seen, DONE, batch.file_sha256, receipt_texts(batch))
        log.info("file of the watched folder received", work=batch.pk)


def _checked(path: Path, by: Actor) -> Batch:
    """The batch of a file that was received and checked."""
    code, register = (os.fsencode(part).decode("utf-8", "replace") for part in path.parts[-3:-1])
    sender = Sender.objects.visible_to(by, Permission.INTAKE_SEND).filter(code=code).first()
    if sender is None:
        raise Refusal("intake-folder-no-sender", value=code)
    basis = _BASES.get(register, LegalBasis.MATERNAL_HEALTH)
    try:
        with path.open("rb") as file:
            arrived = Arrived(register, short_name(path.name), Way.FOLDER, basis)
            pieces = iter(lambda: file.read(PIECE), b"")
            batch, is_new = arrive(pieces, by=by, sender=sender, arrived=arrived)
    except OSError as error:
        raise Refusal("unreadable", file=short_name(path.name), cause=error.strerror or "OSError") from error
    if is_new or batch.state == BatchState.RECEIVED:
        batch = check(batch, by=by)
    if batch.state == BatchState.FAILED:
        raise Refusal(batch.problem_code, **batch.problem["facts"])
    return batch


def _leave(path: Path, seen: tuple[int, int], where: str, sha256: str, texts: Iterable[str]) -> None:
    """Write what is said of a file, whole, then remove it, unless another one was put in its place meanwhile.

    The text of one content has one name: a file that cannot be removed is not said again at each look.
    """
    folder = path.parent / where
    folder.mkdir(mode=0o700, exist_ok=True)
    with whole_file(folder / f"{short_name(path.name)[-_NAME:]}.{sha256[:_SHORT]}.txt") as aside:
        aside.write_text("\n".join((*texts, "")), "utf-8")
    found = path.stat()
    if (found.st_size, found.st_mtime_ns) == seen:
        path.unlink()
