"""Births that are left are held against each other with Splink: candidate pairs, their levels, their weights.

References
----------
Linacre R, Lindsay S, Manassis T, Slade Z, Hepworth T, Kennedy R, Bond A. Splink: free software for
probabilistic record linkage at scale. Int J Popul Data Sci 2022; 7(3).
https://doi.org/10.23889/ijpds.v7i3.1794
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from splink import Linker
from splink.internals.duckdb.database_api import DuckDBAPI

from evenborn.comparison.learned import Learned
from evenborn.comparison.levels import Comparison, condition_sql
from evenborn.comparison.weights import Levels
from evenborn.registers.engine import Engine

_NO_PRIOR = 0.5


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


def settings(learned: Learned) -> dict[str, Any]:
    """Settings of Splink: what was learned, in its own words."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "entry",
        "probability_two_random_records_match": _NO_PRIOR,
        "blocking_rules_to_generate_predictions": ["l.block = r.block"],
        "comparisons": [_comparison(one, learned) for one in learned.comparisons],
        "additional_columns_to_retain": ["record"],
        "retain_matching_columns": True,  # and with them the levels
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, learned: Learned) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.unknown, "label_for_charts": "not stated", "is_null_level": True}
    ]
    same, strangers = learned.same[comparison.name], learned.strangers[comparison.name]
    for level, m, u in zip(comparison.levels, same, strangers, strict=True):
        levels.append(
            {
                "sql_condition": condition_sql(comparison, level),
                "label_for_charts": level.name,
                "m_probability": float(m),
                "u_probability": float(u),
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def score(engine: Engine, left: str, right: str, learned: Learned, least: float = -20.0) -> ScoredPairs:
    """Score the candidate pairs of the relations ``{left}_left`` and ``{right}_left`` of entries.

    Parameters
    ----------
    engine : Engine
    left, right : str
        Names of the registers, whose tables ``{name}_rest`` hold the entries of births still to be linked.
    learned : Learned
    least : float
        log2 of the Bayes factor below which a pair is not looked at.
    """
    database = DuckDBAPI(connection=engine.connection)
    tables = [database.register(f"{name}_rest", dataset_display_name=name) for name in (left, right)]
    linker = Linker(tables, settings(learned), log_level="ERROR", validate_settings=False)
    found = linker.inference.predict(threshold_match_weight=least)
    names = [one.name for one in learned.comparisons]
    chosen = ", ".join(f'arg_max("gamma_{name}", entry_l) AS "{name}"' for name in names)
    table = engine.table(
        f"SELECT record_l, record_r, max(match_weight) AS match_weight, {chosen} FROM {found.physical_name} "
        "GROUP BY record_l, record_r ORDER BY record_l, record_r"
    )
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


def _levels(gammas: NDArray[Any], top: int) -> NDArray[np.int8]:
    """Splink counts levels from nothing alike upwards."""
    return np.where(gammas < 0, -1, top - gammas).astype(np.int8)
