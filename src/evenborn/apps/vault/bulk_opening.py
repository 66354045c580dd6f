"""Opening every record of a register at once, for a program that counts or compares them. The only place.

No page calls this, and no value leaves whoever calls it: the rows are counted in the tables that are exact,
or encoded under a key that ends with the comparison. It is entered into the trail before the first record is
opened.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import within
from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from evenborn.apps.vault.keyring import Keyring, read_keyring
from evenborn.apps.vault.models import DeletionProof, Import, RecordVersion, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.sealing import Place, Sealed, open_sealed

__all__ = ["deleted_before", "opened_births", "opened_import", "opened_rows"]

_AT_ONCE: Final = 10_000
_KEYS: Final = 2000
_WHOLE: Final = "a program counts the births of every area"

events.register("vault.count-anew", ("register", "purpose"))


def opened_rows(by: Actor, register: str, *, purpose: str) -> Iterator[list[dict[str, str]]]:
    """What every visible record says that came with an import, in parts.

    Parameters
    ----------
    by : Actor
        A program; it needs the permission to seal everything anew, as the change of the key does.
    register : str
    purpose : str
        Code of what is counted, for the trail.

    Raises
    ------
    Forbidden
    Refusal
        ``vault-unknown-key``, ``vault-wrong-key``, ``vault-not-whole``.
    """
    facts = {"register": register, "purpose": purpose}
    look(by, Permission.VAULT_KEYS, "vault.count-anew", store=Store.VAULT, facts=facts)
    keys = read_keyring(keys_folder())
    records = SealedRecord.objects.regardless(_WHOLE).filter(SHOWN, register=register, imported__isnull=False)
    wanted = records.order_by("pk").values_list("token", "version", "key_id", "nonce", "ciphertext")
    rows = wanted.iterator(_AT_ONCE)
    while part := list(islice(rows, _AT_ONCE)):
        yield [
            open_sealed(
                Sealed(key, bytes(nonce), bytes(ciphertext)), keys.key(key), Place(token, register, version)
            )
            for token, version, key, nonce, ciphertext in part
        ]


def opened_births(
    by: Actor, register: str, *, area: str, period: tuple[date, date], purpose: str
) -> Iterator[list[tuple[int, int, dict[str, str]]]]:
    """What the visible records of an area and some months say, each with its batch and key, in parts.

    Raises
    ------
    Forbidden
    Refusal
        As :func:`opened_rows`.
    """
    facts = {"register": register, "purpose": purpose}
    look(by, Permission.VAULT_KEYS, "vault.count-anew", store=Store.VAULT, area=area, facts=facts)
    keys = read_keyring(keys_folder())
    records = SealedRecord.objects.regardless(_WHOLE).filter(SHOWN, within("area", (area,)))
    records = records.filter(register=register, imported__isnull=False)
    records = records.filter(birth_month__range=(period[0].replace(day=1), period[1])).order_by("pk")
    wanted = records.values_list("imported__batch", "pk", "token", "version", "key_id", "nonce", "ciphertext")
    rows = wanted.iterator(_AT_ONCE)
    while part := list(islice(rows, _AT_ONCE)):
        yield [
            (
                batch, pk,
                open_sealed(
                    Sealed(key, bytes(nonce), bytes(ciphertext)), keys.key(key),
                    Place(token, register, version),
                ),
            )
            for batch, pk, token, version, key, nonce, ciphertext in part
        ]  # fmt: skip


def opened_import(
    by: Actor, imported: Import, *, purpose: str
) -> Iterator[tuple[list[dict[str, str]], list[dict[str, str]]]]:
    """What the records of an import say, and what those said before it that it replaced, in parts.

    Raises
    ------
    Forbidden
    Refusal
        As :func:`opened_rows`.
    """
    facts = {"register": imported.register, "purpose": purpose}
    look(by, Permission.VAULT_SEAL, "vault.count-anew", store=Store.VAULT, facts=facts)
    keys = read_keyring(keys_folder())
    records = SealedRecord.objects.regardless(_WHOLE).filter(SHOWN, imported=imported).order_by("pk")
    rows = records.iterator(_AT_ONCE)
    while part := list(islice(rows, _AT_ONCE)):
        yield _opened(part, keys), _opened(_before(part, imported), keys)


def _before(part: list[SealedRecord], imported: Import) -> list[RecordVersion]:
    """The last version of each record that another import brought, where it was seen until then."""
    replaced = [record for record in part if record.version > 1]
    found: dict[int, RecordVersion] = {}
    for first in range(0, len(replaced), _KEYS):
        some = replaced[first : first + _KEYS]
        versions = RecordVersion.objects.regardless(_WHOLE).filter(record__in=some)
        versions = versions.select_related("record", "imported").order_by("version")
        for version in versions:
            if version.imported_id != imported.pk:
                found[version.record_id] = version
    return [version for version in found.values() if version.was_shown]


def _opened(rows: Sequence[SealedRecord] | Sequence[RecordVersion], keys: Keyring) -> list[dict[str, str]]:
    return [open_sealed(row.sealed, keys.key(row.key_id), row.place) for row in rows]


def deleted_before(by: Actor, register: str) -> dict[str, date]:
    """By area, the day before which records were deleted that had served their time."""
    by.require(Permission.VAULT_KEYS)
    found: dict[str, date] = {}
    proofs = DeletionProof.objects.regardless(_WHOLE).filter(register=register)
    for area, day in proofs.values_list("area", "sealed_before"):
        found[area] = max(day, found.get(area, day))
    return found
