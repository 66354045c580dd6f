"""Rows of a Parquet file: of the columns, only those are read that anyone will look at."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.parquet_rows import parquet_rows


def written(folder: Path, names: list[str], columns: list[list[object]]) -> Path:
    path = folder / "register.parquet"
    pq.write_table(pa.table([pa.array(column) for column in columns], names=names), path)
    return path


def rows(path: Path, width: int, read: set[int] | None) -> list[list[str]]:
    [batch] = parquet_rows(path, path.name, width, read)
    assert batch.rows.tolist() == list(range(2, 2 + len(batch.rows)))
    return [column.to_pylist() for column in batch.columns]


def test_columns_that_nobody_looks_at_come_out_empty(tmp_path: Path) -> None:
    path = written(tmp_path, ["sex", "note", "weight"], [["男", None], ["a", "b"], [3250, 2900]])
    assert rows(path, 3, {0, 2}) == [["男", ""], ["", ""], ["3250", "2900"]]
    assert rows(path, 3, None) == [["男", ""], ["a", "b"], ["3250", "2900"]]


def test_what_is_not_read_cannot_be_wrong(tmp_path: Path) -> None:
    path = written(tmp_path, ["sex", "list"], [["男"], [[1, 2]]])
    assert rows(path, 2, {0}) == [["男"], [""]]
    with pytest.raises(Refusal):
        rows(path, 2, None)


@pytest.mark.parametrize("names", [["sex", "sex", "weight"], ["sex", "a.b", "weight"]])
def test_names_by_which_no_column_can_be_asked_for(tmp_path: Path, names: list[str]) -> None:
    path = written(tmp_path, names, [["男"], ["x"], [3250]])
    assert [column[0] for place, column in enumerate(rows(path, 3, {0, 2})) if place != 1] == ["男", "3250"]


def test_columns_behind_the_last_header_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, ["sex", "weight"], [["男"], [3250]])
    assert rows(path, 1, {0}) == [["男"]]
