"""Monthly returns: counts of known cells, no list behind them."""

import numpy as np
import pytest

from evenborn.registers.definition import register
from evenborn.simulation.termination_returns import CELLS, termination_return
from simulation.world import DEFAULT


def test_cells_are_of_the_code_lists_and_state_each_once() -> None:
    lists = register("termination_return").lists
    for place, field in enumerate(("week_band", "reason_class", "method")):
        assert {str(cell[place]) for cell in CELLS} <= {one.name for one in lists[field].meanings}
    assert len({cell[:3] for cell in CELLS}) == len(CELLS)
    early = sum(rate for band, _, _, rate in CELLS if band == "<10")
    assert early == pytest.approx(0.2)


def test_returns() -> None:
    returned = termination_return(DEFAULT, 2024)
    rows = list(zip(*(column.to_pylist() for column in returned.columns.values()), strict=True))
    assert list(returned.columns) == list(register("termination_return").fields)
    assert len({row[:-1] for row in rows}) == len(rows)
    counts = np.array([int(row[-1]) for row in rows])
    assert counts.min() >= 1
    expected = DEFAULT.births_a_year * sum(rate for *_, rate in CELLS)
    assert abs(counts.sum() - expected) < 4 * np.sqrt(expected)
    assert {row[1] for row in rows} == {f"2024-{month:02}" for month in range(1, 13)}
    assert returned.planted == []
