"""Keeping what somebody has begun to type, opening it again for that officer alone, and dropping it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.models import Draft
from evenborn.apps.vault.sealing import open_sealed, seal
from evenborn.registers.refusal import Refusal

__all__ = ["DRAFT_DAYS", "Dropped", "drop_draft", "forget_drafts", "keep_draft", "open_draft"]

DRAFT_DAYS: Final = 7
"""Days after which a draft that nobody went on with is deleted."""
MOST_DRAFTS: Final = 50
"""Drafts of one officer."""
_OWN = "the officer's own, asked for by its random token"


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many drafts were deleted."""

    count: int


@action(Permission.BIRTHS_ENTER, area="area")
def keep_draft(
    *, by: Actor, area: str, department: int | None, token: str, fields: Mapping[str, str]
) -> Draft:
    """Keep a draft, new or in the place of what was kept under its token.

    Raises
    ------
    Refusal
        ``vault-many-drafts``.
    """
    keys, officer = held_keyring(), _officer(by)
    draft = Draft.objects.regardless(_OWN).select_for_update().filter(token=token).first()
    if draft is None:
        if Draft.objects.regardless(_OWN).filter(officer=officer).count() >= MOST_DRAFTS:
            raise Refusal("vault-many-drafts", most=MOST_DRAFTS)
        draft = Draft(token=token, officer=officer)
    elif draft.officer != by.officer:
        raise NotVisible
    draft.area, draft.department, draft.updated_at = area, department, by.now
    draft.version += 1
    sealed = seal(fields, keys.current, draft.place)
    draft.key_id, draft.nonce, draft.ciphertext = sealed.key_id, sealed.nonce, sealed.ciphertext
    draft.save()
    return draft


def _officer(by: Actor) -> int:
    """Key of the officer; a program types nothing."""
    if by.officer is None:
        raise NotVisible
    return by.officer


@action(Permission.BIRTHS_ENTER)
def open_draft(draft: Draft, *, by: Actor) -> dict[str, str]:
    """Give back what its author typed; to everybody else it is not there."""
    if draft.officer != by.officer:
        raise NotVisible
    return open_sealed(draft.sealed, held_keyring().key(draft.key_id), draft.place)


@action(Permission.BIRTHS_ENTER)
def drop_draft(draft: Draft, *, by: Actor) -> Dropped:
    """Delete a draft that its author wants no more, or that was handed in."""
    if draft.officer != by.officer:
        raise NotVisible
    Draft.objects.regardless(_OWN).filter(pk=draft.pk).delete()
    return Dropped(1)


@action(Permission.VAULT_RETAIN, records=("count",))
def forget_drafts(*, by: Actor) -> Dropped:
    """Delete every draft that nobody went on with for :data:`DRAFT_DAYS` days."""
    before = by.now - timedelta(days=DRAFT_DAYS)
    rows = Draft.objects.regardless("drafts of everybody end after the same time")
    return Dropped(rows.filter(updated_at__lt=before).delete()[0])
