"""What a reader sees of rows and counts of a cube; all pages ask here."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache

from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.levels import COUNTY
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.small_numbers.pools import Withheld
from evenborn.presentation.counts import NOT_KNOWN, Count
from evenborn.sexratio.disclosure import Audience

__all__ = ["Shows", "is_shown", "seen_by", "shows_of", "shows_orders", "unclear_seen_by"]

Shows = Callable[[Count], bool]
"""Whether the births of a count may be shown."""


@lru_cache(maxsize=32)
def _read(withheld: str) -> Withheld:
    return Withheld.of(withheld)


def seen_by(audience: Audience, cube: Cube, rows: Iterable[Row], *, years: bool = False) -> list[Row]:
    """Rows that a reader sees: without a handful of births before a register began.

    Parameters
    ----------
    audience : {"office", "public"}
    cube : Cube
    rows : iterable of Row
    years : bool
        Whether they are added up by calendar year. Otherwise those of an area whose whole year is withheld
        are left out: which months of it hold births would tell something.
    """
    if audience == "office":
        return list(rows)
    known = _read(cube.withheld)
    return [
        row
        for row in rows
        if known.holds(row.start)
        and (years or len(row.area) > COUNTY or known.divides(row.area, row.start.year))
    ]


def is_shown(audience: Audience, cube: Cube, area: str, start: date, end: date) -> bool:
    """Whether births of an area and time may be shown."""
    return audience == "office" or _read(cube.withheld).shows(area, start, end)


def shows_orders(audience: Audience, area: str, start: date, end: date) -> bool:
    """Whether births are shown by order; without exact counts of whole calendar years, down to the county.

    Examples
    --------
    >>> january, year = (date(2025, 1, 1), date(2025, 1, 31)), (date(2025, 1, 1), date(2025, 12, 31))
    >>> [shows_orders("public", "990101", *time) for time in (january, year)]
    [False, True]
    """
    if audience == "office":
        return True
    return len(area) <= COUNTY and (start.month, start.day, end.month) == (1, 1, 12)


def unclear_seen_by(audience: Audience, unclear: int) -> int:
    """Births of unclear sex that a reader sees beside a ratio: they are few, and no pool hides them.

    Examples
    --------
    >>> unclear_seen_by("office", 3), unclear_seen_by("public", 3)
    (3, 0)
    """
    return unclear if audience == "office" else 0


def shows_of(audience: Audience, cube: Cube, area: str, codes: Mapping[str, str]) -> Shows | None:
    """Which counts of a report may be shown; None for whoever sees exact counts.

    Parameters
    ----------
    audience : {"office", "public"}
    cube : Cube
    area : str
        Code of the area whose births they are all together; empty where that is not to be shown.
    codes : mapping of str to str
        Code by the name under which an area below it stands in the report.
    """
    if audience == "office":
        return None
    known = _read(cube.withheld)

    def shows(count: Count) -> bool:
        code = area if count.area is None else codes.get(count.area, "")
        if count.period is None or not code:
            return False
        order = "" if count.order == NOT_KNOWN else count.order
        return known.shows(code, count.period.start, count.period.end, order)

    return shows
