"""The truth about rows that are made by hand."""

from datetime import date

import numpy as np
import pyarrow as pa

from evenborn.registers.definition import register
from evenborn.simulation.broken_rules import Judge
from evenborn.simulation.sheets import Sheet, Wrong
from evenborn.simulation.verdicts import verdicts

MOTHER, FATHER = "629901199003074225", "629901198805125317"
CELLS = {
    "record_number": ["1", "1", "2", "3"],
    "facility": ["H01"] * 4,
    "newborn_name": ["李梅之女", "李梅之女", "王强之子", "王一"],
    "sex": ["male", "male", "male", "female"],
    "birth_time": ["2025-03-08 14:05", "2025-03-08 14:05", "2025-03-10 01:00", "2025-04-01 02:00"],
    "plurality": ["1", "1", "2", "1"],
    "birth_position": ["1", "1", "1", "1"],
    "outcome": ["live"] * 4,
    "weight": ["３２５０", "３２５０", "3000", None],
    "gestational_weeks": ["39+3"] * 4,
    "mother_id_type": ["resident-id"] * 4,
    "mother_id_number": [MOTHER, MOTHER, FATHER, None],
    "father_id_number": [None, None, FATHER, None],
    "certificate_number": ["X990000123", "X990000123", None, None],
    "registered_at": ["2025-03-08 20:00", "2025-03-08 20:00", "2025-03-09 20:00", "2025-04-03 20:00"],
}


def sheet(*wrong: Wrong) -> Sheet:
    columns = {name: pa.array(cells, pa.string()) for name, cells in CELLS.items()}
    births = np.array([1, 1, 2, 3], dtype=np.int64)
    return Sheet(register("delivery"), births, births, columns, {}, list(wrong))


def told(made: Sheet) -> set[tuple[int, str, str, tuple[str, ...]]]:
    found = verdicts(made, Judge(made.definition, date(2026, 3, 31)))
    return {(row, one.field, one.kind, one.rules) for one in found for row in one.rows.tolist()}


def rows(*numbers: int) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(numbers, dtype=np.int64)


LATE = (3, "registered_at", "registered-late", ("registered-late",))
ALONE = (2, "plurality", "sibling-absent", ("sibling-missing",))


def test_what_nobody_planted_is_lateness_and_a_missing_sibling() -> None:
    assert told(sheet()) == {LATE, ALONE}


def test_a_wrong_cell_has_the_rules_between_it_and_its_row() -> None:
    found = told(
        sheet(Wrong(rows(0, 1), "sex", "sex-wrong"), Wrong(rows(2), "mother_id_number", "identity-of-father"))
    )
    assert (0, "sex", "sex-wrong", ("placeholder-sex-disagrees",)) in found
    assert (
        2,
        "mother_id_number",
        "identity-of-father",
        ("mother-identity-not-female", "same-identity-twice"),
    ) in found


def test_a_wrong_date_takes_the_place_of_lateness() -> None:
    found = told(sheet(Wrong(rows(2, 3), "birth_time", "date-slipped")))
    assert (2, "birth_time", "date-slipped", ("registered-before-birth",)) in found
    assert (3, "birth_time", "date-slipped", ("registered-late",)) in found
    assert LATE not in found


def test_a_faulty_cell_takes_part_in_nothing_else() -> None:
    faulty = Wrong(rows(2), "birth_time", "date-impossible", "day-impossible")
    found = told(sheet(faulty))
    assert (2, "birth_time", "date-impossible", ("day-impossible",)) in found
    assert ALONE not in found


def test_a_blank_cell_breaks_a_rule_only_where_it_is_required() -> None:
    found = told(
        sheet(
            Wrong(rows(3), "weight", "weight-missing"), Wrong(rows(3), "mother_id_number", "identity-missing")
        )
    )
    assert (3, "weight", "weight-missing", ("required-missing",)) in found
    assert (3, "mother_id_number", "identity-missing", ("required-missing",)) in found


def test_harmless_spellings_have_no_rule_and_hide_none() -> None:
    found = told(sheet(Wrong(rows(0), "weight", "harmless-full-width"), Wrong(rows(0), "sex", "sex-wrong")))
    assert (0, "weight", "harmless-full-width", ()) in found
    assert (0, "sex", "sex-wrong", ("placeholder-sex-disagrees",)) in found


def test_a_copy_is_known_by_what_both_rows_state() -> None:
    assert (1, "", "entered-twice", ("repeated-value", "repeated-birth")) in told(
        sheet(Wrong(rows(1), "", "entered-twice"))
    )
    without = sheet(Wrong(rows(1), "", "entered-twice"))
    for name in ("certificate_number", "record_number"):
        without.columns[name] = pa.array([None, None, "2", "3"], pa.string())
    assert (1, "", "entered-twice", ("repeated-birth",)) in told(without)
