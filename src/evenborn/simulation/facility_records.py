"""Rows of the registers that facilities keep about their own work: never about a person who comes to them."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.text_columns import Flags, Numbers, Texts
from evenborn.simulation.verdicts import Planted


@dataclass(frozen=True, eq=False)
class FacilityRecords:
    """Rows of one register of facilities.

    Attributes
    ----------
    register : str
        Name of the definition.
    columns : dict of str to pyarrow.StringArray
        Canonical texts by field.
    planted : list of Planted
        What is wrong with which.
    """

    register: str
    columns: dict[str, Texts]
    planted: list[Planted] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class FacilityWork:
    """What the facilities of a city do, by position in their table.

    Attributes
    ----------
    weight : ndarray of float64
        Size; at least that of a clinic.
    scans, drugs, hospital : ndarray of bool
        Which of them scan, issue drugs, are more than a clinic.
    anomaly : ndarray of str
        ``""`` or the name of the anomaly.
    """

    weight: npt.NDArray[np.float64]
    scans: Flags
    drugs: Flags
    hospital: Flags
    anomaly: npt.NDArray[np.str_]


_CLINIC = 0.6


def facility_work(parameters: CityParameters) -> FacilityWork:
    """What the facilities of a city do.

    Examples
    --------
    >>> work = facility_work(CityParameters(seed=1))
    >>> len(work.weight), bool(work.scans[work.anomaly == "scans-without-indication"].all())
    (70, True)
    """
    table = city_facilities(parameters)
    columns = {name: np.array(table[name].to_pylist()) for name in table.column_names}
    return FacilityWork(
        np.maximum(columns["weight"].astype(np.float64), _CLINIC),
        columns["scans"].astype(bool),
        columns["drugs"].astype(bool),
        columns["kind"] != "clinic",
        columns["anomaly"].astype(np.str_),
    )


def shares(weight: npt.NDArray[np.float64], among: Flags) -> npt.NDArray[np.float64]:
    """Share of each facility in what some of them do."""
    part = np.where(among, weight, 0.0)
    return np.asarray(part / part.sum())


def month_of(days: npt.NDArray[np.datetime64]) -> Numbers:
    """Months since 1970."""
    return np.asarray(days.astype("datetime64[M]").astype(np.int64))
