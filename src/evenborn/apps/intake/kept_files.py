"""The file of a batch, kept sealed until it was decided upon and its bad rows can be fetched no more.

What comes in is sealed while it is read; nothing of it is ever on the disk in the clear but in a locked
folder while it is checked, which the next run sweeps if this one is killed.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from evenborn.apps.key_makers import write_once
from evenborn.apps.sealed_files import Opener, SealedKind, Sealer, Secret
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file

__all__ = [
    "Kept", "files_secret", "first_files_key", "forget", "kept_path", "opened", "opened_at", "seal_file",
    "seal_to", "sealed_aside", "short_name",
]  # fmt: skip

KIND: Final = SealedKind(
    b"evenborn intake 1 ",
    lambda file: Refusal("intake-file-broken", file=file),
    lambda file: Refusal("intake-file-key", file=file),
    lambda file: Refusal("intake-file-broken", file=file),
)
KEY: Final = "intake-files"
FOLDER: Final = "intake"
ARRIVING: Final = "arriving-"
PIECE: Final = 1 << 20
_NAME_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies sealed: how many octets it has and their SHA-256."""

    octets: int
    sha256: str


def first_files_key(folder: Path) -> bool:
    """Make the key in the folder of all keys; say whether it was made now."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return write_once(folder / KEY, secrets.token_hex(32).encode() + b"\n")


def kept_path(batch: int) -> Path:
    """Where the sealed file of a batch lies."""
    return Path(settings.CONFIG.folder) / FOLDER / f"{batch}.sealed"


def seal_file(pieces: Iterable[bytes], batch: int) -> Kept:
    """Seal what comes in, whole or not at all.

    Raises
    ------
    Refusal
        ``intake-file-key``, ``cannot-write``.
    """
    return seal_to(pieces, kept_path(batch))


@contextmanager
def sealed_aside(pieces: Iterable[bytes]) -> Iterator[tuple[Path, Kept]]:
    """Seal what comes in before it is known whether it becomes a batch; what is not moved away is removed.

    Raises
    ------
    Refusal
        As :func:`seal_file`.
    """
    path = kept_path(0).with_name(f"{ARRIVING}{secrets.token_hex(8)}")
    try:
        yield path, seal_to(pieces, path)
    finally:
        path.unlink(missing_ok=True)


def seal_to(pieces: Iterable[bytes], path: Path) -> Kept:
    """Seal what comes in under the key of the intake, wherever it is to lie, whole or not at all.

    Raises
    ------
    Refusal
        As :func:`seal_file`.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashed, octets = hashlib.sha256(), 0
    with whole_file(path) as aside, aside.open("wb") as file:
        sealer = Sealer(file, files_secret(), KIND)
        for piece in pieces:
            hashed.update(piece)
            octets += len(piece)
            sealer.write(piece)
        sealer.close()
        file.flush()
        os.fsync(file.fileno())
    return Kept(octets, hashed.hexdigest())


@contextmanager
def opened(batch: int, name: str) -> Iterator[Path]:
    """The file of a batch in the clear, under its own name, for as long as it is looked at.

    Raises
    ------
    Refusal
        ``intake-file-gone``, ``intake-file-key``, ``intake-file-broken``.
    """
    gone = Refusal("intake-file-gone", file=name, batch=batch)
    with working_folder() as folder:
        yield opened_at(kept_path(batch), folder / short_name(name), gone)


def opened_at(sealed_path: Path, path: Path, gone: Refusal) -> Path:
    """Write a sealed file in the clear into the locked folder of a run.

    Raises
    ------
    Refusal
        What is given for a file that is not there; ``intake-file-key``, ``intake-file-broken``.
    """
    with path.open("xb") as clear:
        path.chmod(0o600)
        with _opener(sealed_path, path.name, gone) as sealed:
            while piece := sealed.read(PIECE):
                clear.write(piece)
    return path


def forget(batch: int) -> None:
    """Remove the sealed file of a batch; nothing happens where it is gone."""
    with suppress(FileNotFoundError):
        kept_path(batch).unlink()


def _opener(path: Path, name: str, gone: Refusal) -> Opener:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise gone from None
    return Opener(file, files_secret(), name, KIND)


def files_secret() -> Secret:
    """The key of what the intake keeps.

    Raises
    ------
    Refusal
        ``intake-file-key``.
    """
    path = Path(settings.CONFIG.keys_folder) / KEY
    try:
        content = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        raise Refusal("intake-file-key", file=str(path)) from None
    return Secret("key", content)


def short_name(name: str) -> str:
    """A name without folders and controls, its ending kept, as the readers of files go by it.

    Examples
    --------
    >>> short_name("../../etc/住院分娩登记.csv"), short_name("..\\\\a\\\\b.xlsx"), short_name("\\x00.")
    ('住院分娩登记.csv', 'b.xlsx', 'file')
    >>> short_name("\\udcc8.csv")  # a name that is not UTF-8, as the system gives it
    'file.csv'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip().rstrip(". ")
    named = kept.lstrip(". ")
    if named != kept and "." not in named:  # nothing but its ending is left
        named = f"file.{named}"
    return named[-_NAME_LENGTH:] or "file"
