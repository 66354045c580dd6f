"""The reference pair: a delivery and an immunisation register of one year, on which linking is measured.

Both hold live births only, and every row has chances of its own, so that the two rows of twins are as hard
to tell apart as they were when the pair was first measured. Columns bear the names of the fields.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evenborn.registers.whole_files import whole_folder
from evenborn.simulation.areas import city_areas
from evenborn.simulation.births import city_years
from evenborn.simulation.city import CityYear
from evenborn.simulation.departments import DEPARTMENTS, Department
from evenborn.simulation.entries import Entries, entries
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.parameters import CityParameters, province
from evenborn.simulation.rates import (
    REFERENCE_ABSENT,
    REFERENCE_DELIVERY,
    REFERENCE_IMMUNISATION,
    REFERENCE_MOVED,
    ErrorRates,
)
from evenborn.simulation.streams import uniforms
from evenborn.simulation.text_columns import Texts, chosen
from evenborn.simulation.truth_files import TruthFiles, json_file
from evenborn.simulation.whole_deliveries import whole_deliveries
from evenborn.simulation.world_files import Summary

BIRTHS: Final = 15_000
"""Of the reference pair where no other number is asked for."""
BIRTHS_OF_A_CITY: Final = 15_000
"""Most births of one city, about those of the city of the programme's report; larger pairs have several, so
that counties and hospitals are as many as a country of so many births has."""

_LEFT_OUT: Final = frozenset({"certificate_number", "facility_name", "registrar"})


def _department(register: str, absent: float) -> Department:
    return replace(
        DEPARTMENTS[register],
        outcomes=("live",),
        absent_male=absent,
        absent_female=absent,
        absent_later_girls=absent,
        late_male=0.0,
        late_female=0.0,
        singly=True,
    )


PAIR: Final[tuple[tuple[Department, ErrorRates], ...]] = (
    (_department("delivery", REFERENCE_ABSENT[0]), REFERENCE_DELIVERY),
    (_department("immunisation", REFERENCE_ABSENT[1]), REFERENCE_IMMUNISATION),
)
"""Register A and register B, each with how often it is wrong."""


class ReferenceBirths(KnownBirths):
    """Births of which some families move to another county, evenly over all townships of the others."""

    @cached_property
    def later_residence(self) -> Texts:
        """Township in which the family lives when B is written."""
        townships = city_areas(self.parameters).codes("township")
        counties = np.array([code[:6] for code in townships])
        at_birth = self.table["residence"].to_pylist()
        county = np.array([str(code)[:6] for code in at_birth])
        chance, moved = (
            self.chance("moved-to-county"),
            self.chance("moved-between-counties") < REFERENCE_MOVED,
        )
        position = {code: place for place, code in enumerate(townships)}
        later = np.array([position[str(code)] for code in at_birth])
        for one in sorted(set(county.tolist())):
            others = np.flatnonzero(counties != one)
            leaving = moved & (county == one)
            later[leaving] = others[(chance[leaving] * len(others)).astype(np.int64)]
        return chosen(townships, later)


def reference_cities(births: int, seed: int) -> tuple[CityParameters, ...]:
    """Cities of six counties that together have about so many live births in one year.

    Parameters
    ----------
    births : int
        Expected live births.
    seed : int
        Seed of the world.

    Raises
    ------
    ValueError
        When a city cannot have so few births.

    Examples
    --------
    >>> [city.births_a_year for city in reference_cities(15_000, 1)]
    [15000]
    >>> len(reference_cities(5_000_000, 1))
    334
    """
    count = -(-births // BIRTHS_OF_A_CITY)
    city = CityParameters(
        seed=seed,
        births_a_year=births // count,
        years=1,
        concealing_county=None,
        anomaly_births_share=min(1 / 36, 400 / births),
    )
    return province(city, count)


def write_reference(
    folder: Path,
    births: int | None = None,
    seed: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Summary:
    """Write the reference pair as ``delivery.parquet`` and ``immunisation.parquet``, with its truth.

    Parameters
    ----------
    folder : pathlib.Path
        New, or empty; its parent must exist.
    births : int, optional
        Expected births of the year, :data:`BIRTHS` where not stated.
    seed : int, optional
        Seed of the world.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    Summary

    Raises
    ------
    Refusal
        ``folder-not-empty``, or ``cannot-write`` with the system's cause.
    ValueError
        When a city cannot have so few births.
    """
    cities = reference_cities(
        BIRTHS if births is None else births, CityParameters().seed if seed is None else seed
    )
    with whole_folder(folder) as aside, ExitStack() as stack:
        truth = TruthFiles(aside / "truth", stack)
        truth.open_errors()
        pair = _Pair(aside, truth, stack)
        born = 0
        for place, lived in enumerate(city_years(cities), start=1):
            born += pair.add(lived)
            if progress is not None:
                progress(place / len(cities))
        _describe(cities, aside)
        return Summary(folder.name, len(cities), born, pair.rows, truth.errors)


class _Pair:
    """Both files, open."""

    def __init__(self, folder: Path, truth: TruthFiles, stack: ExitStack) -> None:
        self._folder, self._truth, self._stack = folder, truth, stack
        self._writers: dict[str, pq.ParquetWriter] = {}
        self.rows: dict[str, int] = {}

    def add(self, lived: CityYear) -> int:
        """Append one city; how many were born alive."""
        alive = lived.births.filter(pc.field("outcome") == "live")
        self._truth.add_births(alive)
        facilities = city_facilities(lived.parameters).filter(pc.field("delivers"))
        codes = [str(code) for code in facilities["code"].to_pylist()]
        for part in whole_deliveries(alive):
            births = ReferenceBirths(lived.parameters, part)
            for department, rates in PAIR:
                self._write(department.register, births, department, rates, codes)
        return alive.num_rows

    def _write(
        self, name: str, births: KnownBirths, department: Department, rates: ErrorRates, facilities: list[str]
    ) -> None:
        found = _shuffled(entries(births, department, rates, facilities), births.seed, name)
        file = f"{name}.parquet"
        table = pa.table(
            {field: text for field, text in found.sheet.columns.items() if field not in _LEFT_OUT}
        )
        if file not in self._writers:
            writer = pq.ParquetWriter(self._folder / file, table.schema, compression="zstd")
            self._writers[file], self.rows[file] = self._stack.enter_context(writer), 0
        row = self.rows[file] + 2  # the names of the columns stand in row 1
        records = found.sheet.columns["record_number"]
        self._writers[file].write_table(table)
        self.rows[file] += len(table)
        self._truth.add_links(name, file, row, records, found.sheet.births)
        self._truth.add_errors(name, file, row, found.truth, records, found.sheet.births)


def _shuffled(found: Entries, seed: int, name: str) -> Entries:
    """Rows in an order that has nothing to do with that of the other register, nor with that of twins."""
    order = np.argsort(uniforms(seed, f"row-order/{name}", found.sheet.births), kind="stable")
    place = np.argsort(order)
    truth = [replace(one, rows=np.sort(place[one.rows])) for one in found.truth]
    return replace(found, sheet=found.sheet.taken(order), truth=truth)


def _describe(cities: tuple[CityParameters, ...], folder: Path) -> None:
    content = {
        "version": metadata.version("evenborn"),
        "profile": "reference",
        "cities": [asdict(city) for city in cities],
        "pair": [{"department": asdict(one), "rates": asdict(rates)} for one, rates in PAIR],
        "moved": REFERENCE_MOVED,
    }
    json_file(folder / "truth" / "parameters.json", content)
    for name in ("README.md", "README.zh.md"):
        text = resources.files("evenborn.simulation").joinpath(f"folder/reference/{name}").read_text("utf-8")
        (folder / name).write_text(text, encoding="utf-8")
