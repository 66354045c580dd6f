"""The worlds that tests look at, lived through once."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.simulation.births import BIRTHS_SCHEMA, TRUTH_SCHEMA, city_years
from evenborn.simulation.parameters import CityParameters

DEFAULT = CityParameters()
SMALL = CityParameters(
    seed=5, counties=3, townships=9, births_a_year=1_800, facilities=15, concealing_county=1, years=4
)


@cache
def world(parameters: CityParameters) -> tuple[pa.Table, pa.Table]:
    """Births and truth of a city."""
    years = list(city_years(parameters))
    births = pa.Table.from_batches([year.births for year in years], BIRTHS_SCHEMA)
    return births, pa.Table.from_batches([year.truth for year in years], TRUTH_SCHEMA)


def column(table: pa.Table, name: str) -> npt.NDArray[Any]:
    """One column as an array."""
    return np.asarray(table[name].to_pylist()) if table[name].null_count else np.asarray(table[name])


def days(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    """A date or a moment in days since 1970-01-01."""
    return column(table, name).astype("datetime64[D]").astype(np.int64)


def births_of_each(parameters: CityParameters) -> dict[str, npt.NDArray[Any]]:
    """All columns of the births of a city."""
    births = world(parameters)[0]
    return {name: column(births, name) for name in births.schema.names}
