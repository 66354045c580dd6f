"""The ranges of withheld numbers: many moved at once, then one by one those that remain in doubt."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import scipy

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.blocks import Block, Reduction
from evenborn.sexratio.disclosure.statements import Statements

_SWEEPS = 200  # at most so many pairs of programmes per block that move many withheld numbers at once
_WORTH = 4  # a pair that shows fewer numbers safe than this is no better than asking one by one
_IDLE = 3  # so many such pairs end the sweep

Effort = Literal["sweep", "prove", "ranges"]
"""``sweep``: quick, what is not shown safe counts as recovered; ``prove``: asks further for each of
those; ``ranges``: the exact range of every number."""

_GOLDEN = 0.6180339887498949


@dataclass(slots=True, eq=False)
class Parts:
    """The withheld numbers' parts in one block.

    Attributes
    ----------
    block : Block
        Where they are.
    owner : ndarray of int
        Which withheld number each is a part of.
    rows : csr_array
        Which unknowns of the block each adds up.
    low, high : ndarray of float
        Values shown so far, infinite before any.
    exact : ndarray of bool
        Whether these are the very ends.
    """

    block: Block
    owner: IntArray
    rows: "scipy.sparse.csr_array"
    low: FloatArray
    high: FloatArray
    exact: BoolArray

    @property
    def spread(self) -> FloatArray:
        """Distances shown so far; 0 before any table was found."""
        return np.where(np.isfinite(self.low), self.high - self.low, 0.0)


@dataclass(slots=True, eq=False)
class Search:
    """Ranges of the withheld numbers, each the sum of its parts in the blocks.

    Attributes
    ----------
    said, reduced : Statements and Reduction
        The whole system, and its blocks.
    width : int
        Distance at which a number is safe.
    parts : list of Parts
        For each block.
    spread : ndarray of float
        Distance shown so far for each withheld number.
    """

    said: Statements
    reduced: Reduction
    width: int
    parts: list[Parts] = field(init=False)
    spread: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        """Cut each withheld number into its parts, one in each block that it touches."""
        columns = scipy.sparse.csc_array(self.said.withheld)
        self.parts = []
        for block in self.reduced.blocks:
            rows = scipy.sparse.csr_array(columns[:, block.unknowns])
            owner = np.flatnonzero(np.diff(rows.indptr)).astype(np.int64)
            size = owner.size
            low, high = np.full(size, np.inf), np.full(size, -np.inf)
            exact = np.zeros(size, dtype=bool)
            self.parts.append(Parts(block, owner, scipy.sparse.csr_array(rows[owner]), low, high, exact))
        self.spread = np.zeros(self.said.withheld_number.size)

    def run(self, effort: Effort) -> None:
        """Move many numbers at once, then ask for each one that is not yet known to be safe."""
        for parts in self.parts:
            self._sweep(parts)
        for parts in self.parts if effort != "sweep" else []:
            for place, withheld in enumerate(parts.owner):
                if effort == "ranges" or self.spread[withheld] < self.width:
                    self._ask(parts, place, both=effort == "ranges")

    def _sweep(self, parts: Parts) -> None:
        """Largest and smallest sums with changing signs: their tables differ in most numbers."""
        narrow, idle = self._narrow(parts), 0
        for turn in range(_SWEEPS):
            if narrow.size == 0:
                return
            phase = (np.arange(1, narrow.size + 1) * (turn + 1) * _GOLDEN) % 1.0
            signs = np.ones(narrow.size) if turn == 0 else np.where(phase < 0.5, -1.0, 1.0)
            weights = np.asarray(signs @ parts.rows[narrow])
            for sign in (1, -1):
                self._learn(parts, parts.block.glance(weights, sign, self._ceiling(parts.block)))
            before, narrow = narrow.size, self._narrow(parts)
            idle = idle + 1 if before - narrow.size < _WORTH else 0
            if idle == _IDLE:
                return

    def _narrow(self, parts: Parts) -> IntArray:
        """Parts of numbers that are not yet shown to be safe."""
        return np.flatnonzero(self.spread[parts.owner] < self.width).astype(np.int64)

    def _ceiling(self, block: Block) -> float:
        """Counts without any upper bound are tried up to here while many are moved at once."""
        finite = block.rules.upper[np.isfinite(block.rules.upper)]
        return float(max(finite.max(initial=0.0), block.rules.lower.max(initial=0.0)) + 10 * self.width)

    def _ask(self, parts: Parts, place: int, both: bool) -> None:
        """The exact ends of one part of a number's range; the first alone where that shows it safe."""
        weights = np.asarray(parts.rows[[place]].toarray()[0], dtype=np.float64)
        exact = True
        for sign in (1, -1):
            end = parts.block.extreme(weights, sign)
            self._learn(parts, end.table)
            if np.isinf(end.bound):
                parts.high[place] = self.spread[parts.owner[place]] = np.inf
            exact &= end.exact
            if not both and self.spread[parts.owner[place]] >= self.width:
                return
        parts.exact[place] = exact

    def _learn(self, parts: Parts, table: IntArray | None) -> None:
        """Every table found is evidence for all numbers of its block."""
        if table is None:
            return
        before = parts.spread
        values = parts.rows @ table
        parts.low = np.minimum(parts.low, values)
        parts.high = np.maximum(parts.high, values)
        endless = np.isinf(before)
        self.spread[parts.owner] += np.where(endless, 0.0, parts.spread) - np.where(endless, 0.0, before)

    def ranges(self) -> tuple[FloatArray, FloatArray, BoolArray]:
        """Lowest and highest value shown for each withheld number, and whether these are its very ends."""
        fixed = np.where(self.reduced.lower < self.reduced.upper, 0.0, self.reduced.lower)
        low = self.said.withheld @ fixed
        high, exact = low.copy(), np.ones(low.size, dtype=bool)
        for parts in self.parts:
            found = np.isfinite(parts.low)
            low[parts.owner] += np.where(found, parts.low, 0.0)
            high[parts.owner] += np.where(found, parts.high, 0.0)
            exact[parts.owner] &= parts.exact
        return low, high, exact
