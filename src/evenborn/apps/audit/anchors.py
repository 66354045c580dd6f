"""Anchors: where each trail ended on a day, signed, kept where whoever rules the databases cannot reach.

A trail that was cut off at its end, or computed anew from some entry on, is whole in itself. It no longer
holds the entry that an older anchor names. An anchor is a line of JSON with the fields ``store``, ``number``
and ``hash`` of the last entry, ``at``, ``key`` (the public key) and ``signature`` (Ed25519 of
:func:`signed_text`, both in hexadecimal). Pure but for the two functions that touch the file.
"""

import errno
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenborn.apps.audit.anchor_key import public_key
from evenborn.registers.partial_folders import settle
from evenborn.registers.refusal import Refusal

__all__ = ["Anchor", "Anchors", "Flaw", "append", "line_of", "read", "sign", "signed_text"]

TITLE: Final = "evenborn anchor 1"
_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the trail of a store ended.

    Attributes
    ----------
    store : str
    number : int
        Of the last entry; 0 where there is none.
    hash : str
        Of that entry.
    at : str
        When the anchor was made, ISO 8601 in UTC.
    key : str
        The public key that it is signed with.
    """

    store: str
    number: int
    hash: str
    at: str
    key: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a line of a file of anchors: what ``audit.flaw.<kind>`` says of it."""

    line: int
    kind: Literal["cut", "unreadable", "foreign", "forged"]


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a file of anchors holds: those that were signed by the office, and lines with a flaw."""

    signed: tuple[Anchor, ...]
    flaws: tuple[Flaw, ...]

    def of(self, store: str) -> Mapping[int, frozenset[str]]:
        """Number of an entry to the hashes that anchors of one store say it has."""
        marks: dict[int, frozenset[str]] = {}
        for anchor in self.signed:
            if anchor.store == store:
                marks[anchor.number] = marks.get(anchor.number, frozenset()) | {anchor.hash}
        return marks


def signed_text(anchor: Anchor) -> bytes:
    """What is signed: a title and the five fields, each on a line of its own.

    Examples
    --------
    >>> signed_text(Anchor("vault", 7, "ab" * 32, "2026-03-01T08:00:00+00:00", "cd" * 32))[:32]
    b'evenborn anchor 1\\nvault\\n7\\nababab'
    """
    return "\n".join([TITLE, *map(str, asdict(anchor).values())]).encode()


def sign(store: str, end: tuple[int, str], at: datetime, key: Ed25519PrivateKey) -> str:
    """Make the line of an anchor, without its end of line."""
    anchor = Anchor(store, *end, at.isoformat(timespec="seconds"), public_key(key))
    return line_of(anchor, key.sign(signed_text(anchor)).hex())


def line_of(anchor: Anchor, signature: str) -> str:
    """An anchor and its signature as JSON."""
    return json.dumps({**asdict(anchor), "signature": signature})


def read(path: Path, trusted: str) -> Anchors:
    """Read a file of anchors; only those of the trusted public key count, each other line is a flaw.

    Raises
    ------
    Refusal
        ``unreadable``, ``no-anchors``.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal("unreadable", file=path.name, cause=error.strerror or type(error).__name__) from error
    found = list(_lines(content, trusted))
    if not found:
        raise Refusal("no-anchors", file=path.name)
    signed = tuple(anchor for anchor in found if isinstance(anchor, Anchor))
    return Anchors(signed, tuple(flaw for flaw in found if isinstance(flaw, Flaw)))


def append(path: Path, lines: Iterable[str]) -> None:
    """Add lines to the end of a file of anchors and wait until they are on the disk: all of them, or none.

    Raises
    ------
    Refusal
        ``anchors-cut`` (the last line of the file is not whole), ``cannot-write``.
    """
    text = "".join(f"{line}\n" for line in lines).encode("ascii")
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    try:
        with os.fdopen(os.open(path, flags, 0o644), "r+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
                raise Refusal("anchors-cut", file=path.name)
            _write(file.fileno(), text, size)
    except OSError as error:
        cause = errno.errorcode.get(error.errno or 0, str(error))
        raise Refusal("cannot-write", file=path.name, cause=cause) from error
    settle(path.absolute().parent)


def _write(file: int, text: bytes, size: int) -> None:
    try:
        if os.write(file, text) != len(text):
            raise OSError(errno.ENOSPC, "")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def _lines(content: bytes, trusted: str) -> Iterator[Anchor | Flaw]:
    *whole, rest = content.split(b"\n")
    for number, line in enumerate(whole, start=1):
        yield _anchor(line, number, trusted)
    if rest:
        yield Flaw(len(whole) + 1, "cut")


def _anchor(line: bytes, number: int, trusted: str) -> Anchor | Flaw:
    try:
        fields = json.loads(line)
        signature = bytes.fromhex(fields.pop("signature"))
        anchor = Anchor(**fields)
        plain = isinstance(anchor.number, int) and line == line_of(anchor, signature.hex()).encode()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return Flaw(number, "unreadable")
    if not plain or not _HEX.fullmatch(str(anchor.hash)) or not _HEX.fullmatch(str(anchor.key)):
        return Flaw(number, "unreadable")
    if anchor.key != trusted:
        return Flaw(number, "foreign")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(trusted)).verify(signature, signed_text(anchor))
    except (InvalidSignature, ValueError):
        return Flaw(number, "forged")
    return anchor
