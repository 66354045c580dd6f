"""``evenborn smooth``: tables, page, workbook, map and data from a file of births; and what it refuses."""

import io
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from cli.answers import ask
from cli.conftest import Write

AREAS = [f"县{number}" for number in range(8)]


@pytest.fixture
def births(write: Write) -> Path:
    """Eight areas over six years; 2015 is lacking everywhere, 县3 has no births in 2014; 县6 stands out."""
    rng = np.random.default_rng(11)
    lines = ["地区,年份,男,女"]
    for area in AREAS:
        for year in (2012, 2013, 2014, 2016, 2017, 2018):
            number = 0 if (area, year) == ("县3", 2014) else int(rng.integers(1_500, 4_000))
            male = int(rng.binomial(number, 0.56 if area == "县6" else 0.515))
            lines.append(f"{area},{year},{male},{number - male}")
    return write("\n".join(lines) + "\n")


@pytest.fixture
def pairs(write: Write) -> Path:
    """A chain of the first seven; 县7 is alone."""
    lines = [f"{one},{other}" for one, other in pairwise(AREAS[:7])]
    return write("area,neighbour\n" + "\n".join(lines) + "\n", "pairs.csv")


def box(area: str, left: int) -> dict[str, object]:
    ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
    return {
        "type": "Feature",
        "properties": {"name": area},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def outlines(write: Write) -> Path:
    """The first seven side by side; 县7 is not on the map."""
    features = [box(area, place) for place, area in enumerate(AREAS[:7])]
    return write(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


def test_the_answer_as_data(births: Path, pairs: Path) -> None:
    answer = ask("smooth", births, "--neighbours", pairs, "--forecast", 2, "--json").json()
    assert answer["schema"] == "evenborn.smoothed/1"
    assert answer["islands"] == ["县7"]
    assert answer["above_reference"] == ["县6"]
    cells = answer["cells"]
    assert len(cells) == 8 * 9  # 2012 to 2018 with the year that is lacking, and two foretold
    lacking = [cell for cell in cells if cell["period"] == "2015"]
    assert {cell["births"] for cell in lacking} == {0}
    assert all(cell["lower"] < cell["ratio"] < cell["upper"] for cell in cells)
    assert [point["period"] for point in answer["course"] if point["forecast"]] == ["2019", "2020"]
    assert set(answer["parameters"]) == {
        "sd_area", "structured_share", "sd_time", "correlation", "sd_interaction",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            ("above 107, by 2 points or more, 1 in all", "县6", "foretold", "ratios of areas, 2018"),
        ),
        ("zh", ("高于 107 且高出 2 点以上的地区共 1 个", "县6", "外推", "各地区平滑性别比，2018年")),
    ],
)
def test_the_answer_in_words(lang: str, said: tuple[str, ...], births: Path, pairs: Path) -> None:
    answer = ask("smooth", births, "--neighbours", pairs, "--forecast", 2, "--lang", lang)
    for words in said:
        assert words in answer.out


def test_page_workbook_and_map_are_written_and_ask_for_nothing(
    births: Path, outlines: Path, out: Path
) -> None:
    names = {kind: out / f"a.{kind}" for kind in ("html", "xlsx", "geojson")}
    asked = [part for kind, path in names.items() for part in (f"--{kind}", path)]
    ask("smooth", births, "--map", outlines, *asked)
    page = names["html"].read_text("utf-8")
    assert "area-far-above" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    features = json.loads(names["geojson"].read_bytes())["features"]
    assert [one["properties"]["area"] for one in features] == AREAS
    assert [one["properties"]["above_reference"] for one in features].index(True) == 6
    assert features[7]["geometry"] is None
    book = openpyxl.load_workbook(io.BytesIO(names["xlsx"].read_bytes()))
    assert book.sheetnames == ["Areas", "Course", "Areas and periods", "Model"]
    written = [cell.value for row in book["Areas"].iter_rows() for cell in row]
    assert "县6" in written
    before = {path: path.read_bytes() for path in names.values()}
    ask("smooth", births, "--map", outlines, *asked)
    assert {path: path.read_bytes() for path in names.values()} == before  # the same births, the same bytes


def test_without_a_map_by_month_and_for_one_area(months: Path) -> None:
    answer = ask("smooth", months, "--by", "area,month", "--time", "rw1", "--forecast", 12, "--json").json()
    assert set(answer["parameters"]) == {"sd_area", "sd_time", "sd_interaction"}
    assert answer["course"][-1]["period"] == "2012-09"
    whole = ask("smooth", months, "--by", "year", "--json").json()
    assert {cell["area"] for cell in whole["cells"]} == {None}
    assert set(whole["parameters"]) == {"sd_time", "correlation"}
    areas = ask("smooth", months, "--by", "area", "--json").json()
    assert set(areas["parameters"]) == {"sd_area"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--map", "PAIRS", "--neighbours", "PAIRS"), "map-given-twice"),
        (("--geojson", "x.geojson"), "needs-a-map"),
        (("--by", "area", "--forecast", "2"), "forecast-needs-periods"),
        (("--by", "order"), "not-a-choice"),
        (("--time", "ar2"), "not-a-choice"),
        (("--confidence", "2"), "not-a-share"),
        (("--reference", "0"), "not-a-ratio"),
    ],
)
def test_requests_that_cannot_be_met(options: tuple[str, ...], code: str, births: Path, pairs: Path) -> None:
    given = [str(pairs) if option == "PAIRS" else option for option in options]
    assert ask("smooth", births, *given, "--json", code=2).json()["refused"]["code"] == code


def test_files_that_cannot_be_smoothed(write: Write) -> None:
    empty = write("地区,年份,男,女\n甲,2012,0,0\n乙,2012,0,0\n", "empty.csv")
    assert ask("smooth", empty, "--json", code=2).json()["refused"]["code"] == "nothing-to-smooth"
    whole = write("年份,男,女\n2012,10,9\n2013,10,9\n", "whole.csv")
    assert ask("smooth", whole, "--json", code=2).json()["refused"]["code"] == "no-dimension"
