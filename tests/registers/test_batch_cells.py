"""Fields typed side by side say what they say one after the other, and a fault of one reaches the caller."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from evenborn.registers import batch_cells
from evenborn.registers.batch_cells import BatchCells
from evenborn.registers.cell_readers import Expected, readers
from evenborn.registers.cells import Cells, Faults, Read, require_where
from evenborn.registers.definition import Definition
from evenborn.registers.sources.rows import RowBatch, with_numbers
from registers.delivery_rows import DELIVERY, ON, row

COLUMNS = {name: place for place, name in enumerate(row(1))}


def batch(first: int) -> RowBatch:
    rows = [
        row(first),
        row(first + 1, sex="7", mother_name="不详"),
        row(first + 2, mother_id_type="护照", mother_id_number="E12345678", weight=""),
        row(first + 3, birth_time="2025-02-30", father_id_number="", residence="99"),
    ]
    return with_numbers(2, [pa.array([cells[name] for cells in rows]) for name in COLUMNS])


def test_side_by_side_as_one_after_the_other() -> None:
    faults = Faults()
    alone = readers(DELIVERY, Expected(ON), faults)
    with closing(BatchCells(DELIVERY, COLUMNS, Expected(ON))) as together:
        for first in range(1, 200, 4):
            one = batch(first)
            typed = together.of(one)
            before: dict[str, Cells] = {}
            for name in typed:
                before[name] = alone[name](one.columns[COLUMNS[name]], before)
            for name in typed:
                require_where(before[name], before, faults)
                assert typed[name].stored.to_pylist() == before[name].stored.to_pylist()
                assert np.array_equal(typed[name].present, before[name].present)
                named = [together.faults.names[number] for number in typed[name].fault]
                assert named == [faults.names[number] for number in before[name].fault]
    assert set(typed) == set(COLUMNS)


def test_what_goes_wrong_in_a_field_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(definition: Definition, expected: Expected, faults: Faults) -> Mapping[str, Read]:
        def fail(_: pa.StringArray, __: Mapping[str, Cells]) -> Cells:
            raise OSError("no such table")

        return readers(definition, expected, faults) | {"weight": fail}

    monkeypatch.setattr(batch_cells, "readers", broken)
    with (
        closing(BatchCells(DELIVERY, COLUMNS, Expected(ON))) as together,
        pytest.raises(OSError, match="no such table"),
    ):
        together.of(batch(1))


def test_a_file_that_changes_under_the_check_is_refused(tmp_path: Path) -> None:
    """Bytes that were UTF-8 when they were looked at, and are not when they are read."""
    from evenborn.registers.check import CheckOptions, checking
    from evenborn.registers.refusal import Refusal
    from evenborn.registers.sources import delimited
    from registers.delivery_rows import write

    path = write(tmp_path, [row(1, registrar="𠮷敏")])
    seen = delimited.scan

    def scan_and_spoil(*arguments: object) -> object:
        found = seen(*arguments)  # type: ignore[arg-type]
        path.write_bytes(path.read_bytes().replace("𠮷".encode(), b"\xff\xfe\xff\xfe"))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "scan", scan_and_spoil)
        with (
            pytest.raises(Refusal) as caught,
            checking(path, DELIVERY, CheckOptions(ON)) as checked,
        ):
            checked.first_issues(9)
    assert caught.value.code in {"unreadable", "wrong-encoding"}
