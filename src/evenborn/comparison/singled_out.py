"""Births that some traits single out in both registers: from them is learned how often other traits agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import RULE_PLACE
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.level_counts import Side, counts_of
from evenborn.comparison.levels import Comparison, columns_of
from evenborn.comparison.shares import Shares
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

_MOST_PAIRS: Final = 20_000
"""Pairs that one rule learns from; more make no difference that could be seen."""
_LOOKED_AT: Final = 3 * _MOST_PAIRS
"""Births of the first register, those of the lowest blocks, among which the pairs are looked for first."""

_ABOVE: Final = 1 << 33
_OF_PAIR: Final = {"record", "rule", "way", "l", "block"}


@dataclass(frozen=True, slots=True)
class LearningRule:
    """Births that are surely the same: alone in both registers with what they share.

    Attributes
    ----------
    rule : str
        Candidate rule that they share.
    also : tuple of str
        Further traits that they share.
    births : int
        How many a register has under the candidate rule; where two, what they share further tells them apart.
    """

    rule: str
    also: tuple[str, ...] = ()
    births: int = 1

    @property
    def roles(self) -> frozenset[str]:
        """What both registers must state, and what cannot be learned from these births."""
        return CANDIDATE_RULES[RULE_PLACE[self.rule]].roles | {TRAITS[trait].role for trait in self.also}


LEARNING_RULES: Final = (
    LearningRule("certificate"),
    LearningRule("child_id"),
    LearningRule("mother_id", ("birth_day", "sex")),
    LearningRule("parents", ("facility",)),
    LearningRule("parents", ("township",)),
    LearningRule("mother_and_day", ("weight", "facility")),
    LearningRule("mother_and_day", ("township", "parity")),
)
"""What the shares of all births are learned from."""
TWINS: Final = LearningRule("mother_id", ("birth_day", "sex"), births=2)
"""Twins of both sexes."""


@dataclass(frozen=True, slots=True)
class SingledOut:
    """Pairs that some rules single out.

    Attributes
    ----------
    births : mapping of str to pyarrow.Table
        ``l`` and ``r``: what the births of either side state.
    rules : int
        How many rules there are.
    """

    births: "Mapping[str, pa.Table]"
    rules: int

    def counts(self, comparisons: Sequence[Comparison]) -> list[dict[str, Shares]]:
        """Numbers of pairs by level of each comparison, by rule; the engine is not asked."""
        sides = {side: _side(table) for side, table in self.births.items()}
        found = []
        for way in range(self.rules):
            pairs = {side: _of_way(births, way) for side, births in sides.items()}
            found.append({one.name: np.array(counts_of(one, pairs), np.float64) for one in comparisons})
        return found


def singled_out(
    backend: Backend,
    names: tuple[str, str],
    rules: Sequence[LearningRule],
    comparisons: Sequence[Comparison],
) -> SingledOut:
    """Pairs that some rules single out.

    Parameters
    ----------
    backend : Backend
    names : pair of str
        Loaded registers.
    rules : sequence of LearningRule
    comparisons : sequence of Comparison
        For which their levels will be counted.
    """
    backend.make("learning", "SELECT 0 AS way, 0 AS l, 0 AS r, 0 AS rule WHERE false")
    for way, rule in enumerate(rules):
        _add_pairs(backend, names, rule, way)
    columns = sorted({column for one in comparisons for column in columns_of(one)})
    births = {}
    for name, side in zip(names, ("l", "r"), strict=True):
        # the engine is not asked to put the two sides together: it would carry all columns of one of them
        chosen = f"(SELECT {side} AS record, rule, way, l FROM learning)"
        births[side] = backend.table(f"SELECT * FROM {entries_of(backend, name, chosen, columns)}")
    backend.drop("learning")
    return SingledOut(births, len(rules))


def _side(births: "pa.Table") -> Side:
    """The births of one side of all pairs, in the order of the pairs."""
    way, first = (births.column(one).to_numpy() for one in ("way", "l"))
    order = np.lexsort((first, way))
    columns = set(births.column_names) - _OF_PAIR
    return {"way": way[order]} | {column: _numbers(births, column)[order] for column in columns}


def _numbers(table: "pa.Table", column: str) -> NDArray[np.int64]:
    """Values of a column, all above 0 with or without signs in the engine; 0 where it is null."""
    values: Any = table.column(column)
    numbers = np.asarray(values.cast(pa.int64()).fill_null(0))
    return numbers if column.endswith("_band") else np.where(values.is_valid(), numbers + _ABOVE, 0)


def _of_way(side: Side, way: int) -> Side:
    start, end = np.searchsorted(side["way"], [way, way + 1])
    return {column: values[start:end] for column, values in side.items()}


def _add_pairs(backend: Backend, names: tuple[str, str], rule: LearningRule, way: int) -> None:
    """Add to ``learning`` the pairs of the lowest blocks, which are looked for among few births first."""
    place = RULE_PLACE[rule.rule]
    looked_at = _LOOKED_AT if rule.births == 1 else None
    while looked_at is not None:
        lowest = f"SELECT block FROM {names[0]}_entries WHERE rule = {place} ORDER BY block LIMIT {looked_at}"
        births, last = backend.rows(f"SELECT count(*), max(block) FROM ({lowest})")[0]
        if births < looked_at:
            break
        backend.append("learning", f"SELECT {way}, * FROM ({_pairs(rule, names, f' AND block <= {last}')})")
        pairs = backend.rows(f"SELECT count(*) FROM learning WHERE way = {way}")[0][0]
        if pairs == _MOST_PAIRS:
            return
        backend.remove("learning", f"way = {way}")
        looked_at = max(2 * looked_at, int(1.2 * looked_at * _MOST_PAIRS / max(pairs, 1)))
    backend.append("learning", f"SELECT {way}, * FROM ({_pairs(rule, names, '')})")


def _pairs(rule: LearningRule, names: tuple[str, str], among: str) -> str:
    """SQL for pairs ``l``, ``r`` that a rule singles out among the entries for which a condition holds."""
    place = RULE_PLACE[rule.rule]
    on = " AND ".join(["l.block = r.block", *(f'l."{trait}" = r."{trait}"' for trait in rule.also)])
    once = (_once(rule, f"FROM {name}_entries WHERE rule = {place}{among}") for name in names)
    return (
        f"SELECT l.record AS l, r.record AS r, {place} AS rule FROM ({next(once)}) l JOIN ({next(once)}) r "
        f"ON {on} ORDER BY l.block, l.record, r.record LIMIT {_MOST_PAIRS}"
    )


def _once(rule: LearningRule, entries: str) -> str:
    """SQL for births that are alone in their block, or one of two and alone with what they share further."""
    also = [f'"{trait}"' for trait in rule.also]
    if rule.births == 1:
        carried = "".join(f", any_value({trait}) AS {trait}" for trait in also)
        return (
            f"SELECT block, any_value(record) AS record{carried} {entries} GROUP BY block HAVING count(*) = 1"
        )
    key = ", ".join(["block", *also])
    blocks = f"SELECT block {entries} GROUP BY block HAVING count(*) = {rule.births}"
    stated = "".join(f" AND {trait} IS NOT NULL" for trait in also)
    return (
        f"SELECT {key}, any_value(record) AS record {entries} AND block IN ({blocks}){stated} "
        f"GROUP BY {key} HAVING count(*) = 1"
    )
