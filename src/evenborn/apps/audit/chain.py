"""The chain: each entry's hash covers the entry and the hash before it. Pure: no database, no clock.

An entry that is changed, taken out, put in or moved breaks the chain at its place. Entries cut off at the end
leave a chain that is whole; the anchors (:mod:`evenborn.apps.audit.anchors`) show that.

References
----------
Schneier B., Kelsey J. (1999) Secure audit logs to support computer forensics. ACM TISSEC 2(2):159-176.
FIPS 180-4 (SHA-256).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Literal

__all__ = ["GENESIS", "Break", "Link", "Verdict", "facts_text", "link_hash", "verify"]

GENESIS = "0" * 64
"""What stands before the first entry of a store."""

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Link:
    """What the hash of an entry covers, in this order.

    Attributes
    ----------
    store : str
        Name of the store, so that an entry of one store does not fit into another.
    number : int
        From 1, without gaps.
    at : datetime.datetime
        When, with its time zone.
    actor : str
        Who, such as ``officer:12`` or ``worker``.
    event : str
        What, such as ``access.appoint``.
    subject : str
        What it was done to, such as ``officer:31``; may be empty.
    area : str
        Code of the area of the subject; may be empty.
    facts : str
        As :func:`facts_text` writes them.
    previous : str
        Hash of the entry before, 64 hexadecimal digits.
    """

    store: str
    number: int
    at: datetime
    actor: str
    event: str
    subject: str
    area: str
    facts: str
    previous: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken, and how: what ``audit.break.<kind>`` says of it."""

    number: int
    kind: Literal["missing", "changed", "detached", "order", "head"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verification of one store found: entries read, hash of the last, first break."""

    entries: int
    head: str
    broken: Break | None


def facts_text(facts: dict[str, Fact]) -> str:
    """Write facts the one way that the hash covers.

    Examples
    --------
    >>> facts_text({"role": "clerk", "area": "620702"})
    '{"area":"620702","role":"clerk"}'
    """
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link_hash(link: Link) -> str:
    """SHA-256 of an entry, in hexadecimal.

    Every field is preceded by its length in bytes, so that no two entries give the same text.

    Examples
    --------
    >>> when = datetime(2026, 3, 1, 8, tzinfo=UTC)
    >>> first = Link("vault", 1, when, "officer:1", "vault.open", "record:7", "620702", "{}", GENESIS)
    >>> link_hash(first)[:16]
    '41fab7c540109295'
    """
    digest = hashlib.sha256()
    for value in astuple(link):
        text = (
            value.astimezone(UTC).isoformat(timespec="microseconds")
            if isinstance(value, datetime)
            else str(value)
        )
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def verify(links: Iterable[tuple[Link, str]], head: tuple[int, str]) -> Verdict:
    """Follow a chain from its beginning and stop at its first break.

    Parameters
    ----------
    links : iterable of (Link, str)
        Entries with the hash that is kept of each, in the order of their numbers.
    head : (int, str)
        Number and hash of the last entry, as the store keeps them beside; ``(0, GENESIS)`` when empty.

    Returns
    -------
    Verdict
    """
    number, previous = 0, GENESIS
    for link, kept in links:
        if link.number <= number:
            return Verdict(number, previous, Break(link.number, "order"))
        if link.number != number + 1:
            return Verdict(number, previous, Break(number + 1, "missing"))
        if link.previous != previous:
            return Verdict(number, previous, Break(link.number, "detached"))
        if link_hash(link) != kept:
            return Verdict(number, previous, Break(link.number, "changed"))
        number, previous = link.number, kept
    broken = None if head == (number, previous) else Break(max(head[0], number), "head")
    return Verdict(number, previous, broken)
