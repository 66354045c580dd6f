"""A command that is killed while it writes: whole reports under their names, or what was there before."""

import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen, TimeoutExpired

import openpyxl
import pytest

from cli.answers import finished, started
from cli.conftest import YEARS

REPORTS = ("report.html", "table.xlsx")
OLD = b"of last year"
INSTANTS = 10
LONGEST = 60.0


def writing(years: Path, out: Path) -> Popen[str]:
    """The program at work on both reports."""
    results = ("--html", out / "report.html", "--xlsx", out / "table.xlsx")
    return started("ratio", years, "--by", "year,area", *results)


def require_whole(out: Path, html: bytes) -> None:
    """Fail unless each name holds a whole report, or the old one; all else is marked as a part."""
    for path in out.iterdir():
        if path.name not in REPORTS:
            assert path.name.startswith(".evenborn-")
            assert path.suffix == ".partial"
        elif path.read_bytes() != OLD:
            if path.suffix == ".html":
                assert path.read_bytes() == html
            else:
                with zipfile.ZipFile(path) as parts:
                    assert parts.testzip() is None
                assert openpyxl.load_workbook(path).worksheets


def kill(process: Popen[str]) -> None:
    process.kill()
    finished(process)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """The report as it should be, and the seconds that a run takes."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "births.csv").write_text(YEARS, "utf-8")
    began = time.monotonic()
    assert finished(writing(folder / "births.csv", folder)).code == 0
    return (folder / "report.html").read_bytes(), time.monotonic() - began


@pytest.mark.parametrize("part", range(INSTANTS))
def test_at_any_instant(part: int, whole: tuple[bytes, float], years: Path, out: Path) -> None:
    html, seconds = whole
    if part % 2:
        for name in REPORTS:
            (out / name).write_bytes(OLD)
    instant = seconds * (part + random.Random(part).random()) / INSTANTS  # noqa: S311 - no secret
    process = writing(years, out)
    try:
        process.wait(instant)
    except TimeoutExpired:
        kill(process)
    else:
        assert finished(process).code == 0
    require_whole(out, html)
    if part % 2:
        assert {path.name for path in out.iterdir()} >= set(REPORTS)


@pytest.mark.parametrize(
    "begun",
    [
        lambda out: any(out.glob("*.partial")),
        lambda out: len(list(out.glob(".evenborn-*"))) > 1,
        lambda out: any((out / name).read_bytes() != OLD for name in REPORTS),
    ],
    ids=["first file", "second file", "first name"],
)
def test_once_writing_has_begun(
    begun: Callable[[Path], bool], whole: tuple[bytes, float], years: Path, out: Path
) -> None:
    for name in REPORTS:
        (out / name).write_bytes(OLD)
    process = writing(years, out)
    end = time.monotonic() + LONGEST
    while process.poll() is None and not begun(out):
        assert time.monotonic() < end
    kill(process)
    require_whole(out, whole[0])
    assert {path.name for path in out.iterdir()} >= set(REPORTS)
