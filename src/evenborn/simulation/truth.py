"""What really happened? True births, what nature would lead to expect, and girls prevented or concealed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_FIELDS: "list[pa.Field[Any]]" = [
    pa.field("county", pa.string()),
    pa.field("year", pa.int16()),
    pa.field("order", pa.int8()),
    pa.field("male", pa.int64()),
    pa.field("female", pa.int64()),
    pa.field("unclear", pa.int64()),
    pa.field("male_expected", pa.float64()),
    pa.field("female_expected", pa.float64()),
    pa.field("natural_female_expected", pa.float64()),
    pa.field("prevented_female_expected", pa.float64()),
    pa.field("concealed_female", pa.int64()),
]
TRUTH_SCHEMA = pa.schema(_FIELDS)
"""One row for each county, year and birth order (3 = third or later); live births only.

``male``, ``female``, ``unclear``: live births, concealed girls among them. ``male_expected`` and
``female_expected``: what the mechanism leads to expect of those births. ``natural_female_expected``: girls
that would stand beside the expected boys without prevention. ``prevented_female_expected``: that number
less the girls expected (Sen's definition). ``concealed_female``: girls born that no register held at first.
"""

_ORDERS = 3


@dataclass(frozen=True, eq=False)
class LiveBirths:
    """What the truth is counted from: one entry for each live birth.

    Attributes
    ----------
    county, parity : ndarray of int64
        Position of the county of residence; birth order.
    male, unclear, concealed : ndarray of bool
        Sex, and whether it was entered as unclear; whether concealed.
    male_share : ndarray of float64
        Probability with which a boy was born.
    """

    county: Positions
    parity: Positions
    male: Flags
    unclear: Flags
    concealed: Flags
    male_share: Floats


def true_counts(births: LiveBirths, counties: list[str], year: int, natural_ratio: float) -> pa.RecordBatch:
    """Count the truth of one city and year.

    Parameters
    ----------
    births : LiveBirths
        Those of the year.
    counties : list of str
        Codes of the counties.
    year : int
        The year.
    natural_ratio : float
        Males per 100 females without prevention.

    Returns
    -------
    pyarrow.RecordBatch
        Of :data:`TRUTH_SCHEMA`.
    """
    cells = len(counties) * _ORDERS
    cell = births.county * _ORDERS + np.minimum(births.parity, _ORDERS) - 1
    clear = ~births.unclear

    def count(weights: npt.NDArray[np.generic]) -> Floats:
        return np.bincount(cell, weights.astype(np.float64), minlength=cells).astype(np.float64)

    male_expected = count(clear * births.male_share)
    female_expected = count(clear * (1 - births.male_share))
    natural = male_expected * 100 / natural_ratio
    columns = {
        "county": np.repeat(counties, _ORDERS),
        "year": np.full(cells, year),
        "order": np.tile(np.arange(1, _ORDERS + 1), len(counties)),
        "male": count(clear & births.male),
        "female": count(clear & ~births.male),
        "unclear": count(births.unclear),
        "male_expected": male_expected,
        "female_expected": female_expected,
        "natural_female_expected": natural,
        "prevented_female_expected": natural - female_expected,
        "concealed_female": count(births.concealed),
    }
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in TRUTH_SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=TRUTH_SCHEMA)
