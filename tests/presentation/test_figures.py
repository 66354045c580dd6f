"""Whether a figure's period is complete, for the whole and for an area."""

from datetime import date

import pytest

from evenborn.presentation.figures import FigureRules
from evenborn.registers.codes.periods import year
from evenborn.registers.period_steps import Observed, ObservedArea

WHOLE, PART = (date(2011, 1, 1), date(2011, 12, 31), 12), (date(2011, 1, 1), date(2011, 9, 30), 9)
RULES = FigureRules(
    observed={"2011": Observed(*WHOLE)},
    observed_by_area={
        ("A", "2011"): ObservedArea(*WHOLE, 5000),
        ("B", "2011"): ObservedArea(*PART, 5000),
        ("C", "2011"): ObservedArea(*PART, 30),
    },
)


@pytest.mark.parametrize(
    ("area", "complete"), [(None, None), ("A", None), ("B", False), ("C", None), ("elsewhere", None)]
)
def test_an_area_is_judged_by_its_own_months(area: str | None, complete: bool | None) -> None:
    assert RULES.is_complete(year(2011, "calendar"), area) is complete


def test_the_months_of_another_year_decide_nothing() -> None:
    assert RULES.is_complete(year(2010, "calendar"), "B") is None


def test_a_part_in_the_whole_file_is_a_part_in_its_areas() -> None:
    rules = FigureRules(
        observed={"2011": Observed(*PART)}, observed_by_area={("C", "2011"): ObservedArea(*PART, 30)}
    )
    assert rules.is_complete(year(2011, "calendar"), "C") is False
    assert rules.is_complete(year(2011, "calendar")) is False


def test_a_cut_off_before_the_end_is_enough() -> None:
    assert FigureRules(cut_off=date(2011, 9, 17)).is_complete(year(2011, "calendar"), "A") is False
