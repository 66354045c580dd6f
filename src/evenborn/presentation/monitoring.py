"""Births of a file followed month by month: what ``evenborn monitor`` says, before it is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.presentation.counts import Count, counts_by
from evenborn.presentation.figure import Source
from evenborn.registers.area_map import AreaMap
from evenborn.registers.births import BirthsTable
from evenborn.registers.codes.periods import month
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.cusum import Monitored, Shift, monitor

LARGEST_TABLE = 400_000
"""Areas times months that are followed at once."""


@dataclass(frozen=True, slots=True)
class MonitorRequest:
    """What is asked for.

    Attributes
    ----------
    shift : Shift
        What is watched for.
    years : float
        Mean years between two false alarms of all areas together.
    confidence : float
        Of the intervals.
    source_name : str or None
    """

    shift: Shift
    years: float
    confidence: float
    source_name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class MonitoredReport:
    """Areas that were followed, with all that must stand beside them.

    Attributes
    ----------
    areas : tuple of str
        As the file names them; empty where it names none.
    months : tuple of Period
        From the first to the last, those without births among them.
    monitored : Monitored
    area_map : AreaMap or None
    request : MonitorRequest
    source : Source
    """

    areas: tuple[str, ...]
    months: tuple[Period, ...]
    monitored: Monitored
    area_map: AreaMap | None
    request: MonitorRequest
    source: Source

    @property
    def alarmed(self) -> IntArray:
        """Places of the areas with an alarm: those not over first, the latest first."""
        last, ongoing = self.monitored.last_alarm, self.monitored.ongoing
        places = np.flatnonzero(last >= 0)
        return np.asarray(places[np.lexsort((-last[places], ~ongoing[places]))])


def monitored_report(
    table: BirthsTable,
    request: MonitorRequest,
    mapped: Callable[[Sequence[str]], AreaMap] | None = None,
    progress: Callable[[float], None] | None = None,
) -> MonitoredReport:
    """Follow the births of a file.

    Parameters
    ----------
    table : BirthsTable
        Read by month, and by area where the file names areas.
    request : MonitorRequest
    mapped : callable, optional
        Gives the map of areas by their names in the file.
    progress : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    MonitoredReport

    Raises
    ------
    Refusal
        ``no-dimension``, ``nothing-to-monitor``, ``too-much-to-monitor``, and those of reading a map.
    """
    needed = ("period",) if mapped is None else ("area", "period")
    for name in needed:
        if name not in table.headers:
            raise Refusal("no-dimension", file=table.file, dimension=name, field=name)
    counts = counts_by(table.cells, ("area", "period") if "area" in table.headers else ("period",))
    areas = tuple(dict.fromkeys(count.area for count in counts if count.area))
    months = _months(counts)
    if not any(count.male + count.female for count in counts):
        raise Refusal("nothing-to-monitor", file=table.file)
    size = max(len(areas), 1) * len(months)
    if size > LARGEST_TABLE:
        raise Refusal("too-much-to-monitor", file=table.file, value=size, limit=LARGEST_TABLE)
    area_map = mapped(areas) if mapped is not None and areas else None
    male, female = _births(counts, areas, months)
    found = monitor(male, female, request.shift, years=request.years, progress=progress)
    source = Source(request.source_name or table.file, table.file, table.sha256, table.rows)
    return MonitoredReport(areas, months, found, area_map, request, source)


def _months(counts: Sequence[Count]) -> tuple[Period, ...]:
    """All months from the first to the last, those without any births among them."""
    starts = [count.period.start for count in counts if count.period]
    if not starts:
        return ()
    first, last = ((day.year * 12 + day.month - 1) for day in (min(starts), max(starts)))
    return tuple(month(place % 12 + 1, place // 12) for place in range(first, last + 1))


def _births(
    counts: Sequence[Count], areas: Sequence[str], months: Sequence[Period]
) -> tuple[FloatArray, FloatArray]:
    row = {area: place for place, area in enumerate(areas)}
    column = {period.start: place for place, period in enumerate(months)}
    male, female = (np.zeros((max(len(areas), 1), len(months))) for _ in range(2))
    for count in counts:
        if count.period:
            at = row.get(count.area or "", 0), column[count.period.start]
            male[at] += count.male
            female[at] += count.female
    return male, female
