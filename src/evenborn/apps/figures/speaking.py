"""Which comparison of registers speaks for an area, and what of it its reader may see: the one place."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.queries import compared_parts, made_over
from evenborn.apps.matching.runs.coverage import without_small
from evenborn.sexratio.disclosure import Audience

__all__ = ["Speaking", "speaking_of"]

_TRIED: Final = 10
"""Comparisons that are looked through for an area, from the last one."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """What a comparison says of an area.

    Attributes
    ----------
    run : Run
    parts : tuple of RunRegister
        Registers that were compared; those that nobody handed in are none of them.
    whole : mapping or None
        The area itself; None where only the counties in it are told.
    below : tuple of mapping
        Its counties, in the order of their codes.
    """

    run: Run
    parts: tuple[RunRegister, ...]
    whole: Mapping[str, Any] | None
    below: tuple[Mapping[str, Any], ...]

    @property
    def key(self) -> Hashable:
        """What a page that shows it depends on: people who judge links have births counted anew."""
        return self.run.pk, json.dumps([self.whole, self.below])


def speaking_of(by: Actor, area: str, audience: Audience) -> Speaking | None:
    """The last comparison that counted births of an area; None where none did.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    # One at a time: figures of a comparison are long, and mostly the last one speaks.
    for run in made_over(by, area)[:_TRIED].iterator(chunk_size=1):
        told = [{**one, "area": one["area"] or run.area} for one in _told(run, audience)]
        of_area = [one for one in told if one["area"].startswith(area)]
        if of_area:
            whole = next((one for one in of_area if one["area"] == area), None)
            below = (one for one in of_area if one["area"] != area)
            counties = tuple(sorted(below, key=lambda one: str(one["area"])))
            return Speaking(run, tuple(compared_parts(run)), whole, counties)
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
