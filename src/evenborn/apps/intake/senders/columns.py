"""What the list of senders shows."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from evenborn.apps.intake.models import Sender
from evenborn.presentation.words import say
from evenborn.web.area_names import name_of
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["columns_of"]


def columns_of(departments: Mapping[int, str]) -> Sequence[Column[Sender]]:
    """Columns, with the names of departments by key."""
    names: dict[str, str] = {}

    def area(row: Sender) -> str:
        if row.area not in names:  # asked once an area, not once a row
            names[row.area] = name_of(row.area, page_language())
        return names[row.area]

    return (
        Column("intake.column.code", lambda one: one.code, "code", _page, "code"),
        Column("intake.column.sender", lambda one: one.name, sort="name"),
        Column("intake.column.kind", lambda one: say(f"intake.kind.{one.kind}", page_language())),
        Column("intake.column.area", area, sort="area"),
        Column("intake.column.department", lambda one: departments.get(one.department or 0, "")),
        Column("intake.column.closed-on", lambda one: one.closed_on, "day", sort="closed_on"),
    )


def _page(row: Sender) -> str:
    return reverse("intake-sender", args=[row.pk])
