"""Parts of a table of births: all births, once, twins together."""

import numpy as np
import pyarrow as pa
import pytest

from evenborn.simulation.whole_deliveries import whole_deliveries
from simulation.known import year


@pytest.mark.parametrize("rows", [1, 7, 1000, 10**6])
def test_parts_are_whole(rows: int) -> None:
    births = year().table
    parts = list(whole_deliveries(births, rows))
    assert sorted(np.concatenate([part["birth"] for part in parts])) == sorted(np.asarray(births["birth"]))
    seen: set[int] = set()
    for part in parts:
        deliveries = set(part["delivery"].to_pylist())
        assert not deliveries & seen
        seen |= deliveries
        assert part.num_rows <= rows + 3
    together = pa.Table.from_batches(parts)
    assert together.equals(pa.Table.from_batches(list(whole_deliveries(births))).combine_chunks())


def test_nothing_gives_nothing() -> None:
    assert list(whole_deliveries(year().table.slice(0, 0))) == []
