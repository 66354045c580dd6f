"""What the lists of the vault show; never an identity."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from evenborn.apps.vault.labels import coded
from evenborn.apps.vault.models import DeletionProof, LegalHold, Opening, PersonRequest, SealedRecord
from evenborn.apps.vault.queries import proof_stands
from evenborn.web.listing import Column
from evenborn.web.register_names import register_name

__all__ = ["HOLDS", "RECORDS", "REQUESTS", "openings_columns", "proofs_columns"]


def _month(record: SealedRecord) -> str:
    return record.birth_month.strftime("%Y-%m") if record.birth_month else "—"


def _record_page(record: SealedRecord) -> str:
    return reverse("vault-record", args=[record.pk])


RECORDS: Sequence[Column[SealedRecord]] = (
    Column("vault.records.token", lambda one: one.short_token, "code", _record_page),
    Column("vault.records.register", lambda one: register_name(one.register)),
    Column("vault.records.area", lambda one: one.area, "area"),
    Column("vault.records.month", _month, "code"),
    Column("vault.records.version", lambda one: one.version, "count"),
    Column("vault.records.kept-since", lambda one: one.kept_since, "day"),
)


def openings_columns(now: datetime, names: dict[int, str]) -> Sequence[Column[Opening]]:
    """Columns of a list of openings, at a moment, with the names of the officers."""
    return (
        Column("vault.openings.number", lambda one: one.pk, "code", _opening_page),
        Column("vault.openings.record", lambda one: one.record.short_token if one.record else "—", "code"),
        Column("vault.records.area", lambda one: one.area, "area"),
        Column("vault.openings.reason", lambda one: coded("reason", one.reason)),
        Column("vault.openings.state", lambda one: coded("state", one.shown_state(now))),
        Column("vault.openings.asked-by", lambda one: names.get(one.asked_by, "—")),
        Column("vault.openings.asked-at", lambda one: one.asked_at, "moment"),
        Column("vault.openings.decided-by", lambda one: names.get(one.decided_by or 0, "—")),
        Column("vault.openings.looks", lambda one: one.looks, "count"),
    )


def _opening_page(opening: Opening) -> str:
    return reverse("vault-opening", args=[opening.pk])


REQUESTS: Sequence[Column[PersonRequest]] = (
    Column("vault.requests.receipt", lambda one: one.receipt, "code",
           lambda one: reverse("vault-request", args=[one.pk])),
    Column("vault.requests.kind", lambda one: coded("kind", one.kind)),
    Column("vault.requests.whose", lambda one: coded("about", one.about)),
    Column("vault.records.area", lambda one: one.area, "area"),
    Column("vault.requests.received", lambda one: one.received_at, "moment"),
    Column("vault.requests.due", lambda one: one.due_on, "day"),
    Column("vault.requests.outcome", lambda one: coded("outcome", one.outcome)),
)  # fmt: skip

HOLDS: Sequence[Column[LegalHold]] = (
    Column("vault.openings.number", lambda one: one.pk, "code",
           lambda one: reverse("vault-lift-hold", args=[one.pk])),
    Column("vault.retention.basis", lambda one: coded("basis", one.basis)),
    Column("vault.openings.reference", lambda one: one.reference),
    Column("vault.records.area", lambda one: one.area, "area"),
    Column("vault.records.register", lambda one: register_name(one.register) if one.register else "—"),
    Column("vault.retention.born-from", lambda one: one.born_from, "day"),
    Column("vault.retention.born-until", lambda one: one.born_until, "day"),
    Column("vault.retention.token", lambda one: one.token[:12] or "—", "code"),
    Column("vault.retention.until", lambda one: one.until, "day"),
    Column("vault.retention.lifted", lambda one: one.lifted_at, "moment"),
)  # fmt: skip


def proofs_columns() -> Sequence[Column[DeletionProof]]:
    """Columns of the proofs of deletion; each row is held against the trail as it is shown."""
    return (
        Column("vault.openings.number", lambda one: one.pk, "code"),
        Column("vault.records.register", lambda one: register_name(one.register)),
        Column("vault.records.area", lambda one: one.area, "area"),
        Column("vault.retention.months", lambda one: one.months, "count"),
        Column("vault.retention.before", lambda one: one.sealed_before, "day"),
        Column("vault.retention.count", lambda one: one.count, "count"),
        Column("vault.retention.deleted-at", lambda one: one.deleted_at, "moment"),
        Column("vault.retention.hash", lambda one: one.tokens_hash, "code"),
        Column("vault.retention.trail", _trail),
    )


def _trail(proof: DeletionProof) -> str:
    return coded("retention", "agrees" if proof_stands(proof) else "differs")
