"""How a command ends, as a process of its own: exit codes, the two streams, interruption and death."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.answers import finished, forked, started
from cli.conftest import Write
from evenborn.cli import main


def test_done_and_refused(years: Path, write: Write) -> None:
    runs = [
        forked("births-needed", "107", "110", "--power", "0.95"),
        forked("ratio", years, "--lang", "zh"),
        forked("ratio", write("年份,男,女\n2010,-5,4\n", "bad.csv"), "--json"),
        forked("--version"),
    ]
    needed, ratio, bad, version = runs
    assert (needed.code, needed.err) == (0, "")
    assert needed.out.startswith("Births needed: 68,096")
    assert (ratio.code, ratio.err) == (0, "")
    assert ratio.out.startswith("不能判定\n2011年：出生人口性别比为107.7")
    assert bad.code == 2
    assert bad.err == bad.json()["refused"]["sentence"] + "\n"
    assert (version.code, version.out.split()[0], version.err) == (0, "evenborn", "")


def test_what_is_no_command_and_no_option(years: Path) -> None:
    runs = [
        forked("ratios", years),
        forked("ratio", years, "--nothing"),
        forked("ratio"),
        forked("ratio", years, "--pool", "three"),
    ]
    said = [
        "There is no command “ratios”. See evenborn --help.",
        "There is no option --nothing. Look for its name with --help.",
        "FILE is missing. Write it after the command; see --help.",
        "--pool: “three” is not a number that can be used here. Write it in digits, such as 3 or 107.",
    ]
    for answer, sentence in zip(runs, said, strict=True):
        assert (answer.code, answer.out, answer.err) == (2, "", sentence + "\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("ratio", "a.csv", "--pool"), "--pool 后面缺少取值，写法请用 --help 查看。"),
        (("ratio", "a.csv", "b.csv"), "“b.csv”超出该命令所需的内容，请去掉；含空格的名称请加引号。"),
        (("ratio", "a.csv", "--json=3"), "--json 不带取值，请单独使用。"),
        (
            ("ratio", "a.csv", "--reference=high"),
            "--reference：“high”不是此处可用的数字，请用阿拉伯数字填写，如 3 或 107。",
        ),
        (("births-needed", "107", "x"), "RATIO：“x”不是此处可用的数字，请用阿拉伯数字填写，如 3 或 107。"),
        (("ratio", "--lang=zh"), "缺少 FILE，请写在命令之后，写法请用 --help 查看。"),
        (("decompose", "a.csv", "--form", "2010"), "没有选项 --form，请用 --help 查看选项名称。"),
    ],
)
def test_what_cannot_be_parsed_is_said_in_the_language_of_the_command_line(
    typed: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lang = () if "--lang=zh" in typed else ("--lang", "zh")
    monkeypatch.setattr(sys, "argv", ["evenborn", typed[0], *lang, *typed[1:]])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (2, said + "\n")


def test_a_fault_of_the_program_says_so(
    years: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("evenborn.presentation.ratio_contents.figures_of", broken)
    monkeypatch.setattr(sys, "argv", ["evenborn", "ratio", str(years), "--lang", "zh"])
    with pytest.raises(SystemExit) as ended:
        main()
    captured = capsys.readouterr()
    assert (ended.value.code, captured.out) == (1, "")
    assert "Traceback" in captured.err
    assert captured.err.splitlines()[-1].startswith("这是程序本身的故障")


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_full_disk_is_said(years: Path, as_json: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "evenborn", "ratio", str(years), "--lang", "en", *as_json]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "The answer could not be printed: the disk is full. "
        "Send it to another place, or free this one, and ask again.\n"
    )


def test_a_stream_that_knows_no_chinese_gets_escapes(years: Path) -> None:
    answer = finished(started("ratio", years, "--by", "area", PYTHONIOENCODING="ascii"))
    assert (answer.code, answer.err) == (0, "")
    assert "\\u7518\\u5dde\\u533a" in answer.out


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


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_reader_that_goes_away_is_no_fault(years: Path, as_json: tuple[str, ...]) -> None:
    process = started("ratio", years, "--by", "year,area", *as_json)
    assert process.stdout is not None
    process.stdout.close()
    with process:
        assert process.wait(timeout=60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
