"""Columns of the lists of officers, departments, appointments and locks."""

from typing import Final

from django.urls import reverse

from evenborn.apps.access.models import Appointment, Attempts, Department, Officer
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["APPOINTMENTS", "CLOSING", "DEPARTMENTS", "LOCKS", "OFFICERS"]


def _said(key: str) -> str:
    return say(key, page_language())


def _whole() -> str:
    return _said("access.whole-office")


OFFICERS: Final[list[Column[Officer]]] = [
    Column("access.column.username", lambda o: o.username, "code", lambda o: reverse("officer", args=[o.pk])),
    Column("access.column.name", lambda o: o.name),
    Column("access.column.department", lambda o: o.department.name),
    Column("access.column.area", lambda o: o.department.area or _whole(), "area"),
    Column("access.column.last-login", lambda o: o.last_login, "moment"),
    Column("access.column.left-on", lambda o: o.left_on, "day"),
]
DEPARTMENTS: Final[list[Column[Department]]] = [
    Column("access.column.department", lambda d: d.name),
    Column("access.column.kind", lambda d: _said(f"department.kind.{d.kind}")),
    Column("access.column.area", lambda d: d.area or _whole(), "area"),
    Column("access.column.closed-on", lambda d: d.closed_on, "day"),
]
CLOSING: Final[Column[Department]] = Column(
    "access.column.close", lambda d: "" if d.closed_on else _said("access.button.close"), "do",
    lambda d: "" if d.closed_on else reverse("close-department", args=[d.pk]),
)  # fmt: skip
"""Beside the others for those who may close one."""

APPOINTMENTS: Final[list[Column[Appointment]]] = [
    Column(
        "access.column.name", lambda a: a.officer.name, "text",
        lambda a: reverse("officer", args=[a.officer_id]),
    ),
    Column("access.column.role", lambda a: _said(f"role.name.{a.role}")),
    Column("access.column.area", lambda a: a.area or _whole(), "area"),
    Column("access.column.department", lambda a: a.department.name),
    Column("access.column.since", lambda a: a.since, "day"),
    Column("access.column.until", lambda a: a.until, "day"),
]  # fmt: skip
LOCKS: Final[list[Column[Attempts]]] = [
    Column("access.column.locked", lambda a: a.shown or _said("access.unknown-name"), "code"),
    Column("access.column.locked-for", lambda a: _said(f"access.locked-for.{a.kind}")),
    Column("access.column.locked-until", lambda a: a.locked_until, "moment"),
    Column(
        "access.column.release", lambda _: _said("access.button.release"), "do",
        lambda a: reverse("release-lock", args=[a.pk]),
    ),
]  # fmt: skip
