"""Files of offices in their formats and encodings."""

import csv
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenborn.registers.codes import gb18030
from evenborn.simulation import office_files
from evenborn.simulation.office_files import office_file
from evenborn.simulation.offices import OFFICES

COLUMNS = {
    "newborn_name": pa.array(["𬎆思龴", "阿依古丽·买买提", None]),
    "sex": pa.array(["male", "7", "unclear"]),
    "birth_time": pa.array(["2025-03-08 14:05", "2025-02-30 10:00", None]),
}


def test_gb18030_with_words_of_the_office(tmp_path: Path) -> None:
    path = tmp_path / "delivery.csv"
    with office_file(path, OFFICES["delivery"], list(COLUMNS)) as file:
        assert file.next_row == 2
        file.write(COLUMNS)
        assert file.next_row == 5
    lines = list(csv.reader(gb18030.decode(path.read_bytes()).splitlines()))
    assert lines == [
        ["新生儿姓名", "性别", "出生时间"],
        ["𬎆思龴", "男", "2025-03-08 14:05"],
        ["阿依古丽·买买提", "7", "2025-02-30 10:00"],
        ["", "不明", ""],
    ]


def test_parquet_has_texts_under_headings(tmp_path: Path) -> None:
    path = tmp_path / "birth_certificate.parquet"
    with office_file(path, OFFICES["birth_certificate"], list(COLUMNS)) as file:
        file.write(COLUMNS)
        file.write(COLUMNS)
    table = pq.read_table(path)
    assert table.num_rows == 6
    assert table.schema.types == [pa.string()] * 3
    assert table.column(1).to_pylist()[:3] == ["1", "7", "9"]


@pytest.mark.parametrize("register", ["household", "child_benefit", "immunisation", "birth_certificate"])
def test_bytes_do_not_depend_on_the_batches(
    tmp_path: Path, register: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = OFFICES[register]
    texts = pa.array([f"{2000 + row}-01-01" for row in range(25)])
    field = next(name for name, one in office.definition.fields.items() if one.type == "day")
    written = []
    for rows in (1000, 4):
        monkeypatch.setattr(office_files, "ROWS_AT_ONCE", rows)
        path = tmp_path / f"{rows}.{office.suffix}"
        with office_file(path, office, [field]) as file:
            file.write({field: texts})
        written.append(path)
    if office.suffix == "parquet":
        assert pq.read_table(written[0]).equals(pq.read_table(written[1]))
    else:
        assert written[0].read_bytes() == written[1].read_bytes()


def test_a_title_stands_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "drug_ledger.xlsx"
    with office_file(path, OFFICES["drug_ledger"], ["entry", "quantity"]) as file:
        assert file.next_row == 3
        file.write({"entry": pa.array(["in"]), "quantity": pa.array(["60"])})
    found = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert found[0][0] == "终止妊娠药品台账"
    assert found[2] == ("入库", 60)
