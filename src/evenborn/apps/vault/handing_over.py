"""What of the vault is still with an officer who leaves: openings that wait for the second person."""

from collections.abc import Collection
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.vault.actions.openings import hand_over_opening
from evenborn.apps.vault.models import Opening
from evenborn.apps.vault.rules import OpeningState

__all__ = ["areas_of_openings", "move_openings"]

_WHOSE: Final = "the openings of an officer who leaves, wherever their records lie"


def areas_of_openings(officer: int) -> Collection[str]:
    """Area of each opening that an officer asked for and nobody has decided; others end by themselves."""
    rows = Opening.objects.regardless(_WHOSE).filter(asked_by=officer, state=OpeningState.ASKED)
    return list(rows.order_by("pk").values_list("area", flat=True))


def move_openings(giver: int, receiver: int, *, by: Actor) -> int:
    """Let another officer be the one who asked; how many openings were moved."""
    rows = Opening.objects.regardless(_WHOSE).filter(asked_by=giver, state=OpeningState.ASKED)
    waiting = list(rows.order_by("pk"))
    for opening in waiting:
        hand_over_opening(opening, by=by, receiver=f"officer:{receiver}")
    return len(waiting)
