from collections.abc import Sequence

import pytest

from evenborn.registers.coarsening.coarsening import Coarsening
from evenborn.registers.coarsening.fitness import require_sound
from evenborn.registers.definition import REGISTERS, FieldType, register
from registers.coarsening.invented import definition


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_that_is_defined_can_be_coarsened(name: str) -> None:
    require_sound(register(name))


@pytest.mark.parametrize(
    ("kind", "words", "fault"),
    [
        ("day", ["as-stated", "all"], "tells x, a day, as as-stated"),
        ("moment", ["one-two-more", "all"], "a moment, as one-two-more"),
        ("identity-number", ["as-stated", "all"], "an? identity-number"),
        ("area", ["as-stated", "all"], "an? area, as as-stated"),
        ("name", ["month", "all"], "a name, as month"),
        ("quantity", ["one-two-more", "all"], "a quantity"),
        ("day", ["quarter", "month", "all"], "do not widen"),
        ("day", ["month", "prefecture", "all"], "do not widen"),
        ("area", ["prefecture", "county", "all"], "do not widen"),
        ("quantity", [[1500, 2500], [2000], "all"], "do not widen"),
        ("day", ["month", "year"], "last form must be 'all'"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    kind: FieldType, words: Sequence[str | Sequence[float]], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        Coarsening(definition({"x": (kind, words)}))


def test_what_is_added_up_is_a_number_and_stands_alone() -> None:
    columns: dict[str, tuple[FieldType, list[str]]] = {"x": ("day", ["month"])}
    with pytest.raises(ValueError, match="no number"):
        Coarsening(definition(columns, 1, adds="x"))
    with pytest.raises(ValueError, match="no number or has a sex"):
        Coarsening(definition(columns, 1, beside=("sex",), adds="number"))
    with pytest.raises(ValueError, match="not counted"):
        Coarsening(definition({"x": ("day", ["month", "all"])}, 10, adds="amount"))
    with pytest.raises(ValueError, match="only the sex"):
        Coarsening(definition(columns, 1, beside=("x",)))
