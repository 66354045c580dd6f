"""Which months of birth does a register cover?"""

from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

_LEAST: Final = 0.02
"""Share of a usual month below which a month is a slip of the pen and not covered."""


def months_covered(months: "pa.ChunkedArray[Any]") -> tuple[date, date] | None:
    """First and last month that a register covers; a lone mistyped year covers nothing.

    Parameters
    ----------
    months : pyarrow array of date32
        Month of birth of each record; null where it is not stated.

    Examples
    --------
    >>> stated = [date(2025, 1, 1)] * 90 + [date(2025, 2, 1)] * 80 + [date(1925, 1, 1)]
    >>> months_covered(pa.chunked_array([stated], pa.date32()))
    (datetime.date(2025, 1, 1), datetime.date(2025, 2, 1))
    """
    values, births = np.unique(months.drop_null().to_numpy().astype("datetime64[D]"), return_counts=True)
    if not len(values):
        return None
    by_size = np.sort(births)[::-1]
    middle = by_size[
        np.searchsorted(np.cumsum(by_size), births.sum() / 2)
    ]  # of the month of the middle birth
    kept = values[births >= max(_LEAST * middle, min(2.0, middle / 5))]
    return kept[0].item(), kept[-1].item()
