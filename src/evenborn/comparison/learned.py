"""What the weights are made of, learned from the registers themselves; no truth, no rate of errors is given.

===========================================  =============================================================
how often are two records of one birth       from births that some traits single out, for the other traits
alike?
how often are two unrelated births?          from the owners, see :mod:`~evenborn.comparison.chances`
how often are children of one delivery,      from pairs inside each register
or of one mother?
===========================================  =============================================================
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import RULE_PLACE, once_sql
from evenborn.comparison.chances import Chances
from evenborn.comparison.levels import Comparison, counts_sql, levels_sql
from evenborn.comparison.shares import Shares, banded, by_comparison
from evenborn.comparison.siblings import related_shares, usual_of_twins
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

_USUAL_WEIGHT: Final = 20.0
"""Births that what is usual counts for beside what was seen."""
_USUAL_BIRTHS: Final = 500
"""Births that usual numbers of twins and siblings count for beside those seen."""
_USUAL_TWINS, _USUAL_SIBLINGS = 0.012, 0.01  # pairs for each birth
_MOST_PAIRS: Final = 40_000
"""Pairs that one rule learns from; more make no difference that could be seen."""


@dataclass(frozen=True, slots=True)
class LearningRule:
    """Births that are surely the same: alone in both registers with what they share.

    Attributes
    ----------
    rule : str
        Candidate rule that they share.
    also : tuple of str
        Further traits that they share.
    """

    rule: str
    also: tuple[str, ...] = ()

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
_TWINS: Final = LearningRule("mother_id", ("birth_day", "sex"))


@dataclass(frozen=True, slots=True)
class Learned:
    """Shares of pairs at each level of each comparison.

    Attributes
    ----------
    comparisons : tuple of Comparison
    same : mapping of str to ndarray of float
        Of records of one birth.
    strangers : mapping
        Of births that have nothing to do with each other.
    same_of_siblings : mapping
        Of records of one birth among twins and triplets; comparisons of the child only.
    twins, siblings : mapping
        Of children of one delivery; of one mother and different days.
    twin_pairs, sibling_pairs : float
        How many such pairs there are for each pair of one birth.
    """

    comparisons: tuple[Comparison, ...]
    same: Mapping[str, Shares]
    strangers: Mapping[str, Shares]
    same_of_siblings: Mapping[str, Shares]
    twins: Mapping[str, Shares]
    siblings: Mapping[str, Shares]
    twin_pairs: float
    sibling_pairs: float


def learn(
    backend: Backend,
    left: str,
    right: str,
    comparisons: tuple[Comparison, ...],
    chances: tuple[Chances, Chances],
    births: tuple[int, int],
    stated: tuple[Mapping[str, float], Mapping[str, float]] = ({}, {}),
) -> Learned:
    """Learn from two loaded registers.

    Parameters
    ----------
    backend : Backend
    left, right : str
        Names of the registers.
    comparisons : tuple of Comparison
        Those for which both state what is needed.
    chances : pair of Chances
        Of either register.
    births : pair of int
        In either register.
    stated : pair of mappings
        Of encodings, the share of births that state what is compared.
    """
    roles = frozenset(one.role for one in comparisons) | {"area"}
    same = _same(backend, left, right, comparisons, roles)
    strangers = {
        one.name: _seen(
            _normed((np.array(chances[0][one.name]) + np.array(chances[1][one.name])) / 2),
            stated[0].get(one.name, 1.0) * stated[1].get(one.name, 1.0),
        )
        for one in comparisons
    }
    of_child = tuple(one for one in comparisons if one.of_child)
    of_twins = _same_of_twins(backend, left, right, of_child, roles)
    twins, twin_pairs = related_shares(backend, (left, right), of_child, "=", roles)
    apart = tuple(one for one in comparisons if one.of_child or one.name in {"facility", "area"})
    siblings, sibling_pairs = related_shares(backend, (left, right), apart, "<>", roles)
    total = max(sum(births), 1)
    return Learned(
        comparisons,
        same,
        strangers,
        {one.name: _blended(of_twins.get(one.name), same[one.name]) for one in of_child},
        {one.name: _blended(twins.get(one.name), usual_of_twins(one)) for one in of_child},
        {one.name: _blended(siblings.get(one.name), strangers[one.name]) for one in apart},
        2 * (twin_pairs + _USUAL_BIRTHS * _USUAL_TWINS) / (total + _USUAL_BIRTHS),
        2 * (sibling_pairs + _USUAL_BIRTHS * _USUAL_SIBLINGS) / (total + _USUAL_BIRTHS),
    )


def _normed(shares: Shares) -> Shares:
    return np.asarray(shares / shares.sum())


def _seen(shares: Shares, stated: float) -> Shares:
    """What is seen of shares where births that do not state it look as if they differed."""
    seen = shares * stated
    seen[-1] += 1 - stated
    return seen


def _blended(counts: "Shares | None", usual: Shares) -> Shares:
    """Shares seen, with what is usual where little was seen."""
    if counts is None:
        return usual
    return _normed(counts + _USUAL_WEIGHT * _normed(usual))


def _usual(comparison: Comparison) -> Shares:
    return _normed(np.array([level.usual for level in comparison.levels]))


def _same(
    backend: Backend, left: str, right: str, comparisons: Sequence[Comparison], roles: frozenset[str]
) -> dict[str, Shares]:
    counts = {one.name: np.zeros(len(one.levels)) for one in comparisons}
    for rule in LEARNING_RULES:
        learned = [one for one in comparisons if one.role not in rule.roles]
        if rule.roles <= roles and learned:
            for name, found in _counted(
                backend, _singled_out(rule, left, right, 1), left, right, learned
            ).items():
                counts[name] += found
    return {one.name: _blended(counts[one.name], _usual(one)) for one in comparisons}


def _same_of_twins(
    backend: Backend, left: str, right: str, of_child: Sequence[Comparison], roles: frozenset[str]
) -> dict[str, Shares]:
    """From twins of both sexes, whom their sex tells apart."""
    learned = [one for one in of_child if one.name not in {"sex", "birth_day"}]
    if not (_TWINS.roles <= roles and learned):
        return {}
    return _counted(backend, _singled_out(_TWINS, left, right, 2), left, right, learned)


def _singled_out(rule: LearningRule, left: str, right: str, of: int) -> str:
    """SQL for pairs ``l``, ``r`` that a rule singles out, in blocks of so many births a register.

    With one birth the whole block is singled out; with two, sex tells the two apart.
    """
    place = RULE_PLACE[rule.rule]
    on = " AND ".join(["l.block = r.block", *(f'l."{trait}" = r."{trait}"' for trait in rule.also)])
    once = []
    for register in (left, right):
        alone = once_sql(place, rule.also if of > 1 else (), rule.also if of == 1 else (), register)
        in_block = (
            f"block IN (SELECT block FROM {register}_entries WHERE rule = {place} GROUP BY block "
            f"HAVING count(*) = {of})"
        )
        once.append(f"(SELECT * FROM ({alone}) WHERE {in_block})" if of > 1 else f"({alone})")
    return (
        f"SELECT l.record AS l, r.record AS r, {place} AS rule FROM {once[0]} l JOIN {once[1]} r ON {on} "
        f"ORDER BY l.block, l.record, r.record LIMIT {_MOST_PAIRS}"
    )


def _counted(
    backend: Backend, pairs: str, left: str, right: str, comparisons: Sequence[Comparison]
) -> dict[str, Shares]:
    backend.make("learning", pairs)
    rule = backend.rows("SELECT coalesce(max(rule), 0) FROM learning")[0][0]
    counts = backend.rows(
        f"SELECT {counts_sql(comparisons)} FROM (SELECT {levels_sql(comparisons, 'a', 'b')} FROM learning p "
        f"JOIN {banded(left, f'rule = {rule} AND record IN (SELECT l FROM learning)')} a ON a.record = p.l "
        f"JOIN {banded(right, f'rule = {rule} AND record IN (SELECT r FROM learning)')} b ON b.record = p.r)"
    )[0]
    return by_comparison(counts, comparisons)
