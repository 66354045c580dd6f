"""What an owner sees of the comparisons that ask for its register."""

from datetime import date

from django.urls import reverse

from evenborn.apps.matching.labels import deposit_state
from evenborn.apps.matching.models import RunRegister
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["asked_columns"]


def _page(part: RunRegister) -> str:
    return reverse("matching-deposit", args=[part.pk])


def asked_columns(today: date) -> list[Column[RunRegister]]:
    """Which comparisons ask for which register, until when, and whether it is there."""
    return [
        Column("matching.column.number", lambda one: one.run_id, "code", _page),
        Column("matching.column.register", lambda one: register_name(one.register)),
        Column(
            "matching.column.purpose", lambda one: say(f"compared.purpose.{one.run.purpose}", page_language())
        ),
        Column("matching.column.period-start", lambda one: one.run.period_start, "day"),
        Column("matching.column.period-end", lambda one: one.run.period_end, "day"),
        Column("matching.column.deposit-until", lambda one: one.run.deposit_until, "day"),
        Column("matching.column.deposit", lambda one: deposit_state(one, today), "status"),
        Column("matching.column.deposited-at", lambda one: one.deposited_at, "moment"),
    ]
