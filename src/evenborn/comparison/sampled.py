"""Some births of a register that is read batch by batch, the same ones whenever it is read."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.known_names import BatchValues
from evenborn.comparison.tokens import Values

SAMPLE: Final = 10_000
"""Births that are taken."""
_SEED = np.uint64(0x9E3779B97F4A7C15)


@dataclass(slots=True)
class Sampled:
    """Births whose mixed number lies below a limit, which is lowered when they become too many.

    Examples
    --------
    >>> sampled = Sampled()
    >>> sampled.add(np.arange(100_000), BatchValues({"sex": np.ones(100_000, np.uint64)}, {}, {}))
    >>> rows, values = sampled.taken()
    >>> len(rows), len(values["sex"])
    (10000, 10000)
    """

    limit: float = 1.0
    rows: list[NDArray[np.int64]] = field(default_factory=list)
    values: list[BatchValues] = field(default_factory=list)

    def add(self, rows: NDArray[np.int64], values: BatchValues) -> None:
        """Births with their numbers in the register and the values of their traits."""
        mixed = _mixed(rows)
        while np.count_nonzero(mixed < self.limit) > 4 * SAMPLE:
            self._halve()
        self._take(rows, values, mixed)
        while sum(map(len, self.rows)) > 4 * SAMPLE:
            self._halve()

    def _halve(self) -> None:
        self.limit /= 2
        kept = list(zip(self.rows, self.values, strict=True))
        self.rows, self.values = [], []
        for some, their in kept:
            self._take(some, their, _mixed(some))

    def _take(self, rows: NDArray[np.int64], values: BatchValues, mixed: NDArray[np.float64]) -> None:
        some = np.flatnonzero(mixed < self.limit)
        self.rows.append(rows[some])
        self.values.append(values.of(some))

    def taken(self) -> tuple[NDArray[np.int64], dict[str, Values]]:
        """Their numbers and values, in an order that has nothing to do with that of the register."""
        rows = np.concatenate(self.rows)
        order = np.argsort(_mixed(rows))[:SAMPLE]
        names = {name for one in self.values for name in one}
        parts = list(zip(self.values, self.rows, strict=True))
        values = {
            name: np.concatenate([one.get(name, np.zeros(len(part), np.uint64)) for one, part in parts])[
                order
            ]
            for name in sorted(names)
        }
        return rows[order], values


def _mixed(rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """A number from 0 to 1 for each row, by the finaliser of SplitMix64."""
    mixed = (rows.astype(np.uint64) + np.uint64(1)) * _SEED
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))).astype(np.float64) / 2.0**64)
