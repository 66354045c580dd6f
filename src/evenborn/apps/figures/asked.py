"""The cube and the period that an address names."""

from datetime import date

from evenborn.apps.access.page import DeskRequest
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.figures import queries
from evenborn.apps.figures.models import Cube

__all__ = ["stated"]


def stated(request: DeskRequest, code: str) -> tuple[Cube, tuple[date, date]]:
    """The cube and the period that an address names; where it names none, the first one and its last year.

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
        last = max((row.start for row in queries.own(request.actor, cube, code)), default=cube.as_of.date())
        return cube, (date(last.year, 1, 1), date(last.year, 12, 31))
    start, end = (_day(asked.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or end < start:
        raise NotVisible
    return cube, (start, end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
