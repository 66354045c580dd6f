"""Counts by capture pattern: nothing is lost, nothing is twice, and errors of links are allowed for."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.coverage import coverage, gradient_of_order, linkage_errors, pattern_counts_by
from evenborn.comparison.evaluation import Estimate, Evaluation
from evenborn.sexratio.registration import capture_patterns

POOR = Evaluation(Estimate(1.0, 1.0, 1.0), Estimate(0.95, 0.94, 0.96), 1_000)
GOOD = Evaluation(Estimate(0.999, 0.998, 0.9995), Estimate(0.99, 0.98, 0.995), 1_000)

Row = tuple[str | None, date | None, str | None, int, int]


def table(rows: Sequence[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * 5
    kinds = (pa.string(), pa.date32(), pa.string(), pa.int32(), pa.int64())
    names = ("county", "month", "sex", "pattern", "births")
    made = pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})
    return made.append_column("order", pa.nulls(len(made), pa.string()))


def test_an_excess_of_every_birth_order_is_not_called_selection() -> None:
    """Girls who are missing alike at every order may be hidden; selection grows with order."""
    alike = table([("990101", None, sex, 3, births) for sex, births in (("male", 5_000), ("female", 4_000))])
    parts = [
        alike.set_column(5, "order", pa.array([order] * len(alike), pa.string()))
        for order in ("first", "later")
    ]
    by_order = pa.concat_tables(parts)
    gradient = gradient_of_order(by_order, 2)
    assert gradient is not None
    assert not gradient.shown(1.96).any()
    assert gradient_of_order(alike, 2) is None
    found = coverage(by_order, ("delivery", "household"), [])
    assert str(found.found.verdicts.verdict[1]) == "cannot tell"


def rows(registers: int) -> st.SearchStrategy[list[Row]]:
    return st.lists(
        st.tuples(
            st.sampled_from(["990101", "990102", None]),
            st.sampled_from([date(2025, 1, 1), date(2025, 2, 1), None]),
            st.sampled_from(["male", "female", "unclear", None]),
            st.integers(1, 2**registers - 1),
            st.integers(1, 50),
        )
    )


@given(
    st.integers(2, 4).flatmap(lambda k: st.tuples(st.just(k), rows(k))), st.sampled_from(["county", "month"])
)
def test_every_birth_is_counted_once(drawn: tuple[int, list[Row]], division: str) -> None:
    registers, given_rows = drawn
    counts = pattern_counts_by(table(given_rows), registers, division)  # type: ignore[arg-type]
    total = sum(row[-1] for row in given_rows)
    assert counts.male[0].sum() + counts.female[0].sum() + counts.unclear[0] == total
    placed = counts.male[1:].sum() + counts.female[1:].sum() + counts.unclear[1:].sum()
    assert placed + counts.unplaced == total
    for register in range(registers):
        male, female = counts.of_register(register)
        held = sum(row[-1] for row in given_rows if row[3] >> register & 1 and row[2] in ("male", "female"))
        assert male[0] + female[0] == held


@pytest.mark.parametrize("registers", [2, 3, 4])
def test_patterns_stand_in_the_order_of_the_statistics(registers: int) -> None:
    order = capture_patterns(registers)
    given_rows: list[Row] = [
        ("990101", date(2025, 1, 1), "male", int(sum(bit << at for at, bit in enumerate(pattern))), at + 1)
        for at, pattern in enumerate(order)
    ]
    counts = pattern_counts_by(table(given_rows), registers)
    assert counts.male[1].tolist() == list(range(1, len(order) + 1))


def test_hidden_girls_are_found_where_one_register_misses_them() -> None:
    births = {("male", 3): 4_750, ("male", 1): 150, ("male", 2): 300}
    births |= {("female", 3): 4_000, ("female", 1): 200, ("female", 2): 700}
    given_rows = [("990101", date(2025, 1, 1), sex, pattern, n) for (sex, pattern), n in births.items()]
    found = coverage(table(given_rows), ("delivery", "household"), [GOOD])
    assert found.found.ratio.female.hidden[0] > 2 * found.found.ratio.male.hidden[0]
    assert found.found.ratio.estimate[0] < found.found.ratio.observed.estimate[0]
    assert found.years == 1


def test_missed_links_are_allowed_for() -> None:
    given_rows: list[Row] = [
        ("990101", date(2025, 1, 1), sex, pattern, n)
        for sex in ("male", "female")
        for pattern, n in ((3, 900), (1, 100), (2, 100))
    ]
    poor = Evaluation(GOOD.precision, Estimate(0.95, 0.94, 0.96), 1_000)
    exact, allowed = (coverage(table(given_rows), ("a", "b"), [one]) for one in (GOOD, poor))
    assert allowed.found.ratio.male.hidden[0] < exact.found.ratio.male.hidden[0]
    assert allowed.found.ratio.male.seen[0] < exact.found.ratio.male.seen[0]


def test_nothing_linked_is_no_error_of_linkage() -> None:
    nothing = Estimate(float("nan"), 0.0, 1.0)
    errors = linkage_errors([Evaluation(nothing, nothing, 0)])
    assert errors.missed_match_rate == errors.false_match_rate == 0
    assert np.asarray(errors.log_variance) == 0


def test_errors_of_three_registers_are_those_of_every_two() -> None:
    given_rows: list[Row] = [
        ("990101", date(2025, 1, 1), sex, pattern, 40 if pattern < 7 else 2_000)
        for sex in ("male", "female")
        for pattern in range(1, 8)
    ]
    exact, allowed = (coverage(table(given_rows), ("a", "b", "c"), ones) for ones in ([], [POOR] * 3))
    assert np.shape(linkage_errors([POOR] * 3).missed_match_rate) == (3,)
    assert allowed.found.ratio.male.seen[0] < exact.found.ratio.male.seen[0]
