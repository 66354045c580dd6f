"""What is out of the ordinary: the exact conditional test, and what a facility copies or forgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from apps.births.returns.scene import filled, terminations
from evenborn.apps.births.returns.contents import RETURNS, cells_of, grids_of
from evenborn.apps.births.returns.plausibility import CODES, THRESHOLD, Earlier, jump, warned
from evenborn.apps.births.returns.rules import require_balance, unbalanced
from evenborn.presentation.numbers import Language
from evenborn.registers.code_lists import code_lists
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal

COUNTS = st.integers(0, 500)


def codes(*args: object) -> list[str]:
    return [one.code for one in warned(*args)]  # type: ignore[arg-type]


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=12))
def test_the_test_is_the_binomial_of_przyborowski_and_wilenski(count: int, before: list[int]) -> None:
    whole, share = count + sum(before), 1 / (len(before) + 1)
    below = sum(stats.binom.pmf(range(count + 1), whole, share))
    above = sum(stats.binom.pmf(range(count, whole + 1), whole, share))
    assert jump(count, before) == pytest.approx(min(1, 2 * min(below, above)), rel=1e-6, abs=1e-12)


def test_with_one_month_before_it_is_the_sign_test_of_two_counts() -> None:
    # 2 against 10: twice P(X ≤ 2), X ~ Binomial(12, 1/2): 2 · (1 + 12 + 66) / 4096
    assert jump(2, [10]) == pytest.approx(2 * 79 / 4096)


@given(st.lists(st.integers(20, 60), min_size=3, max_size=12))
def test_the_mean_of_the_months_before_is_never_pointed_out(before: list[int]) -> None:
    assert jump(round(sum(before) / len(before)), before) > 0.5


@given(st.integers(1, 400), st.integers(3, 12))
def test_equal_months_are_never_a_jump(count: int, months: int) -> None:
    assert jump(count, [count] * months) > THRESHOLD


def test_two_months_before_are_too_few_to_say_anything() -> None:
    before = [terminations(40), terminations(41)]
    assert codes("termination_return", terminations(400), Earlier(before)) == []
    assert codes("termination_return", terminations(400), Earlier([*before, terminations(39)])) == ["jump"]


def test_a_month_that_was_copied_is_pointed_out() -> None:
    last = terminations(23)
    assert codes("termination_return", last, Earlier([last], last)) == ["same-return"]
    running = Earlier([terminations(23), terminations(23)], terminations(23))
    assert "same-total" in codes("termination_return", terminations(23), running)
    few = terminations(2)
    assert codes("termination_return", few, Earlier([few, few], few)) == []


def test_a_ledger_goes_on_where_the_last_month_ended() -> None:
    cell = "ledger_by_entry|misoprostol|{}"
    last = filled("drug_ledger") | {cell.format("in"): 50, cell.format("closing"): 50}
    gone = filled("drug_ledger") | {cell.format("opening"): 40, cell.format("closing"): 40}
    [warning] = warned("drug_ledger", gone, Earlier([last], last))
    assert (warning.code, warning.facts["drugs"]) == ("opening", 1)


def test_fewer_scans_than_births_are_pointed_out() -> None:
    scans = filled("ultrasound_log") | {"scans_by_indication|dating|<14": 20}
    assert codes("ultrasound_log", scans, Earlier(deliveries=30)) == ["fewer-scans"]
    assert codes("ultrasound_log", scans, Earlier(deliveries=20)) == []


@given(st.tuples(*[st.integers(0, 1000)] * 5))
def test_a_ledger_balances_to_the_unit(numbers: tuple[int, ...]) -> None:
    opening, came, used, waste, returned = numbers
    cells = dict(zip(("opening", "in", "issue", "waste", "return"), numbers, strict=True))
    amounts = {f"ledger_by_entry|mifepristone|{entry}": number for entry, number in cells.items()}
    closing = opening + came - used - waste - returned
    amounts["ledger_by_entry|mifepristone|closing"] = closing
    assert unbalanced(amounts) == {}
    amounts["ledger_by_entry|mifepristone|closing"] = closing + 1
    with pytest.raises(Refusal, match="births-return-ledger"):
        require_balance("drug_ledger", amounts)


@pytest.mark.parametrize("name", RETURNS)
def test_the_cells_are_all_combinations_of_the_definitions_codes(name: str) -> None:
    definition = register(name)
    expected = 0
    for grid in grids_of(name):
        number = 1
        for column in grid.table.columns:
            field = definition.fields[column.field]
            if field.type == "code":
                meanings = [one.name for one in code_lists()[field.codes].meanings]
                number *= len(meanings) + (not field.required and "unknown" not in meanings)
        expected += number
    assert len(cells_of(name)) == expected


def test_warnings_are_given_in_the_order_of_their_codes() -> None:
    again = filled(
        "drug_ledger", ledger_by_entry__mifepristone__opening=40, ledger_by_entry__mifepristone__issue=20
    )
    given = codes("drug_ledger", again, Earlier([again, again], again))
    assert given == sorted(given, key=CODES.index)
    assert len(given) == 3


@pytest.mark.parametrize("name", RETURNS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_rows_or_columns_of_a_return_are_called_the_same(name: str, language: Language) -> None:
    for grid in grids_of(name):
        for choices in (
            grid.columns,
            [group.choice for group in grid.groups if group.choice],
            [row for row, _ in grid.groups[0].rows if row],
        ):
            called = [choice.said(language) for choice in choices]
            assert len(set(called)) == len(called)
