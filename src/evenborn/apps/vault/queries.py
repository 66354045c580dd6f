"""Reads of the vault; each takes whoever asks. None of them opens a record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import within
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault import retention
from evenborn.apps.vault.keyring import Keyring
from evenborn.apps.vault.listed import listed_records
from evenborn.apps.vault.models import (
    CarriedSheet,
    DeletionProof,
    Difference,
    Draft,
    LegalHold,
    Opening,
    PersonRequest,
    PreparedVersion,
    RecordVersion,
    ReviewedPair,
    SealedRecord,
)
from evenborn.apps.vault.options import retention_months
from evenborn.apps.vault.requests import Receipt, secret_matches
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS, OpeningState
from evenborn.apps.vault.sealing import Key
from evenborn.web.register_names import register_name

_ALL_KEYS = "keys belong to the whole office"
Resealable = SealedRecord | RecordVersion | Difference | ReviewedPair | CarriedSheet
RESEALED: tuple[type[Resealable], ...] = (
    SealedRecord, RecordVersion, Difference, ReviewedPair, CarriedSheet,
)  # fmt: skip
"""What is sealed anew when the key changes; the rest ends by itself before."""
_ANY_AREA = "a hold of any area may cover the record"


def records(by: Actor) -> QuerySet[SealedRecord]:
    """Sealed records of the actor's areas; their content is not even read."""
    return SealedRecord.objects.visible_to(by, Permission.VAULT_SEE).defer("nonce", "ciphertext")


def listed(by: Actor) -> QuerySet[SealedRecord]:
    """The same, for a list that may be of millions."""
    return listed_records(by, Permission.VAULT_SEE).defer("nonce", "ciphertext")


def versions(by: Actor, record: SealedRecord) -> QuerySet[RecordVersion]:
    """Earlier versions of a record, newest first."""
    rows = RecordVersion.objects.visible_to(by, Permission.VAULT_SEE)
    return rows.filter(record=record).defer("nonce", "ciphertext")


def openings(by: Actor, *, state: str = "") -> QuerySet[Opening]:
    """Openings of records of the actor's areas, newest first."""
    rows = Opening.objects.visible_to(by, Permission.VAULT_SEE).select_related("record", "request")
    return rows.filter(state=state) if state else rows


def to_approve(by: Actor) -> QuerySet[Opening]:
    """Openings that wait for this actor as the second person: oldest first, never one's own."""
    rows = Opening.objects.visible_to(by, Permission.VAULT_APPROVE).select_related("record", "request")
    return rows.filter(state=OpeningState.ASKED).exclude(asked_by=by.officer or 0).order_by("id")


def requests(by: Actor, *, waiting: bool = False) -> QuerySet[PersonRequest]:
    """Persons' requests that the actor's areas received."""
    rows = PersonRequest.objects.visible_to(by, Permission.VAULT_SEE)
    return rows.filter(outcome="").order_by("due_on", "id") if waiting else rows


def request_by_receipt(receipt: Receipt) -> PersonRequest | None:
    """The request whose number and secret a person holds; a wrong secret and a wrong number look alike."""
    rows = PersonRequest.objects.regardless("who holds number and secret is the person")
    found = rows.filter(receipt=receipt.number).first()
    kept = found.secret_hash if found else "0" * 64
    return found if secret_matches(kept, receipt) else None


def holds(by: Actor) -> QuerySet[LegalHold]:
    """Holds over the actor's areas."""
    return LegalHold.objects.visible_to(by, Permission.VAULT_HOLD)


def holds_on(record: SealedRecord, on: date) -> list[LegalHold]:
    """Holds that keep a record on a day, whoever set them."""
    rows = SealedRecord.objects.regardless("the record was found in scope").filter(pk=record.pk)
    return [hold for hold in _in_force(on) if rows.filter(hold.covered()).exists()]


def _in_force(on: date) -> list[LegalHold]:
    rows = LegalHold.objects.regardless(_ANY_AREA).filter(lifted_at__isnull=True)
    return [hold for hold in rows if hold.is_in_force(on)]


def expired(by: Actor, register: str, area: str = "") -> QuerySet[SealedRecord]:
    """Records that have served their time, are not held, and have no opening that waits or lasts."""
    before = retention.kept_from(by.today, retention_months(register))
    rows = SealedRecord.objects.visible_to(by, Permission.VAULT_RETAIN).filter(
        within("area", (area,)), register=register, kept_since__lt=before
    )
    for hold in _in_force(by.today):
        rows = rows.exclude(hold.covered())
    return rows.exclude(pk__in=_being_opened(by.now)).order_by("id")


def _being_opened(now: datetime) -> QuerySet[Opening, int | None]:
    rows = Opening.objects.regardless("an opening of any officer keeps its record")
    live = Q(state=OpeningState.ASKED) | Q(state=OpeningState.APPROVED, expires_at__gt=now)
    return rows.filter(live, record__isnull=False).values_list("record_id", flat=True)


def proofs(by: Actor) -> QuerySet[DeletionProof]:
    """Proofs of deletion in the actor's areas."""
    return DeletionProof.objects.visible_to(by, Permission.VAULT_RETAIN)


def proof_stands(proof: DeletionProof) -> bool:
    """Whether a proof says what the audit trail said when the records were deleted."""
    entries = Entry.objects.using(Store.VAULT).filter(
        event="vault.delete-expired", subject=f"deletionproof:{proof.pk}"
    )
    facts = (
        f'"count":{proof.count},',
        f'"register":"{proof.register}"',
        f'"tokens_hash":"{proof.tokens_hash}"',
    )
    return any(all(fact in entry.facts for fact in facts) for entry in entries)


@dataclass(frozen=True, slots=True)
class RegisterTime:
    """How long a register is kept, and how many of its records have served their time."""

    register: str
    months: int
    expired: int

    @property
    def name(self) -> str:
        """The register, as a person calls it."""
        return register_name(self.register)


def retention_of_registers(by: Actor) -> list[RegisterTime]:
    """Every register of births with its time."""
    return [
        RegisterTime(name, retention_months(name), expired(by, name).count()) for name in REGISTERS_OF_BIRTHS
    ]


def uses_of_keys(by: Actor) -> Counter[str]:
    """How many records, versions, drafts, differences and pairs lie under each key."""
    by.require(Permission.VAULT_KEYS)
    return _uses(*RESEALED, PreparedVersion, Draft)


def _uses(*models: type[Resealable] | type[PreparedVersion] | type[Draft]) -> Counter[str]:
    uses: Counter[str] = Counter()
    for model in models:
        rows = model.objects.regardless(_ALL_KEYS).order_by().values_list("key_id").annotate(n=Count("id"))
        for key, number in rows:
            uses[key] += number
    return uses


@dataclass(frozen=True, slots=True)
class KeyState:
    """A key by its name: cipher, uses, and ``current``, ``older``, ``unused`` or ``missing``."""

    key: str
    algorithm: str
    uses: int
    state: str


def states_of_keys(by: Actor, keys: Keyring) -> list[KeyState]:
    """Every key that is in the folder or that a record names, newest first."""
    uses = uses_of_keys(by)
    states = []
    for key in reversed(keys.keys):
        state = "current" if key == keys.keys[-1] else "older" if uses[key.id] else "unused"
        states.append(KeyState(key.id, key.algorithm.value, uses[key.id], state))
    known = {key.id for key in keys.keys}
    missing = sorted(set(uses) - known)
    return [*states, *(KeyState(key, "—", uses[key], "missing") for key in missing)]


def without_entry(by: Actor, keys: Keyring) -> list[Key]:
    """Keys of which the trail does not say that they were made or found."""
    by.held(Permission.VAULT_KEYS)
    told = Entry.objects.using(Store.VAULT).filter(event__in=("vault.make-new-key", "vault.find-key"))
    known = "\n".join(told.values_list("facts", flat=True))
    return [key for key in keys.keys if f'"{key.id}"' not in known]


def waiting_for_reseal(by: Actor, keys: Keyring) -> int:
    """How many lie under an older key that is there; those of a running import become records first."""
    by.require(Permission.VAULT_KEYS)
    older = {key.id for key in keys.keys[:-1]}
    return sum(number for key, number in _uses(*RESEALED).items() if key in older)


def under_older_keys(
    keys: Keyring, most: int, after: Mapping[type[Resealable], int]
) -> dict[type[Resealable], list[Resealable]]:
    """Some of what lies under older keys, by table, locked until the transaction ends.

    Each table is looked through from the row behind the last one that was sealed anew: on PostgreSQL no index
    says which key each record lies under, for it would cost imports more than a rotation is worth.
    """
    older, left = [key.id for key in keys.keys[:-1]], most
    found: dict[type[Resealable], list[Resealable]] = {}
    for model in RESEALED:
        rows: QuerySet[Any] = model.objects.regardless(_ALL_KEYS).select_for_update(of=("self",))
        beside = _WITH.get(model)
        chosen = rows.select_related(beside) if beside else rows
        chosen = chosen.filter(key_id__in=older, id__gt=after.get(model, 0))
        found[model] = list(chosen.order_by("id")[:left]) if left else []
        left -= len(found[model])
    return found


_WITH: dict[type[Resealable], str] = {
    RecordVersion: "record", Difference: "sheet", ReviewedPair: "sheet",
    CarriedSheet: "sheet",
}  # fmt: skip
"""What a row needs to know its place by."""


def officer_names(keys: Iterable[int | None]) -> dict[int, str]:
    """Names of officers, who stand in another store, by their keys."""
    wanted = {key for key in keys if key is not None}
    return dict(Officer.objects.filter(pk__in=wanted).values_list("pk", "name"))


def officer_names_of(rows: QuerySet[Opening]) -> dict[int, str]:
    """Names of whoever asked for or decided openings."""
    pairs = rows.order_by().values_list("asked_by", "decided_by").distinct()
    return officer_names(key for pair in pairs for key in pair)
