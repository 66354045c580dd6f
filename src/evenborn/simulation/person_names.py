"""From which parts are names of persons made? Surnames, given names by cohort and sex, and their odds."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.odds import Odds, odds
from evenborn.simulation.streams import Numbers, uniforms

Flags = npt.NDArray[np.bool_]

RARE_SHARE = 0.001
"""Given names with a character that GBK does not have."""
MINORITY_SHARE = 0.01
"""Couples with names of two parts with a dot between them."""

_ZIPF = 0.55
"""How fast the frequency of characters falls with their rank."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts of names with their odds, one row of the same length for each cohort and sex.

    Attributes
    ----------
    texts : pyarrow.StringArray
        The parts, row after row.
    odds : Odds
        Of the parts of each row.
    """

    texts: pa.StringArray
    odds: Odds

    def draw(self, seed: int, purpose: str, numbers: Numbers, row: Numbers | int = 0) -> pa.StringArray:
        """One part for each number."""
        option = self.odds.draw(uniforms(seed, purpose, numbers), row)
        return self.texts.take(pa.array(option + row * self.odds.options, pa.int64()))


@dataclass(frozen=True, eq=False)
class GivenNames:
    """Given names of all cohorts; row = 2 × cohort + 1 for boys, + 0 for girls.

    Attributes
    ----------
    starts : ndarray of int64
        First birth year of each cohort.
    one : ndarray of float64
        Share of given names of one character in each cohort.
    first, second : Parts
        First and last character.
    rare : Parts
        Characters that few fonts have.
    """

    starts: Numbers
    one: npt.NDArray[np.float64]
    first: Parts
    second: Parts
    rare: Parts

    def draw(
        self, seed: int, numbers: Numbers, male: Flags, year: Numbers, siblings: Numbers
    ) -> pa.StringArray:
        """Given names of persons born in given years.

        Parameters
        ----------
        seed : int
            Seed of the world.
        numbers : ndarray of int64
            Numbers of the persons.
        male : ndarray of bool
            Sex.
        year : ndarray of int64
            Year of birth.
        siblings : ndarray of int64
            What twins have in common: they share the first of two characters.

        Returns
        -------
        pyarrow.StringArray
        """
        cohort = np.searchsorted(self.starts, year, side="right") - 1
        row = 2 * cohort + male
        first = self.first.draw(seed, "given-first", siblings, row)
        second = self.second.draw(seed, "given-second", numbers, row)
        rare = uniforms(seed, "rare", numbers) < RARE_SHARE
        second = replaced(second, rare, self.rare.draw(seed, "given-rare", numbers[rare]))
        one = (uniforms(seed, "given-one", siblings) < self.one[cohort]) & ~rare
        return joined(replaced(first, one, pa.array([""] * int(one.sum()), pa.string())), second)


def replaced(texts: pa.StringArray, where: Flags, by: pa.StringArray) -> pa.StringArray:
    """Texts of which some are others."""
    found: pa.StringArray = pc.replace_with_mask(texts, pa.array(where), by)
    return found


def joined(*parts: pa.StringArray | str) -> pa.StringArray:
    """Parts put together.

    Examples
    --------
    >>> joined(pa.array(["张", "李"]), pa.array(["一", "二"])).to_pylist()
    ['张一', '李二']
    """
    pieces: list[Any] = [*parts, ""]
    found: pa.StringArray = pc.binary_join_element_wise(*pieces)
    return found


@cache
def surnames() -> Parts:
    """Surnames with their shares: published for the first ten, falling with the rank behind them."""
    words = _words("surnames")
    ranked = " ".join(words["ranked"]).split()
    rank = np.arange(1, len(ranked) + 1)
    share = np.where(rank <= 100, 1.32 * (rank / 11) ** -0.75, 0.25 * (rank / 100) ** -1.2)
    share[: len(words["first_shares"])] = words["first_shares"]
    return Parts(pa.array(ranked, pa.string()), odds(share))


@cache
def given_names() -> GivenNames:
    """Given names of all cohorts."""
    words = _words("given_names")
    cohorts: list[dict[str, Any]] = words["cohort"]
    first, second = (
        _parts([list(cohort[f"{sex}_{place}"]) for cohort in cohorts for sex in ("female", "male")])
        for place in ("first", "second")
    )
    starts = np.array([cohort["from"] for cohort in cohorts])
    one = np.array([cohort["one"] for cohort in cohorts])
    return GivenNames(starts, one, first, second, _parts([words["rare"]]))


@cache
def minority_names() -> Parts:
    """Names in two parts; row 1 for boys and for the fathers' names behind, row 0 for girls."""
    words = _words("given_names")["minority"]
    return _parts([words["female"], words["male"]])


def _parts(rows: list[list[str]]) -> Parts:
    longest = max(len(row) for row in rows)
    weights = np.zeros((len(rows), longest))
    for row, texts in enumerate(rows):
        weights[row, : len(texts)] = np.arange(1, len(texts) + 1) ** -_ZIPF
    texts = [text for row in rows for text in (*row, *[""] * (longest - len(row)))]
    return Parts(pa.array(texts, pa.string()), odds(weights))


@cache
def _words(name: str) -> dict[str, Any]:
    text = resources.files("evenborn.simulation").joinpath(f"names/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
