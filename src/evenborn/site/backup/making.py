"""Making a backup: copy, seal, read back, and only then give it its name."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from django.utils import timezone

from evenborn.apps.sealed_files import Sealer, Secret
from evenborn.apps.stores import Store
from evenborn.registers.partial_folders import partial_folder, refusing
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file
from evenborn.site.backup.manifest import Content, Manifest
from evenborn.site.backup.reading import read_through
from evenborn.site.backup.sealing import BACKUP
from evenborn.site.backup.snapshot import copies
from evenborn.site.backup.trail import enter
from evenborn.site.checks import RESTORING
from evenborn.site.config import Config
from evenborn.site.databases import sqlite_path

__all__ = ["BEFORE_RESTORE", "Made", "make_backup", "named"]

BEFORE_RESTORE = "before-restore-"
WORKERS = "workers"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and read back: where, its hash, its size, what is in it."""

    path: Path
    sha256: str
    size: int
    manifest: Manifest


def named(destination: Path) -> Path:
    """The name of a backup: as given, or of the moment within the folder given."""
    if not destination.is_dir():
        return destination
    return destination / f"evenborn-{timezone.localtime():%Y%m%dT%H%M%S}.backup"


def make_backup(config: Config, destination: Path, secret: Secret, *, with_keys: bool) -> Made:
    """Write a backup whole or not at all, and enter it into the office’s trail.

    Parameters
    ----------
    config : Config
    destination : Path
        A file, or a folder in which it is named by the moment.
    secret : Secret
    with_keys : bool
        Whether the keys go with it; only where a passphrase seals it.

    Raises
    ------
    Refusal
        ``backup-inside``, ``keys-need-passphrase``, ``cannot-write``, and what the parts raise.
    """
    path = named(destination)
    if path.resolve().is_relative_to(config.folder.resolve()):
        raise Refusal("backup-inside", file=str(path), folder=str(config.folder))
    if with_keys and secret.kind != "passphrase":
        raise Refusal("keys-need-passphrase")
    enter("operation.begin-backup", file=path.name)
    with whole_file(path) as aside:
        with refusing(path), aside.open("xb") as file:
            manifest = _written(config, file, secret, with_keys=with_keys)
            file.flush()
            os.fsync(file.fileno())
        sha256 = read_through(aside, secret)[1]
    enter("operation.make-backup", file=path.name, sha256=sha256, keys=with_keys)
    return Made(path, sha256, path.stat().st_size, manifest)


def _written(config: Config, file: IO[bytes], secret: Secret, *, with_keys: bool) -> Manifest:
    manifest = Manifest(timezone.now().isoformat())
    sealer = Sealer(file, secret, BACKUP)
    with partial_folder(config.folder / "stores") as working:
        with refusing(config.folder, [working]):
            manifest.stores = copies(config, working)
        with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|") as archive:
            for store in manifest.stores:
                copy = working / Path(store.name).name
                manifest.contents.append(_added(archive, store.name, copy))
                copy.unlink()  # so that no more than one is needed of the room that is left
            for path in _uploads(config):
                name = f"files/{path.relative_to(config.folder).as_posix()}"
                manifest.contents.append(_added(archive, name, path))
            for path in _keys(config) if with_keys else ():
                name = f"keys/{path.relative_to(config.keys_folder).as_posix()}"
                manifest.contents.append(_added(archive, name, path))
            _add(archive, "manifest.json", io.BytesIO(manifest.as_bytes()), len(manifest.as_bytes()))
    sealer.close()
    return manifest


class _Hashing(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read some."""
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _added(archive: tarfile.TarFile, name: str, path: Path) -> Content:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        hashing = _Hashing(file)
        _add(archive, name, hashing, size)
    return Content(name, size, hashing.digest.hexdigest())


def _add(archive: tarfile.TarFile, name: str, file: "IO[bytes] | _Hashing", size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, file)


def _uploads(config: Config) -> Iterator[Path]:
    """Every file of the data folder that is no store, no key and no work in progress."""
    stores = {sqlite_path(store, config) for store in Store}
    apart = {str(path.resolve()) for path in stores if path is not None}
    keys = config.keys_folder.resolve()
    for folder, inner, names in os.walk(config.folder):
        inner[:] = sorted(name for name in inner if _is_kept(Path(folder, name), config, keys))
        for name in sorted(names):
            path = Path(folder, name)
            whole = str(path.resolve())
            of_store = any(whole == store or whole.startswith(f"{store}-") for store in apart)
            if path.is_file() and not path.is_symlink() and not of_store and name != RESTORING:
                yield path


def _is_kept(folder: Path, config: Config, keys: Path) -> bool:
    passing = folder.name.startswith((BEFORE_RESTORE, ".evenborn-")) or folder == config.folder / WORKERS
    return not passing and folder.resolve() != keys and not folder.is_symlink()


def _keys(config: Config) -> list[Path]:
    return sorted(path for path in config.keys_folder.rglob("*") if path.is_file() and path.name[0] != ".")
