"""Lines of the register books: prepared with an entry, numbered when it is published, struck, read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.models import Head
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.keyring import Keyring
from evenborn.apps.vault.models import BookLine, Import, PreparedVersion, SealedRecord
from evenborn.apps.vault.sealing import open_sealed
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal

__all__ = [
    "BookRead", "LineRead", "drop_lines", "number_lines", "open_for_correction", "prepare_line", "read_book",
    "strike_lines",
]  # fmt: skip

_WHOLE = "the lines of an import, which the program itself settles"
_BOOK = "the book was asked for in scope"


@action(Permission.VAULT_SEAL, records=("facility",))
def prepare_line(
    imported: Import, *, by: Actor, facility: str, department: int | None, certificate: bytes | None
) -> BookLine:
    """Keep a line for the one record of an import that is not published yet; it has no number."""
    made = SealedRecord.objects.regardless(_WHOLE).filter(imported=imported).first()
    if made is None:
        waiting = PreparedVersion.objects.regardless(_WHOLE).select_related("record")
        made = waiting.get(imported=imported).record
    return BookLine.objects.create(
        imported=imported, record=made, facility=facility, area=imported.area, department=department,
        certificate_index=certificate,
    )  # fmt: skip


def number_lines(imported: Import, on: date) -> None:
    """Give the lines of an import the next numbers of their facility and year, in the same transaction.

    Whoever numbers holds the end of the vault's audit trail locked, so that two entries take turns and no
    number is given twice or left out. A year goes on where the clock was set back behind its last line.
    """
    rows = BookLine.objects.regardless(_WHOLE)
    waiting = list(rows.filter(imported=imported, serial__isnull=True).order_by("pk"))
    if waiting:
        Head.objects.using(Store.VAULT).select_for_update().get()
    for line in waiting:
        numbered = rows.filter(facility=line.facility, serial__isnull=False)
        last = numbered.order_by("-year", "-serial").first()
        day = on if last is None or last.numbered_on is None else max(on, last.numbered_on)
        same_year = last is not None and last.year == day.year
        line.year, line.numbered_on = day.year, day
        line.serial = (last.serial or 0) + 1 if last is not None and same_year else 1
        line.save(update_fields=["year", "serial", "numbered_on"])


def strike_lines(imported: Import, on: date) -> None:
    """Strike the lines of an import that is withdrawn; their numbers are never given again."""
    rows = BookLine.objects.regardless(_WHOLE).filter(imported=imported, struck_on__isnull=True)
    rows.update(struck_on=on)


def drop_lines(imported: Import) -> None:
    """Take out the lines of an import that is undone; none of them had a number."""
    BookLine.objects.regardless(_WHOLE).filter(imported=imported, serial__isnull=True).delete()


@action(Permission.VAULT_CORRECT, records=("asked_by", "reason"))
def open_for_correction(record: SealedRecord, *, by: Actor, asked_by: str, reason: str) -> dict[str, str]:
    """Open a record for the program that corrects it; what it says is shown to nobody.

    Raises
    ------
    Refusal
        ``vault-import-under-way`` where an import is about to replace it.
    """
    if record.prepared.regardless(_WHOLE).exists():
        raise Refusal("vault-import-under-way")
    return open_sealed(record.sealed, held_keyring().key(record.key_id), record.place)


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line as it is printed: its number, whether it is struck, and the cells that name nobody.

    Attributes
    ----------
    serial : int
    numbered_on : datetime.date
    struck : bool
    corrected : bool
        Whether the record has an earlier version.
    cells : mapping of str to str, or None
        None where the record is kept no longer or the line is struck.
    """

    serial: int
    numbered_on: date
    struck: bool
    corrected: bool
    cells: Mapping[str, str] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class BookRead:
    """The lines of a book in order of their numbers."""

    lines: tuple[LineRead, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.lines)


@action(Permission.BIRTHS_BOOK, records=("facility", "year", "last", "count"), area="area")
def read_book(
    *, by: Actor, area: str, department: int | None, facility: str, year: int, last: date
) -> BookRead:
    """Read the book of a facility and year up to a day; fields that identify are left behind here."""
    rows = BookLine.objects.visible_to(by, Permission.BIRTHS_BOOK).filter(
        area=area, department=department, facility=facility, year=year, numbered_on__lte=last
    )
    keys = held_keyring()
    return BookRead(tuple(_read(rows.select_related("record"), keys)))


def _read(rows: Iterable[BookLine], keys: Keyring) -> Iterator[LineRead]:
    shown = {name for name, one in register("delivery").fields.items() if one.privacy in ("P", "A")}
    for line in rows:
        if line.serial is None or line.numbered_on is None:
            continue
        record, cells = line.record, None
        if record is not None and line.struck_on is None and record.register == "delivery":
            whole = open_sealed(record.sealed, keys.key(record.key_id), record.place)
            cells = {name: text for name, text in whole.items() if name in shown}
        corrected = record is not None and record.version > 1
        yield LineRead(line.serial, line.numbered_on, line.struck_on is not None, corrected, cells)
