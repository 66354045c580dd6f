"""How often are two births alike that have nothing to do with each other? Counted in the owner's register.

The chances leave the owner with its encoding. They are shares of all pairs of births: nothing in them speaks
of one birth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.level_counts import level_counts
from evenborn.comparison.levels import BANDS, COMPARISONS
from evenborn.comparison.tokens import Values

_PARTNERS: Final = 100  # pairs that one birth of the sample is in
_COMMON: Final = (1 / 2_000, 1 / 20_000)

Chances = Mapping[str, tuple[float, ...]]
"""By comparison, the share of unrelated pairs at each level, among those that state it."""


@dataclass(frozen=True, slots=True)
class NameFrequencies:
    """How frequent the names of one person are.

    Attributes
    ----------
    bands : ndarray of int8, shape (k,)
        Of each name, position in :data:`~evenborn.comparison.levels.BANDS`; rare where it is none.
    same : tuple of float
        Chance that two births have the same name, and it is of that band.
    """

    bands: NDArray[np.int8]
    same: tuple[float, ...]


def name_frequencies(names: Values, places: NDArray[np.int32]) -> NameFrequencies:
    """Frequencies of names of n births.

    Parameters
    ----------
    names : ndarray of uint64, shape (k,)
        One number for one name, as which several ways of writing it may count; 0 where there is none.
    places : ndarray of int32, shape (n,)
        Which of them each birth has.

    Examples
    --------
    >>> names = np.array([7, *range(100, 140)], np.uint64)
    >>> found = name_frequencies(names, np.array([0] * 60 + list(range(1, 41)), np.int32))
    >>> BANDS[found.bands[0]], BANDS[found.bands[-1]], round(found.same[0], 3)
    ('common', 'rare', 0.358)
    """
    different, place = np.unique(names, return_inverse=True)
    count = np.bincount(place, np.bincount(places, minlength=len(names))).astype(np.int64)
    count[different == 0] = 0
    n = max(int(count.sum()), 2)
    share = (count - 1) / n
    band = (share < _COMMON[0]).astype(np.int8) + (share < _COMMON[1]).astype(np.int8)
    bands = band[place]
    pairs = count.astype(np.float64) * (count - 1)
    same = [(pairs[band == one].sum() + 0.5) / (n * (n - 1) + 1) for one in range(len(BANDS))]
    return NameFrequencies(bands, tuple(float(chance) for chance in same))


def chances(
    values: Mapping[str, Values],
    bands: Mapping[str, NDArray[np.int8]],
    names: Mapping[str, NameFrequencies],
    roles: frozenset[str],
) -> Chances:
    """Chances of all comparisons of one register.

    Parameters
    ----------
    values : mapping of str to ndarray of uint64, shape (n,)
        Of the traits of some births in any order; 0 where not stated.
    bands : mapping of str to ndarray of int8, shape (n,)
        By person, bands of their names.
    names : mapping
        By person, frequencies in the whole register.
    roles : frozenset of str
        What the register states.
    """
    asked = [one for one in COMPARISONS if one.role in roles]
    rows = len(next(iter(bands.values())))
    counted = level_counts(asked, values, bands, min(_PARTNERS, max(rows - 1, 0) // 2)) if asked else []
    found: dict[str, tuple[float, ...]] = {}
    for one, counts in zip(asked, counted, strict=True):
        shares = (np.array(counts) + 0.5) / (sum(counts) + 0.5 * len(counts))
        person = one.name.removesuffix("_name")
        if person in names:
            shares[: len(BANDS)] = names[person].same
        found[one.name] = tuple(float(share) for share in shares / shares.sum())
    return found
