"""How often are two births alike that have nothing to do with each other? Counted in the owner's register.

The chances leave the owner with its encoding. They are shares of all pairs of births: nothing in them speaks
of one birth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.levels import BANDS, COMPARISONS, Comparison, counts_sql, levels_sql
from evenborn.comparison.tokens import Values
from evenborn.comparison.traits import PERSONS, TRAITS
from evenborn.registers.engine import Engine

_PARTNERS: Final = 100  # pairs that one birth of the sample is in
_COMMON: Final = (1 / 2_000, 1 / 20_000)

Chances = Mapping[str, tuple[float, ...]]
"""By comparison, the share of unrelated pairs at each level, among those that state it."""


@dataclass(frozen=True, slots=True)
class NameFrequencies:
    """How frequent the names of one person are.

    Attributes
    ----------
    bands : ndarray of int8, shape (n,)
        Position in :data:`~evenborn.comparison.levels.BANDS`; that of rare names where there is none.
    same : tuple of float
        Chance that two births have the same name, and it is of that band.
    """

    bands: NDArray[np.int8]
    same: tuple[float, ...]


def name_frequencies(names: Values) -> NameFrequencies:
    """Frequencies of names of n births.

    Parameters
    ----------
    names : ndarray of uint64, shape (n,)
        One number for one name; 0 where there is none.

    Examples
    --------
    >>> found = name_frequencies(np.array([7] * 60 + list(range(100, 140)), np.uint64))
    >>> BANDS[found.bands[0]], BANDS[found.bands[-1]], round(found.same[0], 3)
    ('common', 'rare', 0.358)
    """
    stated = names > 0
    _, place, count = np.unique(names[stated], return_inverse=True, return_counts=True)
    n = max(int(stated.sum()), 2)
    share = (count - 1) / n
    band = (share < _COMMON[0]).astype(np.int8) + (share < _COMMON[1]).astype(np.int8)
    bands = np.full(len(names), len(BANDS) - 1, np.int8)
    bands[stated] = band[place]
    pairs = count.astype(np.float64) * (count - 1)
    same = [(pairs[band == one].sum() + 0.5) / (n * (n - 1) + 1) for one in range(len(BANDS))]
    return NameFrequencies(bands, tuple(float(chance) for chance in same))


def chances(
    engine: Engine, sample: "pa.Table", names: Mapping[str, NameFrequencies], roles: frozenset[str]
) -> Chances:
    """Chances of all comparisons of one register.

    Parameters
    ----------
    engine : Engine
        Where the pairs are counted.
    sample : pyarrow.Table
        Values of the traits of some births (uint64, null where not stated) and the bands of their names.
    names : mapping
        By person, frequencies in the whole register.
    roles : frozenset of str
        What the register states.
    """
    asked = [one for one in COMPARISONS if one.role in roles]
    counted = _counted(engine, sample, asked)
    found: dict[str, tuple[float, ...]] = {}
    for one, counts in zip(asked, counted, strict=True):
        shares = (np.array(counts) + 0.5) / (sum(counts) + 0.5 * len(counts))
        person = one.name.removesuffix("_name")
        if person in names:
            shares[: len(BANDS)] = names[person].same
        found[one.name] = tuple(float(share) for share in shares / shares.sum())
    return found


def _counted(engine: Engine, sample: "pa.Table", asked: Sequence[Comparison]) -> list[list[int]]:
    rows = sample.num_rows
    engine.register("chances_sample", sample.append_column("place", pa.array(np.arange(rows))))
    partners = min(_PARTNERS, max(rows - 1, 0) // 2)
    counts = engine.rows(
        f"SELECT {counts_sql(asked)} FROM (SELECT {levels_sql(asked, 'a', 'b')} FROM "
        f"(SELECT *, (place + step) % {max(rows, 1)} AS partner "
        f"FROM chances_sample, range(1, {partners + 1}) s(step)) a "
        "JOIN chances_sample b ON b.place = a.partner)"
    )[0]
    engine.unregister("chances_sample")
    places = np.cumsum([0, *(len(one.levels) for one in asked)])
    return [list(counts[start:end]) for start, end in pairwise(places.tolist())]


def sample_table(values: Mapping[str, Values], bands: Mapping[str, NDArray[np.int8]]) -> "pa.Table":
    """Values and bands of some births as :func:`chances` takes them; absent traits are null."""
    rows = len(next(iter(bands.values())))
    columns: dict[str, object] = {}
    for name in TRAITS:
        value = values.get(name, np.zeros(rows, np.uint64))
        columns[name] = pa.array(value, mask=value == 0)
    for person in PERSONS:
        columns[f"{person}_name_band"] = pa.array(bands[person])
    return pa.table(columns)
