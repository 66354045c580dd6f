"""Writing: all files or none, never over an input."""

import os
from pathlib import Path

import pytest

from evenborn.presentation.writing import write_all
from evenborn.registers.refusal import Refusal


def test_all_files_are_written(tmp_path: Path) -> None:
    write_all({tmp_path / "report.html": b"<html>", tmp_path / "table.xlsx": b"PK"})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "report.html": b"<html>",
        "table.xlsx": b"PK",
    }


def test_an_older_result_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(b"old")
    write_all({tmp_path / "report.html": b"new"})
    assert (tmp_path / "report.html").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_written_when_one_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(b"old")
    with pytest.raises(Refusal) as caught:
        write_all({tmp_path / "report.html": b"new", tmp_path / "absent" / "table.xlsx": b"PK"})
    assert (caught.value.code, caught.value.facts["file"], caught.value.facts["cause"]) == (
        "cannot-write",
        "table.xlsx",
        "ENOENT",
    )
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_bytes() == b"old"


def test_a_folder_of_that_name_refuses_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").mkdir()
    with pytest.raises(Refusal) as caught:
        write_all({tmp_path / "report.html": b"new", tmp_path / "table.xlsx": b"PK"})
    assert caught.value.facts["cause"] == "EISDIR"
    assert [file.name for file in tmp_path.iterdir()] == ["table.xlsx"]


def test_a_rename_that_fails_gives_back_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_bytes(b"old")
    rename = Path.replace

    def refuses_the_second(self: Path, target: Path) -> Path:
        if target.name == "b.xlsx":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuses_the_second)
    with pytest.raises(Refusal) as caught:
        write_all({tmp_path / "a.html": b"new", tmp_path / "b.xlsx": b"PK"})
    assert caught.value.facts["cause"] == "EACCES"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.html": b"old"}


@pytest.mark.parametrize("link", [False, True])
def test_an_input_is_never_replaced(tmp_path: Path, link: bool) -> None:
    births, target = tmp_path / "births.csv", tmp_path / "births.csv"
    births.write_bytes(b"male,female")
    if link:
        target = tmp_path / "other.html"
        os.link(births, target)
    with pytest.raises(Refusal) as caught:
        write_all({target: b"<html>"}, inputs=[births])
    assert caught.value.code == "would-overwrite-input"
    assert births.read_bytes() == b"male,female"


def test_one_file_is_not_named_for_two_results(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refusal) as caught:
        write_all({tmp_path / "a": b"1", tmp_path / "folder" / ".." / "a": b"2"})
    assert caught.value.code == "same-output-twice"
    assert not (tmp_path / "a").exists()


def test_results_can_be_read_by_those_whom_the_account_lets_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_all({tmp_path / "report.html": b"x"})
    finally:
        os.umask(before)
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o644
