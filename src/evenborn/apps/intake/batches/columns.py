"""What the list of batches and that of broken rules show; never a value of a row."""

from typing import Final

from django.urls import reverse

from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.sending.labels import state_of
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["BATCHES"]


def _page(batch: Batch) -> str:
    return reverse("intake-batch", args=[batch.pk])


BATCHES: Final[list[Column[Batch]]] = [
    Column("intake.column.number", lambda one: one.pk, "code", _page, "id"),
    Column("intake.column.sender", lambda one: one.sender.name, sort="sender__name"),
    Column("intake.column.register", lambda one: register_name(one.register)),
    Column("intake.column.state", state_of, "status"),
    Column("intake.column.received-at", lambda one: one.received_at, "moment", sort="received_at"),
    Column("intake.column.rows", lambda one: one.rows, "count", sort="rows"),
    Column("intake.column.rejected", lambda one: one.rejected, "count", sort="rejected"),
    Column("intake.column.new", lambda one: one.new, "count"),
    Column("intake.column.replaced", lambda one: one.replaced, "count"),
    Column("intake.column.decided-at", lambda one: one.decided_at, "moment"),
]
