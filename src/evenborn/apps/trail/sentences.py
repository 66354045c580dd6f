"""Entries in words: who, what, about what, where. Codes are named once for all entries of a page."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from evenborn.apps.audit.models import Entry
from evenborn.apps.trail.naming import namers
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import Fact, catalogue, say
from evenborn.web.days import moment

__all__ = ["Sentences"]

Code = tuple[str, str]
"""Kind, and code within the kind."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


class Sentences:
    """What entries say, in one language.

    Nothing that an entry holds makes this fail: an event that a later version knew, facts that are not those
    of the event, codes of rows that are gone are shown as they were kept.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._names: dict[Code, str] = {}

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Look up all names that the entries need, each kind once."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for kind, code in (found for entry in entries for found in _codes(entry)):
            wanted[kind].add(code)
        for kind, codes in wanted.items():
            named = namers()[kind](codes, self.language)
            self._names |= {(kind, code): name for code, name in named.items()}

    def actor(self, entry: Entry) -> str:
        """Who did it."""
        program = f"trail.actor.{entry.actor.replace(' ', '-')}"
        return say(program, self.language) if program in catalogue() else self._named(entry.actor)

    def subject(self, entry: Entry) -> str:
        """What it was done to."""
        return self._named(entry.subject)

    def area(self, entry: Entry) -> str:
        """Where."""
        return self._names.get(("area", entry.area), entry.area)

    def what(self, entry: Entry) -> str:
        """What was done."""
        facts = _facts(entry)
        if f"audit.event.{entry.event}" in catalogue() and facts is not None:
            shown = {name: self._fact(entry.event, name, value) for name, value in facts.items()}
            try:
                return say(f"audit.event.{entry.event}", self.language, **shown)
            except (KeyError, ValueError, IndexError, AttributeError):
                pass
        return say("trail.unknown-event", self.language, event=entry.event, facts=entry.facts)

    def _fact(self, event: str, name: str, value: object) -> Fact:
        code = _code(event, name, value)
        if code and code in self._names:
            return self._names[code]
        if value is None or value == "":
            return say("trail.nothing", self.language)
        if isinstance(value, bool):
            return say(f"trail.{'yes' if value else 'no'}", self.language)
        if name == "year":  # a year is no count: no comma stands in it
            return str(value)
        return value if isinstance(value, int | float) else _moment(str(value))

    def _named(self, kept: str) -> str:
        kind, _, code = kept.partition(":")
        return self._names.get((kind, code), kept)


def _moment(text: str) -> str:
    """A moment as tables write it, at the office; any other text as it is."""
    if not _MOMENT.fullmatch(text):
        return text
    try:
        return moment(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return text


def _codes(entry: Entry) -> Iterator[Code]:
    for kept in (entry.actor, entry.subject):
        kind, colon, code = kept.partition(":")
        if colon and kind in namers():
            yield kind, code
    if entry.area and "area" in namers():
        yield "area", entry.area
    for name, value in (_facts(entry) or {}).items():
        if (found := _code(entry.event, name, value)) is not None:
            yield found


def _code(event: str, name: str, value: object) -> Code | None:
    """What names a fact: that of its event, of the kind of row it is, or of its name."""
    if not isinstance(value, str):
        return None
    kind, colon, code = value.partition(":")
    if f"{event}.{name}" in namers():
        return f"{event}.{name}", value
    if colon and kind in namers():
        return kind, code
    return (name, value) if name in namers() else None


def _facts(entry: Entry) -> Mapping[str, Any] | None:
    try:
        facts = json.loads(entry.facts)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None
