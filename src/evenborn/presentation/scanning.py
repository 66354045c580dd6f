"""Births of a file scanned for clusters: what ``evenborn scan`` says, before it is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evenborn.presentation.area_births import (
    births_added_up,
    births_of,
    counts_of,
    even_periods,
    whole_period,
)
from evenborn.presentation.figure import Source
from evenborn.registers.area_map import AreaMap
from evenborn.registers.births import BirthsTable
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.counts import FloatArray, IntArray
from evenborn.sexratio.ratio import SexRatio, sex_ratio
from evenborn.sexratio.scan import (
    LARGEST_WINDOWS,
    MOST_BIRTHS,
    Cluster,
    Direction,
    NoWindow,
    Scan,
    Times,
    TooManyWindows,
    scan,
)


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What is asked for.

    Attributes
    ----------
    by : tuple of str
        ``area``, and ``year`` or ``month`` where windows stretch over time as well.
    latest : bool
        Only windows that reach the last period.
    direction : {"high", "low", "both"}
    elliptic : bool
    penalty, largest_share : float
    largest_radius : float or None
    replications, seed : int
    significance, confidence : float
    source_name : str or None
    workers : int
        Threads; nothing that is found depends on it.
    """

    by: tuple[str, ...]
    latest: bool
    direction: Direction
    elliptic: bool
    penalty: float
    largest_share: float
    largest_radius: float | None
    replications: int
    seed: int
    significance: float
    confidence: float
    source_name: str | None
    workers: int = 1

    @property
    def over_time(self) -> bool:
        """Whether windows stretch over periods too."""
        return len(self.by) > 1

    @property
    def times(self) -> Times:
        """The same as the scan names it."""
        return "none" if not self.over_time else "latest" if self.latest else "any"


@dataclass(frozen=True, slots=True, eq=False)
class ScannedReport:
    """Clusters with all that must stand beside them.

    Attributes
    ----------
    areas : tuple of str
        As the file names them.
    located : ndarray of int64
        Places of the areas of which a point is known: those were scanned.
    periods : tuple of Period
        Those over which windows stretch; empty where all were added up.
    whole : Period or None
        From the first to the last day of the file; None where it names no periods.
    male, female : ndarray of float, shape (areas, periods)
    result : Scan
    area_map : AreaMap
    request : ScanRequest
    source : Source
    """

    areas: tuple[str, ...]
    located: IntArray
    periods: tuple[Period, ...]
    whole: Period | None
    male: FloatArray
    female: FloatArray
    result: Scan
    area_map: AreaMap
    request: ScanRequest
    source: Source

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Those that chance does not explain."""
        return self.result.below(self.request.significance)

    @property
    def shown(self) -> tuple[Cluster, ...]:
        """Those; where there are none, the strongest window: more would only name areas for nothing."""
        return self.clusters or self.result.clusters[:1]

    @property
    def left_out(self) -> tuple[str, ...]:
        """Areas of which no point is known."""
        known = set(self.located.tolist())
        return tuple(area for place, area in enumerate(self.areas) if place not in known)

    @property
    def births_left_out(self) -> int:
        """Births of those."""
        return int(self.male.sum() + self.female.sum()) - self.result.births

    @property
    def overall(self) -> SexRatio:
        """Ratio of all births that were scanned."""
        return sex_ratio(self.result.male, self.result.births - self.result.male)

    def members(self, cluster: Cluster) -> list[int]:
        """Places of the areas of a cluster among all areas, from its centre outwards."""
        return [int(place) for place in self.located[cluster.members]]

    def period(self, cluster: Cluster) -> Period | None:
        """From the first to the last day of a cluster."""
        if cluster.periods is None:
            return self.whole
        first, last = (self.periods[at] for at in cluster.periods)
        return first if first == last else Period(first.start, last.end, "several-years", "")

    def area_ratios(self, cluster: Cluster | None = None) -> SexRatio:
        """Ratio of each area, in the periods of a cluster or in all."""
        first, last = (0, self.male.shape[1] - 1) if not (cluster and cluster.periods) else cluster.periods
        parts = slice(first, last + 1)
        return sex_ratio(self.male[:, parts].sum(axis=1), self.female[:, parts].sum(axis=1))


def scanned_report(
    table: BirthsTable,
    request: ScanRequest,
    mapped: Callable[[Sequence[str]], AreaMap],
    report: Callable[[float], object] = lambda _: None,
) -> ScannedReport:
    """Scan the births of a file.

    Parameters
    ----------
    table : BirthsTable
        Read by area and period.
    request : ScanRequest
    mapped : callable
        Gives the map of areas by their names in the file.
    report : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    ScannedReport

    Raises
    ------
    Refusal
        ``no-dimension``, ``periods-uneven``, ``nothing-to-scan``, ``scan-needs-periods``,
        ``scan-too-few-areas``, ``points-not-degrees``, ``scan-too-many-births``, ``scan-no-window``,
        ``scan-too-many-windows``, and those of reading a map.
    """
    dated = request.over_time or "period" in table.headers
    counts = counts_of(table, ("area", "year") if dated else ("area",))
    areas = tuple(dict.fromkeys(count.area for count in counts if count.area))
    periods = even_periods(counts, table.file) if request.over_time else ()
    male, female = births_of(counts, areas, periods) if periods else births_added_up(counts, areas)
    if not (male + female).any():
        raise Refusal("nothing-to-scan", file=table.file)
    if request.over_time and len(periods) < 2:
        raise Refusal("scan-needs-periods", file=table.file)
    area_map = mapped(areas)
    located = np.flatnonzero(np.isfinite(area_map.points).all(axis=1)).astype(np.int64)
    _check(male[located] + female[located], area_map.points[located], table.file)
    result = _scanned(male[located], female[located], area_map.points[located], request, table.file, report)
    source = Source(request.source_name or table.file, table.file, table.sha256, table.rows)
    return ScannedReport(
        areas, located, periods, whole_period(counts), male, female, result, area_map, request, source
    )


def _check(births: FloatArray, points: FloatArray, file: str) -> None:
    if len(births) < 2 or not births.any():
        raise Refusal("scan-too-few-areas", file=file, value=len(births))
    if (np.abs(points) > (360, 90)).any():
        x, y = points[(np.abs(points) > (360, 90)).any(axis=1)][0]
        raise Refusal("points-not-degrees", x=f"{x:.10g}", y=f"{y:.10g}")
    if births.sum() > MOST_BIRTHS:
        raise Refusal("scan-too-many-births", file=file, value=int(births.sum()), limit=MOST_BIRTHS)


def _scanned(
    male: FloatArray,
    female: FloatArray,
    points: FloatArray,
    request: ScanRequest,
    file: str,
    report: Callable[[float], object],
) -> Scan:
    try:
        return scan(
            male,
            female,
            points,
            generator=np.random.default_rng(request.seed),
            direction=request.direction,
            elliptic=request.elliptic,
            penalty=request.penalty,
            times=request.times,
            largest_share=request.largest_share,
            largest_radius=request.largest_radius,
            replications=request.replications,
            workers=request.workers,
            report=report,
        )
    except NoWindow:
        raise Refusal("scan-no-window", file=file) from None
    except TooManyWindows:
        raise Refusal("scan-too-many-windows", file=file, limit=LARGEST_WINDOWS) from None
