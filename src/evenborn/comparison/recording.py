"""From what a comparison has found to its record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from itertools import combinations
from typing import Any, Final

import numpy as np

from evenborn.comparison.candidates import MOST_PAIRS_OF_BLOCK
from evenborn.comparison.certain import CERTAIN_RULES, CertainRule
from evenborn.comparison.commission import Commission
from evenborn.comparison.compare import Compared
from evenborn.comparison.learned import Learned
from evenborn.comparison.linking import Linked
from evenborn.comparison.months import months_covered
from evenborn.comparison.replies import Replies
from evenborn.comparison.run_record import RegisterRecord, RunRecord

PACKAGES: Final = ("evenborn", "splink", "duckdb")
"""Programs that take part in every comparison."""
_OF_ENGINE: Final[Mapping[str, tuple[str, ...]]] = {"spark": ("pyspark",)}


def run_record(
    compared: Compared, commission: Commission, replies: Mapping[str, Replies], language: str
) -> RunRecord:
    """The record of a comparison.

    Parameters
    ----------
    compared : Compared
    commission : Commission
    replies : mapping of str to Replies
        What owners had answered before, by register.
    language : {"en", "zh"}
    """
    registers = tuple(_register(compared, place, replies) for place in range(len(compared.described)))
    pairs = tuple(_pair(compared, *pair) for pair in combinations(range(len(compared.described)), 2))
    settings = {"most_pairs_of_block": MOST_PAIRS_OF_BLOCK, "certain_rules": [*map(rule_name, CERTAIN_RULES)]}
    versions = {one: version(one) for one in (*PACKAGES, *_OF_ENGINE.get(compared.engine, ()))}
    return RunRecord(_run(commission, registers), commission, language, versions, settings, registers, pairs)


def _run(commission: Commission, registers: tuple[RegisterRecord, ...]) -> str:
    """Name of the run: the day, and a hash of what was compared, after which answers, and why."""
    given = [(one.register, one.sha256, one.removed, one.confirmed, one.corrected) for one in registers]
    text = json.dumps([asdict(commission), given], default=str, ensure_ascii=False)
    return f"{commission.on:%Y%m%d}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def rule_name(rule: CertainRule) -> str:
    """How the record calls a certain rule.

    Examples
    --------
    >>> rule_name(CERTAIN_RULES[0])
    'certificate+birth_day'
    """
    return "+".join((rule.rule, *rule.also))


def _register(compared: Compared, place: int, replies: Mapping[str, Replies]) -> RegisterRecord:
    described, answered = compared.described[place], replies.get(compared.described[place].register)
    answered = answered or Replies(described.register)
    first, last = months_covered(compared.records[place].column("month")) or (None, None)
    return RegisterRecord(
        described.register,
        described.file,
        described.sha256,
        described.births,
        described.key_check,
        first,
        last,
        tuple(sorted(answered.removed)),
        tuple(sorted(answered.confirmed)),
        tuple(sorted(answered.corrected)),
        answered.still_differing(compared.differences[place]),
    )


def _pair(compared: Compared, one: int, other: int) -> dict[str, Any]:
    found = compared.linked[one, other]
    return {
        "left": compared.described[one].register,
        "right": compared.described[other].register,
        "links": len(found.links),
        "certain": dict(zip(map(rule_name, CERTAIN_RULES), found.certain, strict=True)),
        "by_weight": len(found.chosen),
        "weighed_pairs": len(found.weights),
        "candidates": [asdict(rule) for rule in found.candidates],
        "learned": _learned(found.learned),
        "expected": asdict(found.expected),
        "expected_rest": found.expected_rest,
        "evaluation": asdict(compared.evaluations[one, other]),
        "links_sha256": links_hash(found),
    }


def _learned(learned: Learned) -> dict[str, Any]:
    parts = ("same", "strangers", "same_of_siblings", "twins", "siblings")
    shares = {
        comparison.name: {
            "levels": [level.name for level in comparison.levels],
            **{
                part: [float(share) for share in getattr(learned, part)[comparison.name]]
                for part in parts
                if comparison.name in getattr(learned, part)
            },
        }
        for comparison in learned.comparisons
    }
    return {"comparisons": shares, "twin_pairs": learned.twin_pairs, "sibling_pairs": learned.sibling_pairs}


def links_hash(found: Linked) -> str:
    """SHA-256 of which records are linked, and by which rule; weights are no part of it."""
    columns = [
        np.asarray(found.links.column(name).to_numpy(), "<i4").tobytes() for name in ("l", "r", "rule")
    ]
    return hashlib.sha256(b"".join(columns)).hexdigest()
