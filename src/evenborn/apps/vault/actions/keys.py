"""Sealing anew under the current key, and the end of an old key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db import connections

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.keyring import make_key
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import Algorithm, Key, open_sealed, seal
from evenborn.registers.refusal import Refusal

__all__ = ["Resealed", "find_key", "make_new_key", "reseal", "retire_key"]


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many were sealed anew in one step, under which key, and the last row of each table so far."""

    count: int
    key: str
    until: Mapping[type[queries.Resealable], int]


@action(Permission.VAULT_KEYS, records=("id", "algorithm"))
def make_new_key(*, by: Actor, algorithm: Algorithm) -> Key:
    """Make a key, which is the current one from now on."""
    return make_key(keys_folder(), algorithm)


@action(Permission.VAULT_KEYS, records=("id", "algorithm"))
def find_key(*, by: Actor, key: Key) -> Key:
    """Note a key that the trail does not know: that of the set-up, or one whose maker was cut off."""
    return key


@action(Permission.VAULT_KEYS, records=("count", "key"))
def reseal(
    *, by: Actor, most: int, after: Mapping[type[queries.Resealable], int] = MappingProxyType({})
) -> Resealed:
    """Seal some records and other rows anew under the current key; a whole step, or nothing of it.

    ``after`` is where the step before ended; without it every table is looked through from its start.

    Raises
    ------
    Refusal
        ``vault-nothing-to-reseal``; ``vault-not-whole`` where a record was tampered with.
    """
    keys = held_keyring()
    found = queries.under_older_keys(keys, most, after)
    rows = [row for some in found.values() for row in some]
    if not rows:
        raise Refusal("vault-nothing-to-reseal")
    for row in rows:
        row.become(seal(open_sealed(row.sealed, keys.key(row.key_id), row.place), keys.current, row.place))
    for model, some in found.items():
        _keep(model, some)
    last = {model: some[-1].pk for model, some in found.items() if some}
    return Resealed(len(rows), keys.current.id, {**after, **last})


def _keep(model: type[queries.Resealable], rows: Sequence[queries.Resealable]) -> None:
    """One call for all rows: Django's own bulk update writes a choice over every key for each column."""
    with connections[Store.VAULT].cursor() as cursor:
        cursor.executemany(
            f"UPDATE {model._meta.db_table} SET key_id = %s, nonce = %s, ciphertext = %s WHERE id = %s",  # noqa: S608
            [(row.key_id, bytes(row.nonce), bytes(row.ciphertext), row.pk) for row in rows],
        )


@action(Permission.VAULT_KEYS, records=("key",))
def retire_key(*, by: Actor, key: str) -> None:
    """Note the end of a key under which nothing is sealed any more; its file is destroyed afterwards.

    Raises
    ------
    Refusal
        ``vault-unknown-key``, ``vault-key-current``, ``vault-key-in-use``.
    """
    keys = held_keyring()
    if keys.key(key) == keys.current:
        raise Refusal("vault-key-current", key=key)
    if used := queries.uses_of_keys(by).get(key, 0):
        raise Refusal("vault-key-in-use", key=key, records=used)
