"""The city's planted omissions, held against each other: what each county does is found, and only that."""

import numpy as np
import pytest
from numpy.typing import NDArray

from evenborn.sexratio.registration import (
    AreaCoverage,
    capture_patterns,
    coverage_by_area,
    order_gradient,
)
from evenborn.simulation.city import City
from evenborn.simulation.departments import DEPARTMENTS, registered
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.parameters import CityParameters

CONCEALING = 5
SEEDS = range(1000, 1008)
UNSEEN = {"concealed_seen_by_immunisation": 0.0, "concealed_seen_by_household": 0.0}
SETS = (
    ("delivery", "immunisation"),
    ("delivery", "immunisation", "household"),
    ("delivery", "immunisation", "household", "birth_certificate"),
)
Counts = NDArray[np.int64]


def counted(parameters: CityParameters, registers: tuple[str, ...]) -> tuple[Counts, Counts]:
    """Births by sex, county and pattern, and those of the delivery register by first and later order."""
    city = City(parameters)
    codes = np.array(city.areas.codes("county"))
    patterns = np.zeros((2, len(codes), len(capture_patterns(len(registers)))), np.int64)
    orders = np.zeros((2, len(codes), 2), np.int64)
    for year in parameters.calendar_years:
        births = city.live(year).births
        known = KnownBirths(parameters, births)
        held = np.zeros((len(known), len(registers)), np.int64)
        for place, register in enumerate(registers):
            held[registered(known, DEPARTMENTS[register]).rows, place] = 1
        girl = known.is_one_of("sex", "female")
        county = np.searchsorted(codes, births["residence"].to_numpy(zero_copy_only=False).astype("U6"))
        rows = (girl | known.is_one_of("sex", "male")) & ~known.is_one_of("outcome", "stillbirth")
        rows &= held.any(axis=1)
        pattern = patterns.shape[-1] - held @ (1 << np.arange(len(registers))[::-1])
        np.add.at(patterns, (girl[rows].astype(int), county[rows], pattern[rows]), 1)
        rows &= held[:, 0] == 1
        later = known.numbers("parity")[rows] > 1
        np.add.at(orders, (girl[rows].astype(int), county[rows], later.astype(int)), 1)
    return patterns, orders


def coverage(registers: tuple[str, ...], *, with_orders: bool = False, **changed: float) -> AreaCoverage:
    """Of all counties of several cities, city by city."""
    cities = [counted(CityParameters(seed=seed, **changed), registers) for seed in SEEDS]  # type: ignore[arg-type]
    male, female = np.concatenate([patterns for patterns, _ in cities], axis=1)
    boys, girls = np.concatenate([orders for _, orders in cities], axis=1)
    gradient = order_gradient(boys[:, 0], girls[:, 0], boys[:, 1], girls[:, 1]) if with_orders else None
    return coverage_by_area(male, female, periods=3, gradient=gradient)


def verdicts(found: AreaCoverage) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Of the sixth counties, and of the others."""
    by_city = found.verdicts.verdict.reshape(len(SEEDS), -1)
    return by_city[:, CONCEALING], np.delete(by_city, CONCEALING, axis=1)


@pytest.mark.parametrize("registers", SETS)
def test_concealment_and_selection_are_told_apart(registers: tuple[str, ...]) -> None:
    found = coverage(registers)
    concealing, selecting = verdicts(found)
    assert np.mean(concealing == "concealment") >= 0.75
    assert not np.isin(concealing, ["selection", "both", "no excess"]).any()
    assert np.mean(selecting == "selection") >= 0.8
    assert not np.isin(selecting, ["concealment", "no excess"]).any()
    lower, upper = (
        ends.reshape(len(SEEDS), -1)[:, CONCEALING] for ends in (found.region.lower, found.region.upper)
    )
    assert np.mean((lower <= 106) & (upper >= 106)) >= 0.93
    seen = found.ratio.observed.estimate.reshape(len(SEEDS), -1)[:, CONCEALING]
    assert seen.mean() > 117


@pytest.mark.parametrize("registers", SETS)
def test_a_county_that_does_neither_has_no_excess(registers: tuple[str, ...]) -> None:
    found = coverage(registers, concealed_share_of_girls=0.0)
    quiet, _ = verdicts(found)
    assert np.mean(quiet == "no excess") >= 0.75
    assert np.isin(quiet, ["no excess", "cannot tell"]).all()


def test_girls_whom_no_register_ever_sees_are_not_called_selection_where_orders_are_known() -> None:
    found = coverage(SETS[1], with_orders=True, **UNSEEN)
    hidden, selecting = verdicts(found)
    assert np.mean(hidden == "cannot tell") >= 0.75
    assert not np.isin(hidden, ["concealment", "both", "no excess"]).any()
    assert np.mean(selecting == "selection") >= 0.8
    tipping = found.verdicts.tipping_point.reshape(len(SEEDS), -1)[:, CONCEALING]
    assert (tipping > 1).all()
