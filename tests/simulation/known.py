"""One year of the default city with all that is known of it, and its registers, for many tests."""

from functools import cache

import numpy as np
import pyarrow as pa

from evenborn.simulation.births import city_years
from evenborn.simulation.departments import DEPARTMENTS
from evenborn.simulation.entries import Entries, entries
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.rates import CITY, ErrorRates
from evenborn.simulation.text_columns import Flags
from simulation.world import DEFAULT

FACILITIES = [str(code) for code in city_facilities(DEFAULT)["code"].to_pylist()]


@cache
def year() -> KnownBirths:
    """The first year of the default city."""
    return KnownBirths(DEFAULT, next(iter(city_years(DEFAULT))).births)


@cache
def entered(register: str, rates: ErrorRates | None = None) -> Entries:
    """Rows of a register of that year."""
    return entries(year(), DEPARTMENTS[register], CITY[register] if rates is None else rates, FACILITIES)


def rows_of(found: Entries, *kinds: str) -> Flags:
    """Rows in which one of these kinds was planted; any kind where none is named."""
    marked = np.zeros(len(found.sheet), dtype=bool)
    for one in found.truth:
        if not kinds or one.kind in kinds:
            marked[one.rows] = True
    return marked


def column(found: Entries, name: str) -> list[str | None]:
    """Cells of a field."""
    texts: pa.StringArray = found.sheet.columns[name]
    return list(texts.to_pylist())


def within(count: int, of: int, rate: float) -> bool:
    """Whether a count lies within four standard deviations of what its rate leads to expect."""
    return abs(count - of * rate) <= 4 * np.sqrt(of * rate * (1 - rate)) + 1
