"""Whose child is it? Couples, their ages, their earlier children, and which of them have another child.

What a delivery is (where, which order, with an earlier son or not) is decided first, so that the mix is the
one that the strength of selection was reckoned with; a couple of just that history is then found, or made.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from evenborn.simulation.numbering import FATHER, MOTHER, birthdays

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SHORTEST_SPACING = 335
"""Days between two deliveries of a mother: eleven months."""
AGES = ((27.6, 4.0, 19.0, 45.0), (31.2, 4.2, 21.0, 46.0), (34.2, 4.3, 23.0, 47.0))
"""Mother's age in years at a delivery of order 1, 2, 3+: mean and standard deviation before the cut, cuts."""
FATHER_OLDER = (2.2, 3.2)
"""Years: mean and standard deviation."""
YOUNGEST_FATHER = 20.0

_SPACING = (2.4, 12.5)
"""Shape and scale, in months, of the gamma distribution that is added to the shortest spacing."""
_DAYS_OF_A_YEAR = 365.2425
_MOST_CHILDREN = 12
_DAYS_KEPT = 100_000


@dataclass(eq=False)
class Couples:
    """All couples of a city that have had a child so far; grows from year to year.

    Attributes
    ----------
    township, hukou : ndarray of int64
        Positions of the townships of residence and of hukou.
    mother_birth, father_birth : ndarray of int64
        Days since 1970-01-01.
    children : ndarray of int64
        Born alive or still, before the window included.
    with_son : ndarray of int64
        1 where one of them is a son.
    last_day : ndarray of int64
        Day of the last delivery.
    """

    township: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    hukou: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    mother_birth: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    father_birth: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    children: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    with_son: Positions = field(default_factory=lambda: np.empty(0, np.int64))
    last_day: Positions = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.township)

    def add(self, **columns: Positions) -> None:
        """Take in new couples, one array for each attribute."""
        for name, values in columns.items():
            setattr(self, name, np.concatenate([getattr(self, name), values]))

    def delivered(self, couple: Positions, born: Positions, sons: Flags, day: Positions) -> None:
        """Note the children of one year's deliveries; a couple occurs in it once."""
        self.children[couple] += born
        self.with_son[couple] |= sons
        self.last_day[couple] = day


@dataclass(frozen=True, eq=False)
class Planned:
    """Deliveries of a year of which place, order, earlier sons and day are decided, but not the couple.

    Attributes
    ----------
    township, order, with_son, day : ndarray of int64
        Position of the township; order of the first child, 1 or more; 1 with an earlier son; days since
        1970-01-01.
    """

    township: Positions
    order: Positions
    with_son: Positions
    day: Positions

    def of(self, rows: npt.NDArray[Any]) -> "Planned":
        """Some of the deliveries."""
        return Planned(self.township[rows], self.order[rows], self.with_son[rows], self.day[rows])


def assign(
    rng: np.random.Generator,
    couples: Couples,
    planned: Planned,
    hukou: Positions,
) -> Positions:
    """Couple of each delivery: one with that history from earlier years, or a new one.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    couples : Couples
        Those so far; new ones are added.
    planned : Planned
        The year's deliveries.
    hukou : ndarray of int64
        Position of the township of hukou of each delivery, if its couple is new.

    Returns
    -------
    ndarray of int64
        Position of the couple of each delivery.
    """
    shape, scale = _SPACING
    months = rng.gamma(shape, scale, len(planned.day)) * _DAYS_OF_A_YEAR / 12
    before = planned.day - SHORTEST_SPACING - months.astype(np.int64)
    couple = _returning(couples, planned, before)
    new = np.flatnonzero(couple < 0)
    couple[new] = len(couples) + np.arange(len(new))
    _add_new(rng, couples, planned.of(new), hukou[new])
    return couple


def _returning(couples: Couples, planned: Planned, before: Positions) -> Positions:
    """Couples whose last delivery is nearest to the day wanted; −1 where there is none."""
    found = np.full(len(planned.day), -1)
    if not len(couples):
        return found
    pool_key = _history(couples.township, couples.children, couples.with_son, couples.last_day)
    in_order = np.argsort(pool_key, kind="stable")
    pool_key = pool_key[in_order]
    wanting = np.flatnonzero((planned.order > 1) & (before >= couples.last_day.min()))
    asked = planned.of(wanting)
    key = _history(asked.township, asked.order - 1, asked.with_son, before[wanting])
    place = np.minimum(np.searchsorted(pool_key, key), len(pool_key) - 1)
    candidate = in_order[place]
    fits = (pool_key[place] // _DAYS_KEPT == key // _DAYS_KEPT) & (
        asked.day - couples.last_day[candidate] >= SHORTEST_SPACING
    )
    first = np.zeros(len(wanting), dtype=bool)
    first[np.flatnonzero(fits)[np.unique(candidate[fits], return_index=True)[1]]] = True
    found[wanting[first]] = candidate[first]
    return found


def _history(township: Positions, children: Positions, with_son: Positions, day: Positions) -> Positions:
    """One number for place, children, sons and day, in this order of weight."""
    state = (township * _MOST_CHILDREN + np.minimum(children, _MOST_CHILDREN - 1)) * 2 + with_son
    return np.asarray(state * _DAYS_KEPT + day)


def _add_new(
    rng: np.random.Generator,
    couples: Couples,
    planned: Planned,
    hukou: Positions,
) -> None:
    count = len(planned.day)
    serial = len(couples) + np.arange(count)
    age = _ages(rng, planned.order)
    older = rng.normal(*FATHER_OLDER, count)
    father_age = np.maximum(age + older, YOUNGEST_FATHER + 1)
    couples.add(
        township=planned.township,
        hukou=hukou,
        mother_birth=_birth(MOTHER, serial, planned.day, age),
        father_birth=_birth(FATHER, serial, planned.day, father_age),
        children=planned.order - 1,
        with_son=planned.with_son.copy(),
        last_day=planned.day,
    )


def _ages(rng: np.random.Generator, order: Positions) -> Floats:
    """Mother's age in years, from a normal distribution cut at both ends."""
    mean, sd, low, high = np.array(AGES)[np.minimum(order, len(AGES)) - 1].T
    bottom, top = ndtr((low - mean) / sd), ndtr((high - mean) / sd)
    return np.asarray(mean + sd * ndtri(bottom + rng.random(len(order)) * (top - bottom)))


def _birth(role: int, serial: Positions, day: Positions, age: Floats) -> Positions:
    year = 1970 + np.floor((day - age * _DAYS_OF_A_YEAR) / _DAYS_OF_A_YEAR).astype(np.int64)
    return birthdays(role, serial, year)
