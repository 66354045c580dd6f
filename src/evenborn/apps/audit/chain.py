"""The chain: each entry's hash covers the entry and the hash before it. Pure: no database, no clock.

An entry that is changed, taken out, put in or moved breaks the chain at its place. A chain that was cut off
at its end, or computed anew, is whole in itself; :mod:`evenborn.apps.audit.anchors` show that.

References
----------
Schneier B., Kelsey J. (1999) Secure audit logs to support computer forensics. ACM TISSEC 2(2):159-176.
FIPS 180-4 (SHA-256).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["GENESIS", "Fact", "Link", "facts_text", "link_hash"]

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
    at : datetime.datetime or str
        When, with its time zone; as it is kept, where what is kept is no moment.
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
    at: datetime | str
    actor: str
    event: str
    subject: str
    area: str
    facts: str
    previous: str


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
    at = link.at
    when = at if isinstance(at, str) else at.astimezone(UTC).isoformat(timespec="microseconds")
    texts = (
        link.store, str(link.number), when, link.actor, link.event, link.subject, link.area, link.facts,
        link.previous,
    )  # fmt: skip
    # What is no Unicode got in past the program; it must be read to be found.
    fields = [text.encode("utf-8", "surrogatepass") for text in texts]
    return hashlib.sha256(b"".join([len(data).to_bytes(8, "big") + data for data in fields])).hexdigest()
