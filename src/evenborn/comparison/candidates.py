"""Which births are held against each other, and how many pairs that will be: counted before any pair is made.

A rule that is sharp in a province may pair everybody with everybody in a city of two townships. So the pairs
of every block are counted first; a block with too many is split by what else its births state, and what
cannot be split is left out, and said.
"""

from dataclasses import dataclass
from typing import Final

from evenborn.comparison.shares import banded
from evenborn.comparison.traits import CANDIDATE_RULES
from evenborn.registers.engine import Engine

MOST_PAIRS_OF_BLOCK: Final = 400
"""Pairs of births that one block may have, such as 20 of either register."""


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


def make_rest(engine: Engine, register: str, linked: str) -> None:
    """Make ``{register}_rest``: the entries of births that no certain link has.

    Parameters
    ----------
    engine : Engine
    register : str
        Name of a loaded register.
    linked : str
        SQL for the records that are linked.
    """
    engine.rows(f"CREATE OR REPLACE TEMP TABLE linked_records AS {linked}")
    left_over = banded(register, "record NOT IN (FROM linked_records)")
    engine.rows(f"CREATE TABLE {register}_rest AS FROM {left_over}")


def bound_candidates(
    engine: Engine, left: str, right: str, most: int = MOST_PAIRS_OF_BLOCK
) -> tuple[CandidateCount, ...]:
    """Count the pairs of every rule, split blocks with too many, and number the entries.

    Parameters
    ----------
    engine : Engine
    left, right : str
        Registers of which :func:`make_rest` was made.
    most : int
        Pairs that one block may have.

    Returns
    -------
    tuple of CandidateCount
        By rule.
    """
    split = [0] * len(CANDIDATE_RULES)
    for step in range(max(len(rule.split) for rule in CANDIDATE_RULES)):
        for place, blocks, _ in _too_large(engine, left, right, most):
            if step < len(CANDIDATE_RULES[place].split):
                split[place] += blocks if step == 0 else 0
                for register in (left, right):
                    _split(engine, register, place, CANDIDATE_RULES[place].split[step])
    left_out = {place: pairs for place, _, pairs in _too_large(engine, left, right, most)}
    for register in (left, right):
        engine.rows(f"DELETE FROM {register}_rest WHERE block IN (SELECT block FROM too_large)")
        engine.rows(
            f"CREATE OR REPLACE TABLE {register}_rest AS "
            f"SELECT row_number() OVER (ORDER BY record, rule) AS entry, * FROM {register}_rest"
        )
    pairs = dict(engine.rows(f"SELECT rule, sum(pairs)::BIGINT FROM ({_blocks(left, right)}) GROUP BY rule"))
    return tuple(
        CandidateCount(rule.name, pairs.get(place, 0), split[place], left_out.get(place, 0))
        for place, rule in enumerate(CANDIDATE_RULES)
    )


def _blocks(left: str, right: str) -> str:
    counted = (
        f"(SELECT rule, block, count(*) AS n FROM {name}_rest GROUP BY rule, block)" for name in (left, right)
    )
    return (
        f"SELECT l.rule, l.block, l.n * r.n AS pairs FROM {next(counted)} l "
        f"JOIN {next(counted)} r USING (rule, block)"
    )


def _too_large(engine: Engine, left: str, right: str, most: int) -> list[tuple[int, int, int]]:
    """Make the table ``too_large``; rules, with how many blocks and pairs they have in it."""
    engine.rows(
        "CREATE OR REPLACE TEMP TABLE too_large AS "
        f"SELECT * FROM ({_blocks(left, right)}) WHERE pairs > {most}"
    )
    return engine.rows("SELECT rule, count(*), sum(pairs)::BIGINT FROM too_large GROUP BY rule ORDER BY rule")


def _split(engine: Engine, register: str, place: int, trait: str) -> None:
    """Births that do not state the trait stay together in a block of their own."""
    engine.rows(
        f'UPDATE {register}_rest SET block = hash(block, "{trait}") '
        f"WHERE rule = {place} AND block IN (SELECT block FROM too_large WHERE rule = {place})"
    )
