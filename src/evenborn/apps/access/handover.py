"""What can be still with an officer who leaves. Each later capability adds its kind of work here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.registers.refusal import Refusal

__all__ = ["WORK", "Load", "Work", "add", "load_of", "may_receive", "open_work"]


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work that is assigned to one officer.

    Attributes
    ----------
    code : str
        Its words stand under ``work.<code>``.
    permission : Permission
        What whoever receives it must hold, over each of its areas.
    areas : callable
        From the key of an officer to the area of each piece open with that officer, one entry a piece.
    move : callable
        ``move(giver, receiver, by=actor)``: give all of it to another officer, through an action of its own
        app, and return how many pieces were moved. Called again after a crash, it moves what is left.
    """

    code: str
    permission: Permission
    areas: Callable[[int], Collection[str]]
    move: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Load:
    """How much of one kind is open with an officer, and in which areas."""

    work: Work
    areas: tuple[str, ...]

    @property
    def count(self) -> int:
        """Pieces that are open."""
        return len(self.areas)


WORK: Final[list[Work]] = []
"""Every kind, in the order in which pages list them."""


def add(work: Work) -> None:
    """Add a kind of work; an app does so in its ``ready``.

    Raises
    ------
    LookupError
        When the code is there already.
    """
    if any(known.code == work.code for known in WORK):
        raise LookupError(f"The kind of work {work.code} is there already.")
    WORK.append(work)


def load_of(officer: int) -> list[Load]:
    """What is open with an officer: only kinds of which there is something."""
    loads = [Load(work, tuple(work.areas(officer))) for work in WORK]
    return [load for load in loads if load.count]


def open_work(officer: int) -> int:
    """How many pieces are open with an officer."""
    return sum(load.count for load in load_of(officer))


def may_receive(receiver: Actor, loads: Collection[Load]) -> None:
    """Hold the receiver’s appointments against the areas of the work.

    Raises
    ------
    Refusal
        ``receiver-not-appointed``.
    """
    for load in loads:
        for area in load.areas:
            if not receiver.may(load.work.permission, area):
                raise Refusal("receiver-not-appointed", name=receiver.name, area=area)
