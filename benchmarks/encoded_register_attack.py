"""The attack on an encoding of Evenborn: all that the file shows of a birth, and who shares its blocks.

For ``encoding_attack.py``. The attacker encodes his own copy with a key of his own and compares what does not
depend on the key: the clear columns, which rules a birth is under, which traits it lacks, which tokens of one
row are equal, with whom it shares blocks, and in which traits the two are alike there.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from similarity_attack import Matched

from evenborn.comparison.encoding_file import OF_RECORD
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS

RULE: Final = {rule.name: place for place, rule in enumerate(CANDIDATE_RULES)}
ROUNDS: Final = 3
_LOST: Final = 1e-3
"""Chance that something that belongs to a birth is not in the copy, where all of the births are."""
_DOMAINS: Final = [
    pair for pair in combinations(TRAITS, 2) if TRAITS[pair[0]].domain == TRAITS[pair[1]].domain
]

FEATURES: Final = ("birth order", "rows of a birth", "other blocks", "siblings")
"""What the attack may use beside sex, county and month: whether the birth is a first one; in a birth's own
rows which rules it is under, which traits it lacks and which tokens are equal; who shares blocks of the rules
that bring births of one mother together, or others, and in which traits the two are alike there."""


@dataclass(frozen=True)
class Seen:
    """What an attacker makes use of, of n births.

    Attributes
    ----------
    kind : list of int
        Of each birth, what never differs between two encodings of it.
    edges : list of dict
        Of each birth, by the other birth of its blocks, how they are alike.
    """

    kind: list[int]
    edges: list[dict[int, int]]


class EncodedRegister:
    """An encoding as an attacker reads it: what is seen of each birth, by feature."""

    def __init__(self, path: Path) -> None:
        table = pq.read_table(path)
        rules = table.column("rule").to_numpy()
        clear = table.filter(pa.array(rules == OF_RECORD)).sort_by("record")
        entries = table.filter(pa.array(rules != OF_RECORD))
        self._record, self._rule, self._block = (
            entries.column(one).to_numpy() for one in ("record", "rule", "block")
        )
        columns = [entries.column(trait).combine_chunks().cast(pa.int64()) for trait in TRAITS]
        self._tokens = np.stack([one.fill_null(-1).to_numpy() for one in columns], axis=1)
        self.births = clear.num_rows
        stated = {
            one: clear.column(f"{one}_stated").to_pylist() for one in ("sex", "county", "month", "order")
        }
        self.county = stated["county"]
        self.kinds: dict[str, list[Hashable]] = {
            "": list(zip(stated["sex"], stated["county"], stated["month"], strict=True)),
            "birth order": stated["order"],
            "rows of a birth": list(zip(self._rules(), self._lacking(), self._equal(), strict=True)),
        }
        self.sizes = np.ones((self.births, len(CANDIDATE_RULES)), np.int64)
        self.alike = self._pairs()

    def _rules(self) -> list[Hashable]:
        """Rules that a birth is under."""
        under = np.zeros((self.births, len(CANDIDATE_RULES)), np.bool_)
        under[self._record, self._rule] = True
        return [row.tobytes() for row in np.packbits(under, axis=1)]

    def _lacking(self) -> list[Hashable]:
        """Traits that no row of a birth has."""
        has = np.zeros((self.births, len(TRAITS)), np.bool_)
        np.logical_or.at(has, self._record, self._tokens >= 0)
        return [row.tobytes() for row in np.packbits(has, axis=1)]

    def _equal(self) -> list[Hashable]:
        """Traits whose tokens are equal in every row: a doubled character, a day that is its month."""
        places = {trait: place for place, trait in enumerate(TRAITS)}
        equal = np.zeros((self.births, len(_DOMAINS)), np.bool_)
        for place, pair in enumerate(_DOMAINS):
            one, other = (self._tokens[:, places[trait]] for trait in pair)
            both = (one > 1) & (other > 1)
            equal[self._record[both], place] = True
            equal[self._record[both & (one != other)], place] = False
        return [row.tobytes() for row in np.packbits(equal, axis=1)]

    def _pairs(self) -> dict[tuple[int, int], set[Hashable]]:
        """Births that share a block: under which rules, and in which traits they are alike there."""
        order = np.argsort(self._block, kind="stable")
        alike: dict[tuple[int, int], set[Hashable]] = defaultdict(set)
        for part in np.split(order, np.flatnonzero(np.diff(self._block[order])) + 1):
            if len(part) > 1:
                self.sizes[self._record[part], self._rule[part[0]]] = len(part)
                for one, other in combinations(part.tolist(), 2):
                    tokens = self._tokens[one]
                    same = np.flatnonzero((tokens == self._tokens[other]) & (tokens > 1))
                    pair = sorted((int(self._record[one]), int(self._record[other])))
                    alike[pair[0], pair[1]] |= {("rule", int(self._rule[one])), *same.tolist()}
        return alike

    def in_order(self, row: NDArray[np.int64]) -> float:
        """Share of neighbouring entries of one block that stand as their rows in the owner's file."""
        rows = row[self._record]
        one_block = self._block[1:] == self._block[:-1]
        return float((rows[:-1] < rows[1:])[one_block].mean())

    def seen(self, used: frozenset[str]) -> Seen:
        """What some of the :data:`FEATURES` show."""
        parts = [self.kinds[""], *(self.kinds[one] for one in FEATURES if one in used and one in self.kinds)]
        edges: list[dict[int, int]] = [{} for _ in range(self.births)]
        for (one, other), how in self.alike.items():
            if _kind_of_edge(how) in used:
                edges[one][other] = edges[other][one] = hash(frozenset(how))
        return Seen([hash(row) for row in zip(*parts, strict=True)], edges)

    def name_signs(self) -> list[tuple[Hashable, ...]]:
        """What is seen of how frequent the mother's name is; the county stands at place 0."""
        rules = [RULE[name] for name in ("mother_and_facility", "mother_and_township", "mother_and_day")]
        most = np.minimum(self.sizes[:, rules], 6).tolist()
        return [
            (county, *sizes, equal)
            for county, sizes, equal in zip(self.county, most, self._equal(), strict=True)
        ]


def _kind_of_edge(how: set[Hashable]) -> str:
    rules = {one[1] for one in how if isinstance(one, tuple)}
    if RULE["mother_id"] in rules or RULE["parents"] in rules:
        return "siblings"
    return "other blocks"


def match_seen(one: Seen, other: Seen, overlap: float) -> Matched:
    """Births of ``other`` that are those of ``one``, of which this share is in ``other``."""
    chance = np.random.default_rng(0)
    found = Matched(np.full(len(one.kind), -1), np.zeros(len(one.kind), np.bool_))
    rows, columns = _by_kind(one), _by_kind(other)
    for _ in range(ROUNDS):
        known = {int(place): int(found.guess[place]) for place in np.flatnonzero(found.claimed)}
        marks = _marks(one, known), _marks(other, {place: place for place in known.values()})
        often = Counter(mark for birth in marks[1] for mark in birth)
        score_of = _Scores(len(other.kind), marks, often, max(1 - overlap, _LOST))
        for kind, births in rows.items():
            if partners := columns.get(kind):
                score = score_of(births, partners)
                _assign(score + 1e-6 * chance.random(score.shape), births, partners, overlap, found)
    return found


def _by_kind(of: Seen) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for place, kind in enumerate(of.kind):
        found[kind].append(place)
    return found


def _marks(of: Seen, known: Mapping[int, int]) -> list[set[Hashable]]:
    """By birth, how it is like each neighbour, and of what kind that one is; and who it is, where known."""
    found: list[set[Hashable]] = []
    for near in of.edges:
        marks: set[Hashable] = {(how, of.kind[neighbour]) for neighbour, how in near.items()}
        found.append(marks | {known[neighbour] for neighbour in near if neighbour in known})
    return found


@dataclass(frozen=True)
class _Scores:
    """Log of how much likelier what both show is of one birth than of two of a kind."""

    births: int
    marks: tuple[list[set[Hashable]], list[set[Hashable]]]
    often: Counter[Hashable]
    lost: float

    def __call__(self, births: list[int], partners: list[int]) -> NDArray[np.float64]:
        score = np.zeros((len(births), len(partners)))
        having: dict[Hashable, list[int]] = defaultdict(list)
        for column, partner in enumerate(partners):
            score[:, column] += np.log(self.lost) * len(self.marks[1][partner])
            for mark in self.marks[1][partner]:
                having[mark].append(column)
        for row, birth in enumerate(births):
            score[row] += np.log(self.lost) * len(self.marks[0][birth])
            for mark in self.marks[0][birth]:
                if mark in having:
                    score[row, having[mark]] += np.log(self.births / self.often[mark] / self.lost**2)
        return score


def _assign(
    score: NDArray[np.float64], births: list[int], partners: list[int], overlap: float, found: Matched
) -> None:
    rows, columns = linear_sum_assignment(-score)
    sure = np.full(score.shape, overlap)
    for axis in (0, 1):
        powers = np.exp(score - score.max(axis=axis, keepdims=True))
        sure *= powers / powers.sum(axis=axis, keepdims=True)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        found.guess[births[row]] = partners[column]
        found.claimed[births[row]] = sure[row, column] > 0.5
