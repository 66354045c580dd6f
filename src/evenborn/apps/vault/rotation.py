"""Changing the key: a new one, then every record sealed anew in steps, each whole or not at all.

Killed at any instant it goes on where it was when it is started again: while anything lies under an older
key no further key is made. A key whose maker was killed before its entry into the trail is entered by the
next rotation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evenborn.apps.access.actor import Actor
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.keys import Resealed, find_key, make_new_key, reseal, retire_key
from evenborn.apps.vault.keyring import destroy_key, read_keyring
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import Algorithm
from evenborn.registers.refusal import Refusal

__all__ = ["Rotated", "retire", "rotate"]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did.

    Attributes
    ----------
    key : str
        The key under which all now lies.
    made : bool
        Whether it was made now; otherwise an interrupted rotation was finished.
    resealed : int
    stuck : int
        Records under keys that are not in the folder: nobody can open them.
    """

    key: str
    made: bool
    resealed: int
    stuck: int


def rotate(
    by: Actor, *, algorithm: Algorithm = Algorithm.AES, step: int = 1000,
    progress: Callable[[int], None] | None = None,
) -> Rotated:  # fmt: skip
    """Make a key, unless a rotation was interrupted, and seal everything anew under it."""
    folder = keys_folder()
    for key in queries.without_entry(by, read_keyring(folder)):
        find_key(by=by, key=key)
    made = queries.waiting_for_reseal(by, read_keyring(folder)) == 0
    if made:
        make_new_key(by=by, algorithm=algorithm)
    resealed = 0
    while queries.waiting_for_reseal(by, read_keyring(folder)):  # again: an import may have ended meanwhile
        for count in _pass(by, step):
            resealed += count
            if progress:
                progress(resealed)
    keys = read_keyring(folder)
    known = {key.id for key in keys.keys}
    stuck = sum(used for key, used in queries.uses_of_keys(by).items() if key not in known)
    return Rotated(keys.current.id, made, resealed, stuck)


def _pass(by: Actor, step: int) -> Iterator[int]:
    """Seal anew what lies under older keys, from the first row of each table to the last; counts of steps."""
    done = Resealed(0, "", {})
    while True:
        try:
            done = reseal(by=by, most=step, after=done.until)
        except Refusal as refusal:
            if refusal.code != "vault-nothing-to-reseal":
                raise
            return
        yield done.count


def retire(by: Actor, key_id: str) -> None:
    """End an old key: entered into the trail first, so that a key never vanishes without its entry."""
    key = read_keyring(keys_folder()).key(key_id)
    retire_key(by=by, key=key_id)
    destroy_key(keys_folder(), key)
