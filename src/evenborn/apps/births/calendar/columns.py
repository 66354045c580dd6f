"""Columns of the list of what senders owe."""

from django.urls import reverse

from evenborn.apps.births.models import ExpectedReturn
from evenborn.apps.intake.sending.labels import sender_label
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["OWED"]

OWED: list[Column[ExpectedReturn]] = [
    Column(
        "calendar.sender", lambda one: sender_label(one.sender), sort="sender__code",
        link=lambda one: "" if one.until else reverse("births-owed-end", args=[one.pk]),
    ),
    Column("calendar.register", lambda one: register_name(one.register), sort="register"),
    Column("calendar.area", lambda one: one.area, "code", sort="area"),
    Column("calendar.due-day", lambda one: one.due_day, "count", sort="due_day"),
    Column("calendar.since", lambda one: f"{one.since:%Y-%m}", "code", sort="since"),
    Column("calendar.until", lambda one: f"{one.until:%Y-%m}" if one.until else "", "code", sort="until"),
    Column("calendar.births", lambda one: one.births_a_month, "count", sort="births_a_month"),
]  # fmt: skip
