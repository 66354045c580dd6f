"""A name stands for a whole result or for what was there before: errors, full disks, kills, other runs."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file, whole_files, whole_folder

FILES = 40
WRITER = f"""
import sys
from pathlib import Path
from evenborn.registers.whole_files import whole_file, whole_folder
print("ready", flush=True)
while True:
    with whole_file(Path(sys.argv[1], "births.csv")) as aside:
        with aside.open("w") as stream:
            for line in range({FILES}):
                stream.write("x" * 1000); stream.flush()
    with whole_folder(Path(sys.argv[1], f"city")) as folder:
        for number in range({FILES}):
            (folder / f"{{number}}.csv").write_text("x" * 1000)
    for file in Path(sys.argv[1], "city").rename(Path(sys.argv[1], "old")).iterdir():
        file.unlink()
    Path(sys.argv[1], "old").rmdir()
"""
FULL = """
import resource, sys
from pathlib import Path
from evenborn.registers.refusal import Refusal
from evenborn.registers.whole_files import whole_file, whole_folder
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    if sys.argv[2] == "file":
        with whole_file(Path(sys.argv[1], "births.csv")) as aside:
            aside.write_bytes(b"x" * 2000)
    else:
        with whole_folder(Path(sys.argv[1], "city")) as folder:
            (folder / "a.csv").write_bytes(b"x" * 500)
            (folder / "b.csv").write_bytes(b"x" * 2000)
except Refusal as refusal:
    print(refusal.code, refusal.facts["file"], refusal.facts["cause"])
"""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_whole_and_replaces_the_older_one(tmp_path: Path) -> None:
    target = tmp_path / "births.csv"
    target.write_text("old")
    with whole_file(target) as aside:
        aside.write_text("new")
        assert target.read_text() == "old"
        assert aside.name == "births.csv"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["births.csv"]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, FileNotFoundError])
def test_what_goes_wrong_outside_is_not_disguised_and_leaves_nothing(
    tmp_path: Path, kind: type[BaseException]
) -> None:
    (tmp_path / "births.csv").write_text("old")

    def write_a_file() -> None:
        with whole_file(tmp_path / "births.csv") as aside:
            aside.write_text("half")
            raise kind

    def write_a_folder() -> None:
        with whole_folder(tmp_path / "city") as folder:
            (folder / "a").write_text("half")
            raise kind

    with pytest.raises(kind):
        write_a_file()
    with pytest.raises(kind):
        write_a_folder()
    assert names(tmp_path) == ["births.csv"]
    assert (tmp_path / "births.csv").read_text() == "old"


def test_a_file_that_nobody_wrote_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Nothing was written"), whole_file(tmp_path / "births.csv"):
        pass
    assert names(tmp_path) == []


def write(paths: list[Path]) -> None:
    """Write its number into each file."""
    with whole_files(paths) as aside:
        for number, path in enumerate(paths):
            aside[path].write_text(str(number))


def test_several_files_in_several_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet", tmp_path / "deep" / "a.parquet"]
    write(paths)
    assert [path.read_text() for path in paths] == ["0", "1", "2"]
    assert names(tmp_path) == ["a.parquet", "b.parquet", "deep"]


def test_a_rename_that_fails_gives_back_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "a", tmp_path / "new", tmp_path / "b"]
    paths[0].write_text("old")
    rename = Path.replace

    def refuses_the_last(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refuses_the_last)
    with pytest.raises(Refusal) as caught:
        write(paths)
    assert (caught.value.code, caught.value.facts["cause"]) == ("cannot-write", "EACCES")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


def test_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "births.csv").write_text("old")
    os.link(tmp_path / "births.csv", tmp_path / "other.csv")
    (tmp_path / "folder").mkdir()
    for path, code in (("other.csv", "would-overwrite-input"), ("folder", "cannot-write")):
        with (
            pytest.raises(Refusal) as caught,
            whole_file(tmp_path / path, inputs=[tmp_path / "births.csv"]),
        ):
            pytest.fail("nothing may be written")
        assert caught.value.code == code
    twice = [tmp_path / "a", tmp_path / "folder" / ".." / "a"]
    with pytest.raises(Refusal) as caught, whole_files(twice):
        pytest.fail("nothing may be written")
    assert caught.value.code == "same-output-twice"
    with pytest.raises(Refusal) as caught, whole_file(tmp_path / "absent" / "a"):
        pytest.fail("nothing may be written")
    assert caught.value.facts["cause"] == "ENOENT"


def test_a_folder_with_something_in_it_is_refused_and_an_empty_one_filled(tmp_path: Path) -> None:
    city = tmp_path / "city"
    city.mkdir()
    with whole_folder(city) as folder:
        (folder / "a").write_text("1")
    with pytest.raises(Refusal) as caught, whole_folder(city):
        pytest.fail("nothing may be written")
    assert caught.value.code == "folder-not-empty"
    assert names(city) == ["a"]


def test_the_slower_of_two_runs_is_refused(tmp_path: Path) -> None:
    def be_slow() -> None:
        with whole_folder(tmp_path / "city") as folder:
            (folder / "slow").write_text("1")
            (tmp_path / "city").mkdir()
            (tmp_path / "city" / "fast").write_text("1")

    with pytest.raises(Refusal) as caught:
        be_slow()
    assert caught.value.code == "folder-not-empty"
    assert names(tmp_path) == ["city"]
    assert names(tmp_path / "city") == ["fast"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_file_that_the_disk_does_not_take(tmp_path: Path, kind: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path, kind], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["cannot-write", "births.csv" if kind == "file" else "city", "EFBIG"]
    assert names(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught, whole_folder(tmp_path / "city"):
        Path("/dev/full").write_text("x")
    assert caught.value.facts["cause"] == "ENOSPC"


def require_whole(folder: Path) -> None:
    """Fail when a final name stands for anything half written."""
    for entry in folder.iterdir():
        if entry.name == "births.csv":
            assert entry.stat().st_size == FILES * 1000
        elif entry.name == "city":
            assert {file.name for file in entry.iterdir()} == {f"{number}.csv" for number in range(FILES)}
            assert all(file.stat().st_size == 1000 for file in entry.iterdir())
        else:
            assert entry.name == "old" or entry.name.endswith(".partial")


def test_killed_at_any_instant(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        with subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.1))
            os.kill(process.pid, signal.SIGKILL)
        require_whole(folder)
