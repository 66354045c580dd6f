"""What the list of comparisons shows."""

from typing import Final

from django.urls import reverse

from evenborn.apps.matching.labels import state_of
from evenborn.apps.matching.models import Run
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["RUNS"]


def _page(run: Run) -> str:
    return reverse("matching-run", args=[run.pk])


RUNS: Final[list[Column[Run]]] = [
    Column("matching.column.number", lambda one: one.pk, "code", _page, "id"),
    Column("matching.column.purpose", lambda one: say(f"compared.purpose.{one.purpose}", page_language())),
    Column("matching.column.area", lambda one: one.area, "area"),
    Column("matching.column.period-start", lambda one: one.period_start, "day", sort="period_start"),
    Column("matching.column.period-end", lambda one: one.period_end, "day"),
    Column("matching.column.state", state_of, "status"),
    Column("matching.column.begun-at", lambda one: one.begun_at, "moment", sort="begun_at"),
    Column("matching.column.compared-at", lambda one: one.compared_at, "moment"),
    Column("matching.column.deadline", lambda one: one.deadline, "day"),
]
