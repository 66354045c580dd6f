"""What killed runs left is removed by the next, and nothing that a living run holds."""

import os
import subprocess
import sys
import time
from pathlib import Path

from evenborn.registers.partial_folders import LEFT_OVER_AFTER, partial_folder, remove_left_over
from evenborn.registers.whole_files import whole_file

HOLDER = """
import sys
from pathlib import Path
from evenborn.registers.partial_folders import partial_folder
with partial_folder(Path(sys.argv[1], "births.csv")) as folder:
    (folder / "births.csv").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


def age(path: Path, seconds: float = LEFT_OVER_AFTER + 60) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_a_living_run_keeps_its_folder_and_a_dead_one_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        partial = Path(process.stdout.readline().strip())
        age(partial)
        assert remove_left_over(tmp_path, older_than=0) == 0
        assert (partial / "births.csv").read_text() == "half"
        process.kill()
        process.wait()
        age(partial, 1)
        with whole_file(tmp_path / "births.csv") as aside:
            aside.write_text("whole")
    assert [entry.name for entry in tmp_path.iterdir()] == ["births.csv"]


def test_only_folders_of_that_name_are_removed(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    for name in (".evenborn-0123456789abcdef.partial", ".evenborn-x.partial", "data.partial"):
        (tmp_path / name).mkdir()
        age(tmp_path / name)
    (tmp_path / ".evenborn-fedcba9876543210.partial").symlink_to(other)
    assert remove_left_over(tmp_path, older_than=30) == 1
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        ".evenborn-fedcba9876543210.partial",
        ".evenborn-x.partial",
        "data.partial",
        "elsewhere",
    ]


def test_a_young_folder_without_a_lock_is_let_be(tmp_path: Path) -> None:
    young = tmp_path / ".evenborn-0123456789abcdef.partial"
    young.mkdir()
    assert remove_left_over(tmp_path) == 0
    age(young)
    assert remove_left_over(tmp_path) == 1


def test_a_folder_that_is_gone_has_nothing_left_over(tmp_path: Path) -> None:
    assert remove_left_over(tmp_path / "absent") == 0


def test_it_stands_beside_the_name_and_goes_with_all_in_it(tmp_path: Path) -> None:
    with partial_folder(tmp_path / "births.csv") as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "a").write_text("x")
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []
