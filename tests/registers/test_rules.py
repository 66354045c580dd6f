"""Rules within a row, each at its edge; blank and faulty cells break none of them."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.across_rows import ACROSS_ROWS
from evenborn.registers.cell_readers import Expected, readers
from evenborn.registers.cells import Cells, Faults
from evenborn.registers.definition import REGISTERS, RuleUse, register
from evenborn.registers.rules import RULES, RULES_WITH_LIMIT, breaks
from registers.delivery_rows import DELIVERY, ON


def cells(**columns: str) -> dict[str, Cells]:
    """Typed cells of one row of the delivery register."""
    read: dict[str, Cells] = {}
    of = readers(DELIVERY, Expected(ON), Faults())
    for name, text in sorted(columns.items(), key=lambda item: bool(DELIVERY.fields[item[0]].kind_field)):
        read[name] = of[name](pa.array([text], pa.string()), read)
    return read


def broken(rule: str, limit: float | None = None, **columns: str) -> bool:
    found = breaks(RuleUse(rule, tuple(columns), limit=limit), cells(**columns))
    assert found is not None
    return bool(found[0])


@pytest.mark.parametrize(
    ("weeks", "weight", "expected"),
    [
        ("27", "999", True),
        ("28", "999", False),
        ("27", "1000", False),
        ("27+6", "900", True),
        ("", "900", False),
    ],
)
def test_a_live_birth_has_28_weeks_or_1000_grams(weeks: str, weight: str, expected: bool) -> None:
    columns = {"outcome": "活产", "gestational_weeks": weeks, "weight": weight}
    assert broken("live-birth-before-28-weeks", **columns) is expected
    assert not broken("live-birth-before-28-weeks", **(columns | {"outcome": "死产"}))


@pytest.mark.parametrize(
    ("born", "mother", "rule"),
    [
        ("2025-03-08", "2015-03-09", "mother-age-impossible"),
        ("2025-03-08", "2013-03-08", "mother-age-unusual"),
        ("2025-03-08", "1995-03-08", ""),
        ("2025-03-08", "1974-01-01", "mother-age-unusual"),
        ("2025-03-08", "1963-01-01", "mother-age-impossible"),
        ("2025-03-08", "2026-01-01", ""),
    ],
)
def test_the_age_of_a_mother(born: str, mother: str, rule: str) -> None:
    found = {
        name
        for name in ("mother-age-impossible", "mother-age-unusual")
        if broken(name, mother_birth_date=mother, birth_time=born)
    }
    assert found == ({rule} if rule else set())


def test_days_between_birth_and_entry() -> None:
    days = {"registered_at": "2025-03-09 23:00", "birth_time": "2025-03-08 01:00"}
    assert not broken("registered-late", 1, **days)
    assert broken("registered-late", 1, **(days | {"registered_at": "2025-03-10 00:10"}))
    assert broken("date-before", 0, **(days | {"registered_at": "2025-03-07 23:59"}))


def test_a_twin_may_be_lighter_than_a_single_child() -> None:
    columns = {"weight": "1250", "gestational_weeks": "36"}
    assert broken("weight-against-weeks", **columns, plurality="1")
    assert not broken("weight-against-weeks", **columns, plurality="2")


@given(rule=st.sampled_from(sorted(RULES)), text=st.sampled_from(["", "—", "???", "99999999"]))
def test_cells_that_say_nothing_usable_break_no_rule(rule: str, text: str) -> None:
    uses = [use for use in DELIVERY.rules if use.rule == rule]
    for use in uses:
        found = breaks(use, cells(**dict.fromkeys(use.fields, text)))
        assert found is not None
        assert not found.any()


def test_a_rule_of_which_a_column_is_absent_says_nothing() -> None:
    assert breaks(RuleUse("position-beyond-plurality", ("birth_position", "plurality")), {}) is None


def test_every_rule_that_a_definition_names_exists_and_is_used() -> None:
    named = {use.rule for name in REGISTERS for use in register(name).rules}
    known = {*RULES, *RULES_WITH_LIMIT, *ACROSS_ROWS}
    assert named == known


def test_rules_look_at_fields_that_are_there() -> None:
    for name in REGISTERS:
        definition = register(name)
        for use in definition.rules:
            assert set(use.fields) <= definition.fields.keys(), (name, use)
    assert np.all(
        [
            use.limit is not None
            for name in REGISTERS
            for use in register(name).rules
            if use.rule == "registered-late"
        ]
    )
