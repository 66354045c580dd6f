"""Devices of a city: numbered, dated, some sealed."""

from evenborn.registers.definition import register
from evenborn.simulation.devices import city_devices
from evenborn.simulation.facility_records import facility_work
from simulation.world import DEFAULT


def test_devices() -> None:
    devices = city_devices(DEFAULT)
    rows = [
        dict(zip(devices.records.columns, cells, strict=True))
        for cells in zip(*(column.to_pylist() for column in devices.records.columns.values()), strict=True)
    ]
    assert list(devices.records.columns) == list(register("device").fields)
    assert len({row["device_number"] for row in rows}) == len(rows)
    assert set(devices.facility.tolist()) == set(facility_work(DEFAULT).scans.nonzero()[0].tolist())
    assert set(devices.facility[devices.in_use].tolist()) == set(devices.facility.tolist())
    for row in rows:
        assert row["acquired_on"] < row["service_life_end"]
        assert row["acquired_on"] < "2023-01-01"
        assert row["service_life_end"] > "2025-12-31"
        assert (row["state_date"] is None) == (row["state"] == "in-use")
        assert (row["buyer"] is not None) == (row["state"] == "transferred")
        assert len(set(row["operators"].split("、"))) >= 2
    assert {"sealed", "in-use"} <= {row["state"] for row in rows}
