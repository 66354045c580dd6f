"""Births that are left are held against each other with Splink: candidate pairs, their levels, their weights.

References
----------
Linacre R, Lindsay S, Manassis T, Slade Z, Hepworth T, Kennedy R, Bond A. Splink: free software for
probabilistic record linkage at scale. Int J Popul Data Sci 2022; 7(3).
https://doi.org/10.23889/ijpds.v7i3.1794
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.chosen import entries_of, is_plain
from evenborn.comparison.learned import Learned
from evenborn.comparison.levels import ELSE, Comparison, columns_of, condition_sql
from evenborn.comparison.traits import CANDIDATE_RULES
from evenborn.comparison.weights import Levels
from evenborn.registers.engine import EngineError

_NO_PRIOR = 0.5
_RULES: Final = range(len(CANDIDATE_RULES))

MOST_PAIRS_AT_ONCE: Final = 20_000_000
"""Candidate pairs that are scored at once; more in parts, so that memory does not grow with them."""


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Candidate pairs of two registers.

    Attributes
    ----------
    left, right : ndarray of int64, shape (n,)
        Records.
    levels : Levels
        How alike they are.
    strangers : ndarray of float, shape (n,)
        log2 of the Bayes factor against unrelated births.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    levels: Levels
    strangers: NDArray[np.float64]


def settings(learned: Learned, condition: Callable[[str], str] = str, rules: int = 1) -> dict[str, Any]:
    """Settings of Splink: what was learned, in its own words, and conditions in those of the engine.

    Rows meet where they share one of the first ``rules`` columns ``met0``, ``met1`` and so on.
    """
    return {
        "link_type": "link_only",
        "unique_id_column_name": "entry",
        "probability_two_random_records_match": _NO_PRIOR,
        "blocking_rules_to_generate_predictions": [f"l.met{place} = r.met{place}" for place in range(rules)],
        "comparisons": [_comparison(one, learned, condition) for one in learned.comparisons],
        "additional_columns_to_retain": ["record"],
        "retain_matching_columns": True,  # and with them the levels
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, learned: Learned, condition: Callable[[str], str]) -> dict[str, Any]:
    unknown = condition(comparison.unknown)
    levels: list[dict[str, Any]] = [
        {"sql_condition": unknown, "label_for_charts": "not stated", "is_null_level": True}
    ]
    same, strangers = learned.same[comparison.name], learned.strangers[comparison.name]
    for level, m, u in zip(comparison.levels, same, strangers, strict=True):
        levels.append(
            {
                "sql_condition": ELSE
                if level.condition == ELSE
                else condition(condition_sql(comparison, level)),
                "label_for_charts": level.name,
                "m_probability": float(m),
                "u_probability": float(u),
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def chunks(pairs: int, most: int = MOST_PAIRS_AT_ONCE) -> int:
    """In how many parts so many candidate pairs are scored.

    Examples
    --------
    >>> chunks(0), chunks(MOST_PAIRS_AT_ONCE), chunks(MOST_PAIRS_AT_ONCE + 1)
    (1, 1, 2)
    """
    return max(-(-pairs // most), 1)


def score(
    backend: Backend,
    left: str,
    right: str,
    learned: Learned,
    candidates: int = 0,
    most: int = MOST_PAIRS_AT_ONCE,
    least: float = -20.0,
) -> ScoredPairs:
    """Score the candidate pairs of two registers.

    Parameters
    ----------
    backend : Backend
    left, right : str
        Names of the registers, whose tables ``{name}_rest`` hold the entries of births still to be linked.
    learned : Learned
    candidates : int
        Pairs expected.
    most : int
        Of which so many are scored at once.
    least : float
        log2 of the Bayes factor below which a pair is not looked at.
    """
    from splink.internals.exceptions import SplinkException  # noqa: PLC0415 -- takes long

    names = [one.name for one in learned.comparisons]
    try:
        _make_scored(backend, (left, right), learned, chunks(candidates, most), least)
    except SplinkException as error:
        raise EngineError(str(error)) from error
    table = backend.table(_best_of_pair(names))
    backend.drop("scored")
    scale = [len(one.levels) - 1 for one in learned.comparisons]
    levels = {
        name: _levels(table.column(name).to_numpy(), top) for name, top in zip(names, scale, strict=True)
    }
    return ScoredPairs(
        table.column("record_l").to_numpy().astype(np.int64),
        table.column("record_r").to_numpy().astype(np.int64),
        levels,
        table.column("match_weight").to_numpy().astype(np.float64),
    )


def _make_scored(
    backend: Backend, names: tuple[str, str], learned: Learned, parts: int, least: float
) -> None:
    """Make the table ``scored``; what Splink carries beside weights and levels is dropped part by part."""
    from splink import Linker  # noqa: PLC0415 -- takes long

    for name in names:
        _make_weighed(backend, name, learned.comparisons)
    database = backend.splink()
    tables = [database.register(f"{name}_weighed", dataset_display_name=name) for name in names]
    rules = len(_RULES) if is_plain(backend, names[0]) else 1
    stated = settings(learned, backend.condition, rules)
    linker = Linker(tables, stated, log_level="ERROR", validate_settings=False)
    levels = "".join(f', "gamma_{one.name}"::TINYINT AS "{one.name}"' for one in learned.comparisons)
    for part in range(parts):
        found = linker.inference.predict_chunk(
            (part + 1, parts), (1, 1), threshold_match_weight=least, warning_mode="never"
        )
        sql = f"SELECT entry_l, record_l, record_r, match_weight{levels} FROM {found.physical_name}"
        (backend.append if part else backend.make)("scored", sql)
        found.drop_table_from_database_and_remove_from_cache()
    database.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
    backend.drop(*(f"{name}_weighed" for name in names))


def _make_weighed(backend: Backend, name: str, comparisons: Sequence[Comparison]) -> None:
    """Make ``{name}_weighed``: what is left, what is compared of it, and the blocks in which it meets others.

    A birth that states the same under every rule is one row with a block for each: pairs that several rules
    bring together are weighed once.
    """
    columns = sorted({column for one in comparisons for column in columns_of(one)})
    if not is_plain(backend, name):
        chosen = f"(SELECT entry, record, rule, block AS met0 FROM {name}_rest)"
        backend.make(f"{name}_weighed", f"SELECT * FROM {entries_of(backend, name, chosen, columns)}")
        return
    met = ", ".join(f"max(CASE WHEN rule = {place} THEN block END) AS met{place}" for place in _RULES)
    backend.make(  # a table, so that the engine knows how few they are before it joins them
        f"{name}_met",
        f"SELECT record, record AS entry, min(rule) AS rule, {met} FROM {name}_rest GROUP BY record",
    )
    backend.make(f"{name}_weighed", f"SELECT * FROM {entries_of(backend, name, f'{name}_met', columns)}")
    backend.drop(f"{name}_met")


def _best_of_pair(names: Sequence[str]) -> str:
    """SQL for one row a pair, which several rules may have brought together."""
    chosen = ", ".join(f'arg_max("{name}", entry_l) AS "{name}"' for name in names)
    return (
        f"SELECT record_l, record_r, max(match_weight) AS match_weight, {chosen} FROM scored "
        "GROUP BY record_l, record_r ORDER BY record_l, record_r"
    )


def _levels(gammas: NDArray[Any], top: int) -> NDArray[np.int8]:
    """Splink counts levels from nothing alike upwards."""
    return np.where(gammas < 0, -1, top - gammas).astype(np.int8)
