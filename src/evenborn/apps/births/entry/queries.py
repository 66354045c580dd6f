"""Reads of entries: for which facility, what is there already, one's own drafts and entries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.entry.rules import near_days
from evenborn.apps.intake.models import Batch, BatchState, Sender
from evenborn.apps.intake.rules import EntryKind, Way, birth_fields
from evenborn.apps.intake.single_rows import certificate_index
from evenborn.apps.vault.models import BookLine, Draft, Import, RecordVersion, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from evenborn.apps.vault.options import every_keys_folder
from evenborn.apps.vault.record_index import IndexKey, read_index_key
from evenborn.registers.definition import register
from evenborn.registers.one_row import CheckedRow, check_row
from evenborn.registers.stored_rows import text_columns

__all__ = [
    "Alike", "Lateness", "birth_of_entry", "births_alike", "drafts", "entries", "entries_of_birth",
    "facilities", "late_counts", "lateness", "record_of_number", "serials_of",
]  # fmt: skip

_OWN = "records of the actor's own facility, found by their keyed hashes"
_MOST_POSITIONS = 8


def facilities(by: Actor, permission: Permission = Permission.BIRTHS_ENTER) -> list[Sender]:
    """Facilities for which an officer enters births, or prints their books, by name."""
    rows = Sender.objects.visible_to(by, permission).filter(kind=Sender.Kind.FACILITY)
    return list(rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=by.today)).order_by("name", "code"))


def entries(by: Actor) -> QuerySet[Batch]:
    """Single births and corrections of the officer's facilities, newest first."""
    rows = Batch.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(way=Way.ENTRY)
    return rows.exclude(entry="").order_by("-id")  # a monthly return is typed as well


def drafts(by: Actor) -> QuerySet[Draft]:
    """The officer's own drafts; their content is not even read."""
    rows = Draft.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(officer=by.officer or 0)
    return rows.defer("nonce", "ciphertext").order_by("-updated_at")


def serials_of(by: Actor, batches: Sequence[int]) -> Mapping[int, BookLine]:
    """Line of the book by number of the batch that brought it."""
    rows = BookLine.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(imported__batch__in=batches)
    return {line.imported.batch: line for line in rows.select_related("imported")}


def late_counts(by: Actor, year: int) -> Mapping[str, int]:
    """Births of a year that the facility entered late, by reason."""
    rows = entries(by).filter(
        entry=EntryKind.BIRTH, state=BatchState.ACCEPTED, received_at__year=year
    ).exclude(entry_reason="")  # fmt: skip
    return dict(rows.order_by().values_list("entry_reason").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many births of a year a facility entered, and how many of them late."""

    facility: str
    entered: int
    late: int


def lateness(by: Actor, year: int) -> list[Lateness]:
    """Of every facility in the actor's areas that enters births singly; of no person."""
    rows = Batch.objects.visible_to(by, Permission.BIRTHS_SEE).filter(
        way=Way.ENTRY, entry=EntryKind.BIRTH, state=BatchState.ACCEPTED, received_at__year=year
    )
    found = (
        rows.order_by("sender__name")
        .values_list("sender__name")
        .annotate(entered=Count("pk"), late=Count("pk", filter=~Q(entry_reason="")))
    )
    return [Lateness(*one) for one in found]


@dataclass(frozen=True, slots=True)
class Alike:
    """A birth that is there already and may be the same.

    Attributes
    ----------
    why : str
        ``birth`` (same mother, day and position), ``near`` (same mother within days), ``certificate``.
    entered_on : datetime.date
    year, serial : int or None
        Its line in the book, where it was entered here.
    """

    why: str
    entered_on: date
    year: int | None
    serial: int | None


def births_alike(by: Actor, sender: Sender, checked: CheckedRow) -> list[Alike]:
    """Births of the same facility that a typed one may be; what other facilities hold is not told."""
    key = read_index_key(every_keys_folder())
    stated = {name: column[0].as_py() for name, column in text_columns(checked.row).items()}
    fields = {name: text for name, text in stated.items() if text is not None}
    whys = dict(_doubtful(fields, key))
    records = SealedRecord.objects.regardless(_OWN).filter(SHOWN, register="delivery")
    found = list(records.filter(birth_index__in=list(whys)).select_related("imported"))
    why = {record.pk: whys[bytes(record.birth_index or b"")] for record in found}
    if (hashed := certificate_index(key, fields.get("certificate_number"))) is not None:
        lines = BookLine.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(struck_on__isnull=True)
        numbers = lines.filter(certificate_index=hashed).values_list("record_id", flat=True)
        for record in records.filter(pk__in=list(numbers)).exclude(pk__in=list(why)):
            found.append(record)
            why[record.pk] = "certificate"
    return list(_told(by, sender, found, why))


def _doubtful(fields: Mapping[str, str], key: IndexKey) -> Iterator[tuple[bytes, str]]:
    """Keyed hashes of births that would be this one, or one of the same woman too near to it.

    The other children of a delivery of several are no doubt.
    """
    mother, born, own = (fields.get(name) for name in birth_fields("delivery"))
    if mother is None or born is None:
        return
    day, several = date.fromisoformat(born[:10]), int(fields.get("plurality", "1")) > 1
    for near in near_days(day):
        for position in range(1, _MOST_POSITIONS + 1):
            same = near == day and (own is None or str(position) == own)
            sibling = several and abs((near - day).days) <= 1 and str(position) != own
            if same or not sibling:
                hashed = key.of_birth("delivery", mother, near.isoformat(), str(position))
                yield hashed, "birth" if same else "near"


def _told(
    by: Actor, sender: Sender, found: Sequence[SealedRecord], why: Mapping[int, str]
) -> Iterator[Alike]:
    """Those that this facility brought, with what may be said of them."""
    brought = {record.imported.batch for record in found if record.imported is not None}
    rows = Batch.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(pk__in=brought, sender=sender)
    own = set(rows.values_list("pk", flat=True))
    lines = {line.record_id: line for line in BookLine.objects.visible_to(by, Permission.BIRTHS_ENTER).filter(
        record__in=[record.pk for record in found], struck_on__isnull=True)}  # fmt: skip
    for record in found:
        if record.imported is not None and record.imported.batch in own:
            line = lines.get(record.pk)
            yield Alike(
                why[record.pk], record.kept_since, line.year if line else None, line.serial if line else None
            )


def record_of_number(by: Actor, sender: Sender, number: str) -> SealedRecord:
    """The record that a facility's own number names; its content is not opened.

    Raises
    ------
    NotVisible
    """
    by.require(Permission.BIRTHS_ENTER)
    key = read_index_key(every_keys_folder())
    text = _as_stored(number)
    hashed = key.of_record("delivery", text, sender.code)
    rows = SealedRecord.objects.regardless(_OWN).filter(SHOWN).select_related("imported")
    found = rows.filter(record_index=hashed).first()
    if found is None:
        raise NotVisible
    return found


def _as_stored(number: str) -> str:
    """A record number as the check of its register hands it on."""
    row = check_row(register("delivery"), {"record_number": number}, date.max).row
    return str(row.column("record_number")[0].as_py() or "")


def birth_of_entry(by: Actor, batch: Batch) -> BookLine | None:
    """The line of the book that an entry brought; none before it is taken in, and none of a correction."""
    return serials_of(by, [batch.pk]).get(batch.pk)


def entries_of_birth(by: Actor, batch: Batch) -> list[Batch]:
    """An entry of a birth and the corrections of the same record that the facility entered since."""
    line = birth_of_entry(by, batch)
    if batch.entry != EntryKind.BIRTH or line is None or line.record is None:
        return [batch]
    versions = RecordVersion.objects.regardless(_OWN).filter(record=line.record)
    keys = {line.record.imported_id, *versions.values_list("imported", flat=True)}
    brought = Import.objects.regardless(_OWN).filter(pk__in=[key for key in keys if key is not None])
    numbers = brought.filter(batch__gte=batch.pk).values_list("batch", flat=True)
    return list(entries(by).filter(pk__in=[*numbers, batch.pk]))
