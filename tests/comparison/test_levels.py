"""Levels of likeness, on pairs that have each of them."""

from pathlib import Path

import pytest

from comparison.registers import loaded, write
from evenborn.comparison.chosen import entries_of
from evenborn.comparison.levels import COMPARISONS, level_sql

CASES = [
    ("mother_name", "王思雨", "王思雨", "same rare"),
    ("mother_name", "王思雨", "王思语", "same sound"),
    ("mother_name", "王思雨", "Wang Siyu", "same sound"),
    ("mother_name", "王末雨", "王未雨", "same shape"),
    ("mother_name", "王思雨", "王恩雨", "same shape"),
    ("mother_name", "王思雨", "王梦雨", "one character off"),
    ("mother_name", "王思雨", "王雨", "one character off"),
    ("mother_name", "王思雨", "王雨思", "one character off"),
    ("mother_name", "张晓丽", "臧小离", "nearly the same sound"),
    ("mother_name", "王思雨", "王丽", "same surname"),
    ("mother_name", "王思雨", "赵云", "different"),
    ("mother_name", "王思雨", "", None),
    ("newborn_name", "李梅之女", "王思雨", None),
    ("mother_id_number", "990101199003074221", "990101199003074221", "same"),
    ("mother_id_number", "990101199003074221", "990101199003074227", "one part off"),
    ("mother_id_number", "990101199003074221", "990101199004074221", "one part off"),
    ("mother_id_number", "990101199003074221", "120101197001014443", "different"),
    ("birth_time", "2025-03-08", "2025-03-08", "same"),
    ("birth_time", "2025-03-08", "2025-03-09", "a day apart"),
    ("birth_time", "2025-03-31", "2025-04-01", "a day apart"),
    ("birth_time", "2025-03-08", "2025-08-03", "day and month swapped"),
    ("birth_time", "2025-03-08", "2025-05-08", "month or year off"),
    ("birth_time", "2025-03-08", "2024-03-08", "month or year off"),
    ("birth_time", "2025-03-08", "2025-03-18", "day off"),
    ("birth_time", "2025-03-08", "2025-05-20", "different"),
    ("weight", "3260", "3260", "same"),
    ("weight", "3260", "3300", "rounded"),
    ("weight", "3260", "3240", "near"),
    ("weight", "3260", "2900", "different"),
    ("sex", "female", "male", "different"),
    ("residence", "990101001", "990101001", "same township"),
    ("residence", "990101001", "990101002", "same county"),
    ("residence", "990101001", "990102001", "different"),
]  # fmt: skip
NAMED = {
    "newborn_name": "child_name", "mother_id_number": "mother_id", "birth_time": "birth_day",
    "residence": "area",     "weight": "weight", "sex": "sex", "mother_name": "mother_name",
}  # fmt: skip
COLUMN = {"newborn_name": "child_name", "birth_time": "birth_date", "residence": "area"}


@pytest.mark.parametrize(("field", "left", "right", "level"), CASES)
def test_level(tmp_path: Path, field: str, left: str, right: str, level: str | None) -> None:
    comparison = next(one for one in COMPARISONS if one.name == NAMED[field])
    files = (
        write(tmp_path, "delivery", [{field: left}]),
        write(tmp_path, "immunisation", [{COLUMN.get(field, field): right}]),
    )
    with loaded(*files) as (engine, names, _):
        every = (entries_of(engine, name, f"(SELECT record, rule FROM {name}_entries)") for name in names)
        rows = (f"(SELECT * FROM {entries} ORDER BY rule LIMIT 1)" for entries in every)
        sql = f"SELECT {level_sql(comparison, 'a', 'b')} FROM {next(rows)} a, {next(rows)} b"
        found = engine.rows(sql)[0][0]
    assert (None if found < 0 else comparison.levels[found].name) == level


def test_what_is_usual_adds_up() -> None:
    for comparison in COMPARISONS:
        assert sum(level.usual for level in comparison.levels) == pytest.approx(1, abs=0.02), comparison.name
