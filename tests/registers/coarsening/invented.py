"""Invented births as the check hands them on, and definitions small enough to reason about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from evenborn.registers.definition import Definition, Field, FieldType, register
from evenborn.registers.leaving import CoarsenedColumn, CoarsenedTable, Form

DELIVERY = register("delivery")


def births(rows: int, seed: int = 1, facilities: int = 70) -> pa.RecordBatch:
    """Births of one year and city: few large facilities, many small ones, some values not stated."""
    rng = np.random.default_rng(seed)
    weights = rng.lognormal(0, 1.5, facilities)
    facility = rng.choice(facilities, rows, p=weights / weights.sum())
    home = rng.integers(0, 6, facilities)
    county = np.where(rng.random(rows) < 0.9, home[facility], rng.integers(0, 6, rows))
    township = (990_101 + county) * 1_000 + rng.integers(1, 11, rows)
    weeks = np.where(rng.random(rows) < 0.07, rng.integers(26, 37, rows), rng.integers(37, 43, rows))
    weight = np.round(rng.normal(3280, 430, rows) - 150 * np.maximum(38 - weeks, 0)).clip(500, 6000)
    born = np.datetime64("2025-01-01", "s") + rng.integers(0, 365 * 86_400, rows).astype("timedelta64[s]")
    age = (rng.normal(28.5, 5, rows).clip(15, 50) * 365.25).astype("timedelta64[D]")
    mother = pa.array(born.astype("datetime64[D]") - age, mask=rng.random(rows) < 0.04)
    outcomes = rng.choice(["live", "stillbirth", "early-neonatal-death"], rows, p=[0.99, 0.007, 0.003])
    return pa.record_batch(
        {
            "record_number": pa.array([f"2025-{number:06d}" for number in range(rows)]),
            "mother_name": pa.array(["李梅"] * rows),
            "facility": pa.array([f"YX{number:06d}" for number in facility]),
            "birth_time": pa.array(born),
            "outcome": pa.array(outcomes),
            "parity": pa.array(rng.choice(5, rows, p=[0.55, 0.33, 0.08, 0.03, 0.01]) + 1),
            "residence": pa.array([str(code) for code in township]),
            "plurality": pa.array(1 + (rng.random(rows) < 0.03).astype(np.int64)),
            "mother_birth_date": mother,
            "weight": pa.array(weight.astype(float), mask=rng.random(rows) < 0.02),
            "gestational_weeks": pa.array(weeks.astype(float)),
            "sex": pa.array(rng.choice(["male", "female", "unclear"], rows, p=[0.535, 0.464, 0.001])),
        }
    )


def shuffled(batch: pa.RecordBatch, seed: int) -> pa.RecordBatch:
    """The same rows in another order."""
    return batch.take(pa.array(np.random.default_rng(seed).permutation(batch.num_rows)))


def definition(
    columns: Mapping[str, tuple[FieldType, Sequence[str | Sequence[float]]]],
    smallest: int = 10,
    beside: tuple[str, ...] = (),
    adds: str = "",
) -> Definition:
    """A register with one table, its columns called as their fields."""
    fields = {name: Field(name, name, name, (name,), kind) for name, (kind, _) in columns.items()}
    fields |= {"sex": Field("sex", "sex", "性别", ("sex",), "code", codes="sex")}
    fields |= {"amount": Field("amount", "amount", "数量", ("amount",), "quantity")}
    fields |= {"number": Field("number", "number", "例数", ("number",), "count")}
    told = [CoarsenedColumn(name, name, "", forms(words)) for name, (_, words) in columns.items()]
    if beside:
        told.append(CoarsenedColumn("sex", "sex", "", forms(["as-stated"])))
    table = CoarsenedTable("table", "table", "表", tuple(told), smallest, beside, {}, adds)
    return replace(DELIVERY, name="invented", fields=fields, tables={"table": table})


def forms(words: Sequence[str | Sequence[float]]) -> tuple[Form, ...]:
    """Forms from words, and from cut points for bands."""
    return tuple(Form(word) if isinstance(word, str) else Form("band", tuple(word)) for word in words)
