"""Ultrasound logs: devices in use, two persons, and one facility that seldom states why."""

import numpy as np

from evenborn.registers.definition import register
from evenborn.simulation.devices import city_devices
from evenborn.simulation.facility_records import FacilityRecords, facility_work
from evenborn.simulation.scans import SCANS_A_BIRTH, WITHOUT_INDICATION, scans
from evenborn.simulation.staff import facility_codes
from simulation.known import within
from simulation.world import DEFAULT

LOGS = scans(DEFAULT, 2024)


def cells(records: FacilityRecords, name: str) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(records.columns[name].to_pylist(), dtype=object)


def test_columns_are_those_of_the_definition_and_nobody_is_examined_in_them() -> None:
    assert list(LOGS.columns) == list(register("ultrasound_log").fields)


def test_there_are_as_many_as_stated_in_the_facilities_that_scan() -> None:
    count = len(cells(LOGS, "facility"))
    expected = SCANS_A_BIRTH * DEFAULT.births_a_year
    assert abs(count - expected) < 4 * np.sqrt(expected)
    scanning = np.flatnonzero(facility_work(DEFAULT).scans)
    assert set(cells(LOGS, "facility")) == set(facility_codes(DEFAULT, scanning).to_pylist())


def test_one_facility_states_no_indication_as_often_as_planted() -> None:
    anomalous = np.flatnonzero(facility_work(DEFAULT).anomaly == "scans-without-indication")
    there = cells(LOGS, "facility") == facility_codes(DEFAULT, anomalous)[0].as_py()
    without = cells(LOGS, "indication") == None  # noqa: E711 -- element by element
    assert there.sum() > 150
    assert within(int(without[there].sum()), int(there.sum()), DEFAULT.anomaly_scans_without_indication)
    assert within(int(without[~there].sum()), int((~there).sum()), WITHOUT_INDICATION)
    planted = next(one for one in LOGS.planted if one.kind == "scan-without-indication")
    assert (planted.rows == np.flatnonzero(there & without)).all()


def test_devices_belong_to_the_facility_and_are_in_use() -> None:
    devices = city_devices(DEFAULT)
    usable = {
        (facility, number)
        for facility, number, use in zip(
            devices.records.columns["facility"].to_pylist(),
            devices.number.to_pylist(),
            devices.in_use,
            strict=True,
        )
        if use
    }
    assert set(zip(cells(LOGS, "facility"), cells(LOGS, "device"), strict=True)) <= usable


def test_two_persons_but_where_planted() -> None:
    same = np.flatnonzero(cells(LOGS, "operator") == cells(LOGS, "second_person"))
    planted = {one.kind: one.rows for one in LOGS.planted}
    assert (planted["same-person-twice"] == same).all()
    undeclared = np.flatnonzero(cells(LOGS, "declaration") == None)  # noqa: E711 -- element by element
    assert (planted["declaration-missing"] == undeclared).all()
    assert len(same) > 20
    assert len(undeclared) > 80


def test_days_are_of_the_year_and_mostly_working_days() -> None:
    days = cells(LOGS, "scan_date").astype("datetime64[D]")
    assert days.min() >= np.datetime64("2024-01-01")
    assert days.max() <= np.datetime64("2024-12-31")
    weekend = (days.astype(np.int64) + 3) % 7 >= 5
    assert 0.12 < weekend.mean() < 0.18


def test_the_same_year_is_the_same() -> None:
    again = scans(DEFAULT, 2024)
    assert all(again.columns[name].equals(column) for name, column in LOGS.columns.items())
    assert not scans(DEFAULT, 2023).columns["scan_date"].equals(LOGS.columns["scan_date"])
