"""The areas of the office down to its counties, with their codes, on one day."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.models import Area
from evenborn.apps.areas.queries import inside
from evenborn.apps.documents.cells import Day, Entry, Missing, Text
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.printed.wording import both, one_day
from evenborn.apps.documents.table import StatutoryTable

__all__ = ["areas_table"]

COLUMNS = ("name-zh", "name-en", "level", "valid-from")


def areas_table(by: Actor, area: str) -> StatutoryTable:
    """Describe the areas in force today, from the office's own down to counties.

    Parameters
    ----------
    by : Actor
    area : str
        Code of the office's area; empty for all provinces and what lies in them.
    """
    found = list(inside(by, area, by.today).filter(level__lte=Area.Level.COUNTY).order_by("code"))
    rows: list[tuple[Entry, ...]] = [
        (
            Text(one.name_zh),
            Text(one.name_en) if one.name_en else Missing(),
            Text(both(f"areas.level.{Area.Level(one.level).name.lower()}")),
            Day(one.valid_from) if one.valid_from else Missing(),
        )
        for one in found
    ]
    return StatutoryTable(
        title=both("printed.areas"),
        period=one_day(by.today),
        source=both("printed.source-areas"),
        unit=both("printed.unit-area"),
        made=by.today,
        heads=tuple(Head(both(f"printed.head.{name}")) for name in COLUMNS),
        corner=(both("printed.head.code"),),
        sides=tuple(Head(one.code) for one in found),
        rows=tuple(rows),
        signers=(both("printed.signer"),),
    )
