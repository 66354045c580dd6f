"""How a command ends, as a process of its own: exit codes, the two streams, interruption and death."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from cli.answers import finished, started
from cli.conftest import Write


def test_done_and_refused(years: Path, write: Write) -> None:
    runs = [
        started("births-needed", "107", "110", "--power", "0.95"),
        started("ratio", years, "--lang", "zh"),
        started("ratio", write("年份,男,女\n2010,-5,4\n", "bad.csv"), "--json"),
        started("--version"),
    ]
    needed, ratio, bad, version = map(finished, runs)
    assert (needed.code, needed.err) == (0, "")
    assert needed.out.startswith("68,096 births")
    assert (ratio.code, ratio.err) == (0, "")
    assert ratio.out.startswith("不能判定\n2011年：出生人口性别比为107.7")
    assert bad.code == 2
    assert bad.err == bad.json()["refused"]["sentence"] + "\n"
    assert (version.code, version.out.split()[0], version.err) == (0, "evenborn", "")


def test_what_is_no_command_and_no_option(years: Path) -> None:
    runs = [
        started("ratios", years),
        started("ratio", years, "--nothing"),
        started("ratio"),
        started("ratio", years, "--pool", "three"),
    ]
    for answer, named in zip(map(finished, runs), ("ratios", "--nothing", "FILE", "--pool"), strict=True):
        assert (answer.code, answer.out) == (2, "")
        assert named in answer.err
        assert "Traceback" not in answer.err


def test_starting_reads_nothing_that_only_work_needs() -> None:
    heavy = ("numpy", "scipy", "pyarrow", "duckdb", "statsmodels", "jinja2", "xlsxwriter", "python_calamine")
    code = f"import sys, evenborn.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_interruption_ends_with_130_and_writes_nothing(tmp_path: Path, out: Path) -> None:
    pipe = tmp_path / "births.csv"
    os.mkfifo(pipe)
    process = started("ratio", pipe, "--html", out / "a.html", "--lang", "zh")
    writer = os.open(pipe, os.O_WRONLY)  # returns when the program has begun to read
    try:
        process.send_signal(signal.SIGINT)
        answer = finished(process)
    finally:
        os.close(writer)
    assert (answer.code, answer.out, answer.err) == (130, "", "已中断，未写出任何文件。\n")
    assert list(out.iterdir()) == []


def test_a_reader_that_goes_away_is_no_fault(years: Path) -> None:
    process = started("ratio", years, "--by", "year,area", "--json")
    assert process.stdout is not None
    process.stdout.close()
    with process:
        assert process.wait(timeout=60) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
