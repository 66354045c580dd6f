"""Births that some traits single out in both registers: from them is learned how often other traits agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import RULE_PLACE
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.levels import Comparison, counts_sql, levels_sql
from evenborn.comparison.shares import Shares, by_comparison
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

_MOST_PAIRS: Final = 40_000
"""Pairs that one rule learns from; more make no difference that could be seen."""
_LOOKED_AT: Final = 3 * _MOST_PAIRS
"""Births of the first register, those of the lowest blocks, among which the pairs are looked for first."""


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


def counted(
    backend: Backend,
    names: tuple[str, str],
    rules: Sequence[LearningRule],
    comparisons: Sequence[Comparison],
) -> list[dict[str, Shares]]:
    """Numbers of pairs by level of each comparison, by rule.

    Parameters
    ----------
    backend : Backend
    names : pair of str
        Loaded registers.
    rules : sequence of LearningRule
    comparisons : sequence of Comparison
    """
    backend.make("learning", "SELECT 0 AS way, 0 AS l, 0 AS r, 0 AS rule WHERE false")
    for way, rule in enumerate(rules):
        _add_pairs(backend, names, rule, way)
    left, right = (
        entries_of(backend, name, f"(SELECT {side} AS record, rule, way, l, r FROM learning)")
        for name, side in zip(names, ("l", "r"), strict=True)
    )
    rows = backend.rows(
        f"SELECT way, {counts_sql(comparisons)} FROM (SELECT a.way, {levels_sql(comparisons, 'a', 'b')} "
        f"FROM {left} a JOIN {right} b ON a.way = b.way AND a.l = b.l AND a.r = b.r) GROUP BY way"
    )
    backend.drop("learning")
    found = {row[0]: row[1:] for row in rows}
    nothing = [0] * sum(len(one.levels) for one in comparisons)
    return [by_comparison(found.get(way, nothing), comparisons) for way in range(len(rules))]


def _add_pairs(backend: Backend, names: tuple[str, str], rule: LearningRule, way: int) -> None:
    """Add to ``learning`` the pairs of the lowest blocks, which are looked for among few births first."""
    place = RULE_PLACE[rule.rule]
    lowest = f"SELECT block FROM {names[0]}_entries WHERE rule = {place} ORDER BY block LIMIT {_LOOKED_AT}"
    births, last = backend.rows(f"SELECT count(*), max(block) FROM ({lowest})")[0]
    if rule.births == 1 and births == _LOOKED_AT:
        backend.append("learning", f"SELECT {way}, * FROM ({_pairs(rule, names, f' AND block <= {last}')})")
        if backend.rows(f"SELECT count(*) FROM learning WHERE way = {way}")[0][0] == _MOST_PAIRS:
            return
        backend.remove("learning", f"way = {way}")
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
