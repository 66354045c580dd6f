"""A simulated city, province or country as a folder: what the offices would send, and the truth beside it.

The folder appears whole or not at all, and the same parameters and version give the same bytes.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from evenborn.registers.whole_files import whole_folder
from evenborn.simulation.births import city_years
from evenborn.simulation.city import CityYear
from evenborn.simulation.departments import DEPARTMENTS
from evenborn.simulation.devices import city_devices
from evenborn.simulation.drug_ledgers import drug_ledger
from evenborn.simulation.drugs import drug_issues
from evenborn.simulation.entries import entries
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.rates import CITY
from evenborn.simulation.register_files import RegisterFiles
from evenborn.simulation.scans import scans
from evenborn.simulation.termination_returns import termination_return
from evenborn.simulation.true_totals import TrueTotals
from evenborn.simulation.truth_files import TruthFiles
from evenborn.simulation.whole_deliveries import whole_deliveries
from evenborn.simulation.world_description import describe

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Summary:
    """What was written.

    Attributes
    ----------
    folder : str
        Its name.
    cities, births : int
        How many there are.
    rows : dict of str to int
        Records by file.
    errors : int
        Entries of the truth about what is wrong.
    """

    folder: str
    cities: int
    births: int
    rows: dict[str, int]
    errors: int


def write_city(parameters: CityParameters, folder: Path, progress: Progress | None = None) -> Summary:
    """Write one city; see :func:`write_world`."""
    return write_world([parameters], folder, progress)


def write_world(cities: Sequence[CityParameters], folder: Path, progress: Progress | None = None) -> Summary:
    """Write what the departments and facilities of some cities would send, and the truth.

    Parameters
    ----------
    cities : sequence of CityParameters
        One city, or those of :func:`~evenborn.simulation.parameters.province` or
        :func:`~evenborn.simulation.parameters.country`: of one seed, and of the same years.
    folder : pathlib.Path
        New, or empty; its parent must exist.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    Summary

    Raises
    ------
    Refusal
        ``folder-not-empty``, or ``cannot-write`` with the system's cause; nothing is left behind.

    Notes
    -----
    One city-year is held in memory at a time. Registers of more than
    :data:`~evenborn.simulation.register_files.MOST_BIRTHS_IN_WORKBOOKS` births are written by year, as CSV,
    TSV and Parquet only.
    """
    with whole_folder(folder) as aside:
        return _write(cities, aside, folder.name, progress)


def _write(cities: Sequence[CityParameters], aside: Path, name: str, progress: Progress | None) -> Summary:
    (aside / "truth").mkdir()
    describe(cities, aside)
    with ExitStack() as stack:
        truth = TruthFiles(aside / "truth", stack)
        totals = TrueTotals(aside / "truth", stack)
        expected = sum(city.births_a_year * city.years for city in cities)
        files = RegisterFiles(aside, expected, truth, stack)
        births, done, steps = 0, 0, sum(city.years for city in cities)
        for lived in city_years(cities):
            _write_year(lived, files, truth, totals)
            births, done = births + lived.births.num_rows, done + 1
            if progress is not None:
                progress(done / steps)
        totals.finish()
    return Summary(name, len(cities), births, files.rows, truth.errors)


def _write_year(lived: CityYear, files: RegisterFiles, truth: TruthFiles, totals: TrueTotals) -> None:
    city, year = lived.parameters, lived.year
    truth.add_births(lived.births)
    facilities = city_facilities(city)
    delivering = [str(code) for code in facilities.filter(pc.field("delivers"))["code"].to_pylist()]
    for part in whole_deliveries(lived.births):
        births = KnownBirths(city, part)
        for name, department in DEPARTMENTS.items():
            files.add_entries(entries(births, department, CITY[name], delivering), year)
    if year == city.first_year:
        files.add_records(city_devices(city).records, year)
    logs = scans(city, year)
    for records in (logs, drug_issues(city, year), drug_ledger(city, year), termination_return(city, year)):
        files.add_records(records, year)
    totals.add(lived, logs)
