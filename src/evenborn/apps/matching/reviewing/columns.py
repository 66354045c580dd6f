"""What the list of reviews shows; no record number."""

from typing import Final

from django.urls import reverse

from evenborn.apps.vault.models import DifferenceSheet
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["REVIEWS"]

REVIEWS: Final[list[Column[DifferenceSheet]]] = [
    Column(
        "matching.column.number", lambda one: one.run, "code",
        lambda one: reverse("matching-review", args=[one.pk]), "run",
    ),
    Column("matching.column.register", lambda one: register_name(one.register)),
    Column("matching.review.pairs", lambda one: one.records, "count"),  # type: ignore[attr-defined]
    Column("matching.column.replied", lambda one: one.replied, "count"),  # type: ignore[attr-defined]
]  # fmt: skip
