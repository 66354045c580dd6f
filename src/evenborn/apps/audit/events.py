"""Which events there are. Each has its facts here and its sentence in both languages in ``words.toml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Event", "Events", "events"]


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of entry.

    Attributes
    ----------
    code : str
        ``<app>.<verb>``; its words stand under ``audit.event.<code>``.
    facts : frozenset of str
        What each entry of it says.
    """

    code: str
    facts: frozenset[str]


@dataclass
class Events:
    """All events, by code; each app adds its own when it is imported."""

    known: dict[str, Event] = field(default_factory=dict)

    def register(self, code: str, facts: Iterable[str] = ()) -> str:
        """Add an event and return its code.

        Raises
        ------
        LookupError
            When the code is already there with other facts.
        """
        event = Event(code, frozenset(facts))
        if self.known.setdefault(code, event) != event:
            raise LookupError(f"The event {code} is registered twice, with different facts.")
        return code

    def check(self, code: str, facts: Mapping[str, object]) -> None:
        """Hold an entry against its event.

        Raises
        ------
        LookupError
            When the event is not registered, or its facts are others.
        """
        if code not in self.known:
            raise LookupError(f"The event {code} is not registered.")
        if set(facts) != self.known[code].facts:
            raise LookupError(
                f"The event {code} has the facts {sorted(self.known[code].facts)}, not {sorted(facts)}."
            )


events = Events()
"""Those of this program."""
