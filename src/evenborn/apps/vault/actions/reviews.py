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

__all__ = ["ShownPair", "answer_pair", "opened_pairs"]

_OWN: Final = "the sheet was found in scope, and its pairs name the owner’s own records"

events.register("vault.see-pairs", ("register",))
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


def opened_pairs(sheet: DifferenceSheet, *, by: Actor, rows: Sequence[ReviewedPair]) -> list[ShownPair]:
    """Some pairs as their reviewer sees them; it is entered as a look."""
    _look(sheet, by, "vault.see-pairs")
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
