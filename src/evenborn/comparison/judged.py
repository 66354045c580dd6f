"""Some of the certain links are weighed as well, so that the certain rules are judged like the rest."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import CERTAIN_RULES, RULE_PLACE
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.learned import Learned
from evenborn.comparison.levels import columns_of, levels_sql
from evenborn.comparison.weights import Levels, bits, expected, match_weights

_MOST: Final = 5_000
_SCATTERED: Final = "l * 2654435761 % 4294967296"
"""By which every part of the register is among the first ones, and which all engines count alike."""


@dataclass(frozen=True, slots=True)
class JudgedLinks:
    """Some certain links.

    Attributes
    ----------
    left, right : ndarray of int64, shape (n,)
        Records.
    levels : Levels
    weights : ndarray of float, shape (n,)
        Match weights.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    levels: Levels
    weights: NDArray[np.float64]


def levels_of_some(backend: Backend, names: tuple[str, str], links: str, learned: Learned) -> "pa.Table":
    """Some of the certain links, ``l`` and ``r``, with the level of every comparison.

    Parameters
    ----------
    backend : Backend
    names : pair of str
        Loaded registers.
    links : str
        Table of their certain links.
    learned : Learned
    """
    left, right = names
    backend.make(
        "judged",
        f"SELECT l, r, ({_rule_sql()}) AS rule FROM {links} ORDER BY {_SCATTERED}, l, r LIMIT {_MOST}",
    )
    columns = sorted({column for one in learned.comparisons for column in columns_of(one)})
    levels = levels_sql(learned.comparisons, "a", "b")
    left_births, right_births = (
        entries_of(backend, name, f"(SELECT {side} AS record, rule, l FROM judged)", columns)
        for name, side in ((left, "l"), (right, "r"))
    )
    table = backend.table(
        f"SELECT a.record AS l, b.record AS r, {levels} FROM {left_births} a "
        f"JOIN {right_births} b ON b.l = a.l ORDER BY a.record"
    )
    backend.drop("judged")
    return table


def judge(table: "pa.Table", learned: Learned, births: tuple[int, int], same: int) -> JudgedLinks:
    """Weigh them.

    Parameters
    ----------
    table : pyarrow.Table
        As :func:`levels_of_some` returns it.
    learned : Learned
    births : pair of int
        In either register.
    same : int
        Links in all.
    """
    found = {one.name: table.column(one.name).to_numpy().astype(np.int8) for one in learned.comparisons}
    strangers = bits(found, learned.same, learned.strangers)
    of = expected(births[0], births[1], max(min(same, *births) - 0.5, 0.5), births, learned)
    return JudgedLinks(
        table.column("l").to_numpy().astype(np.int64),
        table.column("r").to_numpy().astype(np.int64),
        found,
        match_weights(found, strangers, learned, of),
    )


def _rule_sql() -> str:
    cases = " ".join(f"WHEN {place} THEN {RULE_PLACE[one.rule]}" for place, one in enumerate(CERTAIN_RULES))
    return f"CASE rule {cases} END"
