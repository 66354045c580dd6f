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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.chances import Chances
from evenborn.comparison.levels import Comparison
from evenborn.comparison.shares import Shares
from evenborn.comparison.siblings import make_of_mothers, related_shares, usual_of_twins
from evenborn.comparison.singled_out import LEARNING_RULES, TWINS, LearningRule, SingledOut, singled_out

_USUAL_WEIGHT: Final = 20.0
"""Births that what is usual counts for beside what was seen."""
_USUAL_BIRTHS: Final = 500
"""Births that usual numbers of twins and siblings count for beside those seen."""
_USUAL_TWINS, _USUAL_SIBLINGS = 0.012, 0.01  # pairs for each birth


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
    rules = [rule for rule in LEARNING_RULES if rule.roles <= roles]
    pairs = singled_out(backend, (left, right), rules, comparisons)
    with ThreadPoolExecutor(1, "evenborn-learning") as pool:  # counts while the engine looks for twins
        counting = pool.submit(_same, pairs, rules, comparisons)
        of_related = _related(backend, (left, right), comparisons, roles)
        same = counting.result()
    strangers = {
        one.name: _seen(
            _normed((np.array(chances[0][one.name]) + np.array(chances[1][one.name])) / 2),
            stated[0].get(one.name, 1.0) * stated[1].get(one.name, 1.0),
        )
        for one in comparisons
    }
    of_child, apart = _of_child(comparisons), _of_siblings(comparisons)
    of_twins, (twins, twin_pairs), (siblings, sibling_pairs) = of_related
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


def _of_child(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    return tuple(one for one in comparisons if one.of_child)


def _of_siblings(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    return tuple(one for one in comparisons if one.of_child or one.name in {"facility", "area"})


_Counts = tuple[Mapping[str, Shares], float]


def _related(
    backend: Backend, names: tuple[str, str], comparisons: Sequence[Comparison], roles: frozenset[str]
) -> tuple[Mapping[str, Shares], _Counts, _Counts]:
    """Counts of levels: of records of one twin, of twins, of siblings."""
    of_child, apart = _of_child(comparisons), _of_siblings(comparisons)
    of_twins = _same_of_twins(backend, names, of_child, roles)
    make_of_mothers(backend, names, apart, roles)
    twins = related_shares(backend, names, of_child, "=", roles)
    siblings = related_shares(backend, names, apart, "<>", roles)
    if "mother_id" in roles:
        backend.drop(*(f"{name}_of_mothers" for name in names))
    return of_twins, twins, siblings


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
    pairs: SingledOut, rules: Sequence[LearningRule], comparisons: Sequence[Comparison]
) -> dict[str, Shares]:
    counts = pairs.counts(comparisons)
    total = {one.name: np.zeros(len(one.levels)) for one in comparisons}
    for rule, found in zip(rules, counts, strict=True):
        for one in comparisons:
            if one.role not in rule.roles:
                total[one.name] += found[one.name]
    return {one.name: _blended(total[one.name], _usual(one)) for one in comparisons}


def _same_of_twins(
    backend: Backend, names: tuple[str, str], of_child: Sequence[Comparison], roles: frozenset[str]
) -> dict[str, Shares]:
    """From twins of both sexes, whom their sex tells apart."""
    learned = [one for one in of_child if one.name not in {"sex", "birth_day"}]
    if not (TWINS.roles <= roles and learned):
        return {}
    return singled_out(backend, names, [TWINS], learned).counts(learned)[0]
