"""The highest log likelihood ratio of maps drawn by chance: what Monte Carlo P is read from."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.scan.likelihood import Direction, Thresholds, log_likelihood_ratio, whole_levels
from evenborn.sexratio.scan.totals import RUN, few_of, folded, running_totals
from evenborn.sexratio.scan.windows import Windows

_IN_CACHE: Final = 1 << 18  # numbers of one pass that stay in the processor's cache
_IN_MEMORY: Final = 1 << 24  # births of areas and periods of all maps of a pass
_NEVER: Final = np.iinfo(np.int32)  # births are fewer than 10⁹


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """What is scanned.

    Attributes
    ----------
    births : ndarray of int64, shape (areas, periods)
    all_male : int
    windows : Windows
    spans : tuple of (int, int)
        First period and the one behind the last of each run of periods.
    direction : {"high", "low", "both"}
    penalty : float
        Power of the compactness.
    """

    births: IntArray
    all_male: int
    windows: Windows
    spans: tuple[tuple[int, int], ...]
    direction: Direction
    penalty: float

    @property
    def all_births(self) -> int:
        """Of the whole map."""
        return int(self.births.sum())

    def weights(self) -> FloatArray:
        """Compactness of each shape."""
        return np.array([form.compactness(self.penalty) for form in self.windows.shapes])


def maxima(
    of: Map,
    generators: Sequence[np.random.Generator],
    workers: int,
    report: Callable[[float], object] = lambda _: None,
) -> FloatArray:
    """The highest log likelihood ratio of each of many maps drawn by chance.

    Parameters
    ----------
    of : Map
        Births of each area and period are held, and the number of all boys; which births are boys is drawn
        (multivariate hypergeometric).
    generators : sequence of numpy.random.Generator
        One for each map, so that neither the number of threads nor the blocks change a draw.
    workers : int
        Threads.
    report : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    ndarray of float, shape (maps,)

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496. Dwass (1957), Annals
    of Mathematical Statistics 28:181-187 (Monte Carlo tests).

    Examples
    --------
    >>> from evenborn.sexratio.scan.windows import all_windows
    >>> births = np.full((4, 1), 100)
    >>> windows = all_windows([[0, 0], [1, 0], [3, 0], [6, 0]], births[:, 0])
    >>> chance = Map(births, 210, windows, ((0, 1),), "high", 0.0)
    >>> maxima(chance, np.random.default_rng(1).spawn(3), 1).round(2)
    array([0.5 , 2.43, 0.33])
    """
    if not generators or of.all_male in (0, of.all_births):
        return np.zeros(len(generators))
    blocks = _blocks(of, len(generators), workers)
    bounds = (
        Thresholds(of.all_male, of.all_births),
        Thresholds(of.all_births - of.all_male, of.all_births),
    )
    stopped = Event()

    def weigh(block: range) -> FloatArray:
        return _Block(of, drawn(of, [generators[at] for at in block]), bounds).highest(stopped)

    found: list[FloatArray] = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for part in pool.map(weigh, blocks):
                found.append(part)
                report(len(found) / len(blocks))
        except BaseException:  # an interruption too: threads that run on would hold the program
            stopped.set()
            raise
    return np.concatenate(found)


def _blocks(of: Map, maps: int, workers: int) -> list[range]:
    """Maps that are weighed together: as many as the cache holds, and some for every thread."""
    widest = int(np.diff(of.windows.start).max())
    wide = min(int(np.clip(_IN_CACHE // max(widest, 1), 32, 512)), _IN_MEMORY // of.births.size)
    wide = max(min(wide // 8 * 8, -(-maps // workers)), 1)
    return [range(at, min(at + wide, maps)) for at in range(0, maps, wide)]


def drawn(of: Map, generators: Sequence[np.random.Generator]) -> IntArray:
    """Boys of maps drawn by chance, shape (maps, areas, periods).

    Parameters
    ----------
    of : Map
    generators : sequence of numpy.random.Generator
        One for each map.

    Returns
    -------
    ndarray of int64

    References
    ----------
    As of :func:`maxima`.

    Examples
    --------
    >>> from evenborn.sexratio.scan.windows import all_windows
    >>> births = np.array([[100, 50], [10, 0]])
    >>> windows = all_windows([[0, 0], [1, 0]], births.sum(axis=1))
    >>> of = Map(births, 80, windows, ((0, 1),), "high", 0.0)
    >>> int(drawn(of, [np.random.default_rng(1)]).sum())
    80
    """
    cells = of.births.ravel()
    rows = [one.multivariate_hypergeometric(cells, of.all_male, method="marginals") for one in generators]
    return np.array(rows, np.int64).reshape(-1, *of.births.shape)


class _Block:
    """Some maps at once: for each row of windows a running total of boys of all maps.

    A window is weighed only where its boys pass the bound for the lowest of the maxima so far: no other can
    raise one. So nearly all windows cost an addition and a comparison, and the maxima are exact.
    """

    def __init__(self, of: Map, male: IntArray, bounds: tuple[Thresholds, Thresholds]) -> None:
        self.of, self.bounds = of, bounds
        maps, areas, periods = male.shape
        self.maps = maps
        padded = -(-maps // 8) * 8
        whole = male[np.minimum(np.arange(padded), maps - 1)]  # to a multiple of eight
        self.male = np.zeros((periods + 1, areas, padded), np.int32)
        np.cumsum(np.moveaxis(whole, (1, 2, 0), (1, 0, 2)), axis=0, out=self.male[1:])
        self.births = np.concatenate([np.zeros((areas, 1), np.int64), np.cumsum(of.births, axis=1)], axis=1)
        rows = -(-int(np.diff(of.windows.start).max()) // RUN) * RUN
        self.totals = np.empty((rows, padded), np.int32)
        self.passing = np.empty((rows, padded), np.bool_)
        self.found = np.zeros(padded)
        self.weights = of.weights()

    def highest(self, stopped: Event) -> FloatArray:
        """The highest ratio of each map; whatever there is when it is stopped."""
        for first, behind in self.of.spans:
            male = self.male[behind] - self.male[first]
            births = self.births[:, behind] - self.births[:, first]
            for row in range(len(self.of.windows)):
                if stopped.is_set():
                    break
                self._weigh(row, male, births)
        return self.found[: self.maps]

    def _weigh(self, row: int, male: NDArray[np.signedinteger], births: IntArray) -> None:
        members, open_at = self.of.windows.row(row)
        if not len(members):
            return
        size = np.cumsum(births[members])
        place = folded(len(members))
        ends = np.append(np.ones(len(members), np.bool_), False)
        ends[open_at] = False
        sizes = np.append(size, 0)[place]
        totals = running_totals(male, members, self.totals)
        for side in ("high", "low") if self.of.direction == "both" else (self.of.direction,):
            self._raise(side, totals, sizes, ends[place], self.weights[row % len(self.weights)])

    def _raise(
        self, side: str, totals: NDArray[np.int32], size: IntArray, ends: BoolArray, weight: float
    ) -> None:
        """Weigh the windows that may raise a maximum."""
        levels = whole_levels(self.found / weight)
        bounds = self.bounds[side == "low"]
        table, step = bounds.upto(int(levels.max())), bounds.steps(size)
        bound = table[levels.min(), step]
        shown = self.passing[: len(totals)]
        if side == "high":
            np.greater(totals, np.where(ends, bound, _NEVER.max)[:, None], out=shown)
        else:
            np.less(totals, np.where(ends, size - bound, _NEVER.min).astype(np.int32)[:, None], out=shown)
        window, chosen = few_of(shown)
        inside = totals[window, chosen]
        counted = inside if side == "high" else size[window] - inside
        kept = counted > table[levels[chosen], step[window]]  # the bound of the map itself, not the lowest
        window, chosen, inside = window[kept], chosen[kept], inside[kept]
        if len(window):
            ratio = log_likelihood_ratio(
                inside, size[window], self.of.all_male, self.of.all_births, self.of.direction
            )
            np.maximum.at(self.found, chosen, weight * ratio)
