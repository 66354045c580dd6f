"""How alike are children of one delivery, or of one mother? Counted inside each register."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.certain import RULE_PLACE
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.keyed import keyed
from evenborn.comparison.levels import Comparison, columns_of, counts_sql, levels_sql
from evenborn.comparison.shares import Shares, by_comparison

_OF_TWINS: Final[Mapping[str, tuple[float, ...]]] = {
    "sex": (0.65, 0.35),
    "weight": (0.03, 0.14, 0.13, 0.7),
    "child_name": (0.001, 0.001, 0.001, 0.02, 0.001, 0.3, 0.01, 0.62, 0.05),
    "position": (0.01, 0.99),
    "parity": (0.3, 0.7),
    "birth_day": (0.99, 0.008, 0.0005, 0.0005, 0.0005, 0.0005),
}
"""Where no register holds enough twins: two pairs in three are of one sex, weights differ by some 300 g."""

_MOST_BIRTHS: Final = 6
"""More births under one number are those of a number that several mothers are given."""


def usual_of_twins(comparison: Comparison) -> Shares:
    """What is usual between children of one delivery."""
    shares = np.array(_OF_TWINS.get(comparison.name, (0.01, 0.99)))
    return np.asarray(shares / shares.sum())


def make_of_mothers(
    backend: Backend, registers: Sequence[str], comparisons: Sequence[Comparison], roles: frozenset[str]
) -> None:
    """Make ``{register}_of_mothers``: births whose mother has a few in the register, by her number.

    They have the columns that the comparisons look at.
    """
    if "mother_id" not in roles:
        return
    place = RULE_PLACE["mother_id"]
    looked_at = {column for one in comparisons for column in columns_of(one)}
    columns = sorted(looked_at | {"birth_day", "position", "child_name"})
    for register in registers:
        records, births = keyed(backend, register, place).several()
        few = np.sort(records[births <= _MOST_BIRTHS])
        rules = np.full(len(few), place, np.int32)
        backend.hold("of_mothers", pa.table({"record": pa.array(few), "rule": pa.array(rules)}))
        backend.make(
            f"{register}_of_mothers", f"SELECT * FROM {entries_of(backend, register, 'of_mothers', columns)}"
        )
        backend.drop("of_mothers")


def related_shares(
    backend: Backend,
    registers: Sequence[str],
    comparisons: Sequence[Comparison],
    day: str,
    roles: frozenset[str],
) -> tuple[dict[str, Shares], float]:
    """Levels between children of one mother within a register, on one day (``=``) or not (``<>``).

    The tables of :func:`make_of_mothers` are there.
    """
    if "mother_id" not in roles or not comparisons:
        return {}, 0.0
    levels = levels_sql(comparisons, "a", "b")
    total = {one.name: np.zeros(len(one.levels)) for one in comparisons}
    pairs = 0.0
    for register in registers:
        several = f"{register}_of_mothers"
        of_mother = (
            f"FROM {several} a JOIN {several} b ON a.block = b.block AND a.record < b.record "
            f'WHERE a."birth_day" {day} b."birth_day"'
        )
        if day == "=":  # the same child entered twice is no twin
            of_mother += (
                ' AND NOT coalesce(a."position" = b."position" OR a.child_name = b.child_name, false)'
            )
        sql = f"SELECT count(*), {counts_sql(comparisons)} FROM (SELECT {levels} {of_mother})"
        row = backend.rows(sql)[0]
        pairs += row[0]
        for name, found in by_comparison(row[1:], comparisons).items():
            total[name] += found
    return total, pairs
