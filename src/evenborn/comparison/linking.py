"""Two loaded registers become links: certain ones first, the rest weighed and assigned."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.assign import assign
from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.candidates import CandidateCount, bound_candidates, make_rest
from evenborn.comparison.certain import certain_links
from evenborn.comparison.evaluation import chance_of
from evenborn.comparison.judged import JudgedLinks, judge, levels_of_some
from evenborn.comparison.learned import Learned, learn
from evenborn.comparison.levels import comparisons_of
from evenborn.comparison.loading import Described
from evenborn.comparison.scoring import ScoredPairs, score
from evenborn.comparison.weights import Expected, expected_pairs, match_weights

_HARDLY: Final = -15.0  # bits; what is less likely does not add up to one birth in a million pairs

BY_WEIGHT: Final = 255
"""What the column ``rule`` of the links says of those that were weighed."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Links of two registers, and how they were found.

    Attributes
    ----------
    links : pyarrow.Table
        ``l``, ``r`` (records), ``rule`` (uint8, of :data:`~evenborn.comparison.certain.CERTAIN_RULES`, or
        :data:`BY_WEIGHT`), ``weight`` (float64, bits; null where a certain rule linked), sorted by ``l``.
    certain : tuple of int
        Links by certain rule.
    candidates : tuple of CandidateCount
        What each candidate rule cost.
    learned : Learned
    expected : Expected
        Pairs of each kind among the births that were weighed.
    pairs : ScoredPairs
        Every pair that was weighed.
    weights : ndarray of float
        Their match weights.
    chosen : ndarray of int64
        Which of them are links.
    judged : JudgedLinks
        Some of the certain links, weighed as well.
    expected_rest : float
        Births expected in both registers among those without a certain link.
    """

    links: "pa.Table"
    certain: tuple[int, ...]
    candidates: tuple[CandidateCount, ...]
    learned: Learned
    expected: Expected
    pairs: ScoredPairs
    weights: NDArray[np.float64]
    chosen: NDArray[np.int64]
    judged: JudgedLinks
    expected_rest: float


def _tell_nobody(_: float) -> None:
    """What is told where nobody asked."""


def link(
    backend: Backend,
    names: tuple[str, str],
    described: tuple[Described, Described],
    progress: Callable[[float], None] | None = None,
) -> Linked:
    """Link two loaded registers.

    Parameters
    ----------
    backend : Backend
    names : pair of str
        Under which they were loaded; :func:`~evenborn.comparison.certain.make_shared` was made of both.
    described : pair of Described
    progress : callable, optional
        Told the share done, 0 to 1.
    """
    tell = progress or _tell_nobody
    left, right = names
    roles = described[0].roles & described[1].roles
    births = (described[0].births, described[1].births)
    table = f"links_{left}_{right}"
    certain = certain_links(backend, left, right, table, roles)
    tell(0.4)
    learned = learn(
        backend,
        left,
        right,
        comparisons_of(roles),
        (described[0].chances, described[1].chances),
        births,
        (described[0].stated, described[1].stated),
    )
    tell(0.6)
    make_rest(backend, left, f"SELECT l FROM {table}")
    make_rest(backend, right, f"SELECT r FROM {table}")
    candidates = bound_candidates(backend, left, right)
    tell(0.7)
    pairs = score(backend, left, right, learned, sum(one.pairs for one in candidates))
    tell(0.9)
    expected = expected_pairs(births, sum(certain), learned, pairs.levels, pairs.strangers, pairs.left)
    weights = match_weights(pairs.levels, pairs.strangers, learned, expected)
    with ThreadPoolExecutor(2, "evenborn-assigning") as pool:  # assigns while the engine is asked
        assigning = [pool.submit(assign, pairs.left, pairs.right, weights, least) for least in (0.0, _HARDLY)]
        some = levels_of_some(backend, names, table, learned)
        chosen, likeliest = (one.result() for one in assigning)
    expected_rest = float(chance_of(weights[likeliest]).sum())
    found = pa.table(
        {
            "l": pa.array(pairs.left[chosen].astype(np.int32)),
            "r": pa.array(pairs.right[chosen].astype(np.int32)),
            "rule": pa.array(np.full(len(chosen), BY_WEIGHT, np.uint8)),
            "weight": pa.array(weights[chosen]),
        }
    )
    sure = backend.table(f"SELECT l, r, rule, NULL::DOUBLE AS weight FROM {table}").cast(found.schema)
    judged = judge(some, learned, births, sum(certain) + len(chosen))
    backend.drop(f"{left}_rest", f"{right}_rest", table)
    tell(1.0)
    links = pa.concat_tables([sure, found]).sort_by([("l", "ascending")])
    return Linked(
        links, tuple(certain), candidates, learned, expected, pairs, weights, chosen, judged, expected_rest
    )
