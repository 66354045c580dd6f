"""The watched folder: ``<sender code>/<register>/file`` is received and checked, never taken in by itself.

A file is read once it has not changed between two looks. Then it lies in ``done`` beside where it was, or in
``refused`` with a text that says why. Links are not followed, hidden and unfinished files not touched.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import structlog

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.actions.batches import Arrived
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.kept_files import PIECE, short_name
from evenborn.apps.intake.models import BatchState, Sender
from evenborn.apps.intake.rules import REGISTERS_OF_COUNTS, LegalBasis, Way
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal

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
            _received(path)
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


def _received(path: Path) -> None:
    """Receive one file and move it aside."""
    by = program("intake folder", Permission.INTAKE_SEND)
    try:
        number = _checked(path, by)
    except Refusal as refusal:
        aside = _moved(path, REFUSED)
        said = "\n".join((sentence(refusal, "zh"), sentence(refusal, "en"), ""))
        aside.with_name(f"{aside.name}.txt").write_text(said, "utf-8")
        log.warning("file of the watched folder refused", error=refusal.code)
    else:
        _moved(path, DONE)
        log.info("file of the watched folder received", work=number)


def _checked(path: Path, by: Actor) -> int:
    """Number of the batch of a file that was received and checked."""
    code, register = (os.fsencode(part).decode("utf-8", "replace") for part in path.parts[-3:-1])
    sender = Sender.objects.visible_to(by, Permission.INTAKE_SEND).filter(code=code).first()
    if sender is None:
        raise Refusal("intake-no-sender", value=code)
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
    return int(batch.pk)


def _moved(path: Path, where: str) -> Path:
    """Move a file aside, under a name of its own."""
    folder = path.parent / where
    folder.mkdir(mode=0o700, exist_ok=True)
    aside, number = folder / path.name, 1
    while aside.exists():
        number += 1
        aside = folder / f"{path.stem}-{number}{path.suffix}"
    return path.rename(aside)
