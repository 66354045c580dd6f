"""How many births are in which registers, by sex, area and month: all that the statistics are given."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.combine import Births
from evenborn.comparison.loading import ORDERS, SEXES


def pattern_counts(births: Births, records: Sequence["pa.Table"]) -> "pa.Table":
    """Births by area, month, sex and capture pattern.

    Parameters
    ----------
    births : Births
    records : sequence of pyarrow.Table
        Of each register: ``sex``, ``order``, ``county``, ``month``.

    Returns
    -------
    pyarrow.Table
        ``county``, ``month`` (first day; both null where no register states it), ``sex`` (``male``,
        ``female``, ``unclear``; null), ``order`` (``first``, ``later``; null), ``pattern`` (bit i is set
        where register i has the birth), ``births``.
        Where registers differ in the sex, most of them decide, and the first where they are even; area and
        month are those of the first register that states them.
    """
    pattern = (births >= 0) @ (1 << np.arange(births.shape[1]))
    sex = _agreed_sex([_of(births[:, place], table, "sex", -1) for place, table in enumerate(records)])
    order = np.full(len(births), -1, np.int64)
    county: pa.Array[Any] = pa.nulls(len(births), pa.string())
    month: pa.Array[Any] = pa.nulls(len(births), pa.date32())
    for place, table in enumerate(records):
        own = _of(births[:, place], table, "order", -1)
        order = np.where(order < 0, own, order)
        where: Any = pa.array(births[:, place], mask=births[:, place] < 0)
        county = pa.compute.coalesce(county, table.column("county").combine_chunks().take(where))
        month = pa.compute.coalesce(month, table.column("month").combine_chunks().take(where))
    stated: Any = pa.array(sex, mask=sex < 0)
    names = pa.array(SEXES).take(stated)
    stated = pa.array(order, mask=order < 0)
    orders = pa.array(ORDERS).take(stated)
    table = pa.table(
        {"county": county, "month": month, "sex": names, "order": orders, "pattern": pattern.astype(np.int32)}
    )
    keys = ["county", "month", "sex", "order", "pattern"]
    counted = table.group_by(keys).aggregate([([], "count_all")]).rename_columns([*keys, "births"])
    return counted.sort_by([(key, "ascending") for key in keys])


def _of(own: NDArray[np.int32], table: "pa.Table", column: str, nothing: int) -> NDArray[np.int64]:
    values = np.append(table.column(column).to_numpy().astype(np.int64), nothing)
    return np.asarray(values[own])


def _agreed_sex(stated: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The sex that most registers state; the first register's where as many state another."""
    votes = np.zeros((len(stated[0]), len(SEXES)))
    for place, sex in enumerate(stated):
        rows = np.flatnonzero(sex >= 0)
        votes[rows, sex[rows]] += 1 + 0.01 / (1 + place)
    return np.where(votes.max(axis=1) > 0, votes.argmax(axis=1), -1)
