from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenborn.registers.codes.loaded_table import read_table
from evenborn.registers.refusal import Refusal

COLUMNS = {"code": ("代码",), "name": ("名称",)}


def test_rows_keep_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("名 称,代码\n\n甲,１\n ,\n乙\n", "utf-8")
    assert list(read_table(path, COLUMNS, ("code",))) == [
        (3, {"code": "1", "name": "甲"}),
        (5, {"code": "", "name": "乙"}),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "loaded-table-missing-column"),
        (b"name\nx\n", "loaded-table-missing-column"),
        (b"code,name\n\n,\n", "loaded-table-empty"),
        (b"code\n\xff\xff\n", "loaded-table-not-text"),
        (b'code\n"' + b"x" * 200_000 + b'"\n', "loaded-table-not-text"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        list(read_table(path, COLUMNS, ("code",)))
    assert (caught.value.code, caught.value.facts["file"]) == (code, "table.csv")


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "no-such-file"), (tmp_path, "is-a-folder")):
        with pytest.raises(Refusal, match=code):
            list(read_table(path, COLUMNS, ("code",)))


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"code\n" + content)
    refused = ""
    try:
        assert all("code" in cells for _, cells in read_table(path, COLUMNS, ("code",)))
    except Refusal as refusal:
        refused = refusal.code
    assert refused in {"", "loaded-table-not-text", "loaded-table-empty"}
