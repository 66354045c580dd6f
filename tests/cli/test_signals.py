"""``evenborn signals``: who is named and why, in every form; contests, small numbers, and what is refused."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from cli.answers import ask
from cli.conftest import Write

FACILITIES = [f"YX62000{number}" for number in range(8)]
LOG = "facility,scan_date,device,operator,second_person,indication,week_band,declaration"


@pytest.fixture
def log(write: Write) -> Path:
    """Three months of scans; YX620003 states no indication for half of them, YX620007 has few scans."""
    rng = np.random.default_rng(4)
    lines = [LOG]
    for code in FACILITIES:
        for _ in range(7 if code == "YX620007" else 240):
            day = date(2025, 1, 1) + timedelta(int(rng.integers(0, 90)))
            without = rng.random() < (0.5 if code == "YX620003" else 0.02)
            indication = "" if without else "胎儿生长发育评估"
            lines.append(f"{code},{day},US-1,赵敏,周兰,{indication},20-24,是")
    return write("\n".join(lines) + "\n", "ultrasound_log.csv")


@pytest.fixture
def listed(write: Write) -> Path:
    lines = [
        f"{code},云溪第{place}医院,{'990101' if place < 5 else '990102'}"
        for place, code in enumerate(FACILITIES)
    ]
    return write("机构代码,机构名称,county\n" + "\n".join(lines) + "\n", "facilities.csv")


@pytest.fixture
def outlines(write: Write) -> Path:
    features = []
    for place, area in enumerate(["990101", "990102"]):
        ring = [[place, 0], [place + 1, 0], [place + 1, 1], [place, 1], [place, 0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": area}, "geometry": shape})
    return write(json.dumps({"type": "FeatureCollection", "features": features}), "areas.geojson")


def test_the_answer_as_data(log: Path, listed: Path) -> None:
    answer = ask("signals", log, "--facilities", listed, "--json").json()
    assert answer["schema"] == "evenborn.signals/1"
    (one,) = answer["signals"]
    assert (one["rank"], one["facility"], one["kind"]) == (1, "YX620003", "scans-without-indication")
    assert (one["name"], one["area"], one["calls_for"]) == ("云溪第3医院", "990101", "inspection")
    assert 0.4 < one["lower"] < one["observed"] < one["upper"] < 0.6
    assert one["reason_en"].startswith(f"{one['events']} of 240 scans")
    assert "未注明指征" in one["reason_zh"]
    assert answer["first_month"], answer["last_month"] == ("2025-01", "2025-03")
    assert {"facility": "YX620007", "kind": "scans-without-indication", "reason": "few-persons"} in answer[
        "unassessed"
    ]


def test_fewer_than_ten_persons_are_told_nowhere(log: Path, tmp_path: Path) -> None:
    book, page = tmp_path / "signals.xlsx", tmp_path / "signals.html"
    answer = ask("signals", log, "--json", "--xlsx", book, "--html", page).json()
    small = [one for one in answer["assessed"] if one["events"] is None]
    assert small
    assert all(one["observed"] is None and one["p_value"] is None for one in small)
    assert all(
        one["events"] is None or one["events"] >= 10 for one in answer["assessed"] if "without" in one["kind"]
    )
    sheets = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    rows = [[str(cell.value) for cell in row] for row in sheets["Evidence"].iter_rows()]
    own = [row for row in rows if "scans without an indication" in row and "YX620000" in row[0]]
    assert own
    assert "< 10" in own[0]
    assert "YX620007" not in page.read_text("utf-8")


def test_the_answer_in_words(log: Path) -> None:
    answer = ask("signals", f"ultrasound-log={log}", "--lang", "zh").out
    assert "建议优先检查 1 家机构" in answer
    assert "不得据此直接立案" in answer
    assert "YX620003" in answer
    assert "未提供相应登记" in answer


def test_the_page_asks_for_nothing_and_has_a_map(
    log: Path, listed: Path, outlines: Path, tmp_path: Path
) -> None:
    page, shapes = tmp_path / "signals.html", tmp_path / "signals.geojson"
    ask("signals", log, "--facilities", listed, "--map", outlines, "--html", page, "--geojson", shapes)
    written = page.read_text("utf-8")
    assert "<script" not in written
    assert "http" not in written.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "one facility to inspect" in written
    features = json.loads(shapes.read_text("utf-8"))["features"]
    found = {one["properties"]["area"]: one["properties"] for one in features}
    assert (found["990101"]["facilities_to_inspect"], found["990101"]["first_rank"]) == (1, 1)
    assert (found["990102"]["facilities_to_inspect"], found["990102"]["first_rank"]) == (0, None)


def test_the_same_registers_give_the_same_bytes(log: Path, tmp_path: Path) -> None:
    pages = [tmp_path / "one.html", tmp_path / "two.html"]
    for page in pages:
        ask("signals", log, "--html", page)
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_contest(log: Path, write: Write) -> None:
    rows = "机构代码,提示类别,异议理由,答复,提出日期\nYX620003,无指征检查偏多,转诊机构,{},2025-04-02\n"
    waiting = write(rows.format("尚未答复"), "waiting.csv")
    (one,) = ask("signals", log, "--contests", waiting, "--json").json()["signals"]
    assert one["contest"] == {"ground": "referral-facility", "decision": "open", "on": "2025-04-02"}
    decided = write(rows.format("采纳"), "accepted.csv")
    accepted = ask("signals", log, "--contests", decided, "--json").json()
    assert accepted["signals"] == []
    assert accepted["withdrawn"] == [
        {"facility": "YX620003", "kind": "scans-without-indication", "ground": "referral-facility"}
    ]


def test_a_contest_about_a_facility_that_no_register_names_is_said(log: Path, write: Write) -> None:
    rows = "机构代码,提示类别,异议理由,答复,提出日期\nYX629999,无指征检查偏多,转诊机构,尚未答复,2025-04-02\n"
    contests = write(rows, "contests.csv")
    answer = ask("signals", log, "--contests", contests, "--json").json()
    assert answer["unknown_contests"] == [
        {"facility": "YX629999", "kind": "scans-without-indication", "ground": "referral-facility"}
    ]
    assert len(answer["signals"]) == 1
    assert "YX629999" in ask("signals", log, "--contests", contests, "--lang", "zh").out


def test_late_returns_from_a_list(log: Path, write: Write) -> None:
    lines = ["facility,month,received on"]
    for code in FACILITIES:
        for month in range(1, 11):
            day = 25 if code == "YX620005" else 3
            lines.append(f"{code},2024-{month:02},2024-{month + 1:02}-{day:02}")
    received = write("\n".join(lines) + "\n", "received.csv")
    answer = ask("signals", log, "--received", received, "--json").json()
    assert [(one["facility"], one["kind"]) for one in answer["signals"]] == [
        ("YX620003", "scans-without-indication"),
        ("YX620005", "late-returns"),
    ]
    later = ask("signals", log, "--received", received, "--due-day", 28, "--json").json()
    assert len(later["signals"]) == 1


def test_sellers_tell_of_a_device_that_no_register_holds(log: Path, listed: Path, write: Write) -> None:
    header = "facility,device_number,model,acquired_on,state,state_date,buyer"
    own = [f"{code},US-1,HC-30,2020-01-01,在用,," for code in FACILITIES]
    held = write("\n".join([header, *own]) + "\n", "device.csv")
    gone = [f"YX629999,US-{number},HC-30,2020-01-01,转让,2021-01-01,云溪第2医院" for number in (1, 9)]
    sold = write("\n".join([header, *gone]) + "\n", "sales.csv")
    answer = ask("signals", log, held, f"sold={sold}", "--facilities", listed, "--json").json()
    found = {one["kind"]: one for one in answer["signals"]}
    assert found["devices-sold"]["facility"] == "YX620002"
    assert found["devices-sold"]["facts"]["numbers"] == "US-9"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["births.csv"], "REGISTER=FILE"),
        (["household=births.csv"], "REGISTER=FILE"),
        (["delivery="], "REGISTER=FILE"),
        (["LOG", "--geojson", "a.geojson"], "needs a map"),
        (["LOG", "--html", "a", "--xlsx", "a"], "named for two results"),
        (["LOG", "--false-alarms", "0%"], "--false-alarms"),
        (["delivery=missing.csv"], "missing.csv"),
    ],
)
def test_what_is_refused(arguments: list[str], words: str, log: Path) -> None:
    answer = ask("signals", *(log if one == "LOG" else one for one in arguments), code=2)
    assert words in answer.err


def test_registers_without_facilities_are_refused(write: Write) -> None:
    rows = write(LOG + "\nYX620001,never,US-1,赵敏,周兰,,20-24,是\n", "ultrasound_log.csv")
    assert "nothing to compare" in ask("signals", rows, code=2).err


def test_one_file_does_not_count_twice(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(log.read_bytes())
    assert "have the same content" in ask("signals", log, f"ultrasound-log={copy}", code=2).err


def test_a_map_needs_areas(log: Path, outlines: Path) -> None:
    assert "No facility has a known area" in ask("signals", log, "--map", outlines, code=2).err


def test_names_of_staff_are_nowhere(log: Path, tmp_path: Path) -> None:
    book, page = tmp_path / "signals.xlsx", tmp_path / "signals.html"
    out = ask("signals", log, "--json", "--xlsx", book, "--html", page).out
    sheets = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    cells = " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    for name in ("赵敏", "周兰"):
        assert name not in out + page.read_text("utf-8") + cells
