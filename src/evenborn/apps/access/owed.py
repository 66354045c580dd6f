"""What waits for an officer: each app lists its own kinds, and the front page shows those that are not empty.

``owes = (Owed("openings-to-approve", Permission.VAULT_APPROVE, "evenborn.apps.vault.owed.to_approve",
"vault-to-approve"),)`` in an app's configuration; its words are ``owed.<name>``, with ``{count}``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.urls import reverse
from django.utils.module_loading import import_string

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission

__all__ = ["Owed", "Waiting", "waiting_for"]


@dataclass(frozen=True, slots=True)
class Owed:
    """One kind of work.

    Attributes
    ----------
    name : str
    permission : Permission
        Whoever does not hold it is never asked for it.
    count : str
        Dotted name of a function from an actor to how much waits.
    place : str
        Name of the address where it is done.
    due : str
        Dotted name of a function from an actor to the day by which the first of it is due; empty where no
        day is set. Its words have ``{day}``.
    """

    name: str
    permission: Permission
    count: str
    place: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the front page shows of one kind: its name, how much, where, by when."""

    name: str
    count: int
    url: str
    due: date | None = None


def waiting_for(actor: Actor) -> Iterator[Waiting]:
    """Everything that waits for an actor, in the order of the apps."""
    for config in apps.get_app_configs():
        for owed in getattr(config, "owes", ()):
            if actor.may(owed.permission) and (count := import_string(owed.count)(actor)):
                due = import_string(owed.due)(actor) if owed.due else None
                yield Waiting(owed.name, count, reverse(owed.place), due)
