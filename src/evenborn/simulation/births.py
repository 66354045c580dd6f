"""Who was born? All births of a city, a province or a country in bounded memory, and the truth about them."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from evenborn.simulation.birth_records import BIRTHS_SCHEMA
from evenborn.simulation.city import City, CityYear
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.truth import TRUTH_SCHEMA

CHUNK_ROWS = 65_536

__all__ = ["BIRTHS_SCHEMA", "CHUNK_ROWS", "TRUTH_SCHEMA", "births", "city_years", "truth"]


def city_years(parameters: CityParameters | Sequence[CityParameters]) -> Iterator[CityYear]:
    """Births and truth together: city by city, and each city's years in their order.

    Parameters
    ----------
    parameters : CityParameters or sequence of them
        One city, or those of :func:`~evenborn.simulation.parameters.province` or
        :func:`~evenborn.simulation.parameters.country`.

    Yields
    ------
    CityYear
        Of which one is held in memory at a time.
    """
    for one in [parameters] if isinstance(parameters, CityParameters) else parameters:
        city = City(one)
        for year in one.calendar_years:
            yield city.live(year)


def births(
    parameters: CityParameters | Sequence[CityParameters], chunk_rows: int = CHUNK_ROWS
) -> Iterator[pa.RecordBatch]:
    """All births, in batches of at most so many rows; the rows do not depend on that number.

    Parameters
    ----------
    parameters : CityParameters or sequence of them
        Whose births.
    chunk_rows : int
        Most rows of a batch; a batch never spans two years or two cities.

    Yields
    ------
    pyarrow.RecordBatch
        Of :data:`BIRTHS_SCHEMA`.

    Examples
    --------
    >>> first = next(births(CityParameters(seed=1)))
    >>> first.num_rows, first.schema.names[:4]
    (14467, ['birth', 'delivery', 'mother', 'father'])
    """
    for lived in city_years(parameters):
        for start in range(0, lived.births.num_rows, chunk_rows):
            yield lived.births.slice(start, chunk_rows)


def truth(parameters: CityParameters | Sequence[CityParameters]) -> pa.Table:
    """What really happened, by county, year and birth order.

    The births are lived through once more; :func:`city_years` gives both in one pass.

    Returns
    -------
    pyarrow.Table
        Of :data:`TRUTH_SCHEMA`.

    Examples
    --------
    >>> truth(CityParameters(seed=1)).num_rows
    54
    """
    return pa.Table.from_batches([lived.truth for lived in city_years(parameters)], TRUTH_SCHEMA)
