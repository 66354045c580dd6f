"""The cube and the period that an address names."""

from datetime import date

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.page import DeskRequest
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.figures import queries
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.reports import yearly_report

__all__ = ["stated"]


def stated(request: DeskRequest, code: str) -> tuple[Cube, tuple[date, date]]:
    """The cube and the period that an address names; where it names none, those that the front page has.

    Raises
    ------
    NotVisible
        For an address that no page gives out.
    """
    asked, cubes = request.GET, queries.cubes(request.actor)
    cube = cubes.get(asked.get("register", next(iter(cubes), "")))
    if cube is None:
        raise NotVisible
    if "start" not in asked and "end" not in asked:
        return cube, _leading(request.actor, cube, code)
    start, end = (_day(asked.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or end < start:
        raise NotVisible
    return cube, (start, end)


def _leading(by: Actor, cube: Cube, area: str) -> tuple[date, date]:
    """First and last day of the latest complete period; without births, the last year that is over."""
    whole = yearly_report(by, cube, area).whole
    if whole is not None and whole.headline.period is not None:
        return whole.headline.period.start, whole.headline.period.end
    known = cube.cut_off or cube.as_of.date()
    over = known.year if (known.month, known.day) == (12, 31) else known.year - 1
    return date(over, 1, 1), date(over, 12, 31)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
