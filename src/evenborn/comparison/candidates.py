"""Which births are held against each other, and how many pairs that will be: counted before any pair is made.

A rule that is sharp in a province may pair everybody with everybody in a city of two townships. So the pairs
of every block are counted first; a block with too many is split by what else its births state, and what
cannot be split is left out, and said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.shares import not_in
from evenborn.comparison.traits import CANDIDATE_RULES

MOST_PAIRS_OF_BLOCK: Final = 400
"""Pairs of births that one block may have, such as 20 of either register."""
_ENTRIES_OF_RECORD: Final = 16
"""More than there are rules, so that a record and a rule make one number."""
_SPLIT_BY: Final = sorted({trait for rule in CANDIDATE_RULES for trait in rule.split})


@dataclass(frozen=True, slots=True)
class CandidateCount:
    """What one candidate rule will cost.

    Attributes
    ----------
    rule : str
        Name of the rule.
    pairs : int
        Pairs that it makes.
    split : int
        Blocks that were split.
    left_out : int
        Pairs of blocks that are still too large, and are not made.
    """

    rule: str
    pairs: int
    split: int
    left_out: int


def make_rest(backend: Backend, register: str, linked: str) -> None:
    """Make ``{register}_rest``: the entries of births that no certain link has, numbered.

    They have ``rule``, ``block`` and the traits by which blocks are split.

    Parameters
    ----------
    backend : Backend
    register : str
        Name of a loaded register.
    linked : str
        SQL for the records that are linked.
    """
    backend.make("linked_records", f"SELECT taken FROM ({linked}) k(taken)")
    alone = not_in("record", "SELECT taken FROM linked_records")
    backend.make("left_over", f"SELECT record FROM {register}_records WHERE {alone}")
    entries = entries_of(backend, register, "left_over", _SPLIT_BY, every_rule=True)
    backend.make(
        f"{register}_rest",
        f"SELECT record::BIGINT * {_ENTRIES_OF_RECORD} + rule AS entry, * FROM {entries}",
    )
    backend.drop("linked_records", "left_over")


def bound_candidates(
    backend: Backend, left: str, right: str, most: int = MOST_PAIRS_OF_BLOCK
) -> tuple[CandidateCount, ...]:
    """Count the pairs of every rule, and split blocks with too many.

    Parameters
    ----------
    backend : Backend
    left, right : str
        Registers of which :func:`make_rest` was made.
    most : int
        Pairs that one block may have.

    Returns
    -------
    tuple of CandidateCount
        By rule.
    """
    _keep_met(backend, left, right)
    split = [0] * len(CANDIDATE_RULES)
    large = _too_large(backend, left, right, most)
    for place, blocks, _ in large:
        split[place] = blocks if CANDIDATE_RULES[place].split else 0
    for step in range(max(len(rule.split) for rule in CANDIDATE_RULES)):
        rules = {place: CANDIDATE_RULES[place].split for place, _, _ in large}
        traits = {place: ways[step] for place, ways in rules.items() if step < len(ways)}
        if not traits:
            break
        for register in (left, right):
            _split(backend, register, traits)
        large = _too_large(backend, left, right, most)
    left_out = {place: pairs for place, _, pairs in large}
    for register in (left, right):
        if left_out:
            backend.remove(f"{register}_rest", "block IN (SELECT block FROM too_large)")
    pairs = dict(backend.rows(f"SELECT rule, sum(pairs)::BIGINT FROM ({_blocks(left, right)}) GROUP BY rule"))
    return tuple(
        CandidateCount(rule.name, pairs.get(place, 0), split[place], left_out.get(place, 0))
        for place, rule in enumerate(CANDIDATE_RULES)
    )


def _keep_met(backend: Backend, left: str, right: str) -> None:
    """Keep the entries whose block the other register has as well: no others make a pair."""
    for register, other in ((left, right), (right, left)):
        blocks = f"SELECT rule, block FROM {other}_rest"
        backend.make(f"{register}_rest", f"SELECT * FROM {register}_rest WHERE (rule, block) IN ({blocks})")


def _blocks(left: str, right: str) -> str:
    counted = (
        f"(SELECT rule, block, count(*) AS n FROM {name}_rest GROUP BY rule, block)" for name in (left, right)
    )
    return (
        f"SELECT l.rule, l.block, l.n * r.n AS pairs FROM {next(counted)} l "
        f"JOIN {next(counted)} r USING (rule, block)"
    )


def _too_large(backend: Backend, left: str, right: str, most: int) -> list[tuple[int, int, int]]:
    """Make the table ``too_large``; rules, with how many blocks and pairs they have in it."""
    backend.make("too_large", f"SELECT * FROM ({_blocks(left, right)}) WHERE pairs > {most}")
    return backend.rows(
        "SELECT rule, count(*), sum(pairs)::BIGINT FROM too_large GROUP BY rule ORDER BY rule"
    )


def _split(backend: Backend, register: str, traits: Mapping[int, str]) -> None:
    """Split blocks by a trait of each rule; births that do not state it stay together in a block."""
    cases = " ".join(f'WHEN {place} THEN hash(block, "{trait}")' for place, trait in traits.items())
    rules = ", ".join(map(str, traits))
    backend.change(
        f"{register}_rest",
        "block",
        f"CASE rule {cases} END",
        f"(rule, block) IN (SELECT rule, block FROM too_large WHERE rule IN ({rules}))",
    )
