"""Which facility does a delivery take? Near ones and large ones, mostly inside the county of residence."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.simulation.areas import Areas
from evenborn.simulation.facilities import ANOMALIES
from evenborn.simulation.odds import Odds, odds
from evenborn.simulation.parameters import CityParameters

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SPREAD = 0.16
"""Distance, in degrees of the plane, over which a facility's pull falls to 37 %."""
_FARTHER = 25.0
"""How much more rarely others than residents of its county are chosen for the facility with the anomaly."""


@dataclass(frozen=True, eq=False)
class FacilityChoice:
    """Which facility a delivery takes.

    Attributes
    ----------
    codes : pyarrow.StringArray
        Code of every facility, in the order of the table.
    odds : Odds
        Of the facilities, one row for each township of residence. The facility with the anomaly
        ``births-ratio`` has none: its births are chosen for it.
    anomalous, anomalous_county : int
        Position of that facility, and of its county.
    """

    codes: pa.StringArray
    odds: Odds
    anomalous: int
    anomalous_county: int


def facility_choice(parameters: CityParameters, areas: Areas, facilities: pa.Table) -> FacilityChoice:
    """Odds by size and distance, a stated share outside the county of residence.

    Parameters
    ----------
    parameters : CityParameters
        With that share.
    areas : Areas
        Where families live.
    facilities : pyarrow.Table
        As :func:`evenborn.simulation.facilities.make_facilities` makes it.

    Returns
    -------
    FacilityChoice
    """
    codes = pa.array(facilities["code"].to_pylist(), pa.string())
    anomalous = int(np.flatnonzero(np.asarray(facilities["anomaly"]) == ANOMALIES[0])[0])
    pull = np.asarray(facilities["weight"]) * np.asarray(facilities["delivers"])
    pull[anomalous] = 0.0
    x, y = (areas.column(axis, "township").astype(float) for axis in ("x", "y"))
    townships = areas.codes("township")
    at = np.array([townships.index(str(code)) for code in facilities["township"].to_pylist()])
    distance = np.hypot(x[:, None] - x[at], y[:, None] - y[at])
    likely = pull * np.exp(-distance / _SPREAD)
    own = areas.county_of[:, None] == areas.county_of[at]
    away = parameters.delivered_elsewhere if parameters.counties > 1 else 0.0
    weights = (1 - away) * _shares(np.where(own, likely, 0.0)) + away * _shares(np.where(own, 0.0, likely))
    return FacilityChoice(codes, odds(weights), anomalous, int(areas.county_of[at[anomalous]]))


def _shares(weights: Floats) -> Floats:
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(float).tiny))


def anomalous_births(
    rng: np.random.Generator, parameters: CityParameters, year: int, near: Flags, fit: tuple[Flags, Flags]
) -> Positions:
    """Births of the facility with the anomaly ``births-ratio``: exactly as many boys and girls as stated.

    Their sex is that of their families' births; only where they are born is decided here, so the truth
    of the city stays as it is.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    parameters : CityParameters
        With size and ratio.
    year : int
        One of the years covered; each has its part of the births.
    near : ndarray of bool
        Births of residents of its county; others are chosen more rarely.
    fit : tuple of ndarray of bool
        Boys and girls that may be born there.

    Returns
    -------
    ndarray of int64
        Rows of the births chosen.
    """
    births, ratio = parameters.births_of_anomaly, parameters.anomaly_ratio
    boys = round(births * ratio / (100 + ratio))
    passed = year - parameters.first_year
    chosen = []
    for whole, may in zip((boys, births - boys), fit, strict=True):
        part = whole * (passed + 1) // parameters.years - whole * passed // parameters.years
        rows = np.flatnonzero(may)
        if part > len(rows):
            raise ValueError("the facility with the anomaly has more births than fit; lower its share.")
        haste = rng.standard_exponential(len(rows)) * np.where(near[rows], 1.0, _FARTHER)
        chosen.append(rows[np.argsort(haste)[:part]])
    return np.concatenate(chosen)
