"""What the latest comparison found of an area, as far as its reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.queries import compared_parts, made_over
from evenborn.apps.matching.runs.coverage import without_small
from evenborn.apps.matching.small_counts import gives_away
from evenborn.sexratio.disclosure import Audience

__all__ = ["Found", "found_of", "latest"]

_TRIED: Final = 10
"""Comparisons that are looked through for an area, from the last one."""


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
    """

    run: Run
    registers: tuple[str, ...]
    whole: Mapping[str, Any] | None
    below: tuple[Mapping[str, Any], ...]
    of_registers: tuple[Mapping[str, Any], ...]


def latest(by: Actor, area: str) -> tuple[int, ...]:
    """Numbers of the comparisons that may tell of an area, the last one first."""
    return tuple(made_over(by, area).values_list("pk", flat=True)[:_TRIED])


def found_of(by: Actor, area: str, audience: Audience) -> Found | None:
    """What the last comparison found that tells of an area; None where none does."""
    for run in made_over(by, area)[:_TRIED]:
        told = _told(run, audience)
        whole = told[0] if area == run.area else next((one for one in told[1:] if one["area"] == area), None)
        below = tuple(one for one in told[1:] if str(one["area"] or "").startswith(area))
        if whole is not None or below:
            named = None if whole is None else {**whole, "area": area}
            counties = tuple(one for one in below if one["area"] != area)
            parts = compared_parts(run)
            exact = audience == "office" or not gives_away([part.told for part in parts])
            alone = _of_registers(run, area, audience) if exact else ()
            return Found(run, tuple(part.register for part in parts), named, counties, alone)
    return None


def _told(run: Run, audience: Audience) -> Sequence[Mapping[str, Any]]:
    """Areas, all together first; who sees no small numbers sees no ratio on few births either."""
    figures: Sequence[Mapping[str, Any]] = run.figures["area"]
    if audience == "office":
        return figures
    return [
        one if one["reliability"] != "unreliable" else {**one, "reliability": "suppressed"}
        for one in without_small(figures)
    ]


def _of_registers(run: Run, area: str, audience: Audience) -> tuple[Mapping[str, Any], ...]:
    """The total of every register is told whoever sees the comparison, its parts the statistician only."""
    wanted = None if area == run.area else area
    if wanted is not None and audience != "office":
        return ()
    return tuple(
        one for one in run.figures["registers"] if one["area"] == wanted and one["ratio"] is not None
    )
