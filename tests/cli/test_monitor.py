"""``evenborn monitor``: tables, page, workbook, map and data from births by month; and what it refuses."""

import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from cli.answers import ask
from cli.conftest import Write

AREAS = {"甘州区": 900, "临泽县": 260, "民乐县": 420, "肃南县": 40}


@pytest.fixture
def births(write: Write) -> Path:
    """Four areas over three years; 民乐县 rises to 130 with 2024; no row at all for 2023-05."""
    rng = np.random.default_rng(3)
    lines = ["月份,县区,男,女"]
    for month in range(36):
        label = f"{2022 + month // 12}-{month % 12 + 1:02}"
        for area, size in AREAS.items():
            ratio = 130 if area == "民乐县" and month >= 24 else 106
            number = int(rng.poisson(size))
            male = int(rng.binomial(number, ratio / (100 + ratio)))
            if month != 16:
                lines.append(f"{label},{area},{male},{number - male}")
    return write("\n".join(lines) + "\n")


@pytest.fixture
def outlines(write: Write) -> Path:
    """Three of the four areas side by side; 肃南县 is not on the map."""
    features = []
    for left, area in enumerate(list(AREAS)[:3]):
        ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": area}, "geometry": geometry})
    return write(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


def test_the_answer_as_data(births: Path) -> None:
    answer = ask("monitor", births, "--json").json()
    assert answer["schema"] == "evenborn.monitored/1"
    assert (answer["reference"], answer["shifted"], answer["years_between_false_alarms"]) == (107, 115, 10)
    assert len(answer["months"]) == 36
    assert answer["alarms"] == ["民乐县"]
    areas = {area["area"]: area for area in answer["areas"]}
    risen = areas["民乐县"]
    assert "2023-10" <= risen["start"] <= "2024-02" < risen["first_alarm"] <= risen["last_alarm"]
    assert risen["ongoing"]
    assert risen["end"] is None
    assert risen["since"]["lower"] < risen["since"]["ratio"] < risen["since"]["upper"]
    assert risen["after"]["births"] < risen["since"]["births"]
    assert risen["alarm"].index(True) == answer["months"].index(risen["first_alarm"])
    assert areas["甘州区"]["since"] is None
    for area in areas.values():
        assert area["statistic"][16] == area["statistic"][15]  # the month that is lacking says nothing
    assert 0 < answer["expected_false_alarms"] < 0.3


def test_the_budget_moves_the_thresholds_and_the_watch_may_be_for_a_fall(births: Path) -> None:
    strict, loose = (ask("monitor", births, "--years", years, "--json").json() for years in (100, 1))
    for one, other in zip(strict["areas"], loose["areas"], strict=True):
        assert one["threshold"] > other["threshold"]
    fall = ask("monitor", births, "--reference", 102, "--shift", 95, "--json").json()
    assert fall["alarms"] == []
    said = ask("monitor", births, "--reference", 102, "--shift", 95, "--lang", "en").out
    assert "a fall from 102 to 95" in said
    assert "A level above 102 gives fewer" in " ".join(said.split())


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Alarm in 1 of 4 areas", "not over", "one false alarm in 10 years", "no ground to call on")),
        ("zh", ("4 个地区中有 1 个发出预警：民乐县", "尚未解除", "每 10 年误报一次", "不得据此走访")),
    ],
)
def test_the_answer_in_words(lang: str, said: tuple[str, ...], births: Path) -> None:
    answer = "".join(ask("monitor", births, "--lang", lang).out.split())
    for words in said:
        assert "".join(words.split()) in answer


def test_page_workbook_and_map_are_written_and_ask_for_nothing(
    births: Path, outlines: Path, out: Path
) -> None:
    names = {kind: out / f"a.{kind}" for kind in ("html", "xlsx", "geojson")}
    asked = [part for kind, path in names.items() for part in (f"--{kind}", path)]
    ask("monitor", births, "--map", outlines, *asked)
    page = names["html"].read_text("utf-8")
    assert page.count("<svg") == 2  # the map, and the course of the alarm
    assert page.count(' ringed"') == 1
    assert "Not on the map: 肃南县" in page
    assert "民乐县" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    features = {
        one["properties"]["area"]: one for one in json.loads(names["geojson"].read_bytes())["features"]
    }
    assert features["民乐县"]["properties"]["alarm"]
    assert features["民乐县"]["properties"]["births_since"] > 1_000
    assert not features["甘州区"]["properties"]["alarm"]
    assert features["肃南县"]["geometry"] is None
    book = openpyxl.load_workbook(io.BytesIO(names["xlsx"].read_bytes()))
    assert book.sheetnames == ["Alarms", "All areas", "Areas and months"]
    before = {path: path.read_bytes() for path in names.values()}
    ask("monitor", births, "--map", outlines, *asked)
    assert {path: path.read_bytes() for path in names.values()} == before  # the same births, the same bytes


def test_without_an_alarm_without_areas_and_with_an_area_that_has_no_births(write: Write, out: Path) -> None:
    whole = write("月份,男,女\n2024-01,530,500\n2024-02,520,500\n", "whole.csv")
    answer = ask("monitor", whole, "--json").json()
    assert [area["area"] for area in answer["areas"]] == [None]
    assert answer["alarms"] == []
    quiet = write("月份,县区,男,女\n2024-01,甲,53,50\n2024-02,甲,52,50\n2024-02,乙,0,0\n", "quiet.csv")
    said = ask("monitor", quiet, "--lang", "en", "--html", out / "a.html", "--xlsx", out / "a.xlsx").out
    assert "No alarm in any of 2 areas" in said
    assert "no proof that nothing changed" in said
    assert "Without births, and so not followed: 乙" in said
    assert "<svg" not in (out / "a.html").read_text("utf-8")
    assert openpyxl.load_workbook(out / "a.xlsx").sheetnames == ["All areas", "Areas and months"]
    areas = ask("monitor", quiet, "--json").json()["areas"]
    assert [area["threshold"] is None for area in areas] == [True, False]


def test_a_ratio_of_few_births_is_not_shown(write: Write) -> None:
    rows = [f"2024-{month:02},甲,{15 if month > 6 else 5},5" for month in range(1, 13)]
    few = write("月份,县区,男,女\n" + "\n".join(rows) + "\n")
    found = ask("monitor", few, "--shift", 200, "--json").json()["areas"][0]
    assert found["since"]["births"] < 200
    assert found["since"]["ratio"] is None
    whole = write("月份,县区,男,女\n" + "\n".join(rows[6:]) + "\n", "whole.csv")
    assert (
        "shifted since about 2024-07 or before" in ask("monitor", whole, "--shift", 200, "--lang", "en").out
    )
    assert "too few for a ratio" in ask("monitor", few, "--shift", 200, "--lang", "en").out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--geojson", "x.geojson"), "needs-a-map"),
        (("--shift", "107"), "no-shift"),
        (("--shift", "0"), "not-a-ratio"),
        (("--reference", "-3"), "not-a-ratio"),
        (("--years", "0.5"), "budget-too-short"),
        (("--years", "nan"), "budget-too-short"),
        (("--confidence", "2"), "not-a-share"),
    ],
)
def test_requests_that_cannot_be_met(options: tuple[str, ...], code: str, births: Path) -> None:
    assert ask("monitor", births, *options, "--json", code=2).json()["refused"]["code"] == code


def test_files_that_cannot_be_followed(write: Write, births: Path, outlines: Path, out: Path) -> None:
    empty = write("地区,月份,男,女\n甲,2012-01,0,0\n乙,2012-01,0,0\n", "empty.csv")
    assert ask("monitor", empty, "--json", code=2).json()["refused"]["code"] == "nothing-to-monitor"
    ages = write("地区,男,女\n甲,10,9\n", "ages.csv")
    assert ask("monitor", ages, "--json", code=2).json()["refused"]["code"] == "no-dimension"
    years = write("地区,年份,男,女\n甲,2012,10,9\n乙,2012,10,9\n", "years.csv")
    assert ask("monitor", years, "--json", code=2).json()["refused"]["code"]
    whole = write("月份,男,女\n2024-01,530,500\n", "whole.csv")
    answer = ask("monitor", whole, "--map", outlines, "--json", code=2).json()
    assert answer["refused"]["code"] == "no-dimension"
    twice = out / "one.html"
    answer = ask("monitor", births, "--html", twice, "--xlsx", twice, "--json", code=2).json()
    assert answer["refused"]["code"] == "same-output-twice"
    assert not twice.exists()
