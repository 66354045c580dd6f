"""Reading a backup: every content against its hash, and nothing that the manifest does not name."""

import hashlib
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath
from typing import IO, cast

from evenborn.apps.sealed_files import Opener, Secret
from evenborn.registers.refusal import Refusal
from evenborn.site.backup.manifest import Content, Manifest
from evenborn.site.backup.sealing import BACKUP

__all__ = ["read_through"]

BLOCK = 1 << 20
ROOMS = ("stores", "files", "keys")
MANIFEST = "manifest.json"

Where = Callable[[str], AbstractContextManager[IO[bytes] | None]]


def _nowhere(_name: str) -> AbstractContextManager[IO[bytes] | None]:
    return nullcontext()


def read_through(path: Path, secret: Secret, where: Where = _nowhere) -> tuple[Manifest, str]:
    """Read a backup from its first octet to its last.

    Parameters
    ----------
    path : Path
    secret : Secret
    where : callable, optional
        Gives the file into which a content goes; without it nothing is kept.

    Returns
    -------
    (Manifest, str)
        And the hash of the backup itself.

    Raises
    ------
    Refusal
        ``no-backup``, ``backup-wrong-secret``, ``backup-damaged``, ``backup-other-format``.
    """
    try:
        file = path.open("rb")
    except OSError as problem:
        raise Refusal("no-backup", file=str(path)) from problem
    with Opener(file, secret, path.name, BACKUP) as opener:
        try:
            manifest = _read(opener, path.name, where)
        except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as problem:
            raise Refusal("backup-damaged", file=path.name) from problem
        opener.require_end()
        return manifest, opener.sha256


def _read(opener: Opener, file: str, where: Where) -> Manifest:
    found: list[Content] = []
    manifest: Manifest | None = None
    with tarfile.open(fileobj=cast("IO[bytes]", opener), mode="r|") as archive:
        for entry in archive:
            inner = archive.extractfile(entry) if entry.isreg() else None
            if inner is None or manifest is not None:
                raise Refusal("backup-damaged", file=file)
            if entry.name == MANIFEST:
                manifest = Manifest.of_bytes(inner.read(), file)
                continue
            require_inside(entry.name, file)
            found.append(_taken(entry.name, inner, where))
    if manifest is None or manifest.contents != found:
        raise Refusal("backup-damaged", file=file)
    return manifest


def require_inside(name: str, file: str) -> None:
    """Refuse a content whose name would lead out of its room.

    Examples
    --------
    >>> require_inside("files/2025/births.csv", "b")
    >>> require_inside("files/../../etc/passwd", "b")
    Traceback (most recent call last):
        ...
    evenborn.registers.refusal.Refusal: ('backup-damaged', {'file': 'b'})
    """
    parts = PurePosixPath(name).parts
    if len(parts) < 2 or parts[0] not in ROOMS or ".." in parts or "\0" in name:
        raise Refusal("backup-damaged", file=file)


def _taken(name: str, inner: IO[bytes], where: Where) -> Content:
    digest, size = hashlib.sha256(), 0
    with where(name) as target:
        while data := inner.read(BLOCK):
            digest.update(data)
            size += len(data)
            if target is not None:
                target.write(data)
    return Content(name, size, digest.hexdigest())
