"""What the simulated city brings to a demonstration: its files, its areas with their outlines."""

from pathlib import Path
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.actions import import_areas, import_boundaries
from evenborn.apps.areas.queries import codes
from evenborn.apps.areas.reading import read_areas, read_boundaries
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city

__all__ = ["QUIET", "YEARS", "bring_city"]

YEARS: Final = range(2023, 2026)
QUIET: Final = (2,)
"""The third county neither selects nor conceals; the sixth conceals, the others select."""


def bring_city(by: Actor, folder: Path, births_a_year: int) -> Path:
    """Simulate three years of the city, import its areas and outlines, and say where its files lie."""
    city = folder / "city"
    parameters = CityParameters(
        first_year=YEARS[0], years=len(YEARS), births_a_year=births_a_year, quiet_counties=QUIET
    )
    write_city(parameters, city)
    import_areas(by=by, given=read_areas(city / "areas.csv"))
    outlines = read_boundaries(city / "areas.geojson", codes(by))
    import_boundaries(
        by=by, given=outlines, source="evenborn simulate", approval_number="", licence="CC0-1.0",
        valid_from=None,
    )  # fmt: skip
    return city
