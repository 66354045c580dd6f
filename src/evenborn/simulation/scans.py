"""What stands in the ultrasound logs? One row a scan: device, two persons, indication; nothing of whom."""

from typing import Final

import numpy as np
import numpy.typing as npt

from evenborn.simulation.devices import Devices, city_devices
from evenborn.simulation.facility_records import FacilityRecords, facility_work, shares
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.staff import facility_codes, second_person, staff
from evenborn.simulation.streams import stream
from evenborn.simulation.text_columns import Flags, Numbers, Texts, at, chosen, days, repeated, where
from evenborn.simulation.verdicts import Planted

SCANS_A_BIRTH: Final = 1.6
"""Scans from week 14 on that are logged, for each birth of the city."""
WITHOUT_INDICATION: Final = 0.02
"""Where nothing is out of the ordinary."""
SAME_PERSON: Final = 0.003
"""Scans in whose log the operator stands as the second person too."""
WITHOUT_DECLARATION: Final = 0.008

INDICATIONS: Final[dict[str, float]] = {
    "growth": 0.36,
    "structural-screening": 0.30,
    "doppler": 0.08,
    "liquor": 0.06,
    "placenta": 0.05,
    "presentation": 0.04,
    "complicating-illness": 0.03,
    "caesarean-scar": 0.03,
    "cervix": 0.02,
    "number-of-fetuses": 0.01,
    "echocardiography": 0.01,
    "reduced-movement": 0.01,
}
"""Indications that are stated, with their shares."""

_WEEK_BANDS: Final[dict[str, float]] = {
    "14-19": 0.22,
    "20-24": 0.34,
    "25-27": 0.10,
    "28-32": 0.20,
    "33+": 0.14,
}
_ON_WEEKDAYS: Final = (1.0, 1.0, 1.0, 1.0, 1.0, 0.55, 0.35)
"""Relative number of scans from Monday to Sunday."""


def scans(parameters: CityParameters, year: int) -> FacilityRecords:
    """The ultrasound logs of all facilities of a city for one year, in order of facility and day.

    Parameters
    ----------
    parameters : CityParameters
        The city; the facility with the anomaly ``scans-without-indication`` has as many as stated there.
    year : int
        Calendar year.

    Returns
    -------
    FacilityRecords

    Examples
    --------
    >>> logs = scans(CityParameters(seed=1), 2023)
    >>> list(logs.columns)
    ['facility', 'scan_date', 'device', 'operator', 'second_person', 'indication', 'week_band', 'declaration']
    """
    rng = stream(parameters.seed, "scans", parameters.number, year)
    work = facility_work(parameters)
    counts = rng.poisson(SCANS_A_BIRTH * parameters.births_a_year * shares(work.weight, work.scans))
    facility = np.repeat(np.arange(len(counts)), counts)
    day = _days(rng, year, len(facility))
    order = np.lexsort((day, facility))
    day = day[order]
    anomalous = (work.anomaly == "scans-without-indication")[facility]
    without = _without_indication(
        rng.random(len(facility)), anomalous, parameters.anomaly_scans_without_indication
    )
    operator = rng.integers(0, 3, len(facility))
    same = rng.random(len(facility)) < SAME_PERSON
    second = np.where(same, operator, second_person(operator, rng.random(len(facility))))
    undeclared = rng.random(len(facility)) < WITHOUT_DECLARATION
    columns = {
        "facility": facility_codes(parameters, facility),
        "scan_date": days(day),
        "device": at(*_used(rng, city_devices(parameters), facility)),
        "operator": staff(parameters, facility, operator),
        "second_person": staff(parameters, facility, second),
        "indication": where(~without, _drawn(rng, INDICATIONS, len(facility))),
        "week_band": _drawn(rng, _WEEK_BANDS, len(facility)),
        "declaration": where(~undeclared, repeated("yes", len(facility))),
    }
    same |= np.asarray(columns["operator"]) == np.asarray(columns["second_person"])
    return FacilityRecords("ultrasound_log", columns, _planted(without & anomalous, same, undeclared))


def _planted(anomalous: Flags, same: Flags, undeclared: Flags) -> list[Planted]:
    found = (
        (anomalous, "indication", "scan-without-indication", ()),
        (same, "second_person", "same-person-twice", ("same-person-twice",)),
        (undeclared, "declaration", "declaration-missing", ("declaration-missing",)),
    )
    return [Planted(np.flatnonzero(rows), name, kind, rules) for rows, name, kind, rules in found]


def _without_indication(
    chance: npt.NDArray[np.float64], anomalous: npt.NDArray[np.bool_], share: float
) -> npt.NDArray[np.bool_]:
    """Scans without an indication: here and there by chance, at the anomalous facility the stated share."""
    without = chance < WITHOUT_INDICATION
    where = np.flatnonzero(anomalous)
    without[where] = False
    without[where[np.argsort(chance[where])[: round(share * len(where))]]] = True
    return without


def _days(rng: np.random.Generator, year: int, count: int) -> npt.NDArray[np.datetime64]:
    start, end = np.datetime64(f"{year}-01-01", "D"), np.datetime64(f"{year + 1}-01-01", "D")
    of_year = np.arange(start, end)
    weight = np.array(_ON_WEEKDAYS)[(of_year.astype(np.int64) + 3) % 7]
    return np.asarray(rng.choice(of_year, count, p=weight / weight.sum()))


def _used(rng: np.random.Generator, devices: Devices, facility: Numbers) -> tuple[Texts, Numbers]:
    """Numbers of devices in use, and which of them each scan was made with."""
    usable = np.flatnonzero(devices.in_use)
    first = np.searchsorted(devices.facility[usable], facility, side="left")
    last = np.searchsorted(devices.facility[usable], facility, side="right")
    return devices.number, usable[first + (rng.random(len(facility)) * (last - first)).astype(np.int64)]


def _drawn(rng: np.random.Generator, odds: dict[str, float], count: int) -> Texts:
    share = np.array(list(odds.values()))
    return chosen(tuple(odds), rng.choice(len(share), count, p=share / share.sum()))
