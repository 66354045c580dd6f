"""What are the people of the world called, and which numbers do they bear?

Everything about a person follows from the seed of the world and the person's number, so births of any size
stream without a table of persons; :mod:`evenborn.simulation.identity_numbers` gives the numbers of cards.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.identity_numbers import Texts, identity_numbers, text_array
from evenborn.simulation.numbering import CITY, DAY, ROLE
from evenborn.simulation.person_names import (
    MINORITY_SHARE,
    Flags,
    given_names,
    joined,
    minority_names,
    replaced,
    surnames,
)
from evenborn.simulation.streams import Numbers, uniforms

__all__ = ["child_names", "father_names", "identity_numbers", "mother_names"]

DOT = "·"
"""U+00B7, between the parts of a name."""
_GIRLS, _BOYS = 0, 1


def mother_names(ids: npt.ArrayLike, seed: int, birth_dates: npt.ArrayLike) -> pa.StringArray:
    """Names of mothers.

    Parameters
    ----------
    ids : array_like of int64
        Numbers of the mothers.
    seed : int
        Seed of the world.
    birth_dates : array_like of date
        Their dates of birth; the cohort decides the given name.

    Returns
    -------
    pyarrow.StringArray

    Examples
    --------
    >>> day = np.array(["1994-05-17"] * 3, dtype="datetime64[D]")
    >>> mother_names([10**15, 10**15 + 1, 10**15 + 2], 1, day).to_pylist()
    ['张子静', '邢冰瑶', '张子倩']
    """
    return _adult_names(np.asarray(ids, dtype=np.int64), seed, birth_dates, male=False)


def father_names(ids: npt.ArrayLike, seed: int, birth_dates: npt.ArrayLike) -> pa.StringArray:
    """Names of fathers; see :func:`mother_names`."""
    return _adult_names(np.asarray(ids, dtype=np.int64), seed, birth_dates, male=True)


def child_names(
    births: npt.ArrayLike,
    fathers: npt.ArrayLike,
    sexes: Texts,
    seed: int,
    deliveries: npt.ArrayLike | None = None,
) -> pa.StringArray:
    """Names that newborns are given; the surname is the father's.

    Parameters
    ----------
    births, fathers : array_like of int64
        Numbers of the births and of the fathers.
    sexes : array_like of str
        ``male`` gives a boy's name, anything else a girl's.
    seed : int
        Seed of the world.
    deliveries : array_like of int64, optional
        Numbers of the deliveries, so that twins share the first character of their given names.

    Returns
    -------
    pyarrow.StringArray

    Examples
    --------
    >>> child_names([19_358_000_004], [2 * 10**15 + 2], ["male"], 1).to_pylist()
    ['尤宸']
    """
    numbers, parents = (np.asarray(values, dtype=np.int64) for values in (births, fathers))
    siblings = numbers if deliveries is None else np.asarray(deliveries, dtype=np.int64)
    male = np.asarray(pc.equal(text_array(sexes), pa.scalar("male")))
    year = _year((numbers % CITY // DAY).astype("datetime64[D]"))
    given = given_names().draw(seed, numbers, male, year, siblings)
    names = joined(_surnames(seed, parents), given)
    minority = _of_minority(seed, parents)
    own = _minority_given(seed, numbers[minority], male[minority])
    fathers_own = _minority_given(seed, parents[minority], np.ones(int(minority.sum()), dtype=bool))
    return replaced(names, minority, joined(own, DOT, fathers_own))


def _adult_names(ids: Numbers, seed: int, birth_dates: npt.ArrayLike, *, male: bool) -> pa.StringArray:
    year = _year(np.asarray(birth_dates, dtype="datetime64[D]"))
    given = given_names().draw(seed, ids, np.full(len(ids), male), year, ids)
    names = joined(_surnames(seed, ids), given)
    minority = _of_minority(seed, ids)
    own = _minority_given(seed, ids[minority], np.full(int(minority.sum()), male))
    fathers_own = minority_names().draw(seed, "father-of-parent", ids[minority], _BOYS)
    return replaced(names, minority, joined(own, DOT, fathers_own))


def _surnames(seed: int, ids: Numbers) -> pa.StringArray:
    return surnames().draw(seed, "surname", ids)


def _of_minority(seed: int, parents: Numbers) -> Flags:
    """Whether a couple has such names: the same for both, as for their children."""
    return np.asarray(uniforms(seed, "minority", parents % ROLE) < MINORITY_SHARE)


def _minority_given(seed: int, ids: Numbers, male: Flags) -> pa.StringArray:
    return minority_names().draw(seed, "minority-given", ids, np.where(male, _BOYS, _GIRLS))


def _year(dates: npt.NDArray[np.datetime64]) -> Numbers:
    return dates.astype("datetime64[Y]").astype(np.int64) + 1970
