"""What a page shows of areas that were found: each with the areas above it, and a day on which it counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.models import Area
from evenborn.apps.areas.queries import above
from evenborn.apps.areas.search import Found

__all__ = ["Shown", "shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a list of what was found."""

    area: Area
    lies_in: str
    day: date


def shown(by: Actor, found: Sequence[Found], on: date) -> list[Shown]:
    """Put the names of the areas above, and a day for the link, beside what was found."""
    days = {one.area.pk: _day_of(one.area, on) for one in found}
    names = above(by, [one.area for one in found])
    return [
        Shown(
            one.area,
            " ".join(row.name_zh for row in names[one.area.pk] if row.is_in_force(days[one.area.pk])),
            days[one.area.pk],
        )
        for one in found
    ]


def _day_of(area: Area, on: date) -> date:
    """The day asked for, or the one nearest to it on which the area counted."""
    if area.valid_to is not None and area.valid_to < on:
        return area.valid_to
    return area.valid_from if area.valid_from is not None and on < area.valid_from else on
