"""Shares of pairs of births by level: the relation that they are counted in, and how counts become them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.levels import Comparison

Shares = NDArray[np.float64]
"""Of the levels of one comparison; they add up to 1."""


def not_in(record: str, taken: str) -> str:
    """SQL that holds where a record is not among those of a query, whose column is called ``taken``.

    ``NOT IN`` would ask of Spark to send the whole list to every worker.
    """
    return f"NOT EXISTS (SELECT 1 FROM ({taken}) k WHERE k.taken = {record})"


def by_comparison(counts: Sequence[int], comparisons: Sequence[Comparison]) -> dict[str, Shares]:
    """What :func:`~evenborn.comparison.levels.counts_sql` counted, by comparison."""
    places = np.cumsum([0, *(len(one.levels) for one in comparisons)])
    return {
        one.name: np.array(counts[start:end], np.float64)
        for one, start, end in zip(comparisons, places[:-1], places[1:], strict=True)
    }
