"""A run that is told to end, or killed, leaves no name and no number of a person in the temporary files."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from registers.delivery_rows import row, write


def started(register: Path, temporary: Path) -> "subprocess.Popen[bytes]":
    """A check whose temporary files lie in a folder of their own; it waits for the end of a pipe."""
    program = [sys.executable, "-m", "evenborn", "check", str(register), "--register", "delivery"]
    return subprocess.Popen(
        program,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def left_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".evenborn-lock"]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def stopped_while_it_reads(
    tmp_path: Path, temporary: Path, told: signal.Signals
) -> "subprocess.Popen[bytes]":
    text = write(tmp_path, [row(number) for number in range(1, 400)]).read_bytes()
    pipe = tmp_path / "register.csv"
    os.mkfifo(pipe)
    process = started(pipe, temporary)
    with pipe.open("wb") as writer:  # opens when the program has begun to read
        writer.write(text)
        writer.flush()
        end = time.monotonic() + 60
        while not any(path.stat().st_size for path in left_in(temporary)):
            assert process.poll() is None
            assert time.monotonic() < end
        process.send_signal(told)
        process.wait(timeout=60)
    assert process.stderr is not None
    process.stderr.close()
    return process


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_who_is_told_to_end_takes_everything_along(
    told: signal.Signals, tmp_path: Path, temporary: Path
) -> None:
    process = stopped_while_it_reads(tmp_path, temporary, told)
    assert process.returncode == 130
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path, temporary: Path) -> None:
    process = stopped_while_it_reads(tmp_path, temporary, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    (folder,) = temporary.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    whole = started(write(tmp_path, [row(1)]), temporary)
    assert whole.communicate(timeout=60)[1] == b""
    assert whole.returncode == 0
    assert list(temporary.iterdir()) == []
