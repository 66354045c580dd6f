"""A typed row is judged exactly as the same row in a file."""

from datetime import date
from pathlib import Path

import pytest

from evenborn.apps.intake.single_rows import written
from evenborn.registers.check import checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.registers.one_row import check_row

DELIVERY = register("delivery")
RIGHT = {name: field.example for name, field in DELIVERY.fields.items()}
ON = date(2025, 4, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {name: "" for name in RIGHT if name != "record_number"},
        {"sex": "男", "weight": "300", "gestational_weeks": "26", "birth_position": "2"},
        {"mother_id_number": "629101198805125313", "father_id_number": "629101198805125313"},
        {"birth_time": "2025-02-30 25:61", "registered_at": "2025-03-01 08:00", "length": "=1+1"},
        {"birth_time": "2025年3月8日 下午2点", "mother_birth_date": "1890.1.1", "residence": "99"},
        {"mother_id_type": "无证件", "mother_id_number": "", "parity": "７", "outcome": "活"},
        {"record_number": "x" * 40, "newborn_name": "李\u202e梅", "certificate_number": "X99000012"},
        {"registered_at": "2025-03-20 08:00", "weight": "6.4kg", "plurality": "1.5", "hukou": "甘州区"},
    ],
)
def test_a_row_breaks_the_same_rules_alone_and_in_a_file(changes: dict[str, str], tmp_path: Path) -> None:
    texts = RIGHT | changes
    path = tmp_path / "row.csv"
    path.write_bytes(written(texts))
    alone = check_row(DELIVERY, texts, ON)
    with checking(path, DELIVERY, CheckOptions(ON)) as checked:
        within = {(one.field, one.rule, one.severity) for one in checked.first_issues(200)}
        assert {(one.field, one.rule, one.severity) for one in alone.issues} == within
        rows = [row for batch in checked.accepted() for row in batch.to_pylist()]
    assert rows == ([] if alone.rejecting else alone.row.to_pylist())
