"""Records a second sealed, kept, opened and sealed anew, beside bare AES-GCM and a bare insert.

    .venv/bin/python benchmarks/vault_sealing.py [RECORDS]

Rates are by processor time of this process, so that other work on the machine does not count.
The office is made in a folder of its own; behind ``scripts/postgresql.sh`` its stores lie on PostgreSQL.
"""
# ruff: noqa: PLC0415 - the office's models can be imported only once it is set up

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

RECORDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
BATCH = 5_000
FIELDS = {
    "record_number": "ZY2025030812",
    "newborn_name": "王思雨",
    "mother_name": "李梅",
    "mother_id_type": "resident",
    "mother_id_number": "990101199003074226",
    "father_name": "王强",
    "father_id_type": "resident",
    "father_id_number": "990101198805125318",
    "hukou": "990101001",
    "certificate_number": "X990000123",
    "registrar": "赵敏",
}


def rate(what: str, work: Callable[[], object], beside: float = 0.0) -> float:
    """Do a piece of work over all records, print how many a second, and how often bare work is faster."""
    begin = time.process_time()
    work()
    found = RECORDS / (time.process_time() - begin)
    print(f"| {what} | {found:,.0f} | {f'{beside / found:.2f}' if beside else ''} |")
    return found


def main(folder: Path) -> None:
    os.environ |= {"EVENBORN_FOLDER": str(folder), "EVENBORN_HTTPS": "false"}
    from evenborn.site.setting_up import set_up

    set_up()
    from django.db import connections, transaction

    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.vault.actions.records import seal_records
    from evenborn.apps.vault.keyring import read_keyring
    from evenborn.apps.vault.models import SealedRecord
    from evenborn.apps.vault.options import keys_folder
    from evenborn.apps.vault.rotation import rotate
    from evenborn.apps.vault.rules import Unsealed
    from evenborn.apps.vault.sealing import Algorithm, Key, Place, associated, encoded, open_sealed, seal

    by = program("benchmark", Permission.VAULT_SEAL, Permission.VAULT_KEYS)
    key = read_keyring(keys_folder()).current
    sm4 = Key(9, "9-sm4", Algorithm.SM4, secrets.token_bytes(16))
    rows = [Unsealed("990101", None, FIELDS) for _ in range(RECORDS)]
    places = [Place(row.token, "delivery", 1) for row in rows]
    plain, bound_to, cipher = encoded(FIELDS), associated(key, places[0]), AESGCM(key.material)
    store = connections["vault"]
    print(f"{RECORDS:,} records of {len(plain)} bytes, {store.vendor}\n\n| work | records/s | times slower |")
    print("|---|---:|---:|")
    bare = rate("AES-GCM alone, one text", lambda: [
        cipher.encrypt(secrets.token_bytes(12), plain, bound_to) for _ in places
    ])  # fmt: skip
    sealed = []
    rate("seal", lambda: sealed.extend(seal(FIELDS, key, place) for place in places), bare)
    rate("seal with SM4", lambda: [seal(FIELDS, sm4, place) for place in places], bare)
    rate("open", lambda: [open_sealed(o, key, p) for o, p in zip(sealed, places, strict=True)], bare)

    def insert() -> None:
        with transaction.atomic(using="vault"), store.cursor() as cursor:
            cursor.execute("CREATE TABLE bare AS SELECT token, nonce, ciphertext FROM vault_sealedrecord")
            for first in range(0, RECORDS, BATCH):
                values = zip(places[first : first + BATCH], sealed[first : first + BATCH], strict=True)
                cursor.executemany(
                    "INSERT INTO bare VALUES (%s, %s, %s)",
                    [(place.token, one.nonce, one.ciphertext) for place, one in values],
                )

    def keep() -> None:
        for first in range(0, RECORDS, BATCH):
            seal_records(by=by, register="delivery", area="990101", rows=rows[first : first + BATCH])

    kept = rate("bare insert of what is sealed", insert)
    both = 1 / (1 / bare + 1 / kept)
    rate("seal_records: checked, sealed, kept, audited (beside bare AES-GCM + insert)", keep, both)
    rate(
        "rotate: read, opened, sealed anew, kept, audited (beside bare AES-GCM twice)",
        lambda: rotate(by),
        bare / 2,
    )
    current = read_keyring(keys_folder()).current
    assert SealedRecord.objects.regardless("benchmark").exclude(key_id=current.id).count() == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place) / "data")
