"""What the simulated city brings to a demonstration: its areas with their outlines, and sealed births."""

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.actions import import_areas, import_boundaries
from evenborn.apps.areas.queries import codes
from evenborn.apps.areas.reading import read_areas, read_boundaries
from evenborn.apps.vault.actions.records import seal_records
from evenborn.apps.vault.rules import Unsealed, sealable_fields
from evenborn.registers.check import checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import register
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city

__all__ = ["bring_city", "seal_births"]

BIRTHS: Final = 600
YEAR: Final = 2025
COUNTY_DIGITS: Final = 6


def bring_city(by: Actor, folder: Path) -> Path:
    """Simulate a small city, import its areas and outlines, and say where its files lie."""
    city = folder / "city"
    write_city(CityParameters(births_a_year=BIRTHS, first_year=YEAR, years=1), city)
    import_areas(by=by, given=read_areas(city / "areas.csv"))
    outlines = read_boundaries(city / "areas.geojson", codes(by))
    import_boundaries(
        by=by, given=outlines, source="evenborn simulate", approval_number="", licence="CC0-1.0",
        valid_from=None,
    )  # fmt: skip
    return city


def seal_births(by: Actor, city: Path) -> int:
    """Seal the identity of the deliveries that pass their rules, county by county; their number."""
    counties: dict[str, list[Unsealed]] = defaultdict(list)
    options = CheckOptions(on=date(YEAR + 1, 3, 31), areas=None)
    with checking(city / "delivery.csv", register("delivery"), options) as checked:
        for batch in checked.accepted():
            for row in batch.to_pylist():
                if row["residence"] and row["birth_time"]:
                    sealed = _unsealed(row)
                    counties[sealed.area].append(sealed)
    for county, rows in sorted(counties.items()):
        seal_records(by=by, register="delivery", area=county, rows=rows)
    return sum(map(len, counties.values()))


def _unsealed(row: dict[str, Any]) -> Unsealed:
    born: datetime = row["birth_time"]
    fields = {name: str(row[name]) for name in sealable_fields("delivery") if row.get(name) is not None}
    return Unsealed(row["residence"][:COUNTY_DIGITS], born.date().replace(day=1), fields)
