"""Births that some traits single out in both registers: from them is learned how often other traits agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import RULE_PLACE, Pairs
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.keyed import Keyed, entries_under, met, mixed, numbers_of, sharing
from evenborn.comparison.level_counts import Side, counts_of
from evenborn.comparison.levels import Comparison, columns_of
from evenborn.comparison.shares import Shares
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

_MOST_PAIRS: Final = 20_000
"""Pairs that one rule learns from; more make no difference that could be seen."""
_LOOKED_AT: Final = 3 * _MOST_PAIRS
"""Births of the first register, those of the lowest blocks, among which the pairs are looked for first."""

_EVERY: Final = np.uint64((1 << 64) - 1)
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
    pairs = [_pairs(backend, names, rule) for rule in rules]
    ways = np.repeat(np.arange(len(rules), dtype=np.int32), [len(one) for one, _ in pairs])
    places = np.array([RULE_PLACE[rule.rule] for rule in rules], np.int32)
    nothing = np.zeros(0, np.int32)
    left, right = (np.concatenate([nothing, *(pair[side] for pair in pairs)]) for side in (0, 1))
    learning = {"way": ways, "l": left, "r": right, "rule": places[ways]}
    backend.hold("learning", pa.table({name: pa.array(column) for name, column in learning.items()}))
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


def _pairs(backend: Backend, names: tuple[str, str], rule: LearningRule) -> Pairs:
    """Pairs of the lowest blocks, which are looked for among few births first."""
    sides = [entries_under(backend, name, RULE_PLACE[rule.rule], rule.also) for name in names]
    blocks = [numbers_of(side, "block") for side in sides]
    looked_at = _LOOKED_AT if rule.births == 1 else len(sides[0])
    while True:
        last = _lowest(blocks[0], looked_at)
        left, right = met(*(_alone(*side, rule, last) for side in zip(sides, blocks, strict=True)))
        if len(left) >= _MOST_PAIRS or last == _EVERY:
            break
        looked_at = max(2 * looked_at, int(1.2 * looked_at * _MOST_PAIRS / max(len(left), 1)))
    one, other = (
        side.column("record").to_numpy().astype(np.int32)[rows]
        for side, rows in zip(sides, (left, right), strict=True)
    )
    order = np.lexsort((other, one, blocks[0][left]))[:_MOST_PAIRS]
    return one[order], other[order]


def _lowest(blocks: NDArray[np.uint64], looked_at: int) -> np.uint64:
    """The last of so many lowest blocks, or a number above all of them where there are no more."""
    stated = blocks[blocks > 0]
    return np.uint64(np.partition(stated, looked_at)[looked_at]) if looked_at < len(stated) else _EVERY


def _alone(table: "pa.Table", blocks: NDArray[np.uint64], rule: LearningRule, last: np.uint64) -> Keyed:
    """Rows up to a block that are alone in theirs, or one of two and alone with what they share further."""
    rows = np.flatnonzero((blocks > 0) & (blocks <= last))
    rows = rows[np.argsort(blocks[rows])]
    rows = rows[sharing(blocks[rows]) == rule.births]
    births = table.take(rows)
    stated = np.ones(len(rows), np.bool_)
    keys = blocks[rows]
    for trait in rule.also:
        stated &= np.asarray(births.column(trait).is_valid())
        keys = mixed(keys, numbers_of(births, trait))
    keys, rows = keys[stated], rows[stated]
    order = np.argsort(keys)
    alone = order[sharing(keys[order]) == 1]
    return Keyed(keys[alone], rows[alone].astype(np.int32), {})
