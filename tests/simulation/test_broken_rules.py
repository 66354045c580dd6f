"""The rules written down a second time, on rows whose verdict is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from evenborn.registers.definition import RuleUse, register
from evenborn.simulation.broken_rules import Judge, breaks, check_digit, identity_fault

MOTHER, FATHER = "629901199003074225", "629901198805125317"
DELIVERY = Judge(register("delivery"), date(2026, 3, 31))


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_digit_is_that_of_the_standard(body: str) -> None:
    assert check_digit(body) == ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(
    ("number", "kind", "rule"),
    [
        (MOTHER, "resident-id", ""),
        (MOTHER, "", ""),
        (MOTHER[:-1] + "6", "resident-id", "identity-check-digit"),
        (MOTHER[:-1], "resident-id", "identity-length"),
        ("19" + MOTHER[2:], "resident-id", "identity-area"),
        ("71" + MOTHER[2:], "resident-id", "identity-check-digit"),
        ("82" + MOTHER[2:], "resident-id", "identity-type-mismatch"),
        ("82" + MOTHER[2:], "", "identity-check-digit"),
        ("92" + MOTHER[2:], "resident-id", "identity-type-mismatch"),
        ("62990X" + MOTHER[6:], "resident-id", "identity-characters"),
        ("6.29901199003074E+17", "resident-id", "identity-lost-digits"),
        (MOTHER[:15] + "000", "resident-id", "identity-lost-digits"),
        ("1" * 18, "resident-id", "identity-placeholder"),
        (MOTHER, "passport", "identity-type-mismatch"),
        ("E12345678", "passport", ""),
        (MOTHER, "none", "identity-type-mismatch"),
        (MOTHER, "hkmt-residence-permit", "identity-type-mismatch"),
    ],
)
def test_identity_numbers(number: str, kind: str, rule: str) -> None:
    assert identity_fault(number, kind) == rule


def use(rule: str, *fields: str, limit: float | None = None) -> RuleUse:
    return RuleUse(rule, fields, limit=limit)


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        ("identity-birth-date-disagrees", ["1990-03-07", MOTHER], ["1990-07-03", MOTHER]),
        ("identity-sex-disagrees", ["female", MOTHER], ["male", MOTHER]),
        ("mother-identity-not-female", [MOTHER], [FATHER]),
        ("father-identity-not-male", [FATHER], [MOTHER]),
        ("same-identity-twice", [FATHER, MOTHER], [MOTHER, MOTHER]),
        ("placeholder-sex-disagrees", ["male", "李梅之子"], ["male", "李梅之女甲"]),
        ("registered-before-birth", ["2025-03-08", "2025-03-08 23:00"], ["2025-03-07", "2025-03-08 00:10"]),
        ("position-beyond-plurality", ["2", "2"], ["2", "1"]),
        ("live-birth-before-28-weeks", ["live", "27", "1000"], ["live", "27", "999"]),
        ("mother-age-impossible", ["1990-03-07", "2025-03-08"], ["2020-03-07", "2025-03-08"]),
    ],
)
def test_rules_between_cells(rule: str, right: list[str], wrong: list[str]) -> None:
    fields = [f"field{number}" for number in range(len(right))]
    assert not breaks(use(rule, *fields), dict(zip(fields, right, strict=True)))
    assert breaks(use(rule, *fields), dict(zip(fields, wrong, strict=True)))
    assert not breaks(use(rule, *fields), dict.fromkeys(fields))
    assert not breaks(use(rule, *fields), {})


def test_late_is_more_days_than_the_limit() -> None:
    late = use("registered-late", "registered", "born", limit=30)
    assert not breaks(late, {"registered": "2025-01-31", "born": "2025-01-01"})
    assert breaks(late, {"registered": "2025-02-01", "born": "2025-01-01"})


@pytest.mark.parametrize(
    ("field", "kind", "row", "rule"),
    [
        ("mother_id_number", "identity-missing", {"mother_id_type": "resident-id"}, "required-missing"),
        ("mother_id_number", "identity-missing", {"mother_id_type": "none"}, ""),
        ("mother_name", "name-not-known", {"mother_name": "不详"}, "name-not-given"),
        ("father_name", "name-not-known", {"father_name": "不详"}, ""),
        ("birth_time", "date-slipped", {"birth_time": "2026-04-01 10:00"}, "day-in-future"),
        ("birth_time", "date-slipped", {"birth_time": "2026-03-31 10:00"}, ""),
        ("weight", "weight-missing", {"outcome": "live"}, "required-missing"),
        ("weight", "weight-missing", {"outcome": "stillbirth"}, ""),
    ],
)
def test_cells_on_their_own(field: str, kind: str, row: dict[str, str], rule: str) -> None:
    assert DELIVERY.of_cell(field, kind, "", {field: None, **row}) == rule
