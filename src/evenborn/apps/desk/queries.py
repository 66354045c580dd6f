"""Reads for the front page; each takes the actor who asks."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar.queries import OwedMonth, lines_of, owed
from evenborn.apps.births.calendar.rules import months_until
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.figures import queries as figures
from evenborn.apps.figures.models import AreaBirths
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.figures.small_numbers.showing import is_shown
from evenborn.registers.period import Period

__all__ = ["births_by_register", "late_months", "own_area"]

_SEES: Final = Permission.FIGURES_SEE
_MONTHS: Final = 12


def own_area(by: Actor, asked: str) -> str:
    """The area that the front page is about: the one asked for where it is the actor's, else the first."""
    areas = by.areas(_SEES)
    if asked and by.may(_SEES, asked):
        return asked
    own = next((code for code in areas if code), "")
    return own or (next(iter(figures.widest(by)), "") if areas else "")


def births_by_register(by: Actor, area: str, period: Period) -> Mapping[str, int]:
    """Births of an area and period that each register holds, as far as the actor may see them."""
    audience, cubes = audience_of(by, area), figures.cubes(by)
    shown = [
        name for name, cube in cubes.items() if is_shown(audience, cube, area, period.start, period.end)
    ]  # fmt: skip
    rows = AreaBirths.objects.visible_to(by, _SEES).filter(
        area=area, start__gte=period.start, start__lte=period.end, cube__register__in=shown
    )
    sums = rows.order_by().values_list("cube__register").annotate(Sum("male"), Sum("female"))
    return {register: male + female for register, male, female in sums}


def late_months(by: Actor, area: str, register: str) -> list[OwedMonth]:
    """Months of a register that senders of an area owe and have not sent, over the last year.

    Whoever sees the figures of the area sees how much is missing from them.
    """
    months = months_until(previous(by.today.replace(day=1)), _MONTHS)
    rows = owed(by, _SEES).filter(register=register, area__startswith=area)
    listed = list(rows)
    cells = (cell for line in (lines_of(by, listed, months) if listed else ()) for cell in line.months)
    return [cell for cell in cells if cell is not None and cell.is_missing]
