"""``evenborn ratio --audience public``: no small count and no ratio on few births in any form."""

import re
from pathlib import Path

import pytest

from cli.answers import ask, figures_in
from cli.conftest import Write
from cli.shown import Rows, columns_named, html_tables, worksheets

COUNTS = ("Male", "Female", "Births")
LEAST_COUNT, LEAST_BIRTHS = 5, 1000


@pytest.fixture
def townships(write: Write) -> Path:
    """Seven townships, two of them with a handful of births."""
    lines = ["year,area,male,female,unclear"]
    for year in (2010, 2011):
        for place, (male, female) in enumerate(
            [(912, 844), (711, 679), (3, 8), (2, 1), (260, 233), (0, 0), (650, 601)], start=1
        ):
            lines.append(f"{year},Township {place},{male + year % 10},{female},{place % 2}")
    return write("\n".join(lines) + "\n")


def small(cells: list[str]) -> list[str]:
    """Cells that show a count under five."""
    return [cell for cell in cells if re.fullmatch(r"\d+", cell) and int(cell) < LEAST_COUNT]


def unfounded(rows: Rows) -> list[str]:
    """Ratios shown beside too few births, or beside none."""
    births, ratios = columns_named(rows, "Births"), columns_named(rows, "Ratio")
    return [
        ratio
        for below, beside in zip(births, ratios[: len(births)], strict=True)
        for born, ratio in zip(below, beside, strict=True)
        if re.fullmatch(r"[\d.]+", ratio)
        and not (born[:1].isdigit() and int(born.replace(",", "")) >= LEAST_BIRTHS)
    ]


@pytest.mark.parametrize("by", ["year,area", "area"])
@pytest.mark.parametrize("pool", ["1", "2"])
def test_nothing_small_is_shown(by: str, pool: str, townships: Path, out: Path) -> None:
    answer = ask(
        "ratio", townships, "--by", by, "--pool", pool, "--audience", "public", "--json",
        "--html", out / "a.html", "--xlsx", out / "a.xlsx",
    ).json()  # fmt: skip
    figures = list(figures_in(answer))
    assert any(figure["births"] is None for figure in figures)
    assert any(figure["ratio"] for figure in figures)
    for figure in figures:
        counts = [figure[name] for name in ("male", "female", "births", "unclear")]
        assert not [count for count in counts if count is not None and count < LEAST_COUNT]
        if figure["ratio"] is not None or figure["probability_above"] is not None:
            assert figure["births"] >= LEAST_BIRTHS
    shown = [*html_tables(out / "a.html").values(), *worksheets(out / "a.xlsx").values()]
    assert len([1 for rows in shown if columns_named(rows, "Births")]) > 4
    for rows in shown:
        assert [small(cells) for cells in columns_named(rows, *COUNTS) if small(cells)] == []
        assert unfounded(rows) == []


def test_the_terminal_shows_no_more_than_the_report(townships: Path) -> None:
    out = ask("ratio", townships, "--by", "year,area", "--audience", "public").out
    for line in out.splitlines():
        if line.startswith("Township 4"):
            assert line.split("×")[0].split() == ["Township", "4", *re.findall(r" (201[01]) ", line)]
            assert not re.search(r"\s[1-9]\s|\d\.\d", line.removeprefix("Township 4"))


def test_a_ratio_is_rounded_as_it_is_shown(townships: Path) -> None:
    figures = figures_in(ask("ratio", townships, "--audience", "public", "--json").json())
    ratios = [figure["ratio"] for figure in figures if figure["ratio"]]
    assert ratios == [round(ratio, 1) for ratio in ratios]


def test_the_office_sees_the_births_and_is_told_not_to_publish(townships: Path, out: Path) -> None:
    answer = ask("ratio", townships, "--by", "area", "--json", "--html", out / "a.html").json()
    births = {figure["area"]: (figure["births"], figure["ratio"]) for figure in answer["figures"]}
    assert births["Township 4"] == (7, None)
    assert "Not to be published in this form" in (out / "a.html").read_text("utf-8")


def test_an_unknown_audience(townships: Path) -> None:
    answer = ask("ratio", townships, "--audience", "press", code=2)
    assert answer.err == "--audience: “press” cannot be chosen. Choose from office, public.\n"
