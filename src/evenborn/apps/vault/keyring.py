"""The keys of the vault: files in a folder of their own, never in a database, a log or an error.

One file a key, ``0001.key`` and on; the highest number seals, the older ones only open. Who has the disk of
the databases and not this folder has nothing.
"""

import base64
import binascii
import hashlib
import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evenborn.apps.key_makers import write_once
from evenborn.apps.vault.sealing import Algorithm, Key
from evenborn.registers.refusal import Refusal

__all__ = ["FOLDER", "Keyring", "destroy_key", "first_key", "make_key", "read_keyring"]

FOLDER: Final = "vault"
"""Name of the folder within that of all keys."""

_TITLE: Final = "evenborn vault key 1"
_MOST_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that are there, lowest number first."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key that seals.

        Raises
        ------
        Refusal
            ``vault-no-key``.
        """
        if not self.keys:
            raise Refusal("vault-no-key")
        return self.keys[-1]

    def key(self, key_id: str) -> Key:
        """A key by its name.

        Raises
        ------
        Refusal
            ``vault-unknown-key``.
        """
        for key in self.keys:
            if key.id == key_id:
                return key
        raise Refusal("vault-unknown-key", key=key_id)


def read_keyring(folder: Path) -> Keyring:
    """Read all keys of a folder; none where the folder is not there.

    Raises
    ------
    Refusal
        ``vault-key-readable`` (others may read it), ``vault-key-owner`` (it belongs to somebody else),
        ``vault-key-broken`` (not a key file, or damaged), ``unreadable``.
    """
    if not folder.is_dir():
        return Keyring(())
    _held_by_us_alone(folder)
    keys = [_read(path) for path in sorted(folder.glob("*.key"))]
    return Keyring(tuple(sorted(keys, key=lambda key: key.number)))


def make_key(folder: Path, algorithm: Algorithm = Algorithm.AES) -> Key:
    """Make a key file with the next number, durably and whole; two makers at once make two keys.

    Raises
    ------
    Refusal
        As :func:`read_keyring`; ``cannot-write``.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = read_keyring(folder).keys
    number = known[-1].number + 1 if known else 1
    while True:
        identity = f"{number}-{secrets.token_hex(4)}"
        key = Key(number, identity, algorithm, secrets.token_bytes(algorithm.key_bytes))
        path = _path(folder, number)
        try:
            if write_once(path, _written(key)):
                return key
        except OSError as error:
            raise Refusal("cannot-write", file=path.name, cause=error.strerror or "OSError") from error
        number += 1


def first_key(folder: Path) -> bool:
    """Make the vault's first key in its place below the folder of all keys; say whether it was made now."""
    if read_keyring(folder / FOLDER).keys:
        return False
    make_key(folder / FOLDER)
    return True


def destroy_key(folder: Path, key: Key) -> None:
    """Overwrite a key file and remove it; what was sealed under it, also in old backups, opens no more."""
    path = _path(folder, key.number)
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _durable(folder)


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:04}.key"


def _held_by_us_alone(path: Path) -> None:
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise Refusal("vault-key-owner", file=path.name)
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refusal("vault-key-readable", file=path.name)


def _read(path: Path) -> Key:
    _held_by_us_alone(path)
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
        return _key(content)
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from None
    except (ValueError, KeyError, TypeError, binascii.Error):
        # The cause is not carried on: it may quote the file.
        raise Refusal("vault-key-broken", file=path.name) from None


def _key(content: dict[str, Any]) -> Key:
    algorithm = Algorithm(content["algorithm"])
    material = base64.b64decode(content["key"], validate=True)
    key = Key(int(content["number"]), str(content["id"]), algorithm, material)
    if content["file"] != _TITLE or len(material) != algorithm.key_bytes or content["check"] != _check(key):
        raise ValueError
    return key


def _written(key: Key) -> bytes:
    content = {
        "file": _TITLE, "number": key.number, "id": key.id, "algorithm": key.algorithm.value,
        "key": base64.b64encode(key.material).decode("ascii"), "check": _check(key),
    }  # fmt: skip
    return json.dumps(content, indent=1).encode("ascii") + b"\n"


def _durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(key: Key) -> str:
    """Eight digits that betray damage and nothing of the key."""
    parts = b"\0".join((key.id.encode(), key.algorithm.value.encode(), key.material))
    return hashlib.sha256(b"evenborn vault key check\0" + parts).hexdigest()[:8]
