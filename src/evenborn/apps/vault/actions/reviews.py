"""An owner looks at pairs: its own record number, and how alike the two records are, field by field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenborn.apps.access.action import action, look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import DifferenceSheet, ReviewedPair
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import open_sealed
from evenborn.comparison.review import ANSWERS
from evenborn.registers.refusal import Refusal

__all__ = ["ShownPair", "answer_pair", "opened_pairs"]

events.register("vault.see-pairs", ("register",))


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair as its reviewer sees it: the own record number and row, and how alike the two are."""

    pair: ReviewedPair
    number: str
    row: int
    levels: Mapping[str, int]


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
    look(
        by, Permission.MATCHING_REVIEW, "vault.see-pairs", store=Store.VAULT,
        subject=f"differencesheet:{sheet.pk}", area=sheet.area, facts={"register": sheet.register},
    )  # fmt: skip
    keys, found = read_keyring(keys_folder()), []
    for row in rows:
        fields = open_sealed(row.sealed, keys.key(row.key_id), row.place)
        levels: Mapping[str, int] = json.loads(fields["levels"])
        found.append(ShownPair(row, fields["number"], int(fields["row"]), levels))
    return found
