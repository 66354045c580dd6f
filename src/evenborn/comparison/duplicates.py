"""Is a birth entered twice in one register? Pairs that share their mother and day are twins, or the same."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import CERTAIN_RULES, RULE_PLACE
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.learned import Learned
from evenborn.comparison.levels import COMPARISONS, Comparison, columns_of, is_unlike_sql, levels_sql
from evenborn.comparison.weights import bits

_START: Final = 0.05  # share of such pairs that are one birth, before any is looked at
_ROUNDS: Final = 20
_OF_MOTHER: Final = ("certificate", "child_id", "mother_id", "mother_and_day", "parents")


def duplicates(backend: Backend, register: str, learned: Learned, roles: frozenset[str]) -> NDArray[np.int64]:
    """Records that are a second entry of a birth.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register, of which :func:`~evenborn.comparison.certain.make_shared` was made.
    learned : Learned
        From the comparison with another register.
    roles : frozenset of str
        What the register states.

    Returns
    -------
    ndarray of int64, shape (n, 2)
        The earlier record and the later one.
    """
    compared = [
        one for one in learned.comparisons if one.of_child and one.role in roles and one.name in learned.twins
    ]
    ways = [way for way, one in enumerate(CERTAIN_RULES) if one.roles <= roles and one.rule in _OF_MOTHER]
    if not (ways and compared):
        return np.zeros((0, 2), np.int64)
    _make_several(backend, register, ways)
    names = [one.name for one in compared]
    firsts = ", ".join(f'min("{name}") AS "{name}"' for name in names)
    pairs_sql = _pairs(backend, register, ways, compared, roles)
    table = backend.table(f"SELECT l, r, {firsts} FROM ({pairs_sql}) GROUP BY l, r ORDER BY l, r")
    backend.drop("several")
    pairs = np.column_stack([table.column(side).to_numpy() for side in ("l", "r")]).astype(np.int64)
    levels = {name: table.column(name).to_numpy().astype(np.int8) for name in names}
    if not len(pairs):
        return pairs
    of_twins = {name: learned.twins[name] for name in names}
    evidence = bits(levels, learned.same_of_siblings, of_twins)
    return pairs[_chances(evidence) > 0.5]


def _make_several(backend: Backend, register: str, ways: Sequence[int]) -> None:
    """Make ``several``: births that share with a few others what a rule (its number in ``way``) asks for."""
    rules = " ".join(f"WHEN {way} THEN {RULE_PLACE[CERTAIN_RULES[way].rule]}" for way in ways)
    backend.make(
        "several",
        f"SELECT record, way, CASE way {rules} END AS rule FROM {register}_shared "
        f"WHERE births BETWEEN 2 AND 6 AND way IN ({', '.join(map(str, ways))})",
    )


def _pairs(
    backend: Backend,
    register: str,
    ways: Sequence[int],
    compared: Sequence[Comparison],
    roles: frozenset[str],
) -> str:
    """SQL for the levels of pairs of births that share what a rule asks for."""
    shared = " ".join(
        f"WHEN {way} THEN " + " AND ".join(f'a."{trait}" = b."{trait}"' for trait in CERTAIN_RULES[way].also)
        for way in ways
    )
    mothers = [one for one in COMPARISONS if one.name in {"mother_id", "mother_name"} and one.role in roles]
    looked_at = {column for one in (*mothers, *compared) for column in columns_of(one)}
    columns = sorted(looked_at | {trait for way in ways for trait in CERTAIN_RULES[way].also})
    several = entries_of(backend, register, "several", columns)
    alike = "".join(f" AND NOT {is_unlike_sql(one, 'a', 'b')}" for one in mothers)
    return (
        f"SELECT a.record AS l, b.record AS r, {levels_sql(compared, 'a', 'b')} FROM {several} a "
        f"JOIN {several} b ON a.way = b.way AND a.block = b.block AND a.record < b.record "
        f"WHERE CASE a.way {shared} END{alike}"
    )


def _chances(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance that each pair is one birth; how many are is found by expectation and maximisation."""
    share = _START
    chance = np.zeros(len(evidence))
    for _ in range(_ROUNDS):
        odds = np.exp2(np.clip(evidence, -60, 60)) * share / (1 - share)
        chance = odds / (1 + odds)
        share = float(np.clip(chance.mean(), 1e-6, 0.9))
    return chance
