"""Rows are read from the file once, and come back as they were."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.mapping import Header
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.sources.kept_batches import KeptBatches
from evenborn.registers.sources.rows import DamagedRow, RowBatch

HEADER = Header(row=1, names=("姓名", "性别"), columns={"name": 0, "sex": 1})
Row = tuple[int, str, str]


class Source:
    """Some batches that count how often they are asked for."""

    format, encoding, sheet, sha256 = "csv", "utf-8", None, ""

    def __init__(self, batches: Sequence[Sequence[Row]], damaged: Sequence[DamagedRow] = ()) -> None:
        self.head: list[tuple[int, list[str]]] = []
        self.times, self._batches, self._damaged = 0, batches, tuple(damaged)

    def batches(self, header: Header) -> Iterator[RowBatch]:
        assert header is HEADER
        self.times += 1
        for rows in self._batches:
            columns = tuple(pa.array([row[place] for row in rows], pa.string()) for place in (1, 2))
            yield RowBatch(np.array([row[0] for row in rows], np.int64), columns, self._damaged)


def rows_of(kept: KeptBatches) -> list[list[Row]]:
    return [
        list(zip(batch.rows.tolist(), *(column.to_pylist() for column in batch.columns), strict=True))
        for batch in kept.batches()
    ]


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.lists(st.tuples(st.integers(2, 1 << 60), texts, texts))))
def test_the_second_reading_is_the_first_without_the_file(batches: list[list[Row]]) -> None:
    source = Source(batches)
    with working_folder() as folder:
        kept = KeptBatches(source, HEADER, folder)
        assert rows_of(kept) == batches
        assert rows_of(kept) == batches
        assert rows_of(kept) == batches
        assert [path.name for path in folder.iterdir()] == [".evenborn-lock"]
        kept.close()
    assert source.times == 1


def test_a_reading_that_was_left_off_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    source = Source([[(2, "张三", "男")], [(3, "李四", "女")]])
    kept = KeptBatches(source, HEADER, tmp_path)
    reading = kept.batches()
    assert next(reading).rows.tolist() == [2]
    del reading
    assert rows_of(kept) == [[(2, "张三", "男")], [(3, "李四", "女")]]
    assert rows_of(kept) == [[(2, "张三", "男")], [(3, "李四", "女")]]
    assert source.times == 2
    kept.close()


def test_damaged_rows_are_told_once(tmp_path: Path) -> None:
    damaged = DamagedRow(3, 1, "张三")
    kept = KeptBatches(Source([[(2, "张三", "男")]], [damaged]), HEADER, tmp_path)
    assert [batch.damaged for batch in kept.batches()] == [(damaged,)]
    assert [batch.damaged for batch in kept.batches()] == [()]
    kept.close()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    kept = KeptBatches(Source([[(2, "张三", "男")]]), HEADER, tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        rows_of(kept)
