"""A rotation that is killed with -9 again and again, and what the vault holds afterwards; prints it as JSON.

Run with the environment of an office that was set up: ``python rotating.py RECORDS KILLS SEED``.
"""

import json
import os
import random
import signal
import sys

from evenborn.site.start import start

start()

from django.db import connections  # noqa: E402

from evenborn.apps.access.actor import program  # noqa: E402
from evenborn.apps.access.roles import Permission  # noqa: E402
from evenborn.apps.audit.models import Entry  # noqa: E402
from evenborn.apps.audit.verification import verified  # noqa: E402
from evenborn.apps.stores import Store  # noqa: E402
from evenborn.apps.vault.actions.records import seal_records  # noqa: E402
from evenborn.apps.vault.keyring import read_keyring  # noqa: E402
from evenborn.apps.vault.models import SealedRecord  # noqa: E402
from evenborn.apps.vault.options import keys_folder  # noqa: E402
from evenborn.apps.vault.queries import without_entry  # noqa: E402
from evenborn.apps.vault.rotation import rotate  # noqa: E402
from evenborn.apps.vault.rules import Unsealed  # noqa: E402
from evenborn.apps.vault.sealing import open_sealed  # noqa: E402

BY = program("rotating", Permission.VAULT_KEYS, Permission.VAULT_SEAL)
STEP = 10


def killed_after(steps: int) -> None:
    """Fork a rotation and kill it when it has said so many times that a step is done."""
    connections.close_all()
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            rotate(BY, step=STEP, progress=lambda _: os.write(said, b".") and None)
        finally:
            os._exit(0)
    os.close(said)
    for _ in range(steps):
        if not os.read(heard, 1):
            break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)


def contents() -> dict[str, str]:
    """What each record holds, by its token, opened with whatever key it says."""
    keys = read_keyring(keys_folder())
    rows = SealedRecord.objects.regardless("a test opens everything")
    return {
        row.token: open_sealed(row.sealed, keys.key(row.key_id), row.place)["newborn_name"] for row in rows
    }


def main(records: int, kills: int, seed: int) -> None:
    """Seal, kill, finish, tell."""
    rows = [Unsealed("990101", None, {"newborn_name": f"婴{number}"}) for number in range(records)]
    seal_records(by=BY, register="delivery", area="990101", rows=rows)
    expected = {row.token: row.fields["newborn_name"] for row in rows}
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    whole_after_each = True
    for _ in range(kills):
        killed_after(draw.randrange(records // STEP // 3))
        whole_after_each &= contents() == expected
    rotate(BY, step=STEP)
    entries = Entry.objects.using(Store.VAULT)
    held = read_keyring(keys_folder())
    keys, current = [key.id for key in held.keys], held.current.id
    elsewhere = SealedRecord.objects.regardless("a test counts").exclude(key_id=current).count()
    resealed = [json.loads(entry.facts) for entry in entries.filter(event="vault.reseal")]
    told = {
        "whole_after_each": whole_after_each, "whole": contents() == expected, "elsewhere": elsewhere,
        "keys": len(keys) - 1, "resealed": sum(facts["count"] for facts in resealed),
        "unnamed": [key.id for key in without_entry(BY, held)],
        "broken": str(verified(Store.VAULT).broken),
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
