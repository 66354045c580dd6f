"""The keyring inside a transaction."""

from evenborn.apps.audit.models import Head
from evenborn.apps.stores import Store
from evenborn.apps.vault.keyring import Keyring, read_keyring
from evenborn.apps.vault.options import keys_folder

__all__ = ["held_keyring"]


def held_keyring() -> Keyring:
    """The keys, read after the end of the audit trail is locked.

    Whoever seals and whoever retires a key wait for each other there: no key is retired between the moment
    in which it is chosen and the one in which what it sealed can be counted.
    """
    Head.objects.using(Store.VAULT).select_for_update().get()
    return read_keyring(keys_folder())
