"""Bringing a backup back: all of it is read, held against hashes and trails, and only then put in place.

What goes into place goes by renaming. A marker file stands in the data folder meanwhile; an office whose
restore was cut short does not start, and the same command completes it.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connections
from django.utils import timezone

from evenborn.apps.sealed_files import Secret
from evenborn.apps.stores import Store
from evenborn.registers.partial_folders import partial_folder, refusing, settle
from evenborn.registers.refusal import Refusal
from evenborn.site.backup.making import BEFORE_RESTORE, WORKERS
from evenborn.site.backup.manifest import Manifest
from evenborn.site.backup.postgresql import is_empty, load_dump
from evenborn.site.backup.reading import read_through
from evenborn.site.backup.trail import enter, verdict_of
from evenborn.site.checks import RESTORING
from evenborn.site.config import Config
from evenborn.site.databases import sqlite_path

__all__ = ["restore"]


def restore(config: Config, path: Path, secret: Secret, *, replace: bool) -> tuple[Manifest, str]:
    """Bring a backup into the data folder and the databases of the configuration.

    Parameters
    ----------
    config : Config
    path : Path
        The backup.
    secret : Secret
    replace : bool
        Whether what is there may make room; SQLite files and uploads are moved into a folder beside.

    Returns
    -------
    (Manifest, str)
        And the hash of the backup.

    Raises
    ------
    Refusal
        ``restore-not-empty``, ``restore-other-engine``, ``restore-trail``, ``cannot-write``, and what reading
        raises. Nothing was put in place then.
    """
    if not replace:
        _require_empty(config)
    with refusing(config.folder):
        config.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with partial_folder(config.folder / "restored") as aside:
        with refusing(config.folder, [aside]):
            manifest, sha256 = read_through(path, secret, lambda name: _new_file(aside / name))
            _require_same_engines(manifest, config)
            _follow_trails(manifest, aside, path.name)
        facts = {"file": path.name, "sha256": sha256, "made": manifest.made}
        with refusing(config.folder):
            _put_in_place(config, manifest, aside, facts, replace=replace)
    return manifest, sha256


def _require_empty(config: Config) -> None:
    keys = config.keys_folder.resolve()
    there = [path for path in config.folder.glob("*") if path.resolve() != keys and path.name != WORKERS]
    if there:
        raise Refusal("restore-not-empty", place=str(there[0]))
    for store in Store:
        path = sqlite_path(store, config)
        if path is not None and path.exists():
            raise Refusal("restore-not-empty", place=str(path))
        if path is None and not is_empty(config.stores.url(store)):
            raise Refusal("restore-not-empty", place=store.label)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _require_same_engines(manifest: Manifest, config: Config) -> None:
    for copy in manifest.stores:
        wanted = "sqlite" if sqlite_path(Store[copy.store.upper()], config) else "postgresql"
        if copy.engine != wanted:
            raise Refusal("restore-other-engine", store=copy.store, held=copy.engine, wanted=wanted)


def _follow_trails(manifest: Manifest, aside: Path, file: str) -> None:
    """Each SQLite copy is opened where it lies; its trail must be whole and end as the manifest says."""
    for copy in manifest.stores:
        if copy.engine == "sqlite":
            store = Store[copy.store.upper()]
            _open_at(store, aside / copy.name)
            _require_trail(store, copy.number, copy.head, file)


def _open_at(store: Store, path: Path) -> None:
    connections[store].close()
    connections[store].settings_dict["NAME"] = path


def _require_trail(store: Store, number: int, head: str, file: str) -> None:
    verdict = verdict_of(store)
    if verdict.broken or (verdict.entries, verdict.head) != (number, head):
        raise Refusal("restore-trail", file=file, store=store.label)


def _put_in_place(
    config: Config, manifest: Manifest, aside: Path, facts: dict[str, str], *, replace: bool
) -> None:
    office = next(copy for copy in manifest.stores if copy.store == Store.OFFICE.label)
    if office.engine == "sqlite":
        enter("operation.restore-backup", **facts)  # into the copy, before anybody sees it
    marker = config.folder / RESTORING
    marker.touch(0o600)
    settle(config.folder)
    if replace:
        _move_away(config)
    for copy in manifest.stores:
        store = Store[copy.store.upper()]
        target = sqlite_path(store, config)
        if target is not None:
            _move(aside / copy.name, target)
            _open_at(store, target)
        else:
            load_dump(config.stores.url(store), aside / copy.name, replace=replace)
            _require_trail(store, copy.number, copy.head, facts["file"])
    for content in manifest.contents:
        room, _, name = content.name.partition("/")
        if room == "files":
            _move(aside / content.name, config.folder / name)
        elif room == "keys" and not (config.keys_folder / name).exists():
            _move(aside / content.name, config.keys_folder / name)
    if office.engine == "postgresql":
        enter("operation.restore-backup", **facts)
    marker.unlink()
    settle(config.folder)


def _move_away(config: Config) -> None:
    """What was there goes into a folder of the moment; keys and the marker stay."""
    before = config.folder / f"{BEFORE_RESTORE}{timezone.now():%Y%m%dT%H%M%S%f}"
    before.mkdir(0o700)
    keys = config.keys_folder.resolve()
    for path in list(config.folder.iterdir()):
        stays = path.name in (RESTORING, WORKERS) or path.name.startswith((BEFORE_RESTORE, ".evenborn-"))
        if not stays and path.resolve() != keys:
            path.rename(before / path.name)
    for elsewhere in (sqlite_path(store, config) for store in Store):
        if elsewhere is not None and not elsewhere.resolve().is_relative_to(config.folder.resolve()):
            for part in elsewhere.parent.glob(f"{elsewhere.name}*"):
                part.rename(part.with_name(f"{before.name}-{part.name}"))


def _move(source: Path, target: Path) -> None:
    """Rename, also onto another disk; the name appears with the last octet."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        source.rename(target)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        near = target.with_name(f".{target.name}.restored")
        shutil.copyfile(source, near)
        near.chmod(0o600)
        settle(near)
        near.rename(target)
    settle(target.parent)
