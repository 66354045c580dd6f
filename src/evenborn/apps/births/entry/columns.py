"""Columns of the lists of entries and drafts; none shows what an entry says."""

from collections.abc import Mapping
from datetime import timedelta

from django.urls import reverse

from evenborn.apps.births.entry.queries import Lateness
from evenborn.apps.births.entry.rules import LateBecause
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import EntryKind
from evenborn.apps.vault.actions.drafts import DRAFT_DAYS
from evenborn.apps.vault.models import BookLine, Draft
from evenborn.presentation.words import say
from evenborn.web.cells import Look, Status
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["DRAFTS", "LATENESS", "entry_columns"]

_LOOKS: Mapping[str, Look] = {
    BatchState.CHECKED: "open", BatchState.ACCEPTING: "working", BatchState.ACCEPTED: "done",
    BatchState.REFUSED: "wrong", BatchState.WITHDRAWN: "ended",
}  # fmt: skip

DRAFTS = (
    Column[Draft](
        "births.draft.column.changed", lambda row: row.updated_at, "moment",
        lambda row: reverse("births-draft", kwargs={"token": row.token}),
    ),
    Column[Draft](
        "births.draft.column.until", lambda row: row.updated_at + timedelta(days=DRAFT_DAYS), "moment"
    ),
)  # fmt: skip
"""One's own drafts: when each was left, and until when it is kept."""


LATENESS = (
    Column[Lateness]("births.lateness.facility", lambda row: row.facility, "text"),
    Column[Lateness]("births.lateness.entered", lambda row: row.entered, "count"),
    Column[Lateness]("births.lateness.late", lambda row: row.late, "count"),
)
"""Facilities with the births that they entered, and those late."""


def entry_columns(lines: Mapping[int, BookLine]) -> tuple[Column[Batch], ...]:
    """Number, kind, place in the book, when, state, lateness."""
    return (
        Column[Batch](
            "births.entries.column.number", lambda row: row.pk, "code",
            lambda row: reverse("births-entry", kwargs={"pk": row.pk}), "id",
        ),
        Column[Batch]("births.entries.column.kind", _kind, "text"),
        Column[Batch]("births.entries.column.serial", lambda row: _serial(lines.get(row.pk)), "code"),
        Column[Batch]("births.entries.column.entered", lambda row: row.received_at, "moment"),
        Column[Batch]("births.entries.column.state", _state, "status"),
        Column[Batch]("births.entries.column.late", _late, "text"),
    )  # fmt: skip


def _kind(batch: Batch) -> str:
    return say(f"births.kind.{batch.entry or EntryKind.BIRTH}", page_language())


def _serial(line: BookLine | None) -> str:
    return "" if line is None else f"{line.year}-{line.serial}"


def _state(batch: Batch) -> Status:
    return Status(f"births.state.{batch.state}", _LOOKS.get(batch.state, "open"))


def _late(batch: Batch) -> str:
    late = batch.entry == EntryKind.BIRTH and batch.entry_reason in set(LateBecause)
    return say(f"births.late.{batch.entry_reason}", page_language()) if late else ""
