"""Rules between rows: what is entered twice, and twins that disagree."""

from pathlib import Path

import pytest

from evenborn.registers.check import CheckOptions, checking
from registers.codes.identity_numbers import number_of
from registers.delivery_rows import DELIVERY, ON, found, row, write

MOTHER = {"mother_id_number": number_of("629101", "19900307", "422")}


def twin(number: int, position: str, **changes: str) -> dict[str, str]:
    """One of two children of one mother."""
    return row(number, plurality="2", birth_position=position, **(MOTHER | changes))


def test_twins_of_one_delivery_pass_also_across_midnight(tmp_path: Path) -> None:
    late = {"birth_time": "2025-03-08 23:58"}
    early = {"birth_time": "2025-03-09 00:04", "registered_at": "2025-03-09 08:00"}
    assert found(write(tmp_path, [twin(1, "1", **late), twin(2, "2", **early)])) == []


def test_the_later_row_of_a_repeated_number_is_blamed_and_names_the_first(tmp_path: Path) -> None:
    rows = [row(1), row(2, certificate_number="X990000001"), row(3)]
    with checking(write(tmp_path, rows), DELIVERY, CheckOptions(ON)) as checked:
        (issue,) = checked.first_issues(9)
    assert (issue.row, issue.other, issue.rule, issue.value) == (3, 2, "repeated-value", "X990000001")


def test_an_empty_certificate_is_repeated_by_nobody(tmp_path: Path) -> None:
    assert found(write(tmp_path, [row(1, certificate_number=""), row(2, certificate_number="")])) == []


def test_the_same_record_number_at_two_facilities_is_no_double(tmp_path: Path) -> None:
    rows = [row(1), row(2, record_number="2025-000001", facility="YX990002")]
    assert found(write(tmp_path, rows)) == []


def test_one_birth_entered_twice_is_found_without_any_number_in_common(tmp_path: Path) -> None:
    rows = [row(1, **MOTHER), row(2, **MOTHER)]
    assert found(write(tmp_path, rows)) == [(3, "mother_id_number", "repeated-birth")]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (
            [twin(1, "1"), row(2, birth_position="1", birth_time="2025-03-08 14:09", **MOTHER)],
            "siblings-disagree",
        ),
        ([twin(1, "1"), twin(2, "2"), twin(3, "1", birth_time="2025-03-09 14:00")], "siblings-disagree"),
        ([twin(1, "1")], "sibling-missing"),
    ],
)
def test_children_of_one_delivery_agree_on_their_number(
    rows: list[dict[str, str]], rule: str, tmp_path: Path
) -> None:
    registered = [cells | {"registered_at": "2025-03-09 20:00"} for cells in rows]
    assert rule in {rule for _, _, rule in found(write(tmp_path, registered))}


def test_a_missing_twin_is_pointed_out_and_holds_nothing_back(tmp_path: Path) -> None:
    with checking(write(tmp_path, [twin(1, "1"), row(2)]), DELIVERY, CheckOptions(ON)) as checked:
        assert (checked.summary.rejected, checked.summary.warned) == (0, 1)


def test_rows_found_only_afterwards_are_given_back_as_they_stood(tmp_path: Path) -> None:
    rows = [row(1), row(2, certificate_number="X990000001", newborn_name="李安安")]
    with checking(write(tmp_path, rows), DELIVERY, CheckOptions(ON)) as checked:
        (bad,) = checked.bad_rows()
        left = sum(batch.num_rows for batch in checked.accepted())
    assert (bad.row, bad.cells[3], left) == (3, "李安安", 1)


def test_record_numbers_that_the_engine_hashes_alike_are_no_doubles(tmp_path: Path) -> None:
    rows = [row(1, record_number="HJ20230201000022"), row(2, record_number="HJ20230501000027")]
    assert found(write(tmp_path, rows)) == []
