"""``evenborn trend``: start, height, end and missing girls of one series or many; what cannot be one."""

import json
from pathlib import Path

import numpy as np
import pytest

from cli.answers import ask
from cli.conftest import Write
from evenborn.cli.answer import REFUSED
from evenborn.sexratio.inflation import trapezoid


def _rows(area: str, height: float, first: int = 1975, last: int = 2012) -> list[str]:
    years = np.arange(first, last + 1)
    ratio = 1.06 + trapezoid(years, (1984, height, 8, 10, 14))
    girls = np.round(200_000 / (1 + ratio)).astype(int)
    return [f"{year},{area},{200_000 - g},{g}" for year, g in zip(years, girls, strict=True)]


@pytest.fixture
def two_areas(write: Write) -> Path:
    """One area with a transition of 9 points from 1984 on, one without, one of two years only."""
    rows = [*_rows("甘<b>&州", 0.09), *_rows("临泽县", 0.0), *_rows("新区", 0.0, 2011, 2012)]
    return write("\n".join(["year,area,male,female", *rows]) + "\n")


@pytest.fixture
def one(write: Write) -> Path:
    """The area with a transition."""
    return write("\n".join(["year,area,male,female", *_rows("甘州区", 0.09)]) + "\n")


def test_one_series_as_data(one: Path) -> None:
    answer = ask("trend", one, "--baseline", "106", "--project", "3", "--json").json()
    assert (answer["schema"], answer["source"], answer["baseline_sd"]) == (
        "evenborn.trend/1",
        "births.csv",
        0,
    )
    assert (answer["start_around"], answer["not_before"], answer["seed"]) == (1978, 1970, 1)
    (series,) = answer["series"]
    assert series["probability"] > 0.999
    assert series["start"]["estimate"] == pytest.approx(1984, abs=1)
    assert series["height"]["estimate"] == pytest.approx(9, abs=0.7)
    assert [year["year"] for year in series["years"]] == list(range(1975, 2016))
    assert [year["projected"] for year in series["years"]][-4:] == [False, True, True, True]
    assert series["years"][-1]["missing"] == {"sen": None, "fixed-births": None}
    assert series["years"][20]["missing"]["sen"]["lower"] > 5_000


def test_the_terminal_says_what_is_known_and_what_is_not(one: Path) -> None:
    said = ask("trend", one, "--baseline", "106").out
    assert "the ratio was raised above its natural level (probability > 0.999)" in said
    assert "known only to within" in said
    assert "No year of the start was stated" in said
    assert "says nothing of its cause" in said
    chinese = ask("trend", one, "--baseline", "106", "--lang", "zh").out
    assert "性别比曾高于自然水平" in chinese
    assert "未给定起始年份" in chinese


def test_areas_are_told_apart_and_short_ones_named(two_areas: Path) -> None:
    answer = ask("trend", two_areas, "--by", "area", "--baseline", "106", "--json").json()
    probability = {series["area"]: series["probability"] for series in answer["series"]}
    assert probability["甘<b>&州"] > 0.999
    assert probability["临泽县"] < 0.5
    assert answer["left_out"] == ["新区"]


def test_report_and_workbook(two_areas: Path, out: Path) -> None:
    page, book = out / "trend.html", out / "trend.xlsx"
    said = ask("trend", two_areas, "--by", "area", "--region", "East Asia", "--project", "5",
               "--html", page, "--xlsx", book).out  # fmt: skip
    assert "no rise is needed" in said
    assert "新区" in said
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text
    assert text.count("<svg") == 2
    assert text.count('id="trend-0-frame"') == text.count('id="trend-1-frame"') == 1
    assert "published for East Asia" in text
    assert "<b>&" not in text
    assert "甘&lt;b&gt;&amp;州" in text
    assert book.read_bytes()[:2] == b"PK"


def test_the_seed_decides_and_published_values_are_taken(one: Path) -> None:
    first = ask("trend", one, "--region", "india", "--json").json()
    assert (first["region"], first["baseline"], first["start_around"]) == ("India", 105.32, 2006)
    other = ask("trend", one, "--region", "india", "--seed", "4", "--start-around", "2006", "--json").json()
    assert first["series"] != other["series"]
    for quantity in ("start", "height", "end"):
        ours, theirs = first["series"][0][quantity], other["series"][0][quantity]
        assert abs(ours["estimate"] - theirs["estimate"]) < 0.2 * (ours["upper"] - ours["lower"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--region", "Atlantis"), "no baseline is published for “Atlantis”"),
        (("--region", "China", "--baseline", "106"), "Leave one out"),
        (("--baseline", "0"), "--baseline"),
        (("--baseline-sd", "2"), "--baseline-sd"),
        (("--project", "51"), "0 to 50 years"),
        (("--start-around", "78"), "not a year from 1500 to 2200"),
        (("--not-before", "nan"), "not a year from 1500 to 2200"),
        (("--by", "order"), "cannot be chosen"),
    ],
)
def test_what_cannot_be_asked_is_refused(one: Path, options: tuple[str, ...], said: str) -> None:
    assert said in ask("trend", one, *options, code=REFUSED).err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["2010,9,9", "2011,9,9"], "has births in 2 years"),
        ([f"{year},9,0" for year in range(2000, 2010)], "births of both sexes"),
        ([f"{year},0,0" for year in range(2000, 2010)], "has births in 0 years"),
        ([f"{year},9,9" for year in (1600, 2000, 2001, 2002, 2003)], "mistyped"),
        (["2000-2004,900,800", *(f"{year},900,800" for year in range(2005, 2012))], "is not one year"),
    ],
)
def test_what_is_no_series_is_refused(write: Write, rows: list[str], said: str) -> None:
    file = write("\n".join(["year,male,female", *rows]) + "\n")
    assert said in ask("trend", file, code=REFUSED).err


def test_without_years_there_is_no_trend(write: Write) -> None:
    assert "no column of period" in ask("trend", write("male,female\n9,9\n"), code=REFUSED).err


@pytest.fixture
def outlines(write: Write) -> Path:
    """The two long series side by side."""
    features = []
    for left, area in enumerate(["甘<b>&州", "临泽县"]):
        ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": area}, "geometry": shape})
    return write(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


def test_areas_on_a_map(two_areas: Path, outlines: Path, tmp_path: Path) -> None:
    page, shapes = tmp_path / "trend.html", tmp_path / "trend.geojson"
    ask("trend", two_areas, "--map", outlines, "--html", page, "--geojson", shapes)
    features = json.loads(shapes.read_text("utf-8"))["features"]
    found = {one["properties"]["area"]: one["properties"] for one in features}
    raised, level = found["甘<b>&州"], found["临泽县"]
    assert (raised["year"], raised["births"]) == (2012, 200_000)
    assert raised["start_lower"] < raised["start"] < raised["start_upper"]
    assert raised["start"] == pytest.approx(1984, abs=2)
    assert raised["missing_sen"] > level["missing_sen"]
    assert raised["ratio_lower"] < raised["ratio"] < raised["ratio_upper"]
    written = page.read_text("utf-8")
    assert 'class="still static map"' in written
    assert "<b>&州" not in written
    assert "needs a map" in ask("trend", two_areas, "--geojson", shapes, code=REFUSED).err
