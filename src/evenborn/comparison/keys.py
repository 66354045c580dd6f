"""The key of a comparison: made once, given to the owners of registers, never to the desk that compares.

A key file is text, so that it can be printed, read out and typed; its last line tells whether that went well.
"""

import hashlib
import re
import secrets
from pathlib import Path
from typing import Final

from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file

_TITLE: Final = "evenborn key 1"
_MOST_BYTES: Final = 4096


def new_key() -> bytes:
    """A key of 32 random bytes from the operating system.

    Examples
    --------
    >>> len(new_key())
    32
    """
    return secrets.token_bytes(32)


def write_key(path: Path, key: bytes) -> None:
    """Write a key file that only its owner may read.

    Raises
    ------
    Refusal
        ``key-exists``: a key that is overwritten makes every encoding under it useless.
    """
    if path.exists():
        raise Refusal("key-exists", file=path.name)
    groups = re.findall("....", key.hex())
    lines = [_TITLE, *(" ".join(groups[first : first + 8]) for first in (0, 8)), f"check {_check(key)}"]
    with whole_file(path) as aside:
        aside.touch(0o600)
        aside.write_text("\n".join(lines) + "\n", encoding="ascii")


def read_key(path: Path) -> bytes:
    """Read a key file.

    Raises
    ------
    Refusal
        ``unreadable``, ``no-key`` (something else stands in the file), ``key-mistyped`` (the check does not
        agree).
    """
    try:
        content = path.read_bytes()[:_MOST_BYTES].decode("ascii", "replace")
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    lines = content.lower().split("\n")
    body = re.fullmatch(r"([0-9a-f ]+)check ([0-9a-f]{8})", " ".join(" ".join(lines[1:]).split()))
    digits = body[1].replace(" ", "") if body else ""
    if " ".join(lines[0].split()) != _TITLE or body is None or len(digits) != 64:
        raise Refusal("no-key", file=path.name)
    key = bytes.fromhex(digits)
    if _check(key) != body[2]:
        raise Refusal("key-mistyped", file=path.name)
    return key


def _check(key: bytes) -> str:
    """Eight digits that betray a slip of the pen and nothing of the key."""
    return hashlib.sha256(b"evenborn key check" + key).hexdigest()[:8]
