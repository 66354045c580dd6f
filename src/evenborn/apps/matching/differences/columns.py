"""What the lists of sheets show; no record number."""

from typing import Final

from django.urls import reverse

from evenborn.apps.vault.models import DifferenceSheet
from evenborn.web.cells import Status
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["SHEETS", "late_columns", "state_of"]


def state_of(records: int, replied: int, *, is_late: bool) -> Status:
    """Whether a sheet is answered, waits, or is late."""
    if replied >= records:
        return Status("matching.sheet.answered", "done")
    return Status("matching.sheet.late", "late") if is_late else Status("matching.sheet.waits", "open")


def _page(sheet: DifferenceSheet) -> str:
    return reverse("matching-sheet", args=[sheet.pk])


SHEETS: Final[list[Column[DifferenceSheet]]] = [
    Column("matching.column.number", lambda one: one.run, "code", _page, "run"),
    Column("matching.column.register", lambda one: register_name(one.register)),
    Column("matching.column.births", lambda one: one.births, "count"),
    Column("matching.column.records", lambda one: one.records, "count"),  # type: ignore[attr-defined]
    Column("matching.column.replied", lambda one: one.replied, "count"),  # type: ignore[attr-defined]
    Column("matching.column.deadline", lambda one: one.deadline, "day", sort="deadline"),
    Column("matching.column.reminded-at", lambda one: one.reminded_at, "moment"),
]


def late_columns(owners: dict[int, str]) -> list[Column[DifferenceSheet]]:
    """The same for the desk that compares, with the owner."""
    return [
        Column("matching.column.number", lambda one: one.run, "code", sort="run"),
        Column("matching.column.register", lambda one: register_name(one.register)),
        Column("matching.column.owner", lambda one: owners.get(one.department, "")),
        *SHEETS[3:],
        Column("matching.column.reminded", lambda one: one.reminded, "count"),
    ]
