"""What everybody may read: issues that were released."""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet

from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.rules import ReleaseState

__all__ = ["issue", "issues", "latest", "tables"]

_ANYONE: Final = "what was released is for everybody"


def _released() -> QuerySet[Release]:
    rows = Release.objects.regardless(_ANYONE).filter(state=ReleaseState.RELEASED)
    return rows.select_related("withdrawal").order_by("area", "table", "register", "-number")


def tables() -> list[list[Release]]:
    """The issues of each table, the last one first."""
    found: dict[str, list[Release]] = {}
    for row in _released().defer("contents"):
        found.setdefault(row.name, []).append(row)
    return list(found.values())


def issues(name: str) -> list[Release]:
    """The issues of one table, the last one first; none where there is no such table."""
    table, _, rest = name.partition("-")
    area, _, register = rest.partition("-")
    return list(_released().filter(table=table, area=area, register=register))


def issue(name: str, number: int) -> Release | None:
    """One issue."""
    return next((row for row in issues(name) if row.number == number), None)


def latest(rows: Sequence[Release]) -> Release | None:
    """The issue that counts: the last one that was not withdrawn; where all were, the last one."""
    standing = (row for row in rows if getattr(row, "withdrawal", None) is None)
    return next(standing, rows[0] if rows else None)
