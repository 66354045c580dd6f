"""Tables that the office prints: one file each, from what an officer may see to a description."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.documents.printed.appointments import appointments_table
from evenborn.apps.documents.printed.areas import areas_table
from evenborn.apps.documents.table import StatutoryTable

__all__ = ["PRINTED", "Printed", "printed_for"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One table.

    Attributes
    ----------
    name : str
        Its words are ``printed.<name>``.
    permission : Permission
        Whoever holds it may print the table.
    describe : callable
        From an actor and the code of the office's area to the table of the actor's day.
    """

    name: str
    permission: Permission
    describe: Callable[[Actor, str], StatutoryTable]


PRINTED: Final = (
    Printed("appointments", Permission.OFFICERS_SEE, appointments_table),
    Printed("areas", Permission.AREAS_SEE, areas_table),
)
"""All of them, in the order of the page."""


def printed_for(by: Actor) -> list[Printed]:
    """Those that an actor may print."""
    return [printed for printed in PRINTED if by.may(printed.permission)]
