"""The folder of a city: every file, the truth that fits it, the same bytes, whole or not at all."""

import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.codes.area_files import load_area_table
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.lists import read_expected_births, read_facility_list
from evenborn.registers.refusal import Refusal
from evenborn.simulation.departments import DEPARTMENTS
from evenborn.simulation.offices import OFFICES
from evenborn.simulation.parameters import CityParameters, province
from evenborn.simulation.world_files import Summary, write_city, write_world
from simulation.conftest import WRITTEN
from simulation.sent import meaning, planted, records, wrong_in

ONLY_POINTED_OUT = {"quantity-unusual", "mother-age-unusual", "weight-against-weeks"}
TINY = CityParameters(
    seed=3, counties=2, townships=4, births_a_year=600, years=1, facilities=12, concealing_county=None
)
WRITER = """
import sys
from pathlib import Path
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city
print("ready", flush=True)
shape = {"counties": 2, "townships": 4, "births_a_year": 600, "years": 1, "facilities": 12}
tiny = CityParameters(seed=3, concealing_county=None, **shape)
write_city(tiny, Path(sys.argv[1], "city"))
"""


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_file_is_there_and_counted(written: tuple[Path, Summary]) -> None:
    folder, summary = written
    names = {f"{name}.{office.suffix}" for name, office in OFFICES.items()}
    assert set(summary.rows) == names
    links = {f"links-{name}.parquet" for name in DEPARTMENTS}
    assert {path.name for path in (folder / "truth").iterdir()} == links | {
        "births.parquet",
        "errors.parquet",
        "expected.csv",
        "parameters.json",
        "truth.json",
    }
    others = {"areas.csv", "areas.geojson", "facilities.csv", "README.md", "README.zh.md", "truth"}
    assert {path.name for path in folder.iterdir()} == names | others
    for name in REGISTERS:
        assert len(records(folder, name)) == summary.rows[f"{name}.{OFFICES[name].suffix}"]
    assert (summary.errors, summary.births) == (
        len(planted(folder)),
        pq.read_metadata(folder / "truth" / "births.parquet").num_rows,
    )


@pytest.mark.parametrize("name", sorted(DEPARTMENTS))
def test_links_name_the_row_and_the_birth_that_it_is_about(city: Path, name: str) -> None:
    births = {one["birth"]: one for one in pq.read_table(city / "truth" / "births.parquet").to_pylist()}
    links = pq.read_table(city / "truth" / f"links-{name}.parquet").to_pylist()
    rows, wrong = records(city, name), wrong_in(city, name)
    assert [link["row"] for link in links] == sorted(rows)
    first = next(iter(OFFICES[name].definition.fields))
    for link in links:
        row, truth = rows[link["row"]], births[link["birth"]]
        assert row[first] == link["record_number"]
        if not any(one["field"] == "sex" for one in wrong.get(link["row"], ())):
            assert meaning(name, "sex", row["sex"]) == truth["sex"]
        if name == "delivery":
            assert row["record_number"].rstrip("B").endswith(str(truth["birth"] % 10**6).zfill(6))


@pytest.mark.parametrize("name", REGISTERS)
def test_the_file_shows_what_the_truth_says(city: Path, name: str) -> None:
    rows = records(city, name)
    shown = {
        "identity-as-quantity": lambda text: "e+17" in text.lower(),
        "weight-in-pounds": lambda text: text.endswith("磅"),
        "sex-code-unknown": lambda text: text == "7",
        "weeks-impossible": lambda text: text == "52",
        "facility-by-name": lambda text: text == "人民医院",
        "name-not-known": lambda text: text == "不详",
        "declaration-missing": lambda text: text == "",
        "scan-without-indication": lambda text: text == "",
    }
    for row, wrong in wrong_in(city, name).items():
        for one in wrong:
            if one["kind"].endswith("-missing"):
                assert rows[row][one["field"]] == ""
            elif one["kind"] in shown:
                assert shown[one["kind"]](rows[row][one["field"]]), one


@pytest.mark.parametrize("name", REGISTERS)
def test_the_checker_finds_what_is_planted_and_nothing_else(city: Path, name: str) -> None:
    sent = date.fromisoformat(json.loads((city / "truth" / "parameters.json").read_text("utf-8"))["sent_on"])
    options = CheckOptions(
        sent,
        areas=load_area_table(city / "areas.csv"),
        facilities=read_facility_list(city / "facilities.csv", sent),
    )
    path = city / f"{name}.{OFFICES[name].suffix}"
    with checking(path, register(name), options) as checked:
        found = {(one["row"], one["rule"]) for one in checked.all_issues().to_pylist()}
    must = {
        (row, rule) for row, wrong in wrong_in(city, name).items() for one in wrong for rule in one["rules"]
    }
    assert {one for one in found if one[1] not in ONLY_POINTED_OUT} == must


def test_expected_births_are_those_of_the_facilities(city: Path) -> None:
    expected = read_expected_births(city / "truth" / "expected.csv", date(2026, 1, 1))
    births = pq.read_table(city / "truth" / "births.parquet", columns=["facility", "birth_time", "concealed"])
    counted: dict[tuple[str, date], int] = {}
    for one in births.to_pylist():
        if not one["concealed"]:
            key = one["facility"], one["birth_time"].date().replace(day=1)
            counted[key] = counted.get(key, 0) + 1
    assert {key: number for key, number in expected.items() if number} == counted


def test_the_truth_states_the_size_of_the_anomalies(city: Path) -> None:
    found = {
        one["anomaly"]: one
        for one in json.loads((city / "truth" / "truth.json").read_text("utf-8"))["anomalies"]
    }
    births = found["births-ratio"]
    assert births["male"] + births["female"] == pytest.approx(WRITTEN.births_of_anomaly, abs=3)
    assert 100 * births["male"] / births["female"] == pytest.approx(WRITTEN.anomaly_ratio, rel=0.05)
    drugs = found["drug-units-missing"]
    assert drugs["units_missing"] / drugs["units_received"] == pytest.approx(0.15, abs=0.01)
    scans = found["scans-without-indication"]
    assert 0.2 < scans["without_indication"] / scans["scans"] < 0.6


def test_the_same_parameters_give_the_same_bytes(tmp_path: Path) -> None:
    done: list[float] = []
    write_city(TINY, tmp_path / "one", done.append)
    write_city(TINY, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert done == [1.0]


def test_several_cities_stand_in_one_file(tmp_path: Path) -> None:
    summary = write_world(province(TINY, 2), tmp_path / "province")
    assert summary.cities == 2
    rows = records(tmp_path / "province", "immunisation")
    numbers = [row["record_number"] for row in rows.values()]
    copies = [one for one in planted(tmp_path / "province") if one["kind"] == "entered-twice"]
    copies = [one for one in copies if one["register"] == "immunisation"]
    assert len(numbers) - len(set(numbers)) == len(copies)
    assert {number[:4] for number in numbers} == {"9901", "9902"}
    certificates = [
        row["certificate_number"] for row in records(tmp_path / "province", "birth_certificate").values()
    ]
    assert len(set(certificates)) > 0.98 * len(certificates)


def test_a_large_world_is_written_by_year_without_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenborn.simulation.register_files.MOST_BIRTHS_IN_WORKBOOKS", 100)
    write_city(TINY, tmp_path / "city")
    names = {path.name for path in (tmp_path / "city").iterdir()}
    assert {"delivery-2023.csv", "immunisation-2023.csv", "birth_certificate-2023.parquet"} <= names
    assert not any(name.endswith(".xlsx") for name in names)
    with checking(
        tmp_path / "city" / "immunisation-2023.csv", register("immunisation"), CheckOptions(date(2024, 3, 31))
    ) as checked:
        found = {
            one["row"] for one in checked.all_issues().to_pylist() if one["rule"] == "identity-lost-digits"
        }
    said = {row for row, wrong in wrong_in(tmp_path / "city", "immunisation").items() for one in wrong
            if "identity-lost-digits" in one["rules"]}  # fmt: skip
    assert found == said


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(Refusal) as caught:
        write_city(TINY, tmp_path)
    assert (caught.value.code, caught.value.facts["file"]) == ("folder-not-empty", tmp_path.name)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_killed_while_it_writes(tmp_path: Path) -> None:
    write_city(TINY, tmp_path / "whole")
    whole, chance = digests(tmp_path / "whole"), random.Random(5)  # noqa: S311 - no secret
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        with subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.8))
            process.send_signal(signal.SIGKILL)
        for entry in folder.iterdir():
            if entry.name == "city":
                assert digests(entry) == whole
            else:
                assert entry.name.startswith(".evenborn-")
                assert entry.suffix == ".partial"
