"""Where are boys born more often than chance allows? Kulldorff's scan over space, or space and time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, IntArray, checked_counts
from evenborn.sexratio.scan.clusters import Cluster, gumbel_p, monte_carlo_p
from evenborn.sexratio.scan.distances import bearing, great_circle, shaped_distance
from evenborn.sexratio.scan.likelihood import Direction
from evenborn.sexratio.scan.replications import Map, maxima
from evenborn.sexratio.scan.search import FoundWindow, likeliest
from evenborn.sexratio.scan.spans import Times, spans
from evenborn.sexratio.scan.windows import all_windows

MOST_BIRTHS = 10**9 - 1
"""Births up to which the generator draws from a multivariate hypergeometric distribution."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What a scan found.

    Attributes
    ----------
    clusters : tuple of Cluster
        From the likeliest down; no two share an area.
    maxima : ndarray of float, shape (replications,)
        Highest log likelihood ratio of each map drawn by chance.
    windows : int
        Windows that were weighed, over all spans of periods.
    male, births : int
        Of the whole map.
    """

    clusters: tuple[Cluster, ...]
    maxima: FloatArray
    windows: int
    male: int
    births: int

    def below(self, significance: float) -> tuple[Cluster, ...]:
        """Clusters whose Monte Carlo P is at most ``significance``."""
        return tuple(one for one in self.clusters if one.p_value <= significance)


def scan(
    male: ArrayLike,
    female: ArrayLike,
    points: ArrayLike,
    *,
    generator: np.random.Generator,
    direction: Direction = "high",
    elliptic: bool = False,
    penalty: float = 0.0,
    times: Times = "none",
    largest_share: float = 0.5,
    largest_radius: float | None = None,
    replications: int = 999,
    most: int = 10,
    workers: int = 1,
    report: Callable[[float], object] = lambda _: None,
) -> Scan:
    """Look for clusters of births with a high, or low, sex ratio.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas,) or (areas, periods)
        Live births. Areas, or periods of an area, without births are no hindrance.
    points : array_like of float, shape (areas, 2)
        Longitude and latitude of a point in each area, degrees.
    generator : numpy.random.Generator
        Each map drawn by chance gets one of its own from it: the same generator gives the same answer, with
        any number of workers, and the first 99 of 999 maps are those of 99.
    direction : {"high", "low", "both"}
    elliptic : bool
        Ellipses beside circles.
    penalty : float
        Power of the compactness that ratios of ellipses are multiplied by; 0 for none, 1 for a strong one.
    times : {"none", "any", "latest"}
        Whether windows stretch over all periods, over any run of at most half of them, or over such runs
        that reach the last period.
    largest_share : float
        Of all births that a circle may hold, above 0 and up to one half.
    largest_radius : float, optional
        Km; of an ellipse the long half-axis.
    replications : int
        Maps drawn by chance.
    most : int
        Clusters at most.
    workers : int
        Threads.
    report : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    Scan
        Without clusters where all births are of one sex, or no window has a higher share than outside it.

    Raises
    ------
    ValueError
        If counts are not counts or of other areas than points, there are fewer than two areas or no births, a
        point lies nowhere on earth, space-time windows have one period, or an option is out of its range;
        ``NoWindow`` and ``TooManyWindows`` of :func:`~evenborn.sexratio.scan.windows.all_windows`.

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496. Kulldorff, Huang,
    Pickle, Duczmal (2006), Statistics in Medicine 25:3929-3943 (ellipses). Kulldorff (2001), J. R. Statist.
    Soc. A 164(1):61-72 (space and time).

    Examples
    --------
    Nine areas; the three in the west have more boys:

    >>> points = [[2 * east, north] for east in range(3) for north in range(3)]
    >>> male = [5_600, 5_650, 5_580, 5_130, 5_150, 5_120, 5_140, 5_160, 5_150]
    >>> female = [4_400, 4_350, 4_420, 4_870, 4_850, 4_880, 4_860, 4_840, 4_850]
    >>> found = scan(male, female, points, generator=np.random.default_rng(1), replications=99)
    >>> one = found.clusters[0]
    >>> one.members.tolist(), round(float(one.inside.estimate), 1), one.p_value
    ([1, 0, 2], 127.8, 0.01)
    """
    boys, births = _counts(male, female)
    places = _places(points, len(births))
    _check(births, largest_share, largest_radius, penalty, replications)
    runs = spans(births.shape[1], times)
    if times == "none":
        boys, births, runs = boys.sum(axis=1, keepdims=True), births.sum(axis=1, keepdims=True), ((0, 1),)
    windows = all_windows(
        places,
        births.sum(axis=1),
        elliptic=elliptic,
        largest_share=largest_share,
        largest_radius=largest_radius,
        workers=workers,
    )
    of = Map(births, int(boys.sum()), windows, runs, direction, penalty)
    found = likeliest(of, boys, most, workers) if 0 < of.all_male < of.all_births else []
    highest = maxima(of, generator.spawn(replications), workers, report)
    clusters = tuple(
        _cluster(of, one, rank, places, highest, times) for rank, one in enumerate(found, start=1)
    )
    return Scan(clusters, highest, windows.number * len(runs), of.all_male, of.all_births)


def _counts(male: ArrayLike, female: ArrayLike) -> tuple[IntArray, IntArray]:
    boys, girls = checked_counts(male, female)
    if boys.ndim not in (1, 2) or len(boys) < 2:
        raise ValueError("a scan needs births of two areas or more, by area or by area and period.")
    areas = len(boys)
    return (
        boys.astype(np.int64).reshape(areas, -1),
        (boys + girls).astype(np.int64).reshape(areas, -1),
    )


def _places(points: ArrayLike, areas: int) -> FloatArray:
    places = np.asarray(points, np.float64)
    if places.shape != (areas, 2):
        raise ValueError(f"{areas} areas need as many points, not an array of {places.shape}.")
    if not (np.isfinite(places).all() and (np.abs(places) <= (360, 90)).all()):
        raise ValueError("each area needs a point: longitude and latitude in degrees.")
    return places


def _check(births: IntArray, share: float, radius: float | None, penalty: float, replications: int) -> None:
    if not 0 < births.sum() <= MOST_BIRTHS:
        raise ValueError(f"a scan needs births, {MOST_BIRTHS:,} at most.")
    if not 0 < share <= 0.5:
        raise ValueError(f"the largest share of births must be above 0 and at most one half, not {share:g}.")
    if radius is not None and not radius > 0:
        raise ValueError(f"the largest radius must be above 0 km, not {radius:g}.")
    if not 0 <= penalty < np.inf:
        raise ValueError(f"the penalty must be zero or more, not {penalty:g}.")
    if replications < 1:
        raise ValueError(f"one replication or more is needed, not {replications}.")


def _cluster(
    of: Map, one: FoundWindow, rank: int, points: FloatArray, highest: FloatArray, times: Times
) -> Cluster:
    centre, form = divmod(one.row, len(of.windows.shapes))
    shape = of.windows.shapes[form]
    away = shaped_distance(great_circle(points, centre), bearing(points, centre), shape)
    return Cluster(
        rank=rank,
        centre=centre,
        members=one.members,
        radius=float(away[one.members].max()),
        shape=shape,
        periods=None if times == "none" else (one.span[0], one.span[1] - 1),
        male=one.male,
        births=one.births,
        all_male=of.all_male,
        all_births=of.all_births,
        log_likelihood_ratio=one.log_likelihood_ratio,
        p_value=monte_carlo_p(one.log_likelihood_ratio, highest),
        gumbel_p_value=gumbel_p(one.log_likelihood_ratio, highest),
    )
