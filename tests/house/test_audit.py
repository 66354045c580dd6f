"""Each event of the trail is said in both languages, by its own facts; no fact can hold who a person is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from evenborn.apps.access.action import ACTIONS, ActionDescription
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import Event, Events, events
from evenborn.presentation.words import catalogue
from house.office_models import IDENTIFYING
from house.rights_line import crossed
from house.test_words import placeholders
from house.tree import files, require_none

PREFIX = "audit.event."
NAMES_NO_PERSON = {
    "access.add-department.name": "the name of a department",
    "access.add-officer.username": "the login name of an officer",
    "access.add-passkey.name": "what an officer calls a passkey",
    "access.edit-officer.name": "the name of an officer",
}
"""Facts that are called a name, and whose: never that of somebody whom the programme serves."""

Words = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module", autouse=True)
def _all_events(project: Path) -> None:
    """Import whatever registers an event or makes an action."""
    for path in files(project / "src/evenborn", "*.py"):
        if re.search(r"^@action\(|\bevents\.register\(", path.read_text("utf-8"), re.MULTILINE):
            import_module(".".join(path.relative_to(project / "src").with_suffix("").parts))


def own(known: Events) -> list[Event]:
    """The events of the program; those of tests are called so."""
    return [event for code, event in sorted(known.known.items()) if not code.startswith("test.")]


def unsaid(found: Iterable[Event], words: Words) -> Iterator[str]:
    """Events without their words, words that name what is no fact of the event, words of no event."""
    known = {f"{PREFIX}{event.code}": event for event in found}
    for key, event in known.items():
        for language in ("en", "zh"):
            text = words.get(key, {}).get(language, "")
            if not text:
                yield f"{event.code} has no words in {language}"
            yield from (
                f"{event.code} names {fact} in {language}, which it does not have"
                for fact in sorted(placeholders(text) - event.facts)
            )
    yield from (f"{key} is said of no event" for key in words if key.startswith(PREFIX) and key not in known)


def personal(found: Iterable[Event]) -> Iterator[str]:
    """Facts that would take in who a person is, or what stands beyond the rights line."""
    for event in found:
        for fact in sorted(event.facts):
            label = f"{event.code}.{fact}"
            if any(part in fact for part in IDENTIFYING):
                yield f"{label} is named like a person’s data"
            if "name" in fact and label not in NAMES_NO_PERSON:
                yield f"{label} is a name, and nothing says whose"
            if (concept := crossed(fact)) is not None:
                yield f"{label} is {concept.name} — {concept.reason}"


def unregistered(actions: Mapping[str, ActionDescription], known: Events) -> Iterator[str]:
    """Actions whose event is not there, or has other facts."""
    for code, action in actions.items():
        event = known.known.get(code)
        if event is None:
            yield f"{code} is the event of an action and not registered"
        elif event.facts != action.facts:
            yield f"{code} records {sorted(action.facts)} and its event has {sorted(event.facts)}"


def test_every_event_is_said_in_both_languages() -> None:
    found = own(events)
    assert {"access.appoint", "audit.clock-set-back", "trail.look"} <= {event.code for event in found}
    require_none(unsaid(found, catalogue()))


def test_no_fact_can_hold_who_a_person_is() -> None:
    require_none(personal(own(events)))
    facts = {f"{event.code}.{fact}" for event in own(events) for fact in event.facts}
    assert set(NAMES_NO_PERSON) <= facts


def test_every_action_has_its_event() -> None:
    assert len(ACTIONS) >= 4
    require_none(unregistered(ACTIONS, events))


SEAL = Event("vault.seal", frozenset({"box"}))
SAID = {"audit.event.vault.seal": {"en": "sealed {box}", "zh": "封存 {box}"}}


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        (SAID, []),
        ({}, ["vault.seal has no words in en", "vault.seal has no words in zh"]),
        ({"audit.event.vault.seal": {"en": "sealed {box}"}}, ["vault.seal has no words in zh"]),
        (
            {"audit.event.vault.seal": {"en": "sealed {box}", "zh": "封存 {box} {reason}"}},
            ["vault.seal names reason in zh, which it does not have"],
        ),
        (
            SAID | {"audit.event.vault.open": {"en": "opened", "zh": "开启"}},
            ["audit.event.vault.open is said of no event"],
        ),
    ],
)
def test_planted_words_are_caught(words: Words, faults: list[str]) -> None:
    assert list(unsaid([SEAL], words)) == faults


@pytest.mark.parametrize(
    "fact", ["mother", "newborn_name", "child", "id_number", "birth_date", "patient_id", "name", "phone"]
)
def test_a_planted_person_is_caught(fact: str) -> None:
    assert list(personal([Event("vault.open", frozenset({"box", fact}))]))


def test_a_planted_action_without_its_event_is_caught() -> None:
    action = ActionDescription("vault.seal", Permission.DESK_SEE, frozenset({"box"}))
    known = Events()
    assert list(unregistered({"vault.seal": action}, known))
    known.register("vault.seal", ("box", "reason"))
    assert list(unregistered({"vault.seal": action}, known))
    fitting = Events()
    fitting.register("vault.seal", ("box",))
    assert not list(unregistered({"vault.seal": action}, fitting))
