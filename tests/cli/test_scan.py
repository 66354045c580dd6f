"""``evenborn scan``: clusters in words, as data, as page, workbook and map; and what it refuses."""

import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from cli.answers import ask
from cli.conftest import Write

SIDE = 6
AREAS = [f"县{number}" for number in range(SIDE * SIDE)]
RAISED = {"县8", "县13", "县14", "县15", "县20"}


def place(number: int) -> tuple[float, float]:
    return 100 + 0.4 * (number % SIDE), 36 + 0.3 * (number // SIDE)


@pytest.fixture
def births(write: Write) -> Path:
    """36 counties on a grid over four years; five have 125 boys a hundred girls in 2013 and 2014.

    县35 is on no map; 县0 is so small that its ratio may not be shown, 县1 has no births at all.
    """
    rng = np.random.default_rng(5)
    lines = ["地区,年份,男,女"]
    for area in AREAS:
        for year in (2013, 2014, 2015, 2016):
            number = {"县0": 20, "县1": 0}.get(area, int(rng.integers(900, 1_800)))
            raised = area in RAISED and year < 2015
            male = int(rng.binomial(number, 125 / 225 if raised else 107 / 207))
            lines.append(f"{area},{year},{male},{number - male}")
    return write("\n".join(lines) + "\n")


@pytest.fixture
def points(write: Write) -> Path:
    rows = [f"{area},{place(number)[0]},{place(number)[1]}" for number, area in enumerate(AREAS[:-1])]
    return write("area,longitude,latitude\n" + "\n".join(rows) + "\n", "points.csv")


@pytest.fixture
def outlines(write: Write) -> Path:
    features = []
    for number, area in enumerate(AREAS[:-1]):
        x, y = place(number)
        corners = [[x, y], [x + 0.4, y], [x + 0.4, y + 0.3], [x, y + 0.3], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [corners]}
        features.append({"type": "Feature", "properties": {"name": area}, "geometry": geometry})
    return write(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


def test_the_answer_as_data(births: Path, points: Path) -> None:
    asked = ("--points", points, "--replications", 99, "--json")
    answer = ask("scan", births, *asked, "--by", "area,year").json()
    assert answer["schema"] == "evenborn.scanned/1"
    first = answer["clusters"][0]
    assert set(first["areas"]) == RAISED
    assert (first["period_start"], first["period_end"]) == ("2013-01-01", "2014-12-31")
    assert (first["p_value"], first["found"]) == (0.01, True)
    assert first["lower"] < first["ratio"] < first["upper"]
    assert first["male"] + first["female"] == first["births"]
    assert first["ratio_of_ratios"]["lower"] > 1
    assert answer["left_out"] == ["县35"]
    assert answer["births_left_out"] > 3_000
    used = [area for one in answer["clusters"] for area in one["areas"]]
    assert len(used) == len(set(used))
    assert ask("scan", births, *asked, "--by", "area,year").json() == answer
    other = ask("scan", births, *asked, "--by", "area,year", "--seed", 2).json()
    assert other["clusters"][0]["log_likelihood_ratio"] == first["log_likelihood_ratio"]
    assert other["clusters"][0]["gumbel_p_value"] != first["gumbel_p_value"]


def test_what_is_over_is_not_the_latest(births: Path, points: Path) -> None:
    asked = ("--points", points, "--replications", 99, "--by", "area,year", "--latest", "--json")
    found = ask("scan", births, *asked).json()["clusters"]
    assert {one["period_end"] for one in found} == {"2016-12-31"}
    assert not any(one["found"] for one in found)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("35 areas", "2013–2016", "more boys than chance allows (P at most 5%): 1.", "where to look",
                "no point on the map is known", "Clusters, the strongest first", "Source: births.csv",
                "95% interval")),
        ("zh", ("35 个地区", "2013—2016年", "聚集区有 1 个", "只提示应当看哪里", "没有点位",
                "聚集区（由强到弱）", "数据来源：births.csv", "95%区间")),
    ],
)  # fmt: skip
def test_the_answer_in_words(lang: str, said: tuple[str, ...], births: Path, points: Path) -> None:
    answer = ask("scan", births, "--points", points, "--replications", 99, "--lang", lang)
    for words in said:
        assert words in answer.out


def test_page_workbook_and_map_are_written_and_ask_for_nothing(
    births: Path, outlines: Path, out: Path
) -> None:
    names = {kind: out / f"a.{kind}" for kind in ("html", "xlsx", "geojson")}
    asked = [part for kind, path in names.items() for part in (f"--{kind}", path)]
    asked += ["--by", "area,year", "--shape", "ellipse", "--penalty", 1, "--replications", 39]
    ask("scan", births, "--map", outlines, *asked)
    page = names["html"].read_text("utf-8")
    assert "ring-label" in page
    assert page.count(" ringed") >= 4
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    features = json.loads(names["geojson"].read_bytes())["features"]
    by_name = {one["properties"]["area"]: one["properties"] for one in features}
    assert {area for area, one in by_name.items() if one["cluster"] == 1} == RAISED
    assert by_name["县14"]["period_end"] == "2014-12-31"
    assert by_name["县0"]["births"] == 80
    assert by_name["县0"]["ratio"] is None  # too few to show one
    book = openpyxl.load_workbook(io.BytesIO(names["xlsx"].read_bytes()))
    assert book.sheetnames == ["Clusters", "Areas of the clusters"]
    before = {path: path.read_bytes() for path in names.values()}
    ask("scan", births, "--map", outlines, *asked)
    assert {path: path.read_bytes() for path in names.values()} == before


def test_a_small_cluster_shows_no_ratio(write: Write, points: Path) -> None:
    rows = [f"{area},{95 if area == '县8' else 500},{60 if area == '县8' else 500}" for area in AREAS[:12]]
    small = write("地区,男,女\n" + "\n".join(rows) + "\n")
    first = ask("scan", small, "--points", points, "--replications", 99, "--json").json()["clusters"][0]
    assert (first["areas"], first["births"]) == (["县8"], 155)
    assert (first["ratio"], first["ratio_of_ratios"], first["relative_risk"]) == (None, None, None)
    assert first["period_start"] is None


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "scan-needs-points"),
        (("--points", "POINTS", "--map", "POINTS"), "map-given-twice"),
        (("--points", "POINTS", "--by", "year"), "scan-needs-by"),
        (("--points", "POINTS", "--latest"), "scan-needs-by"),
        (("--points", "POINTS", "--by", "area,month,year"), "year-and-month"),
        (("--points", "POINTS", "--shape", "square"), "not-a-choice"),
        (("--points", "POINTS", "--direction", "up"), "not-a-choice"),
        (("--points", "POINTS", "--largest-share", "60%"), "scan-amount"),
        (("--points", "POINTS", "--largest-share", "0.01%"), "scan-no-window"),
        (("--points", "POINTS", "--largest-radius", "-1"), "scan-amount"),
        (("--points", "POINTS", "--replications", "0"), "scan-amount"),
        (("--points", "POINTS", "--penalty", "-1"), "scan-amount"),
        (("--points", "POINTS", "--significance", "0"), "not-a-share"),
    ],
)
def test_requests_that_cannot_be_met(options: tuple[str, ...], code: str, births: Path, points: Path) -> None:
    given = [str(points) if option == "POINTS" else option for option in options]
    assert ask("scan", births, *given, "--json", code=2).json()["refused"]["code"] == code


def test_files_that_cannot_be_scanned(write: Write, points: Path) -> None:
    def refused(content: str, *options: object) -> str:
        file = write("地区,年份,男,女\n" + content, "other.csv")
        asked = ("--points", points, *options, "--json")
        return str(ask("scan", file, *asked, code=2).json()["refused"]["code"])

    assert refused("县0,2012,0,0\n县1,2012,0,0\n") == "nothing-to-scan"
    assert refused("县0,2012,50,50\n县35,2012,50,50\n") == "scan-too-few-areas"
    assert refused("县0,2012,50,50\n县1,2012,50,50\n", "--by", "area,year") == "scan-needs-periods"
    assert refused("县0,2012,600000000,500000000\n县1,2012,5,5\n") == "scan-too-many-births"
    whole, asked = write("年份,男,女\n2012,10,9\n", "whole.csv"), ("--points", points, "--json")
    assert ask("scan", whole, *asked, code=2).json()["refused"]["code"] == "no-dimension"
    corners = [[500_000 + x, 4_300_000 + y] for x, y in ((0, 0), (9, 0), (9, 9), (0, 9), (0, 0))]
    features = [
        {"type": "Feature", "properties": {"name": area},
         "geometry": {"type": "Polygon", "coordinates": [corners]}} for area in AREAS[:2]
    ]  # fmt: skip
    metres = write(json.dumps({"type": "FeatureCollection", "features": features}), "metres.geojson")
    two = write("地区,年份,男,女\n县0,2012,50,50\n县1,2012,50,40\n", "two.csv")
    asked = ("--map", metres, "--json")
    assert ask("scan", two, *asked, code=2).json()["refused"]["code"] == "points-not-degrees"
