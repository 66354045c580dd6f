"""Births of a file smoothed over areas and periods: what ``evenborn smooth`` says, before it is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.presentation.area_births import births_of, counts_of, even_periods, following
from evenborn.presentation.figure import Source
from evenborn.registers.area_map import AreaMap
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.counts import BoolArray, FloatArray
from evenborn.sexratio.reference import SMALLEST_EXCESS
from evenborn.sexratio.smoothing import Smoothed, TimeEffect, smooth

LARGEST_TABLE = 400_000
"""Areas times periods that are smoothed at once: 2,850 counties over 140 months; more need gigabytes."""
SURE = 0.95
"""Probability of lying above the reference that an area needs of its own, whatever is sure of others."""


@dataclass(frozen=True, slots=True)
class SmoothRequest:
    """What is asked for.

    Attributes
    ----------
    by : tuple of str
        Some of ``area`` and ``year`` or ``month``.
    reference, confidence : float
    time : {"ar1", "rw1"}
    ahead : int
        Periods to foretell.
    source_name : str or None
    """

    by: tuple[str, ...]
    reference: float
    confidence: float
    time: TimeEffect
    ahead: int
    source_name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class SmoothedReport:
    """Smoothed ratios with all that must stand beside them.

    Attributes
    ----------
    areas : tuple of str
        As the file names them; empty where it is not divided by area.
    periods : tuple of Period
        Those of the file, without gaps, and those that are foretold; empty where it names none.
    male, female : ndarray of float, shape (areas, observed periods)
    result : Smoothed
    flag : ndarray of bool, shape (areas,)
        Areas above the reference in the last period with births, at a false discovery rate of 5 % and by 2
        points or more.
    latest : int
        The last period with births.
    area_map : AreaMap or None
    request : SmoothRequest
    source : Source
    """

    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    male: FloatArray
    female: FloatArray
    result: Smoothed
    flag: BoolArray
    latest: int
    area_map: AreaMap | None
    request: SmoothRequest
    source: Source

    @property
    def off_the_map(self) -> tuple[str, ...]:
        """Areas of which the map knows nothing; they have no neighbours."""
        return self.area_map.lacking if self.area_map else ()

    @property
    def births(self) -> FloatArray:
        """Of both sexes."""
        return self.male + self.female


def smoothed_report(
    table: BirthsTable, request: SmoothRequest, mapped: Callable[[Sequence[str]], AreaMap] | None = None
) -> SmoothedReport:
    """Smooth the births of a file.

    Parameters
    ----------
    table : BirthsTable
        Read by area and by year or month, as ``request.by`` says.
    request : SmoothRequest
    mapped : callable, optional
        Gives the map of areas by their names in the file.

    Returns
    -------
    SmoothedReport

    Raises
    ------
    Refusal
        ``no-dimension``, ``periods-uneven``, ``nothing-to-smooth``, ``too-much-to-smooth``,
        ``forecast-needs-periods``, and those of reading a map.
    """
    counts = counts_of(table, request.by)
    areas = tuple(dict.fromkeys(count.area for count in counts if count.area))
    periods = even_periods(counts, table.file)
    male, female = births_of(counts, areas, periods)
    if not (male + female).any():
        raise Refusal("nothing-to-smooth", file=table.file)
    if male.size > LARGEST_TABLE:
        raise Refusal("too-much-to-smooth", file=table.file, value=male.size, limit=LARGEST_TABLE)
    if request.ahead and len(periods) < 2:
        raise Refusal("forecast-needs-periods", file=table.file, option="--forecast")
    area_map = mapped(areas) if mapped is not None and areas else None
    result = smooth(
        male,
        female,
        neighbours=() if area_map is None else area_map.neighbours,
        level=request.confidence,
        time=request.time,
        forecast=request.ahead,
    )
    latest = int(np.flatnonzero((male + female).sum(axis=0))[-1])
    far = result.ratio[:, latest] - request.reference >= SMALLEST_EXCESS
    sure = result.exceedance(request.reference)[:, latest] >= SURE
    return SmoothedReport(
        areas,
        (*periods, *following(periods, request.ahead)),
        male,
        female,
        result,
        result.exceeding(request.reference, period=latest) & far & sure,
        latest,
        area_map,
        request,
        Source(request.source_name or table.file, table.file, table.sha256, table.rows),
    )
