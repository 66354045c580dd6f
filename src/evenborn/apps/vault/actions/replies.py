"""An owner answers what it was told, record by record or by the sheet that it filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from evenborn.apps.access.action import action, look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.carrying import carried_numbers
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import Difference, DifferenceSheet
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import open_sealed
from evenborn.comparison.difference_list import Listed
from evenborn.comparison.differences import REPLIES
from evenborn.registers.refusal import Refusal

__all__ = ["AnsweredSheet", "answer_records", "answer_sheet", "answered", "exported", "opened_differences"]

_ON_SHEET: Final = "the sheet was found in scope"
_OF_REGISTER: Final = "answers of a register’s own owner change its next comparison"
_AT_ONCE: Final = 1000

events.register("vault.see-differences", ("register",))
events.register("vault.export-differences", ("register", "records"))
events.register("vault.read-replies", ("register",))
events.register("vault.end-escalation", ("run", "register"))


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """Which register a sheet is of, and how many of its answers are new or other than before."""

    register: str
    changed: int


@action(Permission.MATCHING_ANSWER, records=("register", "changed"))
def answer_records(sheet: DifferenceSheet, *, by: Actor, replies: Mapping[int, str]) -> AnsweredSheet:
    """Answer for some records of a sheet by their places on it; an empty answer takes one back.

    Raises
    ------
    Refusal
        ``matching-unknown-reply``.
    """
    for reply in replies.values():
        if reply and reply not in REPLIES:
            raise Refusal("matching-unknown-reply", value=reply[:40])
    rows = Difference.objects.regardless(_ON_SHEET).filter(sheet=sheet, place_on_sheet__in=list(replies))
    found = [row for row in rows if row.reply != replies[row.place_on_sheet]]
    for row in found:
        row.reply = replies[row.place_on_sheet]
    return _kept(sheet, found, by)


@action(Permission.MATCHING_ANSWER, records=("register", "changed"))
def answer_sheet(sheet: DifferenceSheet, *, by: Actor, rows: Sequence[Listed]) -> AnsweredSheet:
    """Answer for all records of a sheet that was filled in; what was left blank stays as it was.

    Parameters
    ----------
    sheet : DifferenceSheet
    by : Actor
    rows : sequence of Listed
        As they stand in the sheet that came back.

    Raises
    ------
    Refusal
        ``matching-not-of-sheet`` where a record is none of those that the owner was told of.
    """
    known = {(one.number or "", one.row, one.kind): row for row, one in _opened(sheet)}
    answers = []
    for one in rows:
        row = known.get((one.number or "", one.row, one.kind))
        if row is None:
            raise Refusal("matching-not-of-sheet", value=(one.number or "")[:40])
        if one.reply and one.reply != row.reply:
            row.reply = one.reply
            answers.append(row)
    return _kept(sheet, answers, by)


def _kept(sheet: DifferenceSheet, answers: Sequence[Difference], by: Actor) -> AnsweredSheet:
    for row in answers:
        row.replied_at, row.replied_by = (by.now, by.key) if row.reply else (None, "")
    rows = Difference.objects.regardless(_ON_SHEET)
    rows.bulk_update(answers, ["reply", "replied_at", "replied_by"], batch_size=_AT_ONCE)
    _end_escalation(sheet, by)
    return AnsweredSheet(sheet.register, len(answers))


def _end_escalation(sheet: DifferenceSheet, by: Actor) -> None:
    """A sheet that was brought before whoever is above is done with once it is answered in full."""
    rows = Difference.objects.regardless(_ON_SHEET).filter(sheet=sheet, reply="")
    if sheet.raised_at is None or rows.exists():
        return
    sheet.raised_at, sheet.raised_to = None, ""
    sheet.save(update_fields=["raised_at", "raised_to"])
    look(
        by, Permission.MATCHING_ANSWER, "vault.end-escalation", store=Store.VAULT,
        subject=f"differencesheet:{sheet.pk}", area=sheet.area,
        facts={"run": sheet.run, "register": sheet.register},
    )  # fmt: skip


def opened_differences(sheet: DifferenceSheet, *, by: Actor, rows: Sequence[Difference]) -> list[Listed]:
    """Some differences with the owner's own record numbers, for the owner; it is entered as a look."""
    facts = {"register": sheet.register}
    look(
        by, Permission.MATCHING_ANSWER, "vault.see-differences", store=Store.VAULT,
        subject=f"differencesheet:{sheet.pk}", area=sheet.area, facts=facts,
    )  # fmt: skip
    keys = read_keyring(keys_folder())
    return [_listed(row, open_sealed(row.sealed, keys.key(row.key_id), row.place)) for row in rows]


def exported(sheet: DifferenceSheet, *, by: Actor) -> list[Listed]:
    """All differences of a sheet, for the file that its owner takes away; it is entered as an export."""
    found = [one for _, one in _opened(sheet)]
    facts = {"register": sheet.register, "records": len(found)}
    look(
        by, Permission.MATCHING_ANSWER, "vault.export-differences", store=Store.VAULT,
        subject=f"differencesheet:{sheet.pk}", area=sheet.area, facts=facts,
    )  # fmt: skip
    return found


def answered(by: Actor, register: str, sha256: str) -> list[tuple[int, list[Listed]]]:
    """What owners have answered of a register, sheet by sheet, the oldest first: for its next comparison.

    Each sheet comes with the key of the department whose numbers stand in it.

    Parameters
    ----------
    by : Actor
        The program that compares.
    register : str
    sha256 : str
        Of the encoding, whose numbers no other encoding has; empty for the vault's own registers. Answers
        about earlier encodings that their owner led to this one are among those given.
    """
    facts = {"register": register}
    look(by, Permission.VAULT_SEAL, "vault.read-replies", store=Store.VAULT, facts=facts)
    sheets = DifferenceSheet.objects.regardless(_OF_REGISTER).filter(register=register, shown=True)
    sheets = sheets.filter(encoded=True, sha256=sha256) if sha256 else sheets.filter(encoded=False)
    of_file = [
        (sheet, [one for _, one in _opened(sheet) if one.reply]) for sheet in sheets.order_by("run", "pk")
    ]
    led = carried_numbers(register, sha256) if sha256 else ()
    of_file += [
        (
            sheet,
            [
                replace(one, number=numbers[row.place_on_sheet], row=int(numbers[row.place_on_sheet]))
                for row, one in _opened(sheet)
                if one.reply and row.place_on_sheet in numbers
            ],
        )
        for sheet, numbers in led
    ]
    of_file.sort(key=lambda one: (one[0].run, one[0].pk))
    return [(sheet.department, rows) for sheet, rows in of_file]


def _opened(sheet: DifferenceSheet) -> Iterator[tuple[Difference, Listed]]:
    keys = read_keyring(keys_folder())
    rows = Difference.objects.regardless(_ON_SHEET).filter(sheet=sheet).select_related("sheet")
    for row in rows.iterator(_AT_ONCE):
        yield row, _listed(row, open_sealed(row.sealed, keys.key(row.key_id), row.place))


def _listed(row: Difference, fields: Mapping[str, str]) -> Listed:
    return Listed(fields["number"] or None, int(fields["row"]), row.kind, row.reply)
