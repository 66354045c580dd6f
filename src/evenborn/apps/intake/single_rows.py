"""A row that somebody typed: sealed as it stands until it is taken in, checked again and prepared then."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.areas.queries import table_around
from evenborn.apps.intake.counting import Counting
from evenborn.apps.intake.kept_files import opened
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rows import Rows
from evenborn.apps.intake.rules import EntryKind
from evenborn.apps.intake.takers import Taking
from evenborn.apps.vault.actions import book, imports
from evenborn.apps.vault.incoming import Became, Incoming
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import Import, SealedRecord
from evenborn.apps.vault.options import every_keys_folder, keys_folder
from evenborn.apps.vault.record_index import IndexKey, read_index_key
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.definition import Definition, register
from evenborn.registers.one_row import CheckedRow, check_row
from evenborn.registers.refusal import Refusal

__all__ = ["Typed", "certificate_index", "checked_typed", "incoming_of", "prepared", "written"]

FILE_NAME: Final = "entry.csv"
_NUMBERS: Final = "the number of a record is known wherever it is"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed row, checked, with the areas that it was held against."""

    checked: CheckedRow
    areas: AreaTable | None


def written(texts: Mapping[str, str], name: str = "delivery") -> bytes:
    """A file of the register with this one row, under the register's own headings.

    Examples
    --------
    >>> written({"sex": "女"}).decode().splitlines()[1].count("女")
    1
    """
    definition, text = register(name), io.StringIO()
    lines = csv.writer(text)
    lines.writerow(field.zh for field in definition.fields.values())
    lines.writerow(texts.get(field, "") for field in definition.fields)
    return text.getvalue().encode()


def checked_typed(definition: Definition, texts: Mapping[str, str], batch_on: Batch | Actor) -> Typed:
    """Hold a typed row against its register and the areas that it names."""
    day = batch_on.today if isinstance(batch_on, Actor) else timezone.localdate(batch_on.received_at)
    named = (texts.get(name, "") for name, field in definition.fields.items() if field.type == "area")
    areas = table_around("".join(sign for sign in code if sign.isdecimal()) for code in named)
    return Typed(check_row(definition, texts, day, areas), areas)


def incoming_of(definition: Definition, row: CheckedRow, sender: str, key: IndexKey) -> Incoming:
    """The row as the vault takes it."""
    return Rows(definition, sender, key, read_keyring(keys_folder()).current).of(row.row)[1]


def certificate_index(key: IndexKey, number: str | None) -> bytes | None:
    """Hash by which the number of a birth certificate is found again."""
    return key.of_birth("certificate", number) if number else None


def prepared(batch: Batch, *, by: Actor) -> Taking:
    """Seal the row of an entry and count it and what it replaces; nothing is seen yet.

    Raises
    ------
    Refusal
        ``intake-entry-rejected`` where it breaks a rule; ``intake-number-taken`` where a new birth has the
        number of a record that is there; ``intake-nothing-corrected``, ``intake-no-such-record`` where a
        correction changes nothing, or what it corrects is gone.
    """
    definition = register(batch.register)
    typed = checked_typed(definition, _texts(batch, definition), batch)
    if typed.checked.rejecting:
        raise Refusal("intake-entry-rejected")
    key = read_index_key(every_keys_folder())
    row = incoming_of(definition, typed.checked, batch.sender.code, key)
    _require_fitting(batch.entry, row)
    imported = imports.begin_import(by=by, batch=batch.pk, register=batch.register, area=batch.area)
    part = imports.prepare_part(imported, by=by, rows=row)
    if part.became[0] not in (Became.NEW, Became.REPLACES):
        raise Refusal("intake-nothing-corrected")
    if batch.entry == EntryKind.BIRTH:
        number = typed.checked.row.column("certificate_number")[0].as_py()
        book.prepare_line(
            imported, by=by, facility=batch.sender.code, department=batch.department,
            certificate=certificate_index(key, number),
        )  # fmt: skip
    counting = Counting(definition, None if typed.areas is None else typed.areas.current)
    counting.add(typed.checked.row, part)
    found = Import.objects.regardless("the import of this batch, just made").get(pk=imported.pk)
    return counting.taking(new=found.new, replaced=found.replaced, doubled=found.doubled)


def _require_fitting(kind: str, row: Incoming) -> None:
    """A birth needs a number that no record has, a correction the number of one that is there.

    Batches of one register take turns, so what is true here is true until this one is through.
    """
    records = SealedRecord.objects.regardless(_NUMBERS).select_related("imported")
    known = records.filter(record_index=row.record_index[0]).first()
    there = known is not None and known.is_shown
    if kind == EntryKind.BIRTH and there:
        raise Refusal("intake-number-taken")
    if kind == EntryKind.CORRECTION and not there:
        raise Refusal("intake-no-such-record")


def _texts(batch: Batch, definition: Definition) -> dict[str, str]:
    with opened(batch.pk, FILE_NAME) as path, path.open(encoding="utf-8", newline="") as file:
        _, cells = csv.reader(file)
    return dict(zip(definition.fields, cells, strict=True))
