"""Planting: the share that is stated, noted where it is, the same whatever stands beside."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest

from evenborn.registers.definition import register
from evenborn.simulation.errors import Kind, plant
from evenborn.simulation.sheets import Sheet
from simulation.known import within

ROWS = 20_000


def sheet(rows: int = ROWS) -> Sheet:
    numbers = np.arange(rows, dtype=np.int64) * 3 + 11
    columns = {
        "weight": pa.array([str(3000 + row % 7) for row in range(rows)]),
        "parity": pa.array([None, "2"] * (rows // 2), pa.string()),
    }
    return Sheet(register("immunisation"), numbers, numbers // 6, columns, {"other": columns["parity"]})


def constant(text: str | None) -> Callable[[str, float], str | None]:
    return lambda _, __: text


def test_each_kind_happens_as_often_as_stated_and_is_noted_where_it_did() -> None:
    made = sheet()
    plant(
        made,
        "weight",
        [Kind("a", 0.1, constant("A")), Kind("b", 0.02), Kind("c", 0.3, constant("C"))],
        1,
        by_delivery=False,
    )
    cells = made.columns["weight"].to_pylist()
    for one, text, rate in zip(made.wrong, ("A", None, "C"), (0.1, 0.02, 0.3), strict=True):
        assert [row for row, cell in enumerate(cells) if cell == text] == one.rows.tolist()
        assert within(len(one.rows), ROWS, rate)


def test_blank_cells_cannot_be_mistyped_and_an_absent_field_is_left_alone() -> None:
    made = sheet()
    plant(made, "parity", [Kind("all", 1.0, constant("9"))], 1, by_delivery=False)
    assert made.columns["parity"].to_pylist() == [None, "9"] * (ROWS // 2)
    plant(made, "length", [Kind("all", 1.0, constant("9"))], 1, by_delivery=False)
    assert len(made.wrong) == 1


def test_what_cannot_happen_gives_way_to_its_substitute_or_to_nothing() -> None:
    made = sheet(100)
    other = Kind("other", 0.0, constant("X"))
    plant(
        made,
        "weight",
        [Kind("first", 0.5, constant(None), other), Kind("none", 0.5, constant(None))],
        1,
        by_delivery=False,
    )
    assert [one.kind for one in made.wrong] == ["other"]
    same = sheet(100)
    plant(same, "parity", [Kind("same", 1.0, constant("2"))], 1, by_delivery=False)
    assert same.wrong == []


def test_another_column_is_copied_where_it_says_something() -> None:
    made = sheet(100)
    plant(made, "weight", [Kind("copied", 1.0, instead="other")], 1, by_delivery=False)
    assert made.columns["weight"].to_pylist()[:4] == ["3000", "2", "3002", "2"]


def test_a_row_fares_the_same_alone() -> None:
    kinds = [Kind("a", 0.3, lambda text, chance: f"{text}/{chance:.6f}")]
    whole, part = sheet(), sheet().taken(np.arange(500, 700))
    for made in (whole, part):
        plant(made, "weight", kinds, 1, by_delivery=False)
    assert whole.columns["weight"].to_pylist()[500:700] == part.columns["weight"].to_pylist()


@pytest.mark.parametrize("by_delivery", [True, False])
def test_rows_of_a_delivery_share_their_chance_only_where_they_should(by_delivery: bool) -> None:
    made = sheet()
    plant(made, "weight", [Kind("a", 0.5)], 1, by_delivery=by_delivery)
    blank = ~made.filled("weight")
    pairs = made.deliveries[1:] == made.deliveries[:-1]
    alike = (blank[1:] == blank[:-1])[pairs]
    assert alike.all() if by_delivery else 0.4 < alike.mean() < 0.6


def test_taken_rows_keep_what_is_wrong_with_them() -> None:
    made = sheet(10)
    plant(made, "weight", [Kind("a", 0.5)], 1, by_delivery=False)
    rows = np.array([3, 3, 0, 9, 4])
    taken = made.taken(rows)
    wrong = set(made.wrong[0].rows.tolist())
    assert taken.wrong[0].rows.tolist() == [at for at, row in enumerate(rows.tolist()) if row in wrong]
    assert taken.columns["weight"].to_pylist() == made.columns["weight"].take(pa.array(rows)).to_pylist()
