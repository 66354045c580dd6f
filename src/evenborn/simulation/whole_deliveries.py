"""How are births taken a part at a time? So that children of one delivery stay together."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

ROWS_AT_ONCE: Final = 65_536
"""Births of which everything is known at a time."""


def whole_deliveries(births: pa.RecordBatch, rows: int = ROWS_AT_ONCE) -> Iterator[pa.RecordBatch]:
    """A table of births in parts of about so many rows, none of which separates the children of a delivery.

    Parameters
    ----------
    births : pyarrow.RecordBatch
        In order of time.
    rows : int
        A part ends with the first delivery that reaches this number.

    Yields
    ------
    pyarrow.RecordBatch
        Births in the order of their deliveries.
    """
    delivery, birth = (np.asarray(births[name]) for name in ("delivery", "birth"))
    order = np.lexsort((birth, delivery))
    delivery = delivery[order]
    begins = np.flatnonzero(np.append(True, delivery[1:] != delivery[:-1]))
    start = 0
    while start < len(order):
        after = np.searchsorted(begins, start + rows)
        end = int(begins[after]) if after < len(begins) else len(order)
        places: Any = pa.array(order[start:end])
        yield births.take(places)
        start = end
