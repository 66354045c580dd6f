"""What waits at whose desk: at the facility’s, at the county’s, at the city’s."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar import queries

__all__ = ["missing", "reminded", "risen"]

_COUNTY = 6


def reminded(by: Actor) -> int:
    """Months that the actor’s facility was reminded of and that are still missing without a reason."""
    cells = queries.missing(by, Permission.OWN_INTAKE, reminded=True)
    return sum(cell.reminded_on is not None and not cell.reason for cell in cells)


def missing(by: Actor) -> int:
    """Months of the actor’s areas that are missing and that nobody was reminded of."""
    cells = queries.missing(by, Permission.INTAKE_REMIND)
    return sum(cell.reminded_on is None and not cell.reason for cell in cells)


def risen(by: Actor) -> int:
    """Reminders without an answer, for whoever has more than a county."""
    if all(len(area) >= _COUNTY for area in by.areas(Permission.INTAKE_REMIND)):
        return 0
    return len(queries.risen(by))
