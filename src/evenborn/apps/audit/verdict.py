"""Following a chain from its beginning: whole, or broken where and how. Pure: no database, no clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from evenborn.apps.audit.chain import GENESIS, Link, link_hash

__all__ = ["SET_BACK", "Break", "Clock", "Kind", "Verdict", "verify"]

SET_BACK: Final = timedelta(minutes=1)
"""By how much a time must lie before the one above it to count: servers differ by less."""

Kind = Literal["missing", "changed", "detached", "order", "head", "anchor", "cut"]


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken, and how: what ``audit.break.<kind>`` says of it."""

    number: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Clock:
    """How often the clock was set back, at which entry first, and by how much at most. No break: a notice."""

    times: int
    first: int
    most: timedelta


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verification of one store found.

    Attributes
    ----------
    entries : int
        Entries that hold, from the first.
    head : str
        Hash of the last of these.
    broken : Break or None
        The first break.
    clock : Clock or None
        Times that run backwards.
    anchored : int
        Anchors that hold.
    """

    entries: int
    head: str
    broken: Break | None
    clock: Clock | None = None
    anchored: int = 0


def verify(
    links: Iterable[tuple[Link, str]],
    head: Callable[[], tuple[int, str]],
    anchors: Mapping[int, frozenset[str]] | None = None,
) -> Verdict:
    """Follow a chain from its beginning and stop at its first break.

    Parameters
    ----------
    links : iterable of (Link, str)
        Entries with the hash that is kept of each, in the order of their numbers.
    head : callable
        Gives, after the last entry was read, its number and hash as the store keeps them beside;
        ``(0, GENESIS)`` when empty.
    anchors : mapping, optional
        Number of an entry to the hashes that anchors say it has.

    Returns
    -------
    Verdict
    """
    marks = anchors or {}
    held = Verdict(0, GENESIS, _against(marks, 0, GENESIS), anchored=GENESIS in marks.get(0, ()))
    if held.broken:
        return held
    before: datetime | None = None
    for link, kept in links:
        broken = _of_link(link, kept, held) or _against(marks, link.number, kept)
        if broken:
            return replace(held, broken=broken)
        held = Verdict(
            link.number, kept, None, _clock(held.clock, link, before), held.anchored + (link.number in marks)
        )
        before = link.at if isinstance(link.at, datetime) else before
    said = head()
    if said != (held.entries, held.head):
        return replace(held, broken=Break(max(said[0], held.entries), "head"))
    beyond = min((number for number in marks if number > held.entries), default=None)
    return held if beyond is None else replace(held, broken=Break(beyond, "cut"))


def _of_link(link: Link, kept: str, held: Verdict) -> Break | None:
    wanted = held.entries + 1
    if link.number < wanted:
        return Break(link.number, "order")
    if link.number > wanted:
        return Break(wanted, "missing")
    if link.previous != held.head:
        return Break(wanted, "detached")
    return Break(wanted, "changed") if link_hash(link) != kept else None


def _against(marks: Mapping[int, frozenset[str]], number: int, kept: str) -> Break | None:
    """The break that an anchor shows: at least one says another hash."""
    return Break(number, "anchor") if number in marks and marks[number] != {kept} else None


def _clock(clock: Clock | None, link: Link, before: datetime | None) -> Clock | None:
    if before is None or isinstance(link.at, str) or before - link.at < SET_BACK:
        return clock
    by = before - link.at
    if clock is None:
        return Clock(1, link.number, by)
    return Clock(clock.times + 1, clock.first, max(clock.most, by))
