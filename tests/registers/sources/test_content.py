import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]

CSV = "male,female\n5,4\n"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\x1f\x8b\x08\x00", "births.csv", "compressed"),
        (b"BZh91AY", "births.csv.bz2", "compressed"),
        (b"<html><table></table>", "births.xls", "web-page"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", "births.csv", "web-page"),
        (b"male,female\n1,2\n", "births.xlsx", "not-a-workbook"),
        (b"male,female\n1,2\n", "births.parquet", "not-parquet"),
        (b"%PDF-1.7", "births.pdf", "not-a-table"),
        (b"PK\x05\x06" + bytes(18), "births.zip", "not-a-table"),
        (b"PK\x03\x04abc", "births.xlsx", "not-a-workbook"),
        (b"PARE" + bytes(20), "births.parquet", "encrypted-parquet"),
        (b"PAR1" + bytes(20), "births.parquet", "unreadable"),
        (b"", "births.csv", "empty-file"),
    ],
)
def test_what_the_content_says(write: Write, refused: Refused, content: bytes, name: str, code: str) -> None:
    assert refused(write(content, name))[0] == code


def test_content_wins_over_the_extension(write: Write, workbook: Callable[..., Path], read: Read) -> None:
    assert read(write(CSV, "births.dat")).format == "csv"
    assert read(workbook([["male", "female"], [5, 4]]).rename(write("", "x.csv"))).format == "xlsx"


def test_paths_that_are_no_file(tmp_path: Path, refused: Refused) -> None:
    assert refused(tmp_path)[0] == "is-a-folder"
    assert refused(tmp_path / "none.csv")[0] == "no-such-file"
    assert refused(tmp_path / ("x" * 5000))[0] == "no-such-file"
    assert refused(tmp_path / "a\0b")[0] == "no-such-file"
    assert refused(Path("/dev/null"))[0] == "not-a-file"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert refused(loop)[0] == "no-such-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(write: Write, refused: Refused) -> None:
    path = write(CSV)
    path.chmod(0)
    assert refused(path)[0] == "no-permission"


def test_a_link_and_a_name_full_of_signs(write: Write, read: Read, tmp_path: Path) -> None:
    target = write(CSV, "a'b[*]?{1} ; DROP 出生.csv")
    link = tmp_path / "link"
    link.symlink_to(target)
    assert read(target).rows == read(link).rows == 1
    assert read(target).file == target.name


def test_a_pipe(tmp_path: Path, read: Read) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(CSV,))
    writer.start()
    table = read(pipe)
    writer.join()
    assert (table.rows, table.format) == (1, "csv")


def test_the_file_is_left_as_it_was(write: Write, read: Read) -> None:
    path = write(CSV)
    path.chmod(0o444)
    before = path.stat()
    read(path)
    assert (path.read_text(), path.stat().st_mtime_ns) == (CSV, before.st_mtime_ns)
    assert list(path.parent.iterdir()) == [path]


def test_a_sheet_of_a_text_file(write: Write, refused: Refused) -> None:
    assert refused(write(CSV), sheet="Sheet1")[0] == "no-sheets"
