"""Which ultrasound devices do the facilities have, who may use them, and which are sealed?"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from evenborn.simulation.facility_records import FacilityRecords, facility_work
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.staff import facility_codes, staff
from evenborn.simulation.streams import stream
from evenborn.simulation.text_columns import Flags, Numbers, Texts, chosen, days, joined, where, whole_numbers

MODELS: Final = ("HC-30", "HC-50", "HC-70P", "YL-8", "YL-9 Plus", "TS-1000")
"""Models that no maker makes."""

_MAKERS: Final = ("衡川医疗影像有限公司", "衡屿超声设备有限公司", "衡麓医学仪器有限公司")
_SELLERS: Final = ("衡原医疗设备经营部", "衡汀医药器械有限公司")
_ROOMS: Final = ("超声科1室", "超声科2室", "产科门诊", "体检中心", "超声科3室")
_STATES: Final = ("in-use", "sealed", "transferred", "scrapped")
_STATE_ODDS: Final = (0.86, 0.07, 0.03, 0.04)
_YEARS_OF_SERVICE: Final = 10


@dataclass(frozen=True, eq=False)
class Devices:
    """Devices of a city, sorted by facility.

    Attributes
    ----------
    facility : ndarray of int64
        Position of the facility.
    number : pyarrow.StringArray
        Number of each device.
    in_use : ndarray of bool
        Whether it may be used during the whole time covered.
    records : FacilityRecords
        The device register.
    """

    facility: Numbers
    number: Texts
    in_use: Flags
    records: FacilityRecords


@lru_cache(maxsize=8)
def city_devices(parameters: CityParameters) -> Devices:
    """All ultrasound devices of a city; every facility that scans has at least one in use.

    Parameters
    ----------
    parameters : CityParameters
        The city.

    Examples
    --------
    >>> devices = city_devices(CityParameters(seed=1))
    >>> len(devices.facility) > 60, set(devices.records.columns) >= {"device_number", "state", "operators"}
    (True, True)
    """
    rng = stream(parameters.seed, "devices", parameters.number)
    work = facility_work(parameters)
    count = np.where(work.scans, 1 + np.minimum(rng.poisson(work.weight / 3), 6), 0)
    facility = np.repeat(np.arange(len(count)), count)
    first = np.append(True, facility[1:] != facility[:-1])
    state = np.where(first, 0, rng.choice(len(_STATES), len(facility), p=_STATE_ODDS))
    acquired = _acquired(rng, parameters, len(facility))
    year = acquired.astype("datetime64[Y]").astype(np.int64) + 1970
    serial = parameters.number * 10_000 + np.arange(len(facility)) + 1
    number = joined("US-", whole_numbers(year), "-", whole_numbers(serial, 5))
    columns = _columns(rng, parameters, facility, state, acquired, number)
    return Devices(facility, number, state == 0, FacilityRecords("device", columns))


def _acquired(rng: np.random.Generator, parameters: CityParameters, count: int) -> npt.NDArray[np.datetime64]:
    """Up to eight years before the first year; service goes on until after the last."""
    first = np.datetime64(f"{parameters.first_year}-01-01", "D")
    return np.asarray(first - rng.integers(30, 365 * 6, count).astype("timedelta64[D]"))


def _columns(
    rng: np.random.Generator,
    parameters: CityParameters,
    facility: Numbers,
    state: Numbers,
    acquired: npt.NDArray[np.datetime64],
    number: Texts,
) -> dict[str, Texts]:
    count = len(facility)
    maker, model, room = (rng.integers(0, len(words), count) for words in (_MAKERS, MODELS, _ROOMS))
    first = np.datetime64(f"{parameters.first_year}-01-01", "D")
    changed = first + rng.integers(0, 365 * parameters.years, count).astype("timedelta64[D]")
    year = acquired.astype("datetime64[Y]").astype(np.int64) + 1970
    operators = (staff(parameters, facility, np.full(count, person)) for person in range(3))
    one, two, three = operators
    sellers = chosen(_SELLERS, rng.integers(0, len(_SELLERS), count))
    buyers = chosen(_SELLERS, rng.integers(0, len(_SELLERS), count))
    return {
        "facility": facility_codes(parameters, facility),
        "device_number": number,
        "model": chosen(MODELS, model),
        "batch": joined(whole_numbers(year), "-", whole_numbers(rng.integers(1, 13, count), 2)),
        "registrant": chosen(_MAKERS, maker),
        "manufacturer": chosen(_MAKERS, maker),
        "seller": sellers,
        "buyer": where(state == _STATES.index("transferred"), buyers),
        "permit_number": joined(
            "衡械注准", whole_numbers(year - 1), whole_numbers(2_060_000 + maker * 100 + model)
        ),
        "room": chosen(_ROOMS, room),
        "operators": joined(one, "、", two, "、", three),
        "acquired_on": days(acquired),
        "service_life_end": days(acquired + np.timedelta64(365 * _YEARS_OF_SERVICE, "D")),
        "state": chosen(_STATES, state),
        "state_date": where(state > 0, days(changed)),
    }
