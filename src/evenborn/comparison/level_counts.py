"""How alike are the births of a sample? Each is held against the ones behind it, in arrays."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.levels import Comparison, Level, columns_of
from evenborn.comparison.tokens import Values

_SAME: Final = re.compile(r'"(\w+)_([lr])" = "(\w+)_([lr])"')
_UNKNOWN: Final = re.compile(r'"(\w+)_l" IS NULL OR "\1_r" IS NULL')

Side = Mapping[str, NDArray[Any]]
"""Columns of the births on one side of the pairs, by name; 0 where a trait is not stated."""


def level_counts(
    comparisons: Sequence[Comparison],
    values: Mapping[str, Values],
    bands: Mapping[str, NDArray[np.int8]],
    partners: int,
) -> list[list[int]]:
    """Numbers of pairs by level of each comparison.

    Parameters
    ----------
    comparisons : sequence of Comparison
    values : mapping of str to ndarray of uint64, shape (n,)
        By trait; 0 where it is not stated.
    bands : mapping of str to ndarray of int8, shape (n,)
        By person, bands of the names.
    partners : int
        Births behind each one that it is held against; behind the last one stands the first.

    Examples
    --------
    >>> from evenborn.comparison.levels import COMPARISONS
    >>> sex = [one for one in COMPARISONS if one.name == "sex"]
    >>> level_counts(sex, {"sex": np.array([1, 1, 2, 0], np.uint64)}, {}, 1)
    [[1, 1]]
    """
    used = {column for one in comparisons for column in columns_of(one)}
    rows = len(next(iter(values.values()))) if values else 0
    nothing = np.zeros(rows, np.uint64)
    columns: dict[str, NDArray[Any]] = {name: values.get(name, nothing) for name in used}
    columns |= {f"{person}_name_band": band for person, band in bands.items()}
    twice = {name: np.concatenate([column, column[:partners]]) for name, column in columns.items()}
    found = np.zeros((len(comparisons), max(len(one.levels) for one in comparisons)), np.int64)
    for step in range(1, partners + 1):
        sides = {"l": columns, "r": {name: column[step : step + rows] for name, column in twice.items()}}
        for place, one in enumerate(comparisons):
            found[place, : len(one.levels)] += counts_of(one, sides)
    return [found[place, : len(one.levels)].tolist() for place, one in enumerate(comparisons)]


def counts_of(comparison: Comparison, sides: Mapping[str, Side]) -> list[int]:
    """Pairs by level; the first level that holds is that of a pair, as in the SQL of the levels.

    Parameters
    ----------
    comparison : Comparison
    sides : mapping of str to Side
        ``l`` and ``r``: the births of each pair, in the order of the pairs.
    """
    unknown = _UNKNOWN.fullmatch(comparison.unknown)
    assert unknown is not None  # noqa: S101 -- so are all of them written
    undecided = (sides["l"][unknown[1]] != 0) & (sides["r"][unknown[1]] != 0)
    counts = []
    for level in comparison.levels[:-1]:
        holds = _holds(level, sides) & undecided
        if level.band is not None:
            band = f"{comparison.name}_band"
            holds &= np.minimum(sides["l"][band], sides["r"][band]) == level.band
        undecided &= ~holds
        counts.append(int(np.count_nonzero(holds)))
    return [*counts, int(np.count_nonzero(undecided))]


def _holds(level: Level, sides: Mapping[str, Side]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] | None = None
    for one, side, other, other_side in _SAME.findall(level.condition):
        left, right = sides[side][one], sides[other_side][other]
        same = (left == right) & (left != 0)
        found = same if found is None else found | same
    assert found is not None  # noqa: S101 -- every level but the last asks for something
    return found
