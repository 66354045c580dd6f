"""What the comparison that speaks for an area found of it, with what each register holds of it by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evenborn.apps.figures.speaking import Speaking
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.small_counts import gives_away, told_beside
from evenborn.sexratio.disclosure import Audience

__all__ = ["Found", "found_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison found of an area.

    Attributes
    ----------
    run : Run
    registers : tuple of str
    whole : mapping or None
        The area itself; None where only the counties in it are told.
    below : tuple of mapping
        Its counties.
    of_registers : tuple of mapping
        What each register holds of the area by itself; empty where that is withheld.
    unclear, unplaced : int
        Births of unclear sex and of no area, of all that was compared; none where they are withheld.
    """

    run: Run
    registers: tuple[str, ...]
    whole: Mapping[str, Any] | None
    below: tuple[Mapping[str, Any], ...]
    of_registers: tuple[Mapping[str, Any], ...]
    unclear: int
    unplaced: int


def found_of(speaking: Speaking, area: str, audience: Audience) -> Found:
    """What was found by the comparison that speaks for an area, as its reader may see it."""
    registers = tuple(part.register for part in speaking.parts)
    alone = _of_registers(speaking, area, audience)
    figures, exact = speaking.run.figures, audience == "office"
    unclear, unplaced = (told_beside(figures[name], exact=exact) for name in ("unclear", "unplaced"))
    return Found(speaking.run, registers, speaking.whole, speaking.below, alone, unclear, unplaced)


def _of_registers(speaking: Speaking, area: str, audience: Audience) -> tuple[Mapping[str, Any], ...]:
    """The total of every register is told whoever sees the comparison, its parts the statistician only."""
    run = speaking.run
    wanted = None if area == run.area else area
    if speaking.whole is None:
        return ()
    if audience != "office" and (wanted or gives_away([part.told for part in speaking.parts])):
        return ()
    return tuple(
        one for one in run.figures["registers"] if one["area"] == wanted and one["ratio"] is not None
    )
