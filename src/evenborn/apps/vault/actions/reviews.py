"""An owner looks at pairs: its own record without names, and how alike the two are, field by field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from evenborn.apps.access.action import action, look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from evenborn.apps.vault.keyring import Keyring, read_keyring
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from evenborn.apps.vault.nameless import nameless
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import open_sealed
from evenborn.comparison.review import ANSWERS
from evenborn.registers.refusal import Refusal

__all__ = ["AnsweredPairs", "ShownPair", "answer_pair", "answer_pairs", "exported_pairs", "opened_pairs"]

_MOST_SHOWN: Final = 40
_OWN: Final = "the sheet was found in scope, and its pairs name the owner’s own records"

events.register("vault.see-pairs", ("register",))
events.register("vault.export-pairs", ("register", "records"))
events.register("vault.open-own-of-pairs", ("register", "records"))


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair as its reviewer sees it.

    Attributes
    ----------
    pair : ReviewedPair
    number, row : str, int
        Of the own record.
    levels : mapping of str to int
        How alike the two are, by what births are compared by.
    own : mapping of str to str
        What of the own record names nobody, by the same; empty where it is not in the vault.
    """

    pair: ReviewedPair
    number: str
    row: int
    levels: Mapping[str, int]
    own: Mapping[str, str] = field(repr=False)


@action(Permission.MATCHING_REVIEW, records=("answer",))
def answer_pair(pair: ReviewedPair, *, by: Actor, answer: str) -> ReviewedPair:
    """Say whether a pair is one birth.

    Raises
    ------
    Refusal
        ``matching-unknown-reply``.
    """
    if answer and answer not in ANSWERS:
        raise Refusal("matching-unknown-reply", value=answer)
    pair.answer, pair.answered_at, pair.answered_by = answer, by.now, by.key
    pair.save(update_fields=["answer", "answered_at", "answered_by"])
    return pair


@dataclass(frozen=True, slots=True)
class AnsweredPairs:
    """Which register a sheet is of, and how many of the answers about its pairs are new or changed."""

    register: str
    changed: int


@action(Permission.MATCHING_REVIEW, records=("register", "changed"))
def answer_pairs(sheet: DifferenceSheet, *, by: Actor, answers: Mapping[int, str]) -> AnsweredPairs:
    """Say of some pairs of a sheet, by their places on it, whether each is one birth.

    Raises
    ------
    Refusal
        ``matching-unknown-reply``; ``matching-no-such-pair`` where the sheet has no pair of that number.
    """
    unknown = next((answer for answer in answers.values() if answer not in ANSWERS), None)
    if unknown is not None:
        raise Refusal("matching-unknown-reply", value=unknown[:_MOST_SHOWN])
    pairs = ReviewedPair.objects.regardless(_OWN).filter(sheet=sheet)
    rows = {row.place_on_sheet: row for row in pairs.defer("nonce", "ciphertext")}
    if strange := sorted(answers.keys() - rows.keys()):
        raise Refusal("matching-no-such-pair", number=strange[0])
    changed = [rows[place] for place, answer in answers.items() if rows[place].answer != answer]
    for row in changed:
        row.answer, row.answered_at, row.answered_by = answers[row.place_on_sheet], by.now, by.key
    pairs.bulk_update(changed, ["answer", "answered_at", "answered_by"])
    return AnsweredPairs(sheet.register, len(changed))


def opened_pairs(sheet: DifferenceSheet, *, by: Actor, rows: Sequence[ReviewedPair]) -> list[ShownPair]:
    """Some pairs as their reviewer sees them; it is entered as a look."""
    _look(sheet, by, "vault.see-pairs")
    return _opened(sheet, by, rows)


def exported_pairs(sheet: DifferenceSheet, *, by: Actor) -> list[ShownPair]:
    """All pairs of a sheet, for the workbook that its reviewer takes away; it is entered as an export."""
    rows = ReviewedPair.objects.visible_to(by, Permission.MATCHING_REVIEW).filter(sheet=sheet)
    listed = list(rows.select_related("sheet").order_by("place_on_sheet"))
    _look(sheet, by, "vault.export-pairs", records=len(listed))
    return _opened(sheet, by, listed)


def _opened(sheet: DifferenceSheet, by: Actor, rows: Sequence[ReviewedPair]) -> list[ShownPair]:
    keys = read_keyring(keys_folder())
    opened = [open_sealed(row.sealed, keys.key(row.key_id), row.place) for row in rows]
    own = _own_records(sheet, by, {int(fields["record"]) for fields in opened if "record" in fields}, keys)
    return [
        ShownPair(
            row, fields["number"], int(fields["row"]), json.loads(fields["levels"]),
            own.get(int(fields.get("record", "0")), {}),
        )
        for row, fields in zip(rows, opened, strict=True)
    ]  # fmt: skip


def _own_records(
    sheet: DifferenceSheet, by: Actor, wanted: set[int], keys: Keyring
) -> dict[int, dict[str, str]]:
    """What of the owner’s records names nobody, by key; what identifies is left behind here.

    A record that is kept no longer, or whose file was withdrawn, is not among them.
    """
    if not wanted:
        return {}
    _look(sheet, by, "vault.open-own-of-pairs", records=len(wanted))
    records = SealedRecord.objects.regardless(_OWN).filter(SHOWN, pk__in=wanted, register=sheet.register)
    return {
        one.pk: nameless(one.register, open_sealed(one.sealed, keys.key(one.key_id), one.place))
        for one in records
    }


def _look(sheet: DifferenceSheet, by: Actor, event: str, **facts: object) -> None:
    look(
        by, Permission.MATCHING_REVIEW, event, store=Store.VAULT, subject=f"differencesheet:{sheet.pk}",
        area=sheet.area, facts={"register": sheet.register, **facts},
    )  # fmt: skip
