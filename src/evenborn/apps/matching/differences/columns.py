"""What the lists of sheets show; no record number."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.urls import reverse

from evenborn.apps.matching.small_counts import told_roughly
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.presentation.words import say
from evenborn.web.cells import Status
from evenborn.web.language import page_language
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


def late_columns(owners: Mapping[int, str], today: date) -> list[Column[DifferenceSheet]]:
    """The same for those who are not the owner: whose it is, how late; small counts are left out."""
    return [
        Column("matching.column.number", lambda one: one.run, "code", sort="run"),
        Column("matching.column.register", lambda one: register_name(one.register)),
        Column("matching.column.owner", lambda one: owners.get(one.department, "")),
        Column("matching.column.area", lambda one: one.area, "area"),
        Column("matching.column.records", _records),
        Column("matching.column.replied", _replied),
        Column("matching.column.deadline", lambda one: one.deadline, "day", sort="deadline"),
        Column("matching.column.days-late", lambda one: (today - one.deadline).days, "count"),
        Column("matching.column.reminded", lambda one: one.reminded, "count"),
        Column("matching.column.reminded-at", lambda one: one.reminded_at, "moment"),
        Column("matching.column.raised-at", lambda one: one.raised_at, "moment"),
    ]


def _records(sheet: DifferenceSheet) -> str:
    """About how many: the exact number would tell what is left out of the comparison’s page."""
    return told_roughly(sheet.records, page_language())  # type: ignore[attr-defined]


def _replied(sheet: DifferenceSheet) -> str:
    """How far the owner is, without a number: the number that is left could be one person."""
    return say(f"matching.replied.{'some' if sheet.replied else 'none'}", page_language())  # type: ignore[attr-defined]
